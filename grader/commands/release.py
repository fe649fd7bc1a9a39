"""`grader release`: the student's notebook, generated from the solution, and what else goes out with it."""

from collections.abc import Mapping
from pathlib import Path

import click

from grader import catalog, datasets
from grader.catalog import Declaration
from grader.errors import StorageError, UsageError
from grader.handout import ACTION, repository, solution_with_outputs, students_notebook, zipped
from grader.records.base import Record
from grader.sources.roster import read_roster

FORBIDDEN = ("/", "\\", "\0", ":")  # no name of a folder on one system or another


class Wanted(Record, frozen=True, kw_only=True):
    """What is to be written besides the notebook, and where."""

    solution: Path | None
    outputs: bool
    archive: Path | None
    folder: Path | None
    students: Path | None
    action: str


@click.command(epilog="\b\nExample:\n  grader release mnist_softmax --zip mnist_softmax.zip")
@click.argument("assignment")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write the notebook to instead.")
@click.option(
    "--solution", type=click.Path(path_type=Path, dir_okay=False), help="Also write the notebook with its solutions."
)
@click.option("--outputs/--no-outputs", default=True, show_default=True, help="Run the solution, to show what it does.")
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write what students receive as one archive: notebook, what lies beside it, workflow.",
)
@click.option(
    "--repository",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write the same as a folder, for a template repository.",
)
@click.option(
    "--students",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Roster: archive and folder have a folder for each student, whose notebook has the student's numbers.",
)
@click.option("--action", default=ACTION, show_default=True, help="The action that the workflow calls.")
def release(assignment: str, out: Path | None, **wanted: Path | None) -> int:
    """Generate the student's notebook of ASSIGNMENT under assignments/."""
    declaration = catalog.load(assignment)
    order = Wanted(**wanted)  # type: ignore[arg-type]
    if order.students and not (order.archive or order.folder):
        raise UsageError("--students needs --repository FOLDER or --zip FILE: that is where each student's files go.")
    _write(out or declaration.released, students_notebook(declaration))
    for name, content in datasets.handed_out(declaration.assignment.dataset):
        _write((out or declaration.released).parent / name, content)
    if order.solution is not None:
        _write(order.solution, solution_with_outputs(declaration) if order.outputs else declaration.solution)
    _hand_out(declaration, order)
    if declaration.numbers and not order.students:
        click.echo(f"Students have numbers of their own in {assignment}: give --students ROSTER for their notebooks.")
    return 0


def _hand_out(declaration: Declaration, order: Wanted) -> None:
    """The archive and the folder that are wanted."""
    files = _each(declaration, order) if order.archive or order.folder else {}
    if order.archive:
        slug = declaration.assignment.slug
        _write(order.archive, zipped({f"{slug}/{path}": content for path, content in files.items()}))
    if order.folder:
        for path, content in files.items():
            _put(order.folder / path, content)
        click.echo(f"Wrote {order.folder}")


def _each(declaration: Declaration, order: Wanted) -> Mapping[str, bytes]:
    """What goes out by path, below a folder for each student where there is a roster."""
    if order.students is None:
        return repository(declaration, order.action)
    found: dict[str, bytes] = {}
    for person in read_roster(order.students).people:
        if person.student.startswith(".") or any(mark in person.student for mark in FORBIDDEN):
            raise UsageError(f"{person.student!r} in {order.students} cannot be the name of a folder.")
        own = repository(declaration, order.action, person.student)
        found |= {f"{person.student}/{path}": content for path, content in own.items()}
    return found


def _write(target: Path, content: bytes) -> None:
    _put(target, content)
    click.echo(f"Wrote {target}")


def _put(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror or error}.") from error
