"""The inbox: what was accepted is there, whole, and `grader grade` takes it as it is."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from handed import notebook

from grader.collect import collect
from grader.errors import StorageError, SubmissionError
from grader.serve.inbox import Inbox, why_not

ROOT = Path(__file__).parents[2]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox", "work.ipynb")


def test_attempts_are_counted_and_the_newest_is_what_is_graded(inbox: Inbox) -> None:
    first, second = inbox.accept("ada", notebook("a = 1")), inbox.accept("ada", notebook("a = 2"))
    inbox.accept("ben", notebook("b = 1"))
    assert (first.number, second.number) == (1, 2)
    assert inbox.of_student("ada") == [first, second]
    ada, ben = collect(inbox.folder, "work.ipynb")
    assert (ada.student, ada.notebook, ada.attempt) == ("ada", notebook("a = 2"), 2)
    assert (ben.student, ben.notebook, ben.attempt, ben.files) == ("ben", notebook("b = 1"), 1, ())


def test_a_receipt_names_the_bytes(inbox: Inbox) -> None:
    made = inbox.accept("ada", notebook())
    assert made.sha256 == hashlib.sha256(notebook()).hexdigest()
    assert made.path.read_bytes() == notebook()


def test_the_same_file_again_is_the_same_attempt(inbox: Inbox) -> None:
    assert inbox.accept("ada", notebook()) == inbox.accept("ada", notebook())
    other = inbox.accept("ada", notebook("other"))
    assert inbox.accept("ada", notebook()).number == other.number + 1


def test_what_is_no_notebook_is_not_accepted_and_leaves_nothing(inbox: Inbox) -> None:
    with pytest.raises(SubmissionError):
        inbox.accept("ada", b"PK\x03\x04")
    assert inbox.of_student("ada") == []
    assert not inbox.folder.exists()


def test_many_at_once_are_all_kept(inbox: Inbox) -> None:
    with ThreadPoolExecutor(8) as executor:
        made = list(executor.map(lambda n: inbox.accept("ada", notebook(f"n = {n}")), range(24)))
    assert sorted(each.number for each in made) == list(range(1, 25))
    assert {each.path.read_bytes() for each in made} == {notebook(f"n = {n}") for n in range(24)}


def test_two_servers_over_one_inbox_never_overwrite(inbox: Inbox) -> None:
    other = Inbox(inbox.folder, "work.ipynb")
    with ThreadPoolExecutor(4) as executor:
        made = list(executor.map(lambda n: (inbox, other)[n % 2].accept("ada", notebook(f"n = {n}")), range(20)))
    assert {each.path.read_bytes() for each in made} == {notebook(f"n = {n}") for n in range(20)}
    assert len({each.path for each in made}) == 20


def test_a_disk_that_refuses_is_said_and_no_receipt_is_given(inbox: Inbox) -> None:
    inbox.folder.mkdir()
    (inbox.folder / ".hand-in").write_text("in the way")
    with pytest.raises(StorageError, match="does not count"):
        inbox.accept("ada", notebook())


CRASH = """
import os, sys
from pathlib import Path
from grader.serve.inbox import Inbox
content = Path(sys.argv[2]).read_bytes()
inbox = Inbox(Path(sys.argv[1]), "work.ipynb")
made = inbox.accept("ada", content)
print(made.sha256, flush=True)
os.kill(os.getpid(), 9)
"""


def test_what_got_a_receipt_survives_the_end_of_the_server(inbox: Inbox, tmp_path: Path) -> None:
    source = tmp_path / "source.ipynb"
    source.write_bytes(notebook("x = 5"))
    done = subprocess.run(
        [sys.executable, "-c", CRASH, inbox.folder, source], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -9
    (kept,) = inbox.of_student("ada")
    assert done.stdout.strip() == kept.sha256


def test_what_was_cut_off_while_it_arrived_is_nobodys_hand_in(inbox: Inbox) -> None:
    inbox.accept("ada", notebook())
    (inbox.own / "arriving" / "half").mkdir(parents=True)
    (inbox.own / "arriving" / "half" / "work.ipynb").write_bytes(b'{"cells"')
    assert [each.student for each in collect(inbox.folder, "work.ipynb")] == ["ada"]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "work.ipynb", "empty"),
        (b"x" * 11, "work.ipynb", "at most"),
        (b"x", "work.pdf", "Expected a notebook"),
        (b"x", "", "Expected a notebook"),
        (b"x", "WORK.IPYNB", ""),
    ],
)
def test_what_is_refused_unread(content: bytes, name: str, why: str) -> None:
    said = why_not(content, name, 10)
    assert (why in said) if why else said == ""
