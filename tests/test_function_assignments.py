"""Four assignments against their variants and mistakes, many in one kernel, without training.

`grader validate` grades each of them as the notebook it would be; here every one is a program among others.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader import catalog
from grader.exemplars import Exemplar, mistakes, variants
from grader.pipeline import prepare
from grader.records.run import Job
from grader.sandbox.proof import chosen_level
from grader.strength.crowd import Judged, judge_crowd
from grader.strength.programs import Program
from grader.validation import graded, trials

ROOT = Path(__file__).parents[1]
SEED = 20_250_101
NAMES = ("tensors", "neurons", "mnist_softmax", "small_digits")
TRAINED = "train_model"
DECLARATIONS = {name: catalog.load(name, ROOT) for name in NAMES}


def template_of(name: str) -> Job:
    assignment = DECLARATIONS[name].assignment
    questions = tuple(question.name for question in assignment.questions if question.name != TRAINED)
    return prepare(DECLARATIONS[name], questions, SEED, chosen_level("auto", assignment.preload).level)


def spoils_training(exemplar: Exemplar) -> bool:
    return any(check.startswith(f"{TRAINED}.") for check in exemplar.fails)


def judged(name: str, template: Job, exemplars: tuple[Exemplar, ...]) -> dict[str, Judged]:
    programs = tuple(Program(kind="known", name=e.id, source=e.source, functions=e.functions) for e in exemplars)
    with ThreadPoolExecutor(2) as executor:
        return {j.program.name: j for j in judge_crowd(template, programs, executor, 2)}


@pytest.mark.kernel
@pytest.mark.parametrize("name", NAMES)
def test_variants_pass_every_check_and_mistakes_fail_what_they_declare(name):
    exemplars = (e for read in (variants, mistakes) for e in read(DECLARATIONS[name].folder))
    known = {e.id: e for e in exemplars if set(e.functions) != {TRAINED} and not spoils_training(e)}
    found = judged(name, template_of(name), tuple(known.values()))
    assert {e: found[e].missed for e in known} == {e: frozenset(known[e].fails) for e in known}


@pytest.mark.kernel
def test_a_wrong_sigmoid_costs_the_questions_that_use_it_nothing():
    (trial,) = (t for t in trials(DECLARATIONS["neurons"]) if t.name == "sigmoid_reversed")
    assert set(trial.questions) > {"sigmoid", "slopes", "forward", "backward"}
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = graded(template_of("neurons"), (trial,), executor, 1)
    assert outcome.problems == ()
    notes = [note for note in outcome.run.notes if "the reference's `sigmoid`" in note]
    assert len(notes) >= 3
