"""Tests of the figures of a class."""

import msgspec
import pytest
from sample_class import (
    PASSED,
    class_with_equal_code,
    made_class,
    made_run,
    mixed_run,
    perfect_run,
    small_class,
    unreadable_run,
)

from grader.records.execution import Status
from grader.reports.class_figures import (
    Quartiles,
    distribution,
    equal_code,
    grader_faults,
    quartiles,
    statuses,
)
from grader.reports.class_items import pass_rates


def test_quartiles_of_a_known_class() -> None:
    assert quartiles([10, 20, 30, 40, 100]) == Quartiles(mean=40, lower=20, median=30, upper=40)


def test_a_class_of_one_is_its_own_quartile() -> None:
    assert quartiles([17.5]) == Quartiles(mean=17.5, lower=17.5, median=17.5, upper=17.5)


def test_nobody_has_no_quartiles_and_an_empty_distribution() -> None:
    assert quartiles([]) is None
    assert distribution(made_class()) == [0] * 10
    assert pass_rates(made_class()) == []


@pytest.mark.parametrize(("earned", "tenth"), [(0.0, 0), (5.9, 0), (6.0, 1), (42.0, 7), (59.9, 9), (60.0, 9)])
def test_a_total_falls_into_its_tenth(earned: float, tenth: int) -> None:
    counts = distribution(made_class(made_run("ada", PASSED, earned=earned)))
    assert [index for index, count in enumerate(counts) if count] == [tenth]


def test_a_run_that_could_earn_nothing_counts_in_the_first_tenth() -> None:
    run = msgspec.structs.replace(perfect_run(), checks=(), earned=0.0, possible=0.0)
    assert distribution(made_class(run))[0] == 1


def test_a_check_the_grader_failed_in_is_not_judged() -> None:
    rates = {rate.id: rate for rate in pass_rates(made_class(perfect_run(), mixed_run()))}
    broken = rates["build_model.parameters"]
    assert (broken.passed, broken.judged, broken.percent) == (1, 1, 100.0)


def test_the_hardest_check_comes_first_and_equals_stay_in_order() -> None:
    ids = [rate.id for rate in pass_rates(made_class(perfect_run(), mixed_run()))]
    assert ids == [
        "softmax.stable",
        "build_model.layers",
        "train_model.history",
        "train_model.accuracy",
        "softmax.shape",
        "softmax.value",
        "build_model.parameters",
    ]


def test_statuses_are_counted_mildest_first() -> None:
    counted = statuses(made_class(unreadable_run(), perfect_run(), perfect_run()))
    assert counted == [(Status.OK, 2), (Status.UNREADABLE, 1)]


def test_students_with_a_fault_of_the_grader_are_named() -> None:
    assert grader_faults(small_class()) == ["grace"]


def test_groups_of_equal_code_are_the_largest_first_without_those_who_share_none() -> None:
    groups = [[run.student for run in group] for group in equal_code(class_with_equal_code())]
    assert [len(group) for group in groups] == [3, 2]
    assert (groups[0][0], groups[1]) == ("chloe", ["ada", "ben"])
    assert equal_code(made_class(perfect_run())) == []
