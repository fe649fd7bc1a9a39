"""Puts explanations into the results of a question: an id for all, a hint for the student, evidence for staff."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from grader.diagnose.explanation import Example, Explanation
from grader.records.assignment import Question
from grader.records.verdict import CheckResult, Verdict


def explained(
    results: Iterable[CheckResult], question: Question, explanations: Sequence[Explanation]
) -> tuple[CheckResult, ...]:
    """The results, those of the question with their causes; a hint is given in full once."""
    told: dict[int, str] = {}  # number of an explanation -> id of the check that has its hint
    return tuple(
        _explained(result, explanations, told) if result.question == question.name else result for result in results
    )


def _explained(result: CheckResult, explanations: Sequence[Explanation], told: dict[int, str]) -> CheckResult:
    for number, explanation in enumerate(explanations):
        if _is_about(explanation, result):
            before = told.get(number, "")
            if result.verdict is Verdict.FAIL:
                told.setdefault(number, result.check)
            return _with(result, explanation, before)
    return result


def _is_about(explanation: Explanation, result: CheckResult) -> bool:
    lost = (Verdict.FAIL,) if explanation.checks else (Verdict.FAIL, Verdict.SKIPPED)
    return result.verdict in lost and (not explanation.checks or result.check in explanation.checks)


def _with(result: CheckResult, explanation: Explanation, told_with: str) -> CheckResult:
    """One result with its cause, in full unless that was told with another check, whose id is given."""
    changes: dict[str, Any] = {"diagnosis": explanation.id or None}
    if result.verdict is Verdict.FAIL and explanation.hint:
        changes |= {"hint": "" if told_with else explanation.hint, "has_own_hint": False}
    if result.verdict is Verdict.FAIL and not told_with:
        changes["evidence"] = result.evidence | {"diagnosis": _for_staff(explanation)}
    elif result.verdict is Verdict.FAIL:
        changes["evidence"] = result.evidence | {"same_cause_as": told_with}
    return msgspec.structs.replace(result, **changes)


def _for_staff(explanation: Explanation) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "mistake": explanation.id,
        "catalogue": explanation.catalogue,
        "says": explanation.says,
        "confirmed_on": explanation.confirmed,
        **explanation.evidence,
    }
    return {name: value for name, value in facts.items() if value not in ("", 0)}


def within(explanations: Iterable[Explanation], scope: tuple[str, ...] | None) -> tuple[Explanation, ...]:
    """The explanations, those of all that was missed narrowed to some checks."""
    return tuple(
        msgspec.structs.replace(e, checks=scope) if scope is not None and not e.checks else e for e in explanations
    )


def with_evidence(
    results: Iterable[CheckResult],
    question: Question,
    example: Example | None,
    behaviour: str,
    scope: tuple[str, ...] | None = None,
) -> tuple[CheckResult, ...]:
    """The results, the first miss of the question, or of some of its checks, with its example and its behaviour."""
    found = list(results)
    for at, result in enumerate(found):
        is_meant = result.question == question.name and (scope is None or result.check in scope)
        if is_meant and result.verdict is Verdict.FAIL:
            more: dict[str, Any] = {"example": msgspec.to_builtins(example)} if example else {}
            if behaviour:
                more["behaviour"] = behaviour
            found[at] = msgspec.structs.replace(result, evidence=result.evidence | more)
            break
    return tuple(found)
