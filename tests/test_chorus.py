"""Many functions are asked the same in one kernel, and each answers as if it had been asked alone."""

import asyncio

import msgspec
import numpy as np
import pytest
from course import notebook_of

from grader import notebook as notebooks
from grader.authoring import call
from grader.chorus import sing
from grader.observe import observe
from grader.records.observation import Outcome
from grader.records.probe import Probe
from grader.records.submission import Submission
from grader.sandbox.proof import chosen_level

pytestmark = pytest.mark.kernel

SOURCE = """
import os
import numpy as np

def doubled(x):
    return 2 * x

def in_place(x):
    x += 1
    return x

def refused(x):
    raise ValueError("no")

def drawn(x):
    return np.random.normal(size=3)

def ends(x):
    os._exit(1)

calls = []

def endless(x):
    calls.append(x)
    while True:
        pass

def endless_too(x):
    while True:
        pass

def called(x):
    return np.array(len(calls))
"""
PROBES = tuple(Probe(id=f"f.{n}", seed=n, stimulus=call("doubled", np.arange(3.0) + n)) for n in (1, 2))
GOOD = ("doubled", "in_place", "refused", "drawn")


def sung(declaration, names, cpu_seconds=20.0):
    submission = Submission(student="s", notebook=notebook_of(SOURCE))
    level = chosen_level("auto", ("numpy",)).level
    asked = [(probe, names) for probe in PROBES]
    limits = msgspec.structs.replace(declaration.assignment.limits, probe_cpu_seconds=cpu_seconds)
    assignment = msgspec.structs.replace(declaration.assignment, limits=limits)
    return asyncio.run(sing(notebooks.read(submission.notebook), submission, assignment, asked, level))


def test_each_answers_as_if_it_had_been_asked_alone(declaration):
    found = sung(declaration, GOOD)
    assert list(found) == list(GOOD)
    assert found["doubled"]["f.2"].values[0].array.tolist() == [4.0, 6.0, 8.0]
    assert found["in_place"]["f.1"].arguments_before[0].tolist() == [1.0, 2.0, 3.0]
    assert found["in_place"]["f.1"].arguments_after[0].tolist() == [2.0, 3.0, 4.0]
    assert (found["refused"]["f.1"].outcome, found["refused"]["f.1"].error_name) == (Outcome.RAISED, "ValueError")
    submission = Submission(student="s", notebook=notebook_of(SOURCE.replace("def doubled", "def other")))
    alone = notebooks.read(notebook_of(SOURCE.replace("def doubled", "def other").replace("def drawn", "def doubled")))
    level = chosen_level("auto", ("numpy",)).level
    seen = asyncio.run(observe(alone, submission, declaration.assignment, PROBES, level)).observations
    for probe in PROBES:
        assert np.array_equal(found["drawn"][probe.id].values[0].array, seen[probe.id].values[0].array)


def test_where_one_breaks_the_kernel_nothing_comes_back(declaration):
    assert sung(declaration, (*GOOD, "ends")) is None


def test_those_that_loop_for_ever_are_interrupted_and_not_asked_again(declaration):
    found = sung(declaration, ("endless", "doubled", "endless_too", "called"), cpu_seconds=0.3)
    for name in ("endless", "endless_too"):
        assert [found[name][probe.id].outcome for probe in PROBES] == [Outcome.TIMED_OUT] * 2
    assert found["doubled"]["f.2"].values[0].array.tolist() == [4.0, 6.0, 8.0]
    assert [found["called"][probe.id].values[0].array.item() for probe in PROBES] == [1, 1]
