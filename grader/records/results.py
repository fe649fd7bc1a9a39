"""The published results document, `grader/results/v1`: Runs with their points, ready for any report."""

import enum
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from grader.records.adjustment import Act, Adjustment
from grader.records.assignment import TIERS, Assignment, Check, Feedback
from grader.records.base import Record
from grader.records.execution import Execution, Status
from grader.records.run import Environment, Network, Run, Training
from grader.records.score import Score, score_checks
from grader.records.verdict import CheckResult, Flag, Place, Verdict, waiting

SCHEMA = "grader/results/v1"
SAME_CAUSE = "same_cause_as"  # the name in a check's evidence of the check whose cause it shares


class Visibility(enum.StrEnum):
    """When a student may see a check; a policy says so, and without one everything is visible."""

    VISIBLE = "visible"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    HIDDEN = "hidden"


class PolicyEffect(Record, frozen=True, kw_only=True):
    """Points that a policy gave (or, negative, took) beside the checks, and why; `kind` is for programs."""

    kind: str
    points: float
    reason: str


class ScoredCheck(Record, frozen=True, kw_only=True):
    """One check of one Run with its points; `evidence` is for staff, `reason` and `hint` for everyone.

    `graded` is what the check itself gave where a person set other points. `place` is the line of the student's code
    that raised what the reason tells of, `waits_for` the id of the check without which this one was not judged.
    """

    id: str
    question: str
    title: str
    verdict: Verdict
    earned: float
    possible: float
    reason: str
    hint: str = ""
    diagnosis: str | None = None
    evidence: dict[str, Any] = {}
    visibility: Visibility = Visibility.VISIBLE
    graded: float | None = None
    place: Place | None = None
    waits_for: str = ""


class ScoredRun(Record, frozen=True, kw_only=True):
    """One student's Run with its points; `same_code_as` names the others of the class who handed in equal code.

    `earned` includes the points of `effects`, what a policy changed. `submitted` is when the work was
    handed in (UTC, `2026-05-01T21:59:03Z`), empty where that is not known.
    `adjustments` are what people decided about it and what is in `earned` already.
    """

    student: str
    attempt: int
    status: Status
    problem: str
    earned: float
    possible: float
    seconds: float
    peak_bytes: int
    submission_hash: str
    execution: Execution
    checks: tuple[ScoredCheck, ...]
    network: Network | None = None
    training: Training | None = None
    code: dict[str, str] = {}
    code_lines: dict[str, int] = {}
    notes: tuple[str, ...] = ()
    code_hash: str = ""
    same_code_as: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    submitted: str = ""
    effects: tuple[PolicyEffect, ...] = ()

    @property
    def earned_before_policy(self) -> float:
        """Points without what a policy changed."""
        return self.earned - sum(effect.points for effect in self.effects)

    adjustments: tuple[Adjustment, ...] = ()
    is_released: bool = False

    def question_score(self, question: str) -> Score:
        """Points of one question, with what was added to it by hand."""
        scores = (Score(earned=c.earned, possible=c.possible) for c in self.checks if c.question == question)
        added = sum(a.points for a in self.adjustments if a.act is Act.ADD and a.target == question)
        return sum(scores, Score(earned=added))


class QuestionHead(Record, frozen=True, kw_only=True):
    """Name, title and points of a question that was graded; `functions` name the code it asks for."""

    name: str
    title: str
    points: float
    functions: tuple[str, ...]


class AssignmentHead(Record, frozen=True, kw_only=True):
    """What the reports need to know of the assignment."""

    slug: str
    title: str
    hash: str
    points: float
    questions: tuple[QuestionHead, ...]


class Results(Record, frozen=True, kw_only=True):
    """A class of Runs under one assignment, seed and environment."""

    schema: str = SCHEMA
    assignment: AssignmentHead
    seed: int
    environment: Environment
    runs: Sequence[ScoredRun]  # in memory, or read when asked for (see `stored_runs`)

    def __post_init__(self) -> None:
        if isinstance(self.runs, list):  # as msgspec decodes a sequence
            msgspec.structs.force_setattr(self, "runs", tuple(self.runs))


def scored(run: Run, assignment: Assignment) -> ScoredRun:
    """The Run with the points and in the words its assignment has now; a check that never ran counts as skipped."""
    found = {result.check: result for result in run.checks}
    points = score_checks(run, assignment)
    total = sum(points.values(), Score())
    titles = {check.id: check.title for check in assignment.checks()}
    return ScoredRun(
        student=run.student,
        attempt=run.attempt,
        status=run.status,
        problem=run.problem,
        earned=total.earned,
        possible=total.possible,
        seconds=run.seconds,
        peak_bytes=run.peak_bytes,
        submission_hash=run.submission_hash,
        execution=run.execution,
        checks=tuple(
            _scored_check(
                check,
                _worded(found.get(check.id) or _not_judged(check, run), check, titles, assignment.feedback),
                points,
            )
            for check in assignment.checks(run.questions)
        ),
        network=run.network,
        training=run.training,
        code=run.code,
        code_lines=run.code_lines,
        notes=run.notes,
        code_hash=run.code_hash,
        flags=run.flags,
        submitted=run.submitted,
    )


def _not_judged(check: Check, run: Run) -> CheckResult:
    reason = run.problem or "The notebook did not run."
    return CheckResult(check=check.id, question=check.question, verdict=Verdict.SKIPPED, reason=reason)


def _worded(result: CheckResult, check: Check, titles: Mapping[str, str], feedback: Feedback) -> CheckResult:
    """The result in the assignment's present words and at its tier, which may be newer than the Run."""
    first = titles.get(result.evidence.get(SAME_CAUSE, ""))
    told = f"This has the same cause as “{first}”." if first and not result.hint else result.hint
    hint = _hint(check.hint if result.has_own_hint else told, result.evidence, feedback)
    reason = waiting(titles[result.waits_for]) if result.waits_for in titles else result.reason
    return msgspec.structs.replace(result, hint=hint, reason=reason)


def _hint(hint: str, evidence: Mapping[str, Any], feedback: Feedback) -> str:
    """What a student is told beside the reason: the tiers above `property` add a hint, an example, its answer."""
    tier = TIERS.index(feedback)
    said = [hint] if tier >= TIERS.index("hint") else []
    example = evidence.get("example")
    if isinstance(example, dict) and tier >= TIERS.index("counter-example"):
        expected = f"; expected: `{example['expected']}`" if feedback == "expected values" else ""
        said.append(f"For example `{example['call']}` gives `{example['observed']}`{expected}.")
    return "\n".join(filter(None, said))


def _scored_check(check: Check, result: CheckResult, points: Mapping[str, Score]) -> ScoredCheck:
    return ScoredCheck(
        id=check.id,
        question=check.question,
        title=check.title,
        verdict=result.verdict,
        earned=points[check.id].earned,
        possible=points[check.id].possible,
        reason=result.reason,
        hint=result.hint,
        diagnosis=result.diagnosis,
        evidence=result.evidence,
        place=result.place,
        waits_for=result.waits_for,
    )


def head(assignment: Assignment, questions: tuple[str, ...]) -> AssignmentHead:
    """The assignment as the results document names it, reduced to the questions that were graded."""
    chosen = tuple(q for q in assignment.questions if q.name in questions)
    return AssignmentHead(
        slug=assignment.slug,
        title=assignment.title,
        hash=assignment.hash,
        points=sum(q.points for q in chosen),
        questions=tuple(
            QuestionHead(name=q.name, title=q.title, points=q.points, functions=q.functions) for q in chosen
        ),
    )
