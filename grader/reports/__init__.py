"""Reports: what was graded, for people and machines; one file per format, all of them in `FORMATS`."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from grader.errors import StorageError
from grader.records.base import Record
from grader.records.results import Results, ScoredRun
from grader.records.stored_runs import in_short
from grader.reports.atomic import write_atomically, write_pieces
from grader.reports.classroom50 import render_classroom50
from grader.reports.csv_gradebook import csv_lines, render_csv
from grader.reports.ctrf import render_ctrf
from grader.reports.gradescope import render_gradescope
from grader.reports.html_class import class_pieces, render_class
from grader.reports.html_student import render_student
from grader.reports.json_results import encode_results, encoded_pieces, read_results
from grader.reports.junit import render_junit
from grader.reports.nbgrader_csv import render_nbgrader
from grader.reports.page_marks import is_current, marked, page_mark
from grader.reports.page_names import page_name, page_names
from grader.reports.policy_csv import render_policy
from grader.reports.student_view import for_student
from grader.reports.terminal import print_class, print_run, render_text
from grader.reports.workflow_commands import render_actions

__all__ = [
    "FORMATS",
    "STUDENT_FORMATS",
    "Format",
    "StudentFormat",
    "page_name",
    "print_class",
    "print_run",
    "read_results",
    "rewrite_all",
    "write_all",
]

LOCK_SECONDS = 60.0


class Format(Record, frozen=True, kw_only=True):
    """One form of a report on a whole class; `file` is the name it is written under beside others."""

    name: str
    file: str
    description: str
    render: Callable[[Results], str]


class StudentFormat(Record, frozen=True, kw_only=True):
    """One form of a report that is a document for each student; `suffix` is that of its files, dot included."""

    name: str
    suffix: str
    description: str
    render: Callable[[Results, ScoredRun], str]


def render_json(results: Results) -> str:
    """The results document as text."""
    return encode_results(results).decode()


FORMATS = {
    form.name: form
    for form in (
        Format(
            name="text",
            file="class.txt",
            description="the table of the class, for a terminal",
            render=render_text,
        ),
        Format(
            name="json",
            file="results.json",
            description="everything, for programs (grader/results/v1)",
            render=render_json,
        ),
        Format(
            name="csv",
            file="gradebook.csv",
            description="the gradebook, one line per student",
            render=render_csv,
        ),
        Format(name="html", file="index.html", description="the class page, for a browser", render=render_class),
        Format(name="junit", file="junit.xml", description="a test suite per student, as XML", render=render_junit),
        Format(name="ctrf", file="ctrf.json", description="Common Test Report Format 1.0", render=render_ctrf),
        Format(
            name="actions",
            file="actions.log",
            description="a GitHub workflow's notices and annotations",
            render=render_actions,
        ),
        Format(
            name="policy",
            file="policy.csv",
            description="marks before and after a policy (--policy), with the reasons",
            render=render_policy,
        ),
        Format(name="nbgrader", file="nbgrader.csv", description="nbgrader's gradebook", render=render_nbgrader),
    )
}


def render_feedback(results: Results, run: ScoredRun) -> str:
    """The student's page as the student may see it now."""
    return render_student(results, for_student(run)) + "\n"


STUDENT_FORMATS = {
    form.name: form
    for form in (
        StudentFormat(
            name="feedback",
            suffix=".html",
            description="the students' own pages, to which the class page beside them leads",
            render=render_feedback,
        ),
        StudentFormat(
            name="gradescope",
            suffix=".json",
            description="Gradescope's results.json, one per student",
            render=render_gradescope,
        ),
        StudentFormat(
            name="classroom50",
            suffix=".json",
            description="Classroom 50's result.json, one per student",
            render=render_classroom50,
        ),
    )
}


def write_all(results: Results, folder: Path) -> list[Path]:
    """Write results.json, gradebook.csv, index.html and a page per student; returns their paths in order.

    Each file is replaced as a whole, a page only where it would become another; nothing else in the folder is
    touched. Raises StorageError.
    """
    with writing_reports(folder):
        return _write_all(results, folder)


def rewrite_all(folder: Path, anew: Callable[[], Results]) -> list[Path]:
    """Write every report of `folder` again; `anew` reads what they are made of once nobody else is writing them.

    Without that, who read the results before another `grader grade` replaced them would put the older ones back.
    """
    with writing_reports(folder):
        return _write_all(anew(), folder)


@contextlib.contextmanager
def writing_reports(folder: Path) -> Iterator[None]:
    """One writer of a folder's reports at a time, also among processes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".reports.lock")
        lock.acquire(timeout=LOCK_SECONDS)
    except (OSError, Timeout) as error:
        raise StorageError(
            f"Reports cannot be written to {folder}: {error}. Look whether the folder is yours to write and no other "
            "grader is at it, then give the same command again."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _write_all(results: Results, folder: Path) -> list[Path]:
    texts = {folder / "gradebook.csv": csv_lines, folder / "index.html": class_pieces}
    write_pieces(folder / "results.json", encoded_pieces(results))
    for path, pieces in texts.items():
        write_pieces(path, (piece.encode() for piece in pieces(results)))
    return [folder / "results.json", *texts, *_write_feedback(results, folder / "feedback")]


def _write_feedback(results: Results, folder: Path) -> Iterator[Path]:
    """A page for each student, one after the other."""
    pages = page_names(run.student for run in in_short(results).runs)
    for run in results.runs:
        path = folder / f"{pages[run.student]}.html"
        mark = page_mark(results, run)
        if not is_current(path, mark):
            write_atomically(path, marked(render_student(results, run), mark).encode())
        yield path
