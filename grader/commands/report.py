"""`grader report`: any report from stored results."""

from pathlib import Path

import click

from grader.commands.formats import HELP, NAMES, single_text, tell_runner, write_formats
from grader.commands.policies import under_policy
from grader.commands.received import FILE, roster_option
from grader.commands.sheets import SHEETS, Place, fill_sheet
from grader.errors import StorageError, UsageError
from grader.ledger import RESULTS_NAME, reported
from grader.records.results import Results
from grader.reports import STUDENT_FORMATS
from grader.reports.step_summary import PRACTICE


@click.command(epilog="\b\nExample:\n  grader report results/ --format csv --out gradebook.csv")
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "names",
    type=click.Choice([*NAMES, *SHEETS]),
    multiple=True,
    required=True,
    help=f"Repeatable. {HELP}; {'; '.join(f'{name}: {text}' for name, text in SHEETS.items())}.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write, standard output without; a folder for several formats and for one document per student.",
)
@click.option("--label", default=PRACTICE, show_default=True, help="Of the format actions: what kind of result it is.")
@click.option("--sheet", type=FILE, help="The file that Canvas or Moodle exported; it is not changed.")
@click.option("--column", default="", help="Heading of the column for the points, where it cannot be told.")
@click.option("--comments", default="", help="Heading of Moodle's column for comments, where it cannot be told.")
@roster_option
@click.option("--policy", type=FILE, help="Rules for late work, attempts, extra credit and visibility (TOML).")
def report(
    results: Path,
    names: tuple[str, ...],
    out: Path | None,
    label: str,
    sheet: Path | None,
    column: str,
    comments: str,
    roster: Path | None,
    policy: Path | None,
) -> int:
    """Write a report from RESULTS, the output folder of `grader grade` or its results.json."""
    document = _read(results)
    if policy is not None:
        document = under_policy(document, policy, results)
    if set(names) & set(SHEETS):
        if len(names) > 1:
            raise UsageError("A sheet is filled by a call of its own. Name one --format.")
        return fill_sheet(document, names[0], Place(sheet=sheet, roster=roster, column=column, comments=comments), out)
    write_report(document, names, out)
    if "actions" in names:
        tell_runner(document, label)
    return 0


def write_report(document: Results, names: tuple[str, ...], out: Path | None) -> None:
    """Write the formats where they were asked to be. Raises UsageError where that place is of the wrong kind."""
    is_folder = len(names) > 1 or (out is not None and out.is_dir())
    is_folder = is_folder or (out is not None and names[0] in STUDENT_FORMATS and len(document.runs) != 1)
    if is_folder and (out is None or out.is_file()):
        raise UsageError(f"{len(names)} formats are several files. Name a folder for them with --out.")
    if is_folder and out is not None:
        for path in write_formats(document, names, out):
            click.echo(path)
        return
    text = single_text(document, names[0])
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror or error}. Name another file.") from error


def _read(results: Path) -> Results:
    path = results / RESULTS_NAME if results.is_dir() else results
    try:
        return reported(path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror or error}. Name the folder that `grader grade` wrote to "
            f"(--out), or its {RESULTS_NAME}."
        ) from error
