"""Options of where hand-ins come from, and what is said about those that nobody was found for."""

from pathlib import Path

import click

from grader.intake import Received
from grader.reports.wording import one_line
from grader.sources.arranged import LAYOUTS

FILE = click.Path(path_type=Path, dir_okay=False)

roster_option = click.option(
    "--roster", type=FILE, help="CSV that says who is who: student, email, github, canvas_id and others."
)
commits_option = click.option(
    "--commits", type=FILE, help="CSV of student,commit: where clones are read. Without it, at HEAD."
)
layout_option = click.option(
    "--layout", type=click.Choice(LAYOUTS), default="auto", show_default=True, help="Whose export SUBMISSIONS is."
)


def say_received(received: Received) -> None:
    """Tell on standard error what nobody was found for: nothing of it is dropped in silence."""
    for name in received.unknown:
        click.echo(f"grader: {one_line(name)} is not in the roster, and is graded under this name.", err=True)
    for path in received.lost:
        click.echo(f"grader: {one_line(path)} belongs to no student, and is not graded.", err=True)
