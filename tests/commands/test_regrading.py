"""Grading again as a person does it: what is executed, who gets which Run, and what is told about marks."""

import csv
import json
import re
from pathlib import Path

import pytest
from course import CORRECT, build_course, notebook_of

from grader.store.archive import Archive

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(240)]

BY_ROW = CORRECT.replace("axis=0", "axis=1, keepdims=True")
TRANSPOSED = CORRECT.replace(".std(axis=0)", ".std(axis=0)).T").replace("return (x", "return ((x")
FINISHED = re.compile(r"^\[\d+/\d+\] (\S+) ", re.MULTILINE)
COPIED = re.compile(r"^\[\d+/\d+\] (\S+) .*same code as (\S+)", re.MULTILINE)


class Room:
    """A course, a class and its results, graded without walls: these tests are about what is executed at all."""

    def __init__(self, folder, typed):
        self.course = build_course(folder / "course")
        self.folder, self.out, self.typed = folder / "class", folder / "out", typed
        self.folder.mkdir()

    def submit(self, **notebooks):
        for student, content in notebooks.items():
            written = content if isinstance(content, bytes) else notebook_of(content)
            (self.folder / f"{student}.ipynb").write_bytes(written)

    def edit(self, *changes, name="assignment.py"):
        path = self.course / "reference" / "standardize" / name
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def grade(self, *words, out=None):
        """Grade the class: who got a new Run by an execution of this command, and what was printed."""
        ended = self.typed(
            "grade", "standardize", self.folder, "--out", out or self.out, "--isolation", "none", "--jobs", 2, *words
        )
        assert ended.code == 0, ended.err
        return sorted(FINISHED.findall(ended.out)), ended.out

    def runs(self, out=None):
        return {run["student"]: run for run in json.loads(((out or self.out) / "results.json").read_text())["runs"]}

    def archived(self):
        with Archive.open(self.out / "archive.sqlite") as archive:
            return list(archive.runs())

    def moved(self):
        with (self.out / "regrade.csv").open(newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def room(tmp_path, typed, monkeypatch):
    room = Room(tmp_path, typed)
    monkeypatch.setenv("GRADER_COURSE", str(room.course))
    return room


def timeless(run):
    """A run of the results document without what a clock or a meter said."""
    plain = {name: value for name, value in run.items() if name not in ("seconds", "peak_bytes")}
    plain["execution"] = [(cell["index"], cell["status"], cell["error"]) for cell in run["execution"]["cells"]]
    return plain


def saved_again(source: str) -> bytes:
    """The notebook as Jupyter saves it after it was run: prose, outputs, counts and other ids."""
    document = json.loads(notebook_of(source))
    for cell in document["cells"]:
        cell.update(id="fresh", execution_count=7, outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}])
    document["cells"].insert(0, {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": "# Notes"})
    document["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    return json.dumps(document).encode()


# --- nothing is executed twice ----------------------------------------------------------------------------


def test_equal_code_is_executed_once_and_everyone_has_a_run_and_a_page(room):
    room.submit(zoe=CORRECT, ben=BY_ROW, chloe=saved_again(CORRECT), dev=CORRECT)
    students, said = room.grade("--seed", 5)
    assert students == ["ben", "chloe", "dev", "zoe"]
    (leader,) = {source for _, source in COPIED.findall(said)}
    assert sorted([leader, *(student for student, _ in COPIED.findall(said))]) == ["chloe", "dev", "zoe"]
    archived = {run.student: run for run in room.archived()}
    assert {name: run.copied_from for name, run in archived.items() if run.copied_from} == dict(COPIED.findall(said))
    assert len({run.seconds for run in archived.values()}) == 2

    runs = room.runs()
    assert {name: run["earned"] for name, run in runs.items()} == {"zoe": 10, "ben": 4, "chloe": 10, "dev": 10}
    assert {name: run["same_code_as"] for name, run in runs.items()} == {
        "zoe": ["chloe", "dev"],
        "ben": [],
        "chloe": ["dev", "zoe"],
        "dev": ["chloe", "zoe"],
    }
    assert len({run["submission_hash"] for run in runs.values()}) == 3
    assert "Identical code: 3 students in 1 group" in said
    page = (room.out / "feedback" / "dev.html").read_text("utf-8")
    assert "The code is identical to the code of 2 other submissions." in page
    assert "zoe" not in page
    assert "chloe" not in page


def test_a_copy_equals_what_executing_gives(room):
    room.submit(ada="!pip install x\n1 / 0", ben=saved_again("!pip install x\n1 / 0"))
    room.grade("--seed", 5)
    together = room.runs()
    (room.folder / "ada.ipynb").unlink()
    assert room.grade("--seed", 5, out=room.out.parent / "alone")[0] == ["ben"]
    alone = room.runs(room.out.parent / "alone")["ben"]
    ours = together["ben"]
    assert ours["notes"] == [*alone["notes"], "The code is identical to the code of 1 other submission."]
    assert ours["execution"]["cells"][0]["index"] == 1
    for run in (ours, alone):
        run["notes"], run["same_code_as"] = [], []
    assert timeless(ours) == timeless(alone)


def test_grading_again_executes_nothing_and_changes_nothing(room):
    room.submit(ada=CORRECT, ben=BY_ROW, chloe=b"", dev=CORRECT)
    room.grade()
    before = {path: path.read_bytes() for path in room.out.rglob("*") if path.suffix in (".json", ".csv", ".html")}
    count = len(room.archived())
    students, said = room.grade()
    assert students == []
    assert "reference" not in said
    assert {path: path.read_bytes() for path in before} == before
    assert len(room.archived()) == count
    assert not (room.out / "regrade.csv").exists()


def test_a_notebook_that_was_only_saved_again_is_not_executed_but_has_a_run_of_its_own(room):
    room.submit(ada=CORRECT)
    room.grade()
    first = room.runs()["ada"]
    room.submit(ada=saved_again(CORRECT))
    assert room.grade()[0] == []
    second = room.runs()["ada"]
    assert first["submission_hash"] != second["submission_hash"]
    assert (first["code_hash"], first["seconds"]) == (second["code_hash"], second["seconds"])
    assert [run.submission_hash for run in room.archived()] == [first["submission_hash"], second["submission_hash"]]
    assert "saved again, same code" in " ".join(room.typed("history", room.out).out.split())


def test_a_student_who_hands_in_late_what_another_had_is_not_executed(room):
    room.submit(ada=CORRECT)
    room.grade()
    room.submit(ben=CORRECT)
    assert room.grade()[0] == []
    assert room.runs()["ben"]["same_code_as"] == ["ada"]
    assert "first, same code as ada" in " ".join(room.typed("history", room.out, "--student", "ben").out.split())


def test_only_the_notebook_that_changed_is_executed(room):
    room.submit(ada=CORRECT, ben=BY_ROW)
    room.grade("--seed", 5)
    room.submit(ben=CORRECT + "\n# now right\n")
    students, said = room.grade()
    assert students == ["ben"]
    assert {run.seed for run in room.archived()} == {5}
    assert room.moved() == [
        {
            "student": "ben",
            "before": "4",
            "after": "10",
            "possible": "10",
            "checks": "standardize.values: failed → passed",
            "why": "new submission",
            "remark": "",
        }
    ]
    assert "1 student. Marks that moved: 1." in said
    assert "standardize.values: failed → passed" in said


# --- a changed assignment ---------------------------------------------------------------------------------

UNNAMED = "def standardize(x):\n    return (x - x.mean(axis=0)) / x.var(axis=0)\n"  # no mistake that is known
REWORDED = (
    ("points=6", "points=5.5"),
    ("points=2", "points=2.5"),
    ('title="A table gives a float table of the same shape"', 'title="The shape stays"'),
    ('hint="Which axis holds the samples? Over it you take the mean."', 'hint="Rows or columns?"'),
    ('title="Standardizing features"', 'title="Features"'),
)


def test_points_titles_and_hints_change_without_executing_and_as_if_everything_had_been(room):
    room.submit(ada=CORRECT, ben=UNNAMED, chloe=TRANSPOSED, dev="import numpy as np", emil=b"{")
    room.grade("--seed", 5)
    room.edit(*REWORDED)
    room.edit(("# # Standardizing features", "# # Standardizing\n#\n# Have fun."), name="solution.py")
    students, said = room.grade()
    assert students == []
    assert "reference" not in said
    reused = room.runs()

    fresh_out = room.out.parent / "fresh"
    assert room.grade("--seed", 5, out=fresh_out)[0] == ["ada", "ben", "chloe", "dev", "emil"]
    fresh = room.runs(fresh_out)
    assert {name: timeless(run) for name, run in reused.items()} == {name: timeless(run) for name, run in fresh.items()}
    reasons = [check["reason"] for check in reused["chloe"]["checks"]]
    assert reasons.count("Not judged, because this is needed first: “The shape stays”.") == 3
    assert reused["ben"]["checks"][1]["hint"] == "Rows or columns?"

    assert room.moved() == [
        {
            "student": "ben",
            "before": "4",
            "after": "4.5",
            "possible": "10",
            "checks": "",
            "why": "changed points",
            "remark": "",
        }
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("assignment.py", "size=(6, 3)", "size=(7, 3)"),
        ("assignment.py", 'holds="finite"', 'holds="varies"'),
        ("solution.py", "x = np.asarray(x)", "x = np.array(x)"),
    ],
    ids=["probe", "check", "solution"],
)
def test_what_could_judge_otherwise_is_executed_again_with_the_same_seed(room, name, old, new):
    room.submit(ada=CORRECT, ben=BY_ROW)
    room.grade()
    room.edit((old, new), name=name)
    students, said = room.grade()
    assert students == ["ada", "ben"]
    assert len({run.seed for run in room.archived()}) == 1
    assert "2 students. No mark moved." in said
    assert room.moved() == []


def test_a_check_that_came_is_remarked_where_it_was_not_judged_before(room):
    room.submit(ada=BY_ROW)
    room.grade()
    room.edit(("standardize.finite", "standardize.numbers"))
    (room.out / "results.json").unlink()
    assert room.grade()[0] == ["ada"]
    (row,) = room.moved()
    assert (row["before"], row["after"], row["why"]) == ("3", "4", "changed assignment")
    assert row["remark"] == (
        "Checks no longer declared: standardize.finite. Checks not judged then: standardize.numbers."
    )


# --- force, one student, other questions of trust ---------------------------------------------------------


def test_force_executes_everything_chosen_with_a_new_seed_and_equal_code_once(room):
    room.submit(ada=CORRECT, ben=CORRECT, chloe=BY_ROW)
    room.grade("--seed", 5)
    students, said = room.grade("--force")
    assert students == ["ada", "ben", "chloe"]
    assert len(COPIED.findall(said)) == 1
    seeds = [run.seed for run in room.archived()]
    assert seeds[:3] == [5, 5, 5]
    assert len(set(seeds[3:])) == 1
    assert "other seed" in " ".join(room.typed("history", room.out).out.split())


def test_one_student_may_be_forced_while_the_others_keep_their_runs(room):
    room.submit(ada=CORRECT, ben=CORRECT, chloe=BY_ROW)
    room.grade()
    assert room.grade("--force", "--student", "ben")[0] == ["ben"]
    assert {run.seed for run in room.archived()} == {room.archived()[0].seed}
    assert list(room.runs()) == ["ada", "ben", "chloe"]
    assert [run.student for run in room.archived()][3:] == ["ben"]
    assert "forced" in room.typed("history", room.out, "--student", "ben").out


def test_a_student_who_was_not_chosen_gets_no_new_run(room):
    room.submit(ada=CORRECT)
    room.grade()
    room.submit(ben=CORRECT, chloe=BY_ROW)
    assert room.grade("--student", "chloe")[0] == ["chloe"]
    assert list(room.runs()) == ["ada", "chloe"]
    assert [run.student for run in room.archived()] == ["ada", "chloe"]


def test_runs_made_at_a_level_that_was_not_asked_for_are_not_used(room):
    room.submit(ada=CORRECT)
    room.grade("--seed", 5)
    ended = room.typed("grade", "standardize", room.folder, "--out", room.out, "--isolation", "weak")
    if ended.code == 2:
        pytest.skip("this machine has no isolation to compare with")
    assert FINISHED.findall(ended.out) == ["ada"]
    said = " ".join(room.typed("history", room.out).out.split())
    assert "isolation none → weak" in said


def test_what_takes_longest_is_started_first_the_next_time(room):
    slow = "import time\ntime.sleep({})\n" + CORRECT
    room.submit(ada=slow.format(0.01), ben=slow.format(1.2), chloe=slow.format(0.02))
    room.grade()
    ended = room.typed(
        "grade", "standardize", room.folder, "--out", room.out, "--isolation", "none", "--jobs", 1, "--force"
    )
    assert FINISHED.findall(ended.out)[0] == "ben"
    assert Path(room.out / "archive.sqlite").is_file()
