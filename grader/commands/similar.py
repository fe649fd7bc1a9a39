"""`grader similar`: notebooks of a class whose code is alike, side by side, and an export for other tools."""

from collections.abc import Iterable
from pathlib import Path

import click

from grader import catalog
from grader import notebook as notebooks
from grader.commands.received import commits_option, layout_option, roster_option, say_received
from grader.errors import SubmissionError
from grader.intake import Terms, receive
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.reports.atomic import write_atomically
from grader.reports.similarity_page import MOST_PAIRS, Alike, export, listed, render_pairs, render_similar
from grader.reports.wording import one_line
from grader.similarity import Code, Pair, alike

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(epilog="\b\nExample:\n  grader similar mnist_softmax submissions/ --out similar.html")
@click.argument("assignment")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("similar.html"),
    show_default=True,
    help="Page to write; the list of all pairs goes beside it, as CSV.",
)
@click.option(
    "--least",
    type=click.IntRange(0, 100),
    default=40,
    show_default=True,
    help="Percent of the smaller notebook that two must share to be shown.",
)
@click.option(
    "--export", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder for JPlag and Dolos."
)
@roster_option
@commits_option
@layout_option
def similar(
    assignment: str,
    submissions: Path,
    out: Path,
    least: int,
    folder: Path | None,
    roster: Path | None,
    commits: Path | None,
    layout: str,
) -> int:
    """Compare the code of the notebooks under SUBMISSIONS for ASSIGNMENT; nothing is run.

    Code of the released notebook is left out. What comes is a list of pairs to read, and no verdict.
    """
    declaration = catalog.load(assignment)
    received = receive(
        submissions, declaration.assignment.notebook, Terms(layout=layout, roster=roster, commits=commits)
    )
    say_received(received)
    texts = readable(received.submissions)
    starter = code_of(declaration.released.read_bytes()) if declaration.released.is_file() else ""
    pairs = alike((Code(student=name, text=text) for name, text in texts.items()), starter, least / 100)
    shown = [beside(pair, texts) for pair in pairs]
    page = render_similar(declaration.assignment.title, len(texts), shown[:MOST_PAIRS], len(shown))
    listing = out.with_suffix(".csv")
    write_atomically(out, page.encode())
    write_atomically(listing, render_pairs(shown).encode())
    click.echo(f"{len(shown)} pairs of {len(texts)} notebooks share {least} % or more.\n  {out}\n  {listing}")
    if folder is not None:
        times = {submission.student: submission.submitted for submission in received.submissions}
        export(texts, starter, times, folder)
        click.echo(f"  {folder}/ (README.txt says how)")
    return 0


def readable(submissions: Iterable[Submission]) -> dict[str, str]:
    """The code of every notebook that can be read, by student; the others are named."""
    texts = {}
    for submission in submissions:
        try:
            if submission.status is not Status.OK:
                raise SubmissionError(submission.problem)
            texts[submission.student] = code_of(submission.notebook)
        except SubmissionError as error:
            click.echo(f"grader: {one_line(submission.student)} is not compared: {one_line(str(error))}", err=True)
    return texts


def code_of(content: bytes) -> str:
    """All code of a notebook as one text; SubmissionError where it cannot be read."""
    return "\n\n".join(cell.source for cell in notebooks.read(content).cells)


def beside(pair: Pair, texts: dict[str, str]) -> Alike:
    """A pair with the lines of both notebooks."""
    return Alike(
        first=pair.first,
        second=pair.second,
        percent=100 * pair.score,
        shared=pair.shared,
        columns=(listed(texts[pair.first], pair.first_lines), listed(texts[pair.second], pair.second_lines)),
    )
