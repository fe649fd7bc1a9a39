"""The published results document, `grader/results/v1`: Runs with their points, ready for any report."""

from typing import Any

from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Execution, Status
from grader.records.run import Environment, Run, Training
from grader.records.score import Score, score_checks
from grader.records.verdict import CheckResult, Verdict

SCHEMA = "grader/results/v1"


class ScoredCheck(Record, frozen=True, kw_only=True):
    """One check of one Run with its points; `evidence` is for staff, `reason` and `hint` for everyone."""

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


class ScoredRun(Record, frozen=True, kw_only=True):
    """One student's Run with its points."""

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
    training: Training | None = None
    code: dict[str, str] = {}
    notes: tuple[str, ...] = ()

    def question_score(self, question: str) -> Score:
        """Points of one question."""
        scores = (Score(earned=c.earned, possible=c.possible) for c in self.checks if c.question == question)
        return sum(scores, Score())


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
    runs: tuple[ScoredRun, ...]


def scored(run: Run, assignment: Assignment) -> ScoredRun:
    """The Run with the points its assignment gives it; a check that never ran counts as skipped."""
    found = {result.check: result for result in run.checks}
    points = score_checks(run, assignment)
    total = sum(points.values(), Score())
    checks = []
    for check in assignment.checks(run.questions):
        missing = CheckResult(
            check=check.id,
            question=check.question,
            verdict=Verdict.SKIPPED,
            reason=run.problem or "The notebook did not run.",
        )
        result = found.get(check.id, missing)
        checks.append(
            ScoredCheck(
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
            )
        )
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
        checks=tuple(checks),
        training=run.training,
        code=run.code,
        notes=run.notes,
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
