"""`grader new`: the start of an assignment of one's own."""

from pathlib import Path

import click

from grader.catalog import course_to_write
from grader.starting import start


@click.command(epilog="\b\nExample:\n  grader new row_statistics")
@click.argument("name")
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the course; when not given, the one around the current folder, or that folder.",
)
def new(name: str, course: Path | None) -> int:
    """Start the assignment NAME: solution, questions, a variant and mistakes that already validate."""
    for path in start(name, course or course_to_write()):
        click.echo(f"wrote {path}")
    click.echo(f"Now run `grader validate {name}`, and replace its question by yours (docs/authoring.md).")
    return 0
