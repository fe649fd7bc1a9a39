"""`grader release`: the student's notebook, generated from the solution, and what else goes out with it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import click

from grader import catalog
from grader.catalog import Declaration
from grader.errors import StorageError
from grader.release import release as make_release

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that equal content gives equal bytes


@click.command(epilog="\b\nExample:\n  grader release mnist_softmax --zip mnist_softmax.zip")
@click.argument("assignment")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write instead.")
@click.option(
    "--solution", type=click.Path(path_type=Path, dir_okay=False), help="Also write the notebook with its solutions."
)
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write what students receive, the notebook and what lies beside it, as one archive.",
)
def release(assignment: str, out: Path | None, solution: Path | None, archive: Path | None) -> int:
    """Generate the student's notebook of ASSIGNMENT under assignments/."""
    declaration = catalog.load(assignment)
    notebook = make_release(declaration.script, declaration.assignment.slug)
    _write(out or declaration.released, notebook)
    if solution is not None:
        _write(solution, declaration.solution)
    if archive is not None:
        _write(archive, zipped(handed_out(declaration, notebook), declaration.assignment.slug))
    return 0


def handed_out(declaration: Declaration, notebook: bytes) -> Mapping[str, bytes]:
    """What students receive, by name: the notebook, and the plain files of the assignment's folder."""
    folder = declaration.student_folder
    beside = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix != ".ipynb")
    return {declaration.assignment.notebook: notebook, **{path.name: path.read_bytes() for path in beside}}


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """An archive with the files in one folder; equal files give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror or error}.") from error
    click.echo(f"Wrote {target}")
