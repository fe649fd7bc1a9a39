"""`grader pack`: an archive that a platform grades with by itself."""

from pathlib import Path

import click

from grader import catalog
from grader.commands.received import FILE
from grader.pack import gradescope_archive
from grader.policy import read_policy
from grader.reports.atomic import write_atomically


@click.command(epilog="\b\nExample:\n  grader pack gradescope mnist_softmax --out autograder.zip")
@click.argument("platform", type=click.Choice(["gradescope"]))
@click.argument("assignment")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: ASSIGNMENT.zip]"
)
@click.option(
    "--policy", type=FILE, help="Rules for what students see of which check (TOML); they go into the archive."
)
def pack(platform: str, assignment: str, out: Path | None, policy: Path | None) -> int:
    """Pack ASSIGNMENT for PLATFORM: the grader, the solution and the checks.

    Whoever has the archive has the solution: it is for the platform, not for students.
    """
    declaration = catalog.load(assignment)
    rules = b""
    if policy is not None:
        read_policy(policy)  # a mistake in it is said now, and not to a student
        rules = policy.read_bytes()
    target = out or Path(f"{declaration.assignment.slug}.zip")
    write_atomically(target, gradescope_archive(declaration, rules))
    click.echo(f"Wrote {target}")
    return 0
