"""`grader validate`: an assignment tested against its own solutions and mistakes."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import click

from grader import catalog
from grader.commands.options import chosen_questions, isolation_option, jobs_option, question_option, seed_option
from grader.exemplars import mistakes
from grader.sandbox import live
from grader.sandbox.proof import chosen_level
from grader.validation import Outcome, Terms, Trial, released_problem, trials
from grader.validation import validate as run_trials

SEED = 20_250_101  # fixed, so that CI judges the same inputs every time; --seed draws others


@click.command(epilog="\b\nExample:\n  grader validate mnist_softmax --question softmax")
@click.argument("assignment")
@jobs_option
@seed_option
@question_option
@isolation_option
def validate(assignment: str, jobs: int, seed: int | None, question_names: tuple[str, ...], isolation: str) -> int:
    """Grade the reference, the released notebook, every variant and every mistake of ASSIGNMENT.

    Exit 1 when the reference or a variant loses a point, the released notebook earns one, or a mistake does not fail
    exactly the checks it declares.
    """
    declaration = catalog.load(assignment)
    questions = chosen_questions(declaration.assignment, question_names)
    chosen = narrowed(trials(declaration), questions)
    problems = [p for p in (released_problem(declaration), *undetected(declaration, questions)) if p]
    level = chosen_level(isolation, declaration.assignment.preload).level
    outcomes = []
    with ThreadPoolExecutor(jobs) as executor, live.leaving_none_behind():
        terms = Terms(width=jobs, seed=SEED if seed is None else seed, isolation=level)
        for outcome in run_trials(declaration, chosen, executor, terms):
            click.echo(line_of(outcome))
            outcomes.append(outcome)
    return conclude(outcomes, problems)


def narrowed(found: tuple[Trial, ...], questions: tuple[str, ...]) -> tuple[Trial, ...]:
    """The trials that concern the wanted questions, reduced to them."""
    reduced = []
    for trial in found:
        kept = tuple(name for name in trial.questions if name in questions)
        fails = frozenset(check for check in trial.fails if check.partition(".")[0] in kept)
        if kept and (fails or trial.kind != "mistake"):
            changes = {"questions": kept, "fails": fails}
            reduced.append(Trial(**{name: getattr(trial, name) for name in trial.__struct_fields__} | changes))
    return tuple(reduced)


def undetected(declaration: catalog.Declaration, questions: tuple[str, ...]) -> list[str]:
    """Checks that no mistake fails: nothing shows that they can catch anything."""
    caught = {check for mistake in mistakes(declaration.folder) for check in mistake.fails}
    return [
        f"{check.id} is failed by no known mistake; add one that it must catch."
        for check in declaration.assignment.checks(questions)
        if check.id not in caught
    ]


def line_of(outcome: Outcome) -> str:
    """One line a trial, its problems below."""
    trial = outcome.trial
    head = f"{'ok ' if not outcome.problems else 'BAD'} {trial.kind:<9} {trial.name:<34}"
    points = f"{outcome.earned:g}/{outcome.possible:g}"
    return "\n".join([f"{head} {points:>8}", *(f"      {problem}" for problem in outcome.problems)])


def conclude(outcomes: Iterable[Outcome], problems: list[str]) -> int:
    """The last lines and the exit code."""
    outcomes = list(outcomes)
    bad = [outcome for outcome in outcomes if outcome.problems]
    for problem in problems:
        click.echo(f"BAD {problem}")
    kinds = Counter(outcome.trial.kind for outcome in outcomes)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    click.echo(f"{len(outcomes) - len(bad)} of {len(outcomes)} as declared ({counts})")
    return int(bool(bad or problems))
