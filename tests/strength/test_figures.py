"""Figures over known programs: checks nothing tells apart, margins, and who earns what for nothing."""

import pytest

from grader.records.assignment import Check, CheckKind
from grader.records.verdict import CheckResult, Verdict
from grader.strength.crowd import Judged
from grader.strength.figures import Mutation, Seen, margins, mutation, twins
from grader.strength.programs import Program


def result(check: str, verdict: Verdict, **evidence: float) -> CheckResult:
    return CheckResult(check=check, question="q", verdict=verdict, reason="", evidence=evidence)


def seen(name: str, *missed: str, is_correct: bool = False) -> Seen:
    verdicts = {check: Verdict.FAIL if check in missed else Verdict.PASS for check in ("q.a", "q.b", "q.c")}
    return Seen(name=name, is_correct=is_correct, results=tuple(result(*pair) for pair in verdicts.items()))


CHECKS = [Check(id=f"q.{letter}", title="", points=1, kind=CheckKind()) for letter in "abc"]


def test_two_checks_that_every_known_program_passes_or_misses_together_are_twins():
    assert twins([seen("one", "q.a", "q.b"), seen("two", "q.c")], CHECKS) == [("q.a", "q.b")]


def test_one_program_that_misses_one_of_them_only_tells_them_apart():
    assert twins([seen("one", "q.a", "q.b"), seen("two", "q.a"), seen("three", "q.c")], CHECKS) == []


def test_checks_that_nothing_fails_are_no_twins_but_dead():
    assert twins([seen("one", "q.c")], CHECKS) == []


def test_the_margin_is_between_the_farthest_correct_and_the_nearest_wrong_program():
    found = margins(
        [
            Seen(name="loops", is_correct=True, results=(result("q.a", Verdict.PASS, distance=0.4),)),
            Seen(name="numpy", is_correct=True, results=(result("q.a", Verdict.PASS, distance=0.1),)),
            Seen(name="mean", is_correct=False, results=(result("q.a", Verdict.FAIL, distance=30.0),)),
            Seen(name="sum", is_correct=False, results=(result("q.a", Verdict.FAIL, distance=7e4),)),
            Seen(name="other", is_correct=False, results=(result("q.a", Verdict.PASS, distance=0.0),)),
        ]
    )
    assert [(m.correct, m.correct_name, m.wrong, m.wrong_name) for m in found] == [(0.4, "loops", 30.0, "mean")]


def test_a_score_is_good_from_095_and_without_unexplained_survivors():
    assert Mutation(mutants=20, killed=20).is_good
    assert not Mutation(mutants=20, killed=19, survivors=("one",)).is_good
    assert Mutation(mutants=20, killed=19, equivalent=("one",)).score == 1.0
    assert Mutation(mutants=0, killed=0).score == 1.0


@pytest.mark.parametrize("verdict", [Verdict.SKIPPED, Verdict.ERROR, Verdict.INCONCLUSIVE])
def test_only_a_failed_check_kills(verdict):
    program = Program(kind="mutant", name="f: 1 -> 2", source="", functions=("f",))
    figures = mutation([Judged(program=program, results=(result("q.a", verdict),))], {})
    assert (figures.killed, figures.survivors) == (0, ("f: 1 -> 2",))
