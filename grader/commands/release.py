"""`grader release`: the student's notebook, generated from the solution."""

from pathlib import Path

import click

from grader import catalog
from grader.errors import StorageError
from grader.release import release as make_release


@click.command(epilog="\b\nExample:\n  grader release mnist_softmax")
@click.argument("assignment")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write instead.")
def release(assignment: str, out: Path | None) -> int:
    """Generate the student's notebook of ASSIGNMENT under assignments/."""
    declaration = catalog.load(assignment)
    target = out or declaration.released
    content = make_release(declaration.script, declaration.assignment.slug)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror or error}.") from error
    click.echo(f"Wrote {target}")
    return 0
