"""`grader explain`: the whole story of one mark, from the archive, for staff."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from grader import catalog
from grader.errors import UsageError
from grader.ledger import ARCHIVE
from grader.records.assignment import Question
from grader.records.results import ScoredCheck, scored
from grader.records.run import Run
from grader.records.verdict import Verdict
from grader.reports.wording import VERDICT_WORDS, inert, one_line, points
from grader.store.archive import Archive, Entry


@click.command(epilog="\b\nExample:\n  grader explain ada softmax --results results/")
@click.argument("student")
@click.argument("question")
@click.option(
    "--results",
    type=click.Path(path_type=Path),
    default=Path("results"),
    show_default=True,
    help="The output folder of `grader grade`, a folder with one in it, or an archive.",
)
def explain(student: str, question: str, results: Path) -> int:
    """Tell the whole story of STUDENT's mark in QUESTION: what was seen, what it means, and how that is known."""
    with Archive.open(archive_under(results)) as archive:
        entries = list(archive.entries())
    entry = latest(entries, student, question)
    asked = next(q for q in catalog.load(entry.run.assignment).assignment.questions if q.name == question)
    console = Console()
    for line in story(entry, asked, others_alike(entries, entry.run, question)):
        text = inert(line).encode(console.encoding, "replace").decode(console.encoding)
        console.print(Text(text), soft_wrap=True)
    return 0


def archive_under(path: Path) -> Path:
    """The archive at a path, in a folder, or in the only folder below that has one."""
    if path.is_file():
        return path
    found = [path / ARCHIVE] if (path / ARCHIVE).is_file() else sorted(path.glob(f"*/{ARCHIVE}"))
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} archives lie" if found else "No archive lies"
    raise UsageError(f"{what} under {path}; name the output folder of `grader grade` with --results.")


def latest(entries: Iterable[Entry], student: str, question: str) -> Entry:
    """The newest Run of a student that was asked about a question; UsageError where there is none."""
    entries = list(entries)
    found = [e for e in entries if e.run.student == student and question in e.run.questions]
    if found:
        return found[-1]
    students = sorted({e.run.student for e in entries})
    questions = sorted({name for e in entries for name in e.run.questions})
    raise UsageError(
        f"There is no Run of {student} about {question}. Students: {', '.join(students[:20])}."
        f" Questions: {', '.join(questions)}."
    )


def others_alike(entries: Iterable[Entry], run: Run, question: str) -> list[str]:
    """Other students whose newest Run shows the same mistake, or the same unnamed behaviour, in the question."""
    newest = {
        e.run.student: e.run for e in entries if question in e.run.questions and e.run.assignment == run.assignment
    }
    marks = set(marks_of(run, question))
    return sorted(s for s, other in newest.items() if s != run.student and marks & set(marks_of(other, question)))


def marks_of(run: Run, question: str) -> Iterator[str]:
    """By what a wrong behaviour is recognised among students."""
    for result in run.checks:
        if result.question == question and result.verdict is Verdict.FAIL:
            yield from filter(None, (result.diagnosis, str(result.evidence.get("behaviour", ""))))


def story(entry: Entry, question: Question, alike: list[str]) -> Iterator[str]:
    """The lines of the story."""
    run = entry.run
    result = scored(run, catalog.load(run.assignment).assignment)
    score = result.question_score(question.name)
    mark = f"{points(score.earned)} of {points(score.possible)}"
    yield f"{one_line(run.student)}, {question.title} ({question.name}): {mark}"
    yield (
        f"graded {entry.created.astimezone():%Y-%m-%d %H:%M}, attempt {run.attempt}, seed {run.seed},"
        f" isolation {run.environment.isolation}" + (f", copied from {run.copied_from}" if run.copied_from else "")
    )
    for check in (check for check in result.checks if check.question == question.name):
        yield ""
        yield from of_check(check)
    if alike:
        yield ""
        yield f"The same was seen of: {', '.join(map(one_line, alike))}."
    for name in question.functions:
        if name in run.code:
            yield ""
            yield f"The student's own {name}:"
            yield from (f"    {line}" for line in run.code[name].splitlines())


def of_check(check: ScoredCheck) -> Iterator[str]:
    """One check: verdict and points, what the student reads, and what staff know beside it."""
    mark = f"{points(check.earned)} of {points(check.possible)}"
    yield f"{VERDICT_WORDS[check.verdict]}: {check.title} ({check.id}), {mark}"
    if check.verdict is Verdict.PASS:
        return
    yield f"  reason: {one_line(check.reason)}"
    if check.hint:
        yield f"  the student's hint: {one_line(check.hint)}"
    known = check.evidence.get("diagnosis")
    if isinstance(known, dict):
        yield from of_diagnosis(known)
    elif check.diagnosis:
        yield f"  diagnosis: {check.diagnosis}, as above"
    elif check.evidence.get("behaviour"):
        yield f"  diagnosis: none; this behaviour has no name yet ({check.evidence['behaviour']})"
    for name, value in check.evidence.items():
        if name not in ("diagnosis", "behaviour", "confusion"):
            yield f"  {name}: {one_line(str(value))}"


def of_diagnosis(known: dict[str, Any]) -> Iterator[str]:
    """The mistake, and how it is known."""
    entry = f" ({known['catalogue']})" if known.get("catalogue") else ""
    yield f"  diagnosis: {known.get('mistake', 'no known mistake')}{entry}"
    for name, label in (("says", "it means"), ("setting", "with"), ("differences", "differences"), ("facts", "seen")):
        if known.get(name):
            yield f"    {label}: {one_line(str(known[name]))}"
    if known.get("confirmed_on"):
        yield f"    known by: the same behaviour on every probe, and on {known['confirmed_on']} fresh ones"
    if known.get("alike"):
        yield f"    behaves alike: {', '.join(map(str, known['alike']))}"
