"""What follows from samples: a threshold, budgets, warnings. The trainings themselves are in test_class_runs."""

import msgspec
import numpy as np
import pytest
from graded import ENVIRONMENT

from grader.attempts import Goal
from grader.authoring import Accuracy, Shape
from grader.calibration import conclude, warnings, without_attempts
from grader.errors import AssignmentError
from grader.quantiles import quantile
from grader.records.assignment import Assignment, Check, Question
from grader.records.calibration import Calibration, Sample
from grader.records.run import Surroundings

AIM = Goal(train="t", probe="p", threshold=0.95, attempts=3, classes=10)
GIB = 1024**3


def samples_of(variant, mean, deviation, count=6, **fields):
    """Samples with exactly this mean and this standard deviation."""
    spread = np.linspace(-1, 1, count)
    accuracies = mean + deviation * spread / spread.std(ddof=1)
    blank = Sample(variant=variant, seed=0, steps=900, cpu_seconds=7.0, peak_bytes=GIB)
    return tuple(
        msgspec.structs.replace(blank, seed=n, accuracy=float(accuracy), **fields)
        for n, accuracy in enumerate(accuracies)
    )


HONEST = (*samples_of("good", 0.970, 0.002), *samples_of("weak", 0.960, 0.002))


def calibrated(samples=HONEST, aim=AIM, probability=1e-4, **declared):
    variants, proposal = conclude(samples, aim, probability)
    fields = {"training_cpu_seconds": 240.0, "memory_bytes": 4 * GIB, **declared}
    return Calibration(
        assignment="a",
        basis_hash="",
        check="a.goal",
        threshold=aim.threshold,
        attempts=aim.attempts,
        probability=probability,
        environment=ENVIRONMENT,
        surroundings=Surroundings(),
        proposal=proposal,
        variants=variants,
        samples=samples,
        **fields,
    )


def test_the_weakest_variant_decides_the_threshold():
    variants, proposal = conclude(HONEST, AIM, 1e-4)
    error = 0.002 * np.sqrt(1 + 1 / 6)
    expected = 0.960 - quantile(1e-4 ** (1 / 3), 10) * error
    weak = next(variant for variant in variants if variant.variant == "weak")
    assert weak.highest_threshold == pytest.approx(expected)
    assert (proposal.worst_variant, proposal.freedom) == ("weak", 10)
    assert proposal.deviation == pytest.approx(0.002)
    assert proposal.threshold == 0.955  # rounded down to half a point


def test_fewer_attempts_and_a_smaller_probability_ask_for_a_lower_threshold():
    def highest(attempts, probability):
        aim = msgspec.structs.replace(AIM, attempts=attempts)
        return min(v.highest_threshold for v in conclude(HONEST, aim, probability)[0])

    assert highest(1, 1e-4) < highest(2, 1e-4) < highest(3, 1e-4)
    assert highest(3, 1e-9) < highest(3, 1e-4)


def test_at_the_highest_threshold_an_honest_student_fails_with_the_stated_probability():
    highest = conclude(HONEST, AIM, 1e-4)[0][1].highest_threshold
    variants, _ = conclude(HONEST, msgspec.structs.replace(AIM, threshold=highest), 1e-4)
    assert variants[1].fails == pytest.approx(1e-4, rel=1e-6)


def test_the_stated_probability_holds_when_students_are_drawn_anew():
    random, misses, students = np.random.default_rng(1), 0, 1500
    for _ in range(students):
        drawn = random.normal(0.96, 0.002, size=7)
        samples = tuple(Sample(variant="v", seed=n, accuracy=a, peak_bytes=1) for n, a in enumerate(drawn[:6]))
        aim = msgspec.structs.replace(AIM, attempts=1)
        misses += drawn[6] < conclude(samples, aim, 0.05)[0][0].highest_threshold
    assert misses / students == pytest.approx(0.05, abs=0.02)  # 3.5 standard errors


def test_a_variant_that_scatters_more_than_the_others_is_given_its_own_room():
    steady = conclude(HONEST, AIM, 1e-4)[0][1].highest_threshold
    wild = (*HONEST[:6], *samples_of("weak", 0.960, 0.008))
    assert conclude(wild, AIM, 1e-4)[0][1].highest_threshold < steady - 0.005


def test_equal_samples_still_scatter_a_little():
    _, proposal = conclude(samples_of("v", 0.97, 0.0), AIM, 1e-4)
    assert 0 < proposal.deviation < 0.001


def test_samples_that_failed_count_for_nothing_and_are_told():
    broken = Sample(variant="weak", seed=9, problem="raised ValueError")
    found = calibrated((*HONEST, broken))
    assert found.proposal == calibrated().proposal
    assert list(warnings(found)) == ["weak did not train with seed 9: raised ValueError."]


def test_a_single_sample_tells_nothing_about_scatter():
    with pytest.raises(AssignmentError, match="--seeds"):
        conclude(HONEST[:1], AIM, 1e-4)


def test_a_declaration_within_what_was_measured_gives_no_warning():
    assert list(warnings(calibrated())) == []


def test_a_threshold_that_fails_honest_students_is_warned_of_with_the_one_to_set():
    found = calibrated(aim=msgspec.structs.replace(AIM, threshold=0.962))
    (said,) = warnings(found)
    assert "0.962 is too high" in said
    assert "weak" in said
    assert said.endswith("Set 0.955.")


def test_budgets_without_room_are_warned_of():
    said = list(warnings(calibrated(training_cpu_seconds=20.0, memory_bytes=GIB)))
    assert len(said) == 2
    assert "Set 30." in said[0]  # three times seven seconds, rounded up to tens
    assert "1.5 GiB" in said[1]


def test_trainings_are_measured_one_by_one():
    kinds = (Accuracy(probe="p", train="t", threshold=0.9), Shape(probe="s"))
    checks = tuple(Check(id=f"q.{n}", title="", points=1, kind=kind) for n, kind in enumerate(kinds))
    question = Question(name="q", title="", points=2, functions=(), checks=checks)
    once = without_attempts(Assignment(slug="a", title="", notebook="a.ipynb", questions=(question,)))
    assert once.checks()[0].kind.attempts == 1
    assert once.checks()[1] == checks[1]
