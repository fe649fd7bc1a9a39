"""Hand-ins as platforms export them: whose they are, when they came in, and what nobody was found for."""

import subprocess
from pathlib import Path

import pytest
from handed_in import NAME, pack, put

from grader.errors import UsageError
from grader.intake import Received, Terms, receive
from grader.records.execution import Status

ROSTER = """\
student,name,email,github,canvas_id,moodle_participant,gradescope_sid
ada,Ada Lovelace,ada@example.org,ada-l,12345,Participant 501,S1
ben,Ben Ö. Müller,ben@example.org,benm,12346,Participant 502,S2
chloe,Chloé X,chloe@example.org,chloex,12347,Participant 503,S3
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return put(tmp_path / "roster.csv", ROSTER)


def students(received: Received) -> dict[str, Status]:
    names = [submission.student for submission in received.submissions]
    assert names == sorted(set(names))
    return {submission.student: submission.status for submission in received.submissions}


CANVAS = (
    ("lovelaceada_12345_900001_mnist.ipynb", b"{1}"),
    ("lovelaceada_12345_900002_mnist-1.ipynb", b"{2}"),
    ("lovelaceada_12345_900003_data.csv", b"1,2"),
    ("müllerben_LATE_12346_900004_homework.ipynb", b"{3}"),
    ("xchloé_12347_text.html", b"<p>no file</p>"),
)


def test_a_canvas_export_is_read_with_the_newest_file_of_everybody(tmp_path: Path) -> None:
    received = receive(pack(tmp_path / "canvas.zip", *CANVAS), NAME)
    assert students(received) == {
        "lovelaceada_12345": Status.OK,
        "müllerben_12346": Status.OK,
        "xchloé_12347": Status.MISSING,
    }
    ada, ben, chloe = received.submissions
    assert (ada.notebook, dict(ada.files)["data.csv"]) == (b"{2}", b"1,2")
    assert "2 notebooks came in" in ada.notes[0]
    assert ben.notes == ("Canvas marks this hand-in as late.",)
    assert "found only text.html" in chloe.problem


def test_with_a_roster_the_students_have_their_own_names_and_the_absent_are_missing(
    tmp_path: Path, roster: Path
) -> None:
    strange = ("nobody_99999_900009_mnist.ipynb", b"{}")
    path = pack(tmp_path / "canvas.zip", *CANVAS[:3], strange)
    received = receive(path, NAME, Terms(roster=roster))
    assert students(received) == {
        "ada": Status.OK,
        "ben": Status.MISSING,
        "chloe": Status.MISSING,
        "nobody_99999": Status.OK,
    }
    assert received.unknown == ("nobody_99999",)
    assert [s.problem for s in received.submissions if s.student == "ben"] == ["No hand-in was found."]


def test_an_unpacked_canvas_export_is_the_same(tmp_path: Path, roster: Path) -> None:
    for name, content in CANVAS:
        put(tmp_path / "folder" / name, content)
    received = receive(tmp_path / "folder", NAME, Terms(roster=roster))
    assert students(received) == {"ada": Status.OK, "ben": Status.OK, "chloe": Status.MISSING}


def test_an_anonymous_canvas_export_keeps_its_students_apart(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", "anon_Ab1z9_77_mnist.ipynb", "LATE_anon_Cd2y8_78_mnist.ipynb")
    assert list(students(receive(path, NAME))) == ["anon_Ab1z9", "anon_Cd2y8"]


@pytest.mark.parametrize("tail", ["", "_"])
def test_a_moodle_export_of_folders_is_read(tmp_path: Path, roster: Path, tail: str) -> None:
    path = pack(
        tmp_path / "moodle.zip",
        (f"Ada Lovelace_501_assignsubmission_file{tail}/mnist.ipynb", b"{1}"),
        (f"Ada Lovelace_501_assignsubmission_file{tail}/data.csv", b"1"),
        (f"Ada Lovelace_501_assignsubmission_onlinetext{tail}/onlinetext.html", b"<p>hello</p>"),
        (f"Ben Ö. Müller_502_assignsubmission_file{tail}/sub/mnist.ipynb", b"{2}"),
    )
    assert list(students(receive(path, NAME))) == ["Ada Lovelace_501", "Ben Ö. Müller_502"]
    received = receive(path, NAME, Terms(roster=roster))
    assert students(received) == {"ada": Status.OK, "ben": Status.OK, "chloe": Status.MISSING}
    assert dict(next(iter(received.submissions)).files)["data.csv"] == b"1"


def test_a_moodle_export_of_a_single_student_is_not_taken_for_a_class_folder(tmp_path: Path) -> None:
    path = pack(tmp_path / "moodle.zip", "Ada Lovelace_501_assignsubmission_file/x.ipynb")
    assert list(students(receive(path, NAME))) == ["Ada Lovelace_501"]


def test_a_flat_moodle_export_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "moodle.zip", ("Participant_501_assignsubmission_file_mnist.ipynb", b"{1}"))
    (only,) = receive(path, NAME).submissions
    assert (only.student, only.notebook) == ("Participant_501", b"{1}")


GRADESCOPE = """\
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: S1
    :email: ada@example.org
  :created_at: 2026-05-01 21:59:03.250000000 Z
  :score: 0.0
submission_12:
  :submitters:
  - :name: Ben
    :sid:
    :email: ben@example.org
  - :name: Chloé X
    :sid: S3
    :email: chloe@example.org
  :created_at: 2026-05-02 08:00:00 +0200
"""


def test_a_gradescope_export_says_who_and_when_and_a_group_is_everybody_in_it(tmp_path: Path, roster: Path) -> None:
    path = pack(
        tmp_path / "export.zip",
        ("assignment_1_export/submission_metadata.yml", GRADESCOPE.encode()),
        ("assignment_1_export/submission_11/mnist.ipynb", b"{1}"),
        ("assignment_1_export/submission_12/mnist.ipynb", b"{2}"),
        ("assignment_1_export/submission_13/mnist.ipynb", b"{3}"),
    )
    received = receive(path, NAME, Terms(roster=roster))
    assert {s.student: (s.notebook, s.submitted) for s in received.submissions} == {
        "ada": (b"{1}", "2026-05-01T21:59:03Z"),
        "ben": (b"{2}", "2026-05-02T06:00:00Z"),
        "chloe": (b"{2}", "2026-05-02T06:00:00Z"),
    }
    assert received.lost == ("submission_13/mnist.ipynb",)
    assert list(received.submissions)[1].notes == ("Handed in together by 2 students.",)
    assert list(students(receive(path, NAME))) == ["S1", "S3", "ben@example.org"]


@pytest.mark.parametrize("index", ["- [", "text", ":a: !!python/object:os.system x"])
def test_a_broken_gradescope_index_is_a_usage_error(tmp_path: Path, index: str) -> None:
    put(tmp_path / "export" / "submission_metadata.yml", index)
    put(tmp_path / "export" / "submission_11" / "mnist.ipynb")
    with pytest.raises(UsageError, match=r"submission_metadata\.yml"):
        receive(tmp_path / "export", NAME)


def test_a_plain_folder_is_read_as_ever_and_renamed_by_the_roster(tmp_path: Path, roster: Path) -> None:
    put(tmp_path / "class" / "benm.ipynb", b"{1}")
    put(tmp_path / "class" / "ada@example.org" / "mnist.ipynb", b"{2}")
    put(tmp_path / "class" / "notes.txt", b"mine")
    assert list(students(receive(tmp_path / "class", NAME))) == ["ada@example.org", "benm"]
    received = receive(tmp_path / "class", NAME, Terms(roster=roster))
    assert students(received) == {"ada": Status.OK, "ben": Status.OK, "chloe": Status.MISSING}
    assert received.lost == ("notes.txt",)


def test_names_like_canvas_s_are_not_taken_for_it_beside_others(tmp_path: Path) -> None:
    for name in ("ada_12_34_mnist.ipynb", "ben.ipynb"):
        put(tmp_path / "class" / name)
    assert list(students(receive(tmp_path / "class", NAME))) == ["ada_12_34_mnist", "ben"]


def test_a_class_that_was_told_how_to_name_its_files_is_not_taken_for_canvas(tmp_path: Path) -> None:
    names = ["lab_03_2026_ada", "lab_03_2026_ben"]
    for name in names:
        put(tmp_path / "class" / f"{name}.ipynb")
    assert list(students(receive(tmp_path / "class", NAME))) == names


def test_a_layout_that_is_named_wrongly_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "class" / "ada.ipynb")
    with pytest.raises(UsageError, match="--layout"):
        receive(tmp_path / "class", NAME, Terms(layout="moodle"))


def git(folder: Path, *words: str, when: str = "2026-05-01T10:00:00Z") -> str:
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = names | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/bin:/bin", "HOME": "/"}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(clone: Path, content: bytes, when: str) -> str:
    put(clone / NAME, content)
    git(clone, "add", "--all")
    git(clone, "commit", "-q", "-m", "work", when=when)
    return git(clone, "rev-parse", "HEAD")


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    folder = tmp_path / "hw1-submissions"
    for name in ("hw1-ada-l", "hw1-benm", "hw1-empty"):
        (folder / name).mkdir(parents=True)
        git(folder / name, "init", "-q")
    commit(folder / "hw1-ada-l", b"{1}", "2026-05-01T10:00:00Z")
    commit(folder / "hw1-benm", b"{2}", "2026-05-02T12:00:00+02:00")
    return folder


def test_clones_are_read_at_their_commit_whatever_lies_in_the_working_tree(clones: Path) -> None:
    first = git(clones / "hw1-ada-l", "rev-parse", "HEAD")
    put(clones / "hw1-ada-l" / NAME, b"{not committed}")
    received = receive(clones, NAME)
    assert students(received) == {"ada-l": Status.OK, "benm": Status.OK, "empty": Status.MISSING}
    ada, ben, empty = received.submissions
    assert (ada.notebook, ada.submitted, ben.submitted) == (b"{1}", "2026-05-01T10:00:00Z", "2026-05-02T10:00:00Z")
    assert ada.notes == (f"Commit {first[:12]} was graded.",)
    assert empty.notes == ("The repository has no commit.",)
    assert [student for student, _ in received.commits] == ["ada-l", "benm"]
    assert dict(received.commits)["ada-l"] == first


@pytest.mark.parametrize("name", ["ada-l", "hw1-ada-l", "ada"])
def test_a_pinned_commit_counts_and_not_a_later_one(clones: Path, tmp_path: Path, roster: Path, name: str) -> None:
    pinned = git(clones / "hw1-ada-l", "rev-parse", "HEAD")
    commit(clones / "hw1-ada-l", b"{too late}", "2026-06-01T10:00:00Z")
    pins = put(tmp_path / "commits.csv", f"student,commit\n{name},{pinned}\n")
    received = receive(clones, NAME, Terms(commits=pins, roster=roster))
    assert [s.notebook for s in received.submissions if s.student == "ada"] == [b"{1}"]
    assert dict(received.commits)["ada"] == pinned


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ada-l,0000000000000000000000000000000000000000", "has no commit"),
        ("ada-l,--output=x", "has no commit"),
        ("zoe,HEAD", "of whom there is no clone"),
    ],
)
def test_a_pin_that_leads_nowhere_is_a_usage_error(clones: Path, tmp_path: Path, line: str, said: str) -> None:
    pins = put(tmp_path / "commits.csv", f"student,commit\n{line}\n")
    with pytest.raises(UsageError, match=said):
        receive(clones, NAME, Terms(commits=pins))


def test_a_link_in_a_repository_is_not_followed(clones: Path) -> None:
    clone = clones / "hw1-benm"
    (clone / NAME).unlink()
    (clone / NAME).symlink_to("/etc/passwd")
    git(clone, "add", "--all")
    git(clone, "commit", "-q", "-m", "link")
    (ben,) = [s for s in receive(clones, NAME).submissions if s.student == "benm"]
    assert ben.status is Status.UNREADABLE
    assert "symbolic link" in ben.problem


def test_commits_without_clones_are_a_usage_error(tmp_path: Path) -> None:
    put(tmp_path / "class" / "ada.ipynb")
    pins = put(tmp_path / "commits.csv", "student,commit\nada,HEAD\n")
    with pytest.raises(UsageError, match="holds no clones"):
        receive(tmp_path / "class", NAME, Terms(commits=pins))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,email\nAda,a@b\n", "needs a heading with a column `student`"),
        ("student\nada\nada\n", "has ada twice"),
        ("student,email\n,x@y\n", "a line without a student"),
        ("", "needs a heading"),
    ],
)
def test_a_roster_that_is_none_is_a_usage_error(tmp_path: Path, text: str, said: str) -> None:
    put(tmp_path / "class" / "ada.ipynb")
    with pytest.raises(UsageError, match=said):
        receive(tmp_path / "class", NAME, Terms(roster=put(tmp_path / "roster.csv", text)))


def test_a_grades_export_of_github_classroom_is_a_roster(tmp_path: Path, clones: Path) -> None:
    text = "assignment_name,github_username,roster_identifier\nhw1,ada-l,Ada\nhw1,benm,Ben\n"
    received = receive(clones, NAME, Terms(roster=put(tmp_path / "grades.csv", text)))
    assert {"Ada", "Ben"} <= set(students(received))
    assert received.unknown == ("empty",)
