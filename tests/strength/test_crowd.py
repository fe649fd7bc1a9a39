"""Many programs in one kernel, each judged by the checks as if it were alone."""

import msgspec
import pytest

from grader.authoring import Built
from grader.records.probe import Describe, Probe
from grader.strength.crowd import can_sing, judge_batch
from grader.strength.figures import mutation, unearned
from grader.strength.programs import Program, trivial

pytestmark = pytest.mark.kernel


def program(name: str, body: str) -> Program:
    source = f"def standardize(x):\n    {body}\n"
    return Program(kind="mutant", name=name, source=source, functions=("standardize",))


@pytest.fixture(scope="module")
def judged(declaration, template):
    patient = msgspec.structs.replace(template.assignment.limits, probe_cpu_seconds=1.0)
    impatient = msgspec.structs.replace(template.assignment, limits=patient)
    programs = (
        program("right", "return (np.asarray(x) - np.mean(x, axis=0)) / np.std(x, axis=0)"),
        program("not centred", "return x / x.std(axis=0)"),
        program("endless", "\n    while True: pass"),
        program("endless too", "\n    while True: pass"),
        program("raises", "return undefined"),
        program("greedy", "return np.ones(10**13)"),
        Program(kind="mutant", name="undefined", source="{}['key']", functions=("standardize",)),
        program("in place", "x -= x.mean(axis=0)\n    x /= x.std(axis=0)\n    return x"),
        program("right after all that", "return (x - x.mean(axis=0)) / x.std(axis=0)"),
    )
    job = msgspec.structs.replace(template, assignment=impatient)
    return {j.program.name: j for j in judge_batch(job, programs + trivial(declaration, template.probes))}


def test_each_program_is_judged_by_what_it_does_itself(judged):
    missed = {name: sorted(check.partition(".")[2] for check in j.missed) for name, j in judged.items()}
    everything = ["finite", "shape", "unchanged", "values"]
    assert missed["right"] == missed["right after all that"] == []
    assert missed["not centred"] == ["values"]
    assert missed["in place"] == ["unchanged"]
    for name in ("endless", "endless too", "raises", "greedy", "undefined"):
        assert missed[name] == everything


def test_one_that_ends_the_kernel_disturbs_no_other(template):
    programs = (
        program("right", "return (x - x.mean(axis=0)) / x.std(axis=0)"),
        program("ends", "import os; os._exit(1)"),
        program("not centred", "return x / x.std(axis=0)"),
        Program(kind="mutant", name="ends at once", source="import os; os._exit(1)", functions=("standardize",)),
    )
    found = {j.program.name: j for j in judge_batch(template, programs)}
    assert {name: j.is_killed for name, j in found.items()} == {
        "right": False,
        "ends": True,
        "not centred": True,
        "ends at once": True,
    }
    assert found["not centred"].missed == {"standardize.values"}


def test_only_calls_of_functions_are_asked_together(template):
    called = program("right", "return x")
    assert can_sing(template, called)
    described = Probe(id="d", seed=1, stimulus=Describe(model=Built(function="standardize"), input_shape=(2,)))
    assert not can_sing(msgspec.structs.replace(template, probes=(*template.probes, described)), called)


def test_no_trivial_answer_passes_a_check_with_points(judged, declaration):
    found = [j for j in judged.values() if j.program.kind == "trivial"]
    assert len(found) == 4
    assert unearned(found, declaration.assignment) == []


def test_the_score_counts_the_killed_and_names_the_survivors(judged):
    figures = mutation(judged.values(), {"right": "It is the reference in other words."})
    assert (figures.killed, figures.wanted, figures.mutants) == (7, 8, 9)
    assert figures.survivors == ("right after all that",)
    assert figures.equivalent == ("right",)
    assert not figures.is_good
