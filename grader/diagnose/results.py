"""Puts explanations into the results of a question: an id for all, a hint for the student, evidence for staff."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from grader.diagnose.explanation import Example, Explanation
from grader.records.assignment import Question
from grader.records.verdict import CheckResult, Verdict

SAME_CAUSE = "This has the same cause as the miss above."


def explained(
    results: Iterable[CheckResult], question: Question, explanations: Sequence[Explanation]
) -> tuple[CheckResult, ...]:
    """The results, those of the question with their causes; a hint is given in full once."""
    told: set[int] = set()
    return tuple(
        _explained(result, explanations, told) if result.question == question.name else result for result in results
    )


def _explained(result: CheckResult, explanations: Sequence[Explanation], told: set[int]) -> CheckResult:
    for number, explanation in enumerate(explanations):
        if _is_about(explanation, result):
            is_first = number not in told and result.verdict is Verdict.FAIL
            if is_first:
                told.add(number)
            return _with(result, explanation, is_first)
    return result


def _is_about(explanation: Explanation, result: CheckResult) -> bool:
    lost = (Verdict.FAIL,) if explanation.checks else (Verdict.FAIL, Verdict.SKIPPED)
    return result.verdict in lost and (not explanation.checks or result.check in explanation.checks)


def _with(result: CheckResult, explanation: Explanation, is_first: bool) -> CheckResult:
    changes: dict[str, Any] = {"diagnosis": explanation.id or None}
    if result.verdict is Verdict.FAIL and explanation.hint:
        changes |= {"hint": explanation.hint if is_first else SAME_CAUSE, "has_own_hint": False}
    if is_first:
        changes["evidence"] = result.evidence | {"diagnosis": _for_staff(explanation)}
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


def with_evidence(
    results: Iterable[CheckResult], question: Question, example: Example | None, behaviour: str
) -> tuple[CheckResult, ...]:
    """The results, the first miss of the question with its example and the name of its behaviour."""
    found = list(results)
    for at, result in enumerate(found):
        if result.question == question.name and result.verdict is Verdict.FAIL:
            more: dict[str, Any] = {"example": msgspec.to_builtins(example)} if example else {}
            if behaviour:
                more["behaviour"] = behaviour
            found[at] = msgspec.structs.replace(result, evidence=result.evidence | more)
            break
    return tuple(found)
