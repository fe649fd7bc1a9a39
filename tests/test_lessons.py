"""The lessons `logits` and `digit_classifier` against their variants and mistakes, those apart that train.

`grader validate` grades every one alone and trains. Here, to be quick, variants and mistakes of different questions
share a notebook, which must then miss what each of them misses and nothing else, and not every mistake has its turn.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader import catalog
from grader.catalog import Declaration
from grader.exemplars import Exemplar, mistakes, variants
from grader.release import combine, release
from grader.sandbox.proof import chosen_level
from grader.validation import Outcome, Terms, Trial, concerned, validate

pytestmark = pytest.mark.class_run

ROOT = Path(__file__).parents[1]
SEED = 20_250_101
TRAINED = "train_model"
MOST = 3  # notebooks of mistakes for each lesson; they hold at least one mistake of every question
LESSONS = {name: catalog.load(name, ROOT) for name in ("logits", "digit_classifier")}


def asked(declaration: Declaration) -> tuple[str, ...]:
    return tuple(question.name for question in declaration.assignment.questions if question.name != TRAINED)


def batches(declaration: Declaration, exemplars: tuple[Exemplar, ...]) -> list[list[Exemplar]]:
    """The exemplars in groups of which no two concern the same question."""
    found: list[list[Exemplar]] = []
    for exemplar in exemplars:
        own = set(concerned(declaration.assignment, exemplar)) - {TRAINED}
        if not own:
            continue
        free = (b for b in found if not own & {q for e in b for q in concerned(declaration.assignment, e)} - {TRAINED})
        batch = next(free, None)
        if batch is None:
            found.append(batch := [])
        batch.append(exemplar)
    return found


def trial(kind: str, declaration: Declaration, batch: list[Exemplar]) -> Trial:
    notebook = declaration.solution
    for exemplar in batch:
        notebook = combine(notebook, exemplar.source)
    concerning = {name for exemplar in batch for name in concerned(declaration.assignment, exemplar)}
    return Trial(
        kind=kind,
        name="+".join(exemplar.id for exemplar in batch),
        notebook=notebook,
        questions=tuple(name for name in asked(declaration) if name in concerning),
        says=", ".join(exemplar.id for exemplar in batch),
        fails=frozenset(check for e in batch for check in e.fails if not check.startswith(f"{TRAINED}.")),
    )


def trials_of(declaration: Declaration) -> tuple[Trial, ...]:
    stub = release(declaration.script, declaration.assignment.slug)
    checks = frozenset(check.id for check in declaration.assignment.checks(asked(declaration)))
    whole = {"questions": asked(declaration)}
    return (
        Trial(kind="reference", name="solution", notebook=declaration.solution, **whole),
        Trial(kind="released", name="stub", notebook=stub, fails=checks, **whole),
        *(trial("variant", declaration, b) for b in batches(declaration, variants(declaration.folder))),
        *(trial("combined", declaration, b) for b in batches(declaration, mistakes(declaration.folder))[:MOST]),
    )


TRIALS = {lesson: trials_of(declaration) for lesson, declaration in LESSONS.items()}


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, str], Outcome]:
    found = {}
    for lesson, declaration in LESSONS.items():
        isolation = chosen_level("auto", declaration.assignment.preload).level
        with ThreadPoolExecutor(2) as executor:
            terms = Terms(width=2, seed=SEED, isolation=isolation)
            for outcome in validate(declaration, TRIALS[lesson], executor, terms):
                found[lesson, outcome.trial.name] = outcome
    return found


@pytest.mark.parametrize(("lesson", "name"), [(lesson, t.name) for lesson, ts in TRIALS.items() for t in ts])
def test_a_known_notebook_of_a_lesson_is_judged_as_declared(outcomes, lesson, name):
    assert outcomes[lesson, name].problems == ()
