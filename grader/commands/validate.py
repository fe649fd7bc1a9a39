"""`grader validate`: an assignment tested against its solutions, its mistakes, and mutants of its solution."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor

import click

from grader import catalog
from grader.calibration import outdated
from grader.commands.options import chosen_questions, isolation_option, jobs_option, question_option, seed_option
from grader.commands.strength_table import print_strength
from grader.errors import UsageError
from grader.exemplars import equivalents
from grader.pipeline import prepare
from grader.records.run import Job
from grader.sandbox import live
from grader.sandbox.proof import chosen_level
from grader.strength.crowd import Judged, judge_crowd
from grader.strength.figures import Strength, strength_of
from grader.strength.programs import mutants, trivial
from grader.validation import Outcome, Trial, edition_trials, graded, released_problem, trials

SEED = 20_250_101  # fixed, so that CI judges the same inputs every time; --seed draws others


@click.command(epilog="\b\nExample:\n  grader validate mnist_softmax --question softmax")
@click.argument("assignment", required=False)
@click.option("--all", "every", is_flag=True, help="Validate every assignment of the course.")
@click.option(
    "--mutants/--no-mutants", "with_mutants", default=True, show_default=True, help="Try mutants of the solution too."
)
@jobs_option
@seed_option
@question_option
@isolation_option
def validate(
    assignment: str | None,
    every: bool,
    with_mutants: bool,
    jobs: int,
    seed: int | None,
    question_names: tuple[str, ...],
    isolation: str,
) -> int:
    """Measure how strong ASSIGNMENT is: does it catch what is wrong, and nothing that is right?

    Grades the reference, the released notebook, trivial answers, every variant, every mistake and every mutant of the
    solution. Exit 1 when the reference or a variant loses a point, the released notebook or a trivial answer earns
    one, a mistake does not fail exactly the checks it declares, or a mutant survives without a reason.
    """
    if every == (assignment is not None):
        raise UsageError("Name one assignment, or give --all for every one of the course.")
    names = catalog.names() if assignment is None else [assignment]
    if not names:
        raise UsageError(f"There is no assignment under {catalog.course_root() / 'reference'}.")
    ends = []
    for name in names:
        declaration = catalog.load(name)
        questions = chosen_questions(declaration.assignment, question_names)
        level = chosen_level(isolation, declaration.assignment.preload).level
        template = prepare(declaration, questions, SEED if seed is None else seed, level)
        ends.append(validate_one(declaration, template, jobs, with_mutants))
    return max(ends)


def validate_one(declaration: catalog.Declaration, template: Job, jobs: int, with_mutants: bool) -> int:
    """Everything about one assignment, told as it is found out; 1 where something does not hold."""
    click.echo(f"{declaration.assignment.slug}: {declaration.assignment.title}")
    chosen = narrowed(trials(declaration), template.questions)
    outcomes = []
    with ThreadPoolExecutor(jobs) as executor, live.leaving_none_behind():
        for outcome in graded(template, chosen, executor, jobs):
            click.echo(line_of(outcome))
            outcomes.append(outcome)
        for edition, trial in edition_trials(declaration, template.questions):
            own = prepare(edition, template.questions, template.seed, template.environment.isolation)
            (outcome,) = graded(own, (trial,), executor, jobs)
            click.echo(line_of(outcome))
            outcomes.append(outcome)
        judged = list(crowd(declaration, template, executor, jobs)) if with_mutants else []
    known = equivalents(declaration.folder)
    strength = strength_of(template, outcomes, judged, known)
    if calibration := outdated(declaration):
        click.echo(f"note: {calibration}")
    return conclude(outcomes, strength, released_problem(declaration))


def crowd(declaration: catalog.Declaration, template: Job, executor: Executor, jobs: int) -> Iterable[Judged]:
    """Mutants and trivial answers, judged."""
    programs = trivial(declaration, template.probes) + mutants(declaration, template.probes)
    return judge_crowd(template, programs, executor, jobs)


def narrowed(found: tuple[Trial, ...], questions: tuple[str, ...]) -> tuple[Trial, ...]:
    """The trials that concern the wanted questions, reduced to them."""
    reduced = []
    for trial in found:
        kept = tuple(name for name in trial.questions if name in questions)
        fails = frozenset(check for check in trial.fails if check.partition(".")[0] in kept)
        if kept and (fails or trial.kind not in ("mistake", "combined")):
            changes = {"questions": kept, "fails": fails}
            reduced.append(Trial(**{name: getattr(trial, name) for name in trial.__struct_fields__} | changes))
    return tuple(reduced)


def line_of(outcome: Outcome) -> str:
    """One line a trial, its problems below."""
    trial = outcome.trial
    head = f"{'ok ' if not outcome.problems else 'BAD'} {trial.kind:<9} {trial.name:<34}"
    points = f"{outcome.earned:g}/{outcome.possible:g}"
    return "\n".join([f"{head} {points:>8}", *(f"      {problem}" for problem in outcome.problems)])


def conclude(outcomes: list[Outcome], strength: Strength, released: str | None) -> int:
    """The table, the last lines and the exit code."""
    bad = [outcome for outcome in outcomes if outcome.problems]
    problems = [*([released] if released else []), *strength.problems]
    print_strength(outcomes, strength)
    for problem in problems:
        click.echo(f"BAD {problem}")
    kinds = Counter(outcome.trial.kind for outcome in outcomes)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    click.echo(f"{len(outcomes) - len(bad)} of {len(outcomes)} as declared ({counts})")
    if strength.mutation is not None:
        figures = strength.mutation
        click.echo(f"mutation score: {figures.score:.2f} ({figures.killed} of {figures.wanted} killed)")
    return int(bool(bad or problems))
