"""Tests an assignment against what is known: its reference, its released notebook, its variants and its mistakes.

The invariants: the reference, whoever's numbers are in it, and every variant earn all points; the released notebook,
untouched, earns none and equals what the solution gives, byte for byte; every mistake fails exactly the checks it
declares, and is diagnosed as itself or not at all; mistakes of different functions in one notebook lose together what
they lose alone.
"""

from collections.abc import Iterator
from concurrent.futures import Executor

import msgspec

from grader.catalog import Declaration
from grader.checks import Accuracy, History
from grader.editions import in_words
from grader.exemplars import Exemplar, mistakes, variants
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Verdict
from grader.release import combine, release


class Trial(Record, frozen=True, kw_only=True):
    """One known notebook and the checks it must fail among the `questions` it is graded on."""

    kind: str  # reference, edition, released, variant, mistake, combined
    name: str
    notebook: bytes
    questions: tuple[str, ...]
    fails: frozenset[str] = frozenset()
    says: str = ""


class Terms(Record, frozen=True, kw_only=True):
    """How trials are graded: how many side by side, on which inputs, behind which walls."""

    width: int
    seed: int
    isolation: str


class Outcome(Record, frozen=True, kw_only=True):
    """What a trial showed; `problems` is empty when the invariant holds."""

    trial: Trial
    problems: tuple[str, ...]
    earned: float
    possible: float
    run: Run | None = None


def trials(declaration: Declaration) -> tuple[Trial, ...]:
    """Every known notebook of an assignment, the long ones (which train) first."""
    assignment, solution = declaration.assignment, declaration.solution
    everything = tuple(question.name for question in assignment.questions)
    all_checks = frozenset(check.id for check in assignment.checks())
    released = release(declaration.script, assignment.slug)
    found = [
        Trial(kind="reference", name="solution", notebook=solution, questions=everything),
        *(
            _trial("variant", variant, solution, concerned(assignment, variant))
            for variant in variants(declaration.folder)
        ),
        *(
            _trial("mistake", mistake, solution, concerned(assignment, mistake))
            for mistake in mistakes(declaration.folder)
        ),
        *together(declaration),
        Trial(kind="released", name="stub", notebook=released, questions=everything, fails=all_checks),
    ]
    return tuple(sorted(found, key=lambda trial: -len(trial.questions)))


def together(declaration: Declaration) -> list[Trial]:
    """One notebook with a mistake in every function that has one, those apart that are trained with.

    It must miss what each of its mistakes misses, and nothing else: no mistake may hide, or pay for, another.
    """
    assignment = declaration.assignment
    trained = {q.name for q in assignment.questions if any(isinstance(c.kind, (Accuracy, History)) for c in q.checks)}
    chosen: list[Exemplar] = []
    for mistake in mistakes(declaration.folder):
        taken = {name for other in chosen for name in other.functions}
        if not taken & set(mistake.functions) and not trained & set(failing_questions(mistake)):
            chosen.append(mistake)
    if len(chosen) < 2:
        return []
    notebook = declaration.solution
    for mistake in chosen:
        notebook = combine(notebook, mistake.source)
    reached = {name for mistake in chosen for name in concerned(assignment, mistake)} - trained
    return [
        Trial(
            kind="combined",
            name=f"{len(chosen)} mistakes together",
            notebook=notebook,
            questions=tuple(q.name for q in assignment.questions if q.name in reached),
            fails=frozenset(check for mistake in chosen for check in mistake.fails),
            says=", ".join(mistake.id for mistake in chosen),
        )
    ]


def edition_trials(declaration: Declaration, questions: tuple[str, ...]) -> Iterator[tuple[Declaration, Trial]]:
    """The solution with the first, and with the last, of the choices that students' numbers are drawn from.

    It must earn everything there, too: a number that is written out somewhere shows itself.
    """
    for at in (0, -1):
        numbers = {name: choices[at] for name, choices in declaration.assignment.numbers.items()}
        if numbers != declaration.numbers:
            edition = msgspec.structs.replace(declaration, numbers=numbers)
            name = in_words(numbers)
            yield edition, Trial(kind="edition", name=name, notebook=edition.solution, questions=questions)


def failing_questions(exemplar: Exemplar) -> tuple[str, ...]:
    """The questions in which it loses points."""
    return tuple(dict.fromkeys(check.partition(".")[0] for check in exemplar.fails))


def concerned(assignment: Assignment, exemplar: Exemplar) -> tuple[str, ...]:
    """The questions that use a function the exemplar redefines; the others are the reference's business."""
    redefined = set(exemplar.functions)
    return tuple(q.name for q in assignment.questions if redefined & set(q.functions))


def _trial(kind: str, exemplar: Exemplar, solution: bytes, questions: tuple[str, ...]) -> Trial:
    return Trial(
        kind=kind,
        name=exemplar.id,
        notebook=combine(solution, exemplar.source),
        questions=questions,
        fails=frozenset(exemplar.fails),
        says=exemplar.says,
    )


def validate(
    declaration: Declaration,
    chosen: tuple[Trial, ...],
    executor: Executor,
    terms: Terms,
) -> Iterator[Outcome]:
    """Prepare a template, grade the chosen trials with it, and compare each with what is known."""
    wanted = {name for trial in chosen for name in trial.questions}
    questions = tuple(q.name for q in declaration.assignment.questions if q.name in wanted)
    template = prepare(declaration, questions, terms.seed, terms.isolation)
    yield from graded(template, chosen, executor, terms.width)


def graded(template: Job, chosen: tuple[Trial, ...], executor: Executor, width: int) -> Iterator[Outcome]:
    """Grade the chosen trials and compare each with what is known, in the order in which they finish."""
    named = {f"{trial.kind}/{trial.name}": trial for trial in chosen}
    jobs = (job_of(template, name, trial) for name, trial in named.items())
    for job, run in grade_many(jobs, executor, width):
        yield compare(named[job.submission.student], run, template.assignment)


def job_of(template: Job, name: str, trial: Trial) -> Job:
    """The template narrowed to one trial's questions and probes."""
    needed = template.assignment.asked_probes(trial.questions)
    return msgspec.structs.replace(
        template,
        submission=Submission(student=name, notebook=trial.notebook),
        questions=trial.questions,
        probes=tuple(probe for probe in template.probes if probe.id in needed),
    )


def compare(trial: Trial, run: Run, assignment: Assignment) -> Outcome:
    """The differences between what a trial declares and what its Run showed."""
    verdicts = {result.check: result for result in run.checks}
    checks = assignment.checks(trial.questions)
    missed = {check.id for check in checks if verdicts[check.id].verdict is not Verdict.PASS}
    problems = [f"{name} did not pass: {_why(verdicts[name])}" for name in sorted(missed - trial.fails)]
    problems += [f"{name} passed, but must not" for name in sorted(trial.fails - missed)]
    problems += [
        f"{name}: the grader failed: {verdicts[name].evidence}"
        for name in sorted(missed & trial.fails)
        if verdicts[name].verdict is Verdict.ERROR
    ]
    problems += _misdiagnosed(trial, run)
    is_free = trial.kind in ("mistake", "combined") or _is_stub(trial, run)
    if not is_free and run.status is not Status.OK:
        problems.append(f"it ended with the status {run.status}: {_first_error(run)}")
    return Outcome(
        trial=trial,
        problems=tuple(problems),
        earned=sum(check.points for check in checks if check.id not in missed),
        possible=sum(check.points for check in checks),
        run=run,
    )


def _is_stub(trial: Trial, run: Run) -> bool:
    """Whether nothing but stubs raised: one that stands outside of a function does so when its cell runs."""
    errors = [cell.error for cell in run.execution.cells if cell.error]
    raised = run.status is Status.RAISED and all("NotImplementedError" in error for error in errors)
    return trial.kind == "released" and raised


def _misdiagnosed(trial: Trial, run: Run) -> list[str]:
    """A diagnosis must be the mistake itself; of what is no mistake there is none. Silence is not a fault."""
    named = {result.diagnosis for result in run.checks if result.diagnosis}
    known = set(trial.says.split(", ")) if trial.kind == "combined" else {trial.name}
    wrong = sorted(named - known if trial.kind in ("mistake", "combined") else named)
    return [f"it is diagnosed as {name}, which it is not" for name in wrong]


def _why(result: CheckResult) -> str:
    """The reason; where the grader failed, what failed there, too."""
    return f"{result.reason} {result.evidence}" if result.verdict is Verdict.ERROR else result.reason


def _first_error(run: Run) -> str:
    return next((f"cell {c.index}: {c.error}" for c in run.execution.cells if c.error), run.problem)


def released_problem(declaration: Declaration) -> str | None:
    """Why the committed student's notebook is not the one the solution gives; None when it is."""
    path = declaration.released
    if not path.is_file():
        return f"{path} is missing: run `grader release {declaration.assignment.slug}`."
    if path.read_bytes() != release(declaration.script, declaration.assignment.slug):
        return f"{path} is not what the solution gives: run `grader release {declaration.assignment.slug}`."
    return None
