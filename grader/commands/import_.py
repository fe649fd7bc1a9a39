"""`grader import`: an assignment of another grader, turned into one of ours."""

from pathlib import Path

import click

from grader import catalog
from grader.errors import UsageError
from grader.imports import foreign, nbgrader, otter

READERS = {"nbgrader": nbgrader, "otter": otter}


@click.command(name="import", epilog="\b\nExample:\n  grader import nbgrader ~/course/source/ps1 --name vectors")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(list(READERS)))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@click.option("--name", default="", help="Name of the new assignment; taken from the notebook when not given.")
def import_(format_name: str, folder: Path, name: str) -> int:
    """Turn the assignments in DIR, made for FORMAT (nbgrader or otter), into assignments of this course.

    Tests become checks whose expected values stay outside of the student's kernel. What cannot be taken over is listed,
    here and in reference/NAME/IMPORTED.md. Nothing of DIR is executed.
    """
    reader = READERS[format_name]
    paths = reader.notebooks_of(folder)
    if name and len(paths) > 1:
        raise UsageError(f"{folder} holds {len(paths)} notebooks; --name is for one.")
    for path in paths:
        found = reader.read(path, foreign.slug_of(name) if name else "")
        written = foreign.write(found, catalog.course_to_write())
        click.echo(f"{path}: {len(found.questions)} questions taken over as `{found.slug}`")
        for file in written:
            click.echo(f"  wrote {file}")
        for reason in found.not_mapped:
            click.echo(f"  not taken over: {reason}")
        click.echo(f"Now run `grader validate {found.slug}`.")
    return 0
