from itertools import pairwise, permutations

import pytest

from grader.records.verdict import Verdict, failed, passed, worst

ORDER = (Verdict.SKIPPED, Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL, Verdict.ERROR)


def test_verdicts_are_ordered_from_skipped_to_error():
    assert tuple(Verdict) == ORDER
    assert all(lesser.severity < greater.severity for lesser, greater in pairwise(ORDER))


@pytest.mark.parametrize(("lesser", "greater"), [*pairwise(ORDER)])
def test_the_worse_of_two_verdicts_wins_in_either_order(lesser, greater):
    assert worst([lesser, greater]) is greater
    assert worst([greater, lesser]) is greater


def test_the_worst_of_all_does_not_depend_on_their_order():
    assert {worst(order) for order in permutations(ORDER)} == {Verdict.ERROR}


def test_nothing_judged_is_skipped():
    assert worst([]) is Verdict.SKIPPED
    assert worst(verdict for verdict in [Verdict.PASS]) is Verdict.PASS


def test_findings_carry_their_verdict_reason_and_evidence():
    good, bad = passed("Right.", rows=2), failed("Wrong.", observed=[1], expected=[2])
    assert (good.verdict, good.reason, good.evidence) == (Verdict.PASS, "Right.", {"rows": 2})
    assert (bad.verdict, bad.evidence) == (Verdict.FAIL, {"observed": [1], "expected": [2]})


def test_two_findings_do_not_share_their_evidence():
    passed("a").evidence["seen"] = 1
    assert passed("b").evidence == {}
