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

TOLD = frozenset({"diagnosis", "behaviour", "confusion", "example", "same_cause_as"})  # in words of their own


@click.command(epilog="\b\nExample:\n  grader explain ada softmax --results results/")
@click.argument("student")
@click.argument("question", required=False)
@click.option(
    "--results",
    type=click.Path(path_type=Path),
    default=Path("results"),
    show_default=True,
    help="The output folder of `grader grade`, a folder with some in it, or an archive.",
)
def explain(student: str, question: str | None, results: Path) -> int:
    """Tell the whole story of STUDENT's mark in QUESTION: what was seen, what it means, and how that is known.

    Without QUESTION, of every question that lost points.
    """
    entries = [entry for path in archives_under(results) for entry in entries_of(path)]
    asked = [question] if question is not None else lost_questions(entries, student)
    console = Console()
    if not asked:
        console.print(Text(inert(f"{one_line(student)} lost no points."), no_wrap=True))
    for number, name in enumerate(asked):
        entry = latest(entries, student, name)
        of_assignment = catalog.load(entry.run.assignment).assignment
        subject = next(q for q in of_assignment.questions if q.name == name)
        for line in ([""] * 2 if number else []) + list(story(entry, subject, others_alike(entries, entry.run, name))):
            text = inert(line).encode(console.encoding, "replace").decode(console.encoding)
            console.print(Text(text), soft_wrap=True)
    return 0


def archives_under(path: Path) -> list[Path]:
    """The archive at a path, in a folder, or in the folders directly below; UsageError where there is none."""
    if path.is_file():
        return [path]
    found = [path / ARCHIVE] if (path / ARCHIVE).is_file() else sorted(path.glob(f"*/{ARCHIVE}"))
    if not found:
        raise UsageError(f"No archive lies under {path}; name the output folder of `grader grade` with --results.")
    return found


def entries_of(path: Path) -> list[Entry]:
    """All Runs of one archive, the oldest first."""
    with Archive.open(path) as archive:
        return list(archive.entries())


def lost_questions(entries: Iterable[Entry], student: str) -> list[str]:
    """The questions in which the student's newest Runs lost points; UsageError for a student nobody knows."""
    newest = {name: e.run for e in entries if e.run.student == student for name in e.run.questions}
    if not newest:
        raise UsageError(f"There is no Run of {student}. Students: {', '.join(students_of(entries)[:20])}.")
    worst = {name: {c.verdict for c in run.checks if c.question == name} for name, run in newest.items()}
    return [name for name, verdicts in worst.items() if verdicts - {Verdict.PASS}]


def students_of(entries: Iterable[Entry]) -> list[str]:
    """Everybody who was graded, by name."""
    return sorted({entry.run.student for entry in entries})


def latest(entries: Iterable[Entry], student: str, question: str) -> Entry:
    """The newest Run of a student that was asked about a question; UsageError where there is none."""
    entries = list(entries)
    found = [e for e in entries if e.run.student == student and question in e.run.questions]
    if found:
        return found[-1]
    students = students_of(entries)
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
    for name in to_show(question, run):
        if name in run.code:
            yield ""
            yield f"The student's own {name}:"
            yield from (f"    {line}" for line in run.code[name].splitlines())


def to_show(question: Question, run: Run) -> tuple[str, ...]:
    """The functions that failed checks looked at, by the names of their probes; all of them where that says nothing."""
    failed = {result.check for result in run.checks if result.verdict is Verdict.FAIL}
    asked = {p.partition(".")[0] for check in question.checks if check.id in failed for p in check.kind.probes()}
    return tuple(name for name in question.functions if name in asked) or question.functions


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
        yield f"  diagnosis: {check.diagnosis}, as told of {check.evidence.get('same_cause_as', 'the check above')}"
    elif check.evidence.get("behaviour"):
        yield f"  diagnosis: none; this behaviour has no name yet ({check.evidence['behaviour']})"
    example = check.evidence.get("example")
    if isinstance(example, dict):
        yield f"  for example: {one_line(example['call'])}"
        yield f"    gives {one_line(example['observed'])}"
        yield f"    expected {one_line(example['expected'])}"
    for name, value in check.evidence.items():
        if name not in TOLD and value is not None:
            yield f"  {name.replace('_', ' ')}: {one_line(in_words(value))}"


def in_words(value: object) -> str:
    """Evidence as a person writes it: few digits, no brackets around lists."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {in_words(part)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(in_words, value)) or "the one number"
    return str(value)


def of_diagnosis(known: dict[str, Any]) -> Iterator[str]:
    """The mistake, and how it is known."""
    entry = f" ({known['catalogue']})" if known.get("catalogue") else ""
    second = f", and {known['and']}" if known.get("and") else ""
    yield f"  diagnosis: {known.get('mistake', 'no known mistake')}{second}{entry}"
    if known.get("says"):
        yield f"    it means: {one_line(str(known['says']))}"
    if known.get("differences"):
        yield f"    differences: {one_line(in_words(known['differences']))}"
    for name, label in (("setting", "as written with"), ("facts", "seen")):
        if known.get(name):
            yield f"    {label}: {one_line(in_words(known[name]))}"
    if known.get("confirmed_on"):
        yield f"    known by: the same behaviour on every probe, and on {known['confirmed_on']} fresh ones"
    if known.get("alike"):
        yield f"    behaves alike: {', '.join(map(str, known['alike']))}"
