"""`grader new`: an assignment to begin with, which already validates."""

import re
from pathlib import Path

import click

from grader import catalog
from grader.errors import StorageError, UsageError
from grader.release import release
from grader.starter import starting_files

README = "README.md"
SLUG = re.compile(r"[a-z][a-z0-9_]{0,47}")


@click.command(epilog="\b\nExample:\n  grader new decision_trees --title 'Decision trees'")
@click.argument("name")
@click.option("--title", help="What the students read; the name with spaces when not given.")
def new(name: str, title: str | None) -> int:
    """Start the assignment NAME in this course: solution, checks, a variant, mistakes, README, student's notebook.

    Everything in it validates; replace it piece by piece, and validate after each step.
    """
    if not SLUG.fullmatch(name):
        raise UsageError(f"{name!r} is no name for an assignment: use small letters, digits and `_`, a letter first.")
    root = catalog.course_to_write()
    reference, student = root / "reference" / name, root / "assignments" / name
    for folder in (reference, student):
        if folder.exists():
            raise UsageError(f"{folder} is there already. Choose another name, or remove it first.")
    shown = (title or name.replace("_", " ").capitalize()).replace('"', "'").replace("\\", "/")
    for path, text in starting_files(name, " ".join(shown.split())):
        write((student if path == README else reference) / path, text.encode())
    declaration = catalog.load(name, root)
    write(declaration.released, release(declaration.script, name))
    click.echo(f"Wrote {reference} and {student}")
    click.echo(
        "Next: put your own into solution.py and assignment.py there, with variants and mistakes of your function in"
        f" place of these, then `grader release {name}` and `grader validate {name}`."
    )
    return 0


def write(path: Path, content: bytes) -> None:
    """Put a new file in place, with the folders it needs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror or error}.") from error
