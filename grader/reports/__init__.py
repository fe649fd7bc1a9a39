"""Reports: what was graded, for people and machines; one file per format, all of them in `FORMATS`."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from grader.errors import StorageError
from grader.records.base import Record
from grader.records.results import Results
from grader.reports.atomic import write_atomically
from grader.reports.csv_gradebook import render_csv
from grader.reports.html_class import render_class
from grader.reports.html_student import render_student
from grader.reports.json_results import encode_results, read_results
from grader.reports.page_marks import is_current, marked, page_mark
from grader.reports.page_names import page_name, page_names
from grader.reports.terminal import print_class, print_run, render_text

__all__ = ["FORMATS", "Format", "page_name", "print_class", "print_run", "read_results", "rewrite_all", "write_all"]

LOCK_SECONDS = 60.0


class Format(Record, frozen=True, kw_only=True):
    """One form of a report on a whole class. `suffix` is that of its file, dot included."""

    name: str
    suffix: str
    description: str
    render: Callable[[Results], str]


def render_json(results: Results) -> str:
    """The results document as text."""
    return encode_results(results).decode()


FORMATS = {
    form.name: form
    for form in (
        Format(
            name="text",
            suffix=".txt",
            description="the table of the class, for a terminal",
            render=render_text,
        ),
        Format(
            name="json",
            suffix=".json",
            description="everything, for programs (grader/results/v1)",
            render=render_json,
        ),
        Format(name="csv", suffix=".csv", description="the gradebook, one line per student", render=render_csv),
        Format(name="html", suffix=".html", description="the class page, for a browser", render=render_class),
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
    pages = page_names(run.student for run in results.runs)
    texts = {folder / "results.json": render_json(results), folder / "gradebook.csv": render_csv(results)}
    texts |= {folder / "index.html": render_class(results)}
    for path, text in texts.items():
        write_atomically(path, text.encode())
    feedback = {folder / "feedback" / f"{pages[run.student]}.html": run for run in results.runs}
    for path, run in feedback.items():
        mark = page_mark(results, run)
        if not is_current(path, mark):
            write_atomically(path, marked(render_student(results, run), mark).encode())
    return [*texts, *feedback]
