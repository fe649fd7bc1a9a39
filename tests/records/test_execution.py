from itertools import pairwise

import pytest

from grader.records.execution import CellRun, Execution, Status

ORDER = (
    Status.OK,
    Status.RAISED,
    Status.OUTPUT_LIMIT,
    Status.TIMED_OUT,
    Status.OUT_OF_MEMORY,
    Status.KERNEL_DIED,
    Status.UNREADABLE,
    Status.MISSING,
    Status.SET_ASIDE,
)


def executed(*statuses: Status) -> Execution:
    return Execution(cells=tuple(CellRun(index=i, status=status) for i, status in enumerate(statuses)))


def test_statuses_are_ordered_from_ok_to_set_aside():
    assert tuple(Status) == ORDER
    assert [status.severity for status in ORDER] == list(range(len(ORDER)))


@pytest.mark.parametrize(("lesser", "greater"), [*pairwise(ORDER)])
def test_the_worst_cell_names_the_execution(lesser, greater):
    assert executed(lesser, greater, lesser).status is greater


def test_without_a_cell_all_is_well():
    assert executed().status is Status.OK


def test_an_execution_cannot_be_changed():
    with pytest.raises(AttributeError):
        executed().restarts = 1
