"""`grader report`: any report from stored results."""

from pathlib import Path

import click

from grader.errors import StorageError, UsageError
from grader.ledger import RESULTS_NAME, reported
from grader.records.results import Results
from grader.reports import FORMATS


@click.command(epilog="\b\nExample:\n  grader report results/ --format csv --out gradebook.csv")
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    required=True,
    help="; ".join(f"{name}: {format_.description}" for name, format_ in FORMATS.items()),
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output without.")
def report(results: Path, format_name: str, out: Path | None) -> int:
    """Write a report from RESULTS, the output folder of `grader grade` or its results.json."""
    text = FORMATS[format_name].render(_read(results))
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return 0
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror or error}. Name another file.") from error
    return 0


def _read(results: Path) -> Results:
    path = results / RESULTS_NAME if results.is_dir() else results
    try:
        return reported(path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror or error}. Name the folder that `grader grade` wrote to "
            f"(--out), or its {RESULTS_NAME}."
        ) from error
