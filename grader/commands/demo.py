"""`grader demo`: a made-up class of eight, from the reference, correct variants and known mistakes, graded for real."""

import webbrowser
from pathlib import Path

import click
from rich.console import Console

from grader import catalog
from grader.collect import collected
from grader.commands.grade import Order, grade_class, make_folder
from grader.commands.options import jobs_option
from grader.errors import AssignmentError, StorageError
from grader.exemplars import Exemplar, mistakes, variants
from grader.release import combine
from grader.shelf import Shelf

STUDENTS = ("ada", "ben", "chloe", "dev", "emil", "fatma", "goran", "hana")
CORRECT = 3
SEED = 7


@click.command(epilog="\b\nExample:\n  grader demo --out demo-class/")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-class"),
    show_default=True,
    help="Folder for the class and its results.",
)
@click.option("--assignment", default="mnist_softmax", show_default=True, metavar="NAME", help="Assignment to show.")
@click.option("--open", "open_page", is_flag=True, help="Open the class page in a browser.")
@jobs_option
def demo(out: Path, assignment: str, open_page: bool, jobs: int) -> int:
    """Build a class of eight, grade it, and name the pages to look at."""
    declaration = catalog.load(assignment)
    folder = out / "submissions"
    submit_class(declaration, folder)
    everything = tuple(q.name for q in declaration.assignment.questions)
    order = Order(
        declaration=declaration,
        submissions=Shelf.of(collected(folder, declaration.assignment.notebook)),
        questions=everything,
        out=out / "results",
        jobs=jobs,
        isolation="auto",
        seed=SEED,
    )
    code = grade_class(order, Console())
    page = (out / "results" / "index.html").resolve()
    click.echo(f"\nThe class page: {page.as_uri()}")
    if open_page:
        webbrowser.open(page.as_uri())
    return code


def submit_class(declaration: catalog.Declaration, folder: Path) -> None:
    """Write one notebook per student; the same class every time."""
    make_folder(folder)
    for student, exemplar in zip(STUDENTS, class_exemplars(declaration), strict=True):
        path, solution = folder / f"{student}.ipynb", declaration.edition(student).solution
        try:
            path.write_bytes(combine(solution, exemplar.source) if exemplar else solution)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror or error}. Name another --out.") from error


def class_exemplars(declaration: catalog.Declaration) -> list[Exemplar | None]:
    """Three correct notebooks, the solution first, and five with one mistake each, of different questions if enough."""
    good = variants(declaration.folder)[: CORRECT - 1]
    bad = spread(mistakes(declaration.folder))[: len(STUDENTS) - CORRECT]
    if len(good) + len(bad) + 1 < len(STUDENTS):
        raise AssignmentError(
            f"{declaration.folder} has too few variants or mistakes for a class of {len(STUDENTS)}: "
            f"{CORRECT - 1} variants and {len(STUDENTS) - CORRECT} mistakes are needed."
        )
    correct: list[Exemplar | None] = [None, *good]
    return [exemplar for pair in zip(correct, bad, strict=False) for exemplar in pair] + bad[len(correct) :]


def spread(found: tuple[Exemplar, ...]) -> list[Exemplar]:
    """The mistakes ordered so that neighbours concern different functions."""
    rounds: dict[str, int] = {}
    ranked = []
    for exemplar in found:
        function = exemplar.functions[-1] if exemplar.functions else ""  # after constants and what it calls
        ranked.append((rounds.setdefault(function, 0), exemplar))
        rounds[function] += 1
    return [exemplar for _, exemplar in sorted(ranked, key=lambda pair: pair[0])]
