"""Puts explanations into the results of a question: an id for all, a hint for the student, evidence for staff."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from grader.diagnose.explanation import Example, Explanation
from grader.records.assignment import Question
from grader.records.verdict import CheckResult, Verdict


def same_cause(title: str) -> str:
    """The hint of a further miss that the cause of the one with this title explains, too."""
    return f"This has the same cause as “{title}”."


def explained(
    results: Iterable[CheckResult], question: Question, explanations: Sequence[Explanation]
) -> tuple[CheckResult, ...]:
    """The results, those of the question with their causes; a hint is given in full once."""
    told: dict[int, str] = {}  # number of an explanation -> title of the check that has its hint
    titles = {check.id: check.title for check in question.checks}
    return tuple(
        _explained(result, explanations, told, titles) if result.question == question.name else result
        for result in results
    )


def _explained(
    result: CheckResult, explanations: Sequence[Explanation], told: dict[int, str], titles: Mapping[str, str]
) -> CheckResult:
    for number, explanation in enumerate(explanations):
        if _is_about(explanation, result):
            before = told.get(number, "")
            if result.verdict is Verdict.FAIL:
                told.setdefault(number, titles.get(result.check, result.check))
            return _with(result, explanation, before)
    return result


def _is_about(explanation: Explanation, result: CheckResult) -> bool:
    lost = (Verdict.FAIL,) if explanation.checks else (Verdict.FAIL, Verdict.SKIPPED)
    return result.verdict in lost and (not explanation.checks or result.check in explanation.checks)


def _with(result: CheckResult, explanation: Explanation, told_with: str) -> CheckResult:
    """One result with its cause, in full unless that was told with another check, whose title is given."""
    changes: dict[str, Any] = {"diagnosis": explanation.id or None}
    if result.verdict is Verdict.FAIL and explanation.hint:
        changes |= {"hint": same_cause(told_with) if told_with else explanation.hint, "has_own_hint": False}
    if result.verdict is Verdict.FAIL and not told_with:
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
