"""Writes results in the formats that were asked for: one to a file or the screen, several into a folder."""

import os
import secrets
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from grader.errors import StorageError, UsageError
from grader.records.results import Results
from grader.records.stored_runs import in_short
from grader.reports import FORMATS, STUDENT_FORMATS, StudentFormat
from grader.reports.atomic import write_atomically
from grader.reports.classroom50 import UNKNOWN_TIME, Identity, render_classroom50
from grader.reports.page_names import page_names
from grader.reports.step_summary import PRACTICE, render_summary
from grader.reports.workflow_commands import outputs

NAMES = (*FORMATS, *STUDENT_FORMATS)
_TOLD = {name: form.description for name, form in FORMATS.items()} | {
    name: form.description for name, form in STUDENT_FORMATS.items()
}
HELP = "; ".join(f"{name}: {description}" for name, description in _TOLD.items())
IDENTITY = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def texts(results: Results, name: str, environment: Mapping[str, str] = os.environ) -> Iterator[tuple[str, str]]:
    """Every document of one format with the path it has in a folder; for a form per student as many as there are."""
    if name in FORMATS:
        yield FORMATS[name].file, FORMATS[name].render(results)
        return
    form = _with_identity(STUDENT_FORMATS[name], environment)
    pages = page_names(run.student for run in in_short(results).runs)
    for run in results.runs:
        yield f"{name}/{pages[run.student]}{form.suffix}", form.render(results, run)


def write_formats(results: Results, names: Iterable[str], folder: Path) -> list[Path]:
    """Write the formats into a folder, each file whole or not at all; returns their paths. Raises StorageError."""
    written = []
    for name in dict.fromkeys(names):
        for path, text in texts(results, name):
            write_atomically(folder / path, text.encode())
            written.append(folder / path)
    return written


def single_text(results: Results, name: str) -> str:
    """The one document of a format; UsageError where it has one for each of several students, or of nobody."""
    found = list(texts(results, name))
    if len(found) != 1:
        raise UsageError(
            f"The format {name} is a document for each student, and here are {len(found)}. "
            "Name a folder for them with --out."
        )
    return found[0][1]


def tell_runner(results: Results, label: str = PRACTICE, environment: Mapping[str, str] = os.environ) -> None:
    """Append the summary and the outputs to the files that a GitHub runner names, where there is a runner."""
    summary, output = environment.get("GITHUB_STEP_SUMMARY"), environment.get("GITHUB_OUTPUT")
    if summary:
        _append(Path(summary), render_summary(results, label))
    if output:
        _append(Path(output), "".join(_output(name, value) for name, value in outputs(results).items()))


def _output(name: str, value: str) -> str:
    mark = f"end-{secrets.token_hex(16)}"  # no value can hold it, so none can name an output of its own
    return f"{name}<<{mark}\n{value}\n{mark}\n"


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise StorageError(
            f"{path}, which the runner names, cannot be written: {error.strerror or error}. "
            "Unset GITHUB_STEP_SUMMARY and GITHUB_OUTPUT outside of a workflow."
        ) from error


def _with_identity(form: StudentFormat, environment: Mapping[str, str]) -> StudentFormat:
    """Where a runner of Classroom 50 says whose result it is, that is what stands in it."""
    if form.name != "classroom50" or not environment.get("CLASSROOM"):
        return form
    missing = [name for name in IDENTITY.values() if not environment.get(name)]
    if missing:
        raise UsageError(
            f"CLASSROOM is set, so this seems to be a runner of Classroom 50; it also sets {', '.join(missing)}, "
            "which are missing. Set them, or unset CLASSROOM."
        )
    identity = Identity(
        **{field: environment[name] for field, name in IDENTITY.items()},
        assignment_type=environment.get("ASSIGNMENT_TYPE", "individual"),
        datetime=_commit_time(),
        graded_at=_stamp(datetime.now(UTC)),
    )
    return StudentFormat(
        name=form.name,
        suffix=form.suffix,
        description=form.description,
        render=partial(render_classroom50, identity=identity),
    )


def _commit_time() -> str:
    """When the commit in the current folder was made: the time of the submission, the same each time it is graded."""
    command = ["git", "show", "--no-patch", "--format=%ct", "HEAD"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()
        return _stamp(datetime.fromtimestamp(int(told), UTC))
    except (OSError, subprocess.SubprocessError, ValueError):
        click.echo("grader: the time of the commit cannot be told here; it is not in the result.", err=True)
        return UNKNOWN_TIME


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
