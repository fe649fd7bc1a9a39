"""Judges a submission: orders checks by `requires`, skips what depends on a miss, applies the rest.

Three rules keep the two kinds of fault apart. What a student's observation holds can only pass or fail. What
is missing on our side, or raises in a check, is an ERROR, which costs no points. A check that requires one
with an ERROR is an ERROR too, since nobody can know whether it would have been reached.
"""

import graphlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from grader.checks.outcomes import Fault, explain
from grader.comparison import printable
from grader.errors import AssignmentError
from grader.records.assignment import Assignment, Check, Question
from grader.records.observation import Observation, Observations, Outcome
from grader.records.verdict import CheckResult, Finding, Place, Verdict, failed, waiting

OUR_FAULT = "The grader could not judge this. It is not your fault and costs no points."


def judge(
    assignment: Assignment, questions: Iterable[str], observed: Observations, expected: Observations
) -> tuple[CheckResult, ...]:
    """Results of all checks of the named questions, in order of declaration.

    A requirement outside these questions counts where its probes were observed and is ignored otherwise.
    Never raises for what an observation holds; raises AssignmentError when `requires` is circular or names
    no check.
    """
    chosen = assignment.checks(questions)
    bench = _Bench(assignment, observed, expected)
    wanted = {check.id for check in chosen}
    for check in in_order(assignment.checks()):
        if check.id in wanted or all(probe in observed for probe in check.kind.probes()):
            bench.settle(check)
    return bench.results(chosen)


def in_order(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The checks with every one after those it requires. Raises AssignmentError when that is impossible."""
    by_id = {check.id: check for check in checks}
    try:
        order = list(graphlib.TopologicalSorter({check.id: check.requires for check in checks}).static_order())
    except graphlib.CycleError as error:
        raise AssignmentError(f"Checks require each other in a circle: {' → '.join(error.args[1])}.") from error
    unknown = [name for name in order if name not in by_id]
    if unknown:
        raise AssignmentError(f"Checks require {', '.join(unknown)}, which no question declares.")
    return tuple(by_id[name] for name in order)


def problems(assignment: Assignment) -> list[str]:
    """What is wrong with the structure of an assignment, one sentence each; empty when nothing is."""
    found = [
        *_repeated("question", (question.name for question in assignment.questions)),
        *_repeated("check", (check.id for check in assignment.checks())),
        *_repeated("review", (review.id for review in assignment.reviews)),
    ]
    questions = {question.name for question in assignment.questions}
    found += [
        f"The review {review.id!r} belongs to no question: begin its id with the name of one."
        for review in assignment.reviews
        if review.question not in questions
    ]
    for question in assignment.questions:
        found += _question_problems(question)
    found += _requirement_problems(assignment.checks())
    return found


class _Bench:
    """Where the checks of one submission are settled one after the other."""

    def __init__(self, assignment: Assignment, observed: Observations, expected: Observations) -> None:
        self.assignment, self.observed, self.expected = assignment, observed, expected
        self.checks = {check.id: check for check in assignment.checks()}
        self.findings: dict[str, Finding] = {}
        self.faults: dict[str, Fault] = {}
        self.places: dict[str, Place] = {}  # where the code raised
        self.waiting: dict[str, str] = {}  # skipped check -> the one it waits for

    def settle(self, check: Check) -> None:
        """Find a verdict; every check that this one requires has been settled or is out of reach."""
        self.findings[check.id] = self._blocked(check) or self._unusable(check) or self._apply(check)

    def results(self, checks: Iterable[Check]) -> tuple[CheckResult, ...]:
        """Results in the given order; a fault that several checks of a question met is told in full once."""
        told: set[tuple[str, str]] = set()
        found = []
        for check in checks:
            finding, fault = self.findings[check.id], self.faults.get(check.id)
            reason = finding.reason
            has_own_hint = self._deserves_hint(check)
            if fault is not None:
                reason = fault.repeated if (check.question, reason) in told else reason
                told.add((check.question, fault.reason))
            found.append(
                CheckResult(
                    check=check.id,
                    question=check.question,
                    verdict=finding.verdict,
                    reason=reason,
                    hint=check.hint if has_own_hint else "",
                    evidence=finding.evidence,
                    has_own_hint=has_own_hint,
                    waits_for=self.waiting.get(check.id, ""),
                    credit=finding.credit,
                    place=self.places.get(check.id),
                )
            )
        return tuple(found)

    def _deserves_hint(self, check: Check) -> bool:
        """A hint is about what code does, so there must have been code that ran, and missed."""
        fault = self.faults.get(check.id)
        return self.findings[check.id].verdict is Verdict.FAIL and (fault is None or fault.has_run)

    def _blocked(self, check: Check) -> Finding | None:
        """A verdict for a check whose requirements were not met."""
        unmet = [
            name for name in check.requires if name in self.findings and self.findings[name].verdict is not Verdict.PASS
        ]
        if not unmet:
            return None
        errors = [name for name in unmet if self.findings[name].verdict is Verdict.ERROR]
        if len(errors) == len(unmet):
            return Finding(verdict=Verdict.ERROR, reason=OUR_FAULT, evidence={"requires": errors})
        first = next(name for name in unmet if name not in errors)
        self.waiting[check.id] = first
        reason = waiting(self.checks[first].title)
        return Finding(verdict=Verdict.SKIPPED, reason=reason, evidence={"requires": unmet})

    def _unusable(self, check: Check) -> Finding | None:
        """A verdict for a check that lacks an answer, ours first."""
        probes = check.kind.probes()
        missing = [probe for probe in probes if probe not in self.observed]
        if missing:
            return _error("the submission was not asked for these probes", probes=missing)
        ours = [self.expected[p] for p in probes if p in self.expected and not self.expected[p].has_returned]
        if ours:
            ended = {observation.probe: str(observation.outcome) for observation in ours}
            return _error("the reference itself gave no answer", reference=ended)
        silent = [self.observed[probe] for probe in probes if not self.observed[probe].has_returned]
        return self._fail(check, _root_cause(silent)) if silent else None

    def _fail(self, check: Check, observation: Observation) -> Finding:
        fault = explain(observation, self._name_of, self.assignment.limits)
        self.faults[check.id] = fault
        if fault.has_run and observation.error_line and observation.error_function:
            self.places[check.id] = Place(function=observation.error_function, line=observation.error_line)
        return failed(
            fault.reason,
            probe=observation.probe,
            outcome=str(observation.outcome),
            error=printable(observation.error_name),
            message=printable(observation.error_message, 500),
        )

    def _apply(self, check: Check) -> Finding:
        """The check's own finding; whatever it raises is the grader's fault."""
        try:
            with np.errstate(all="ignore"):  # a student's numbers may overflow; the verdict says so, not stderr
                return check.kind.judge(self.observed, self.expected)
        except Exception as error:
            return _error(printable(str(error), 500), exception=type(error).__name__)

    def _name_of(self, probe: str) -> str:
        """The function that a probe exercises: the one its id begins with, or its question's own."""
        head = probe.partition(".")[0]
        questions = self.assignment.questions
        if any(head in question.functions for question in questions):
            return head
        for decisive in (True, False):
            for question in questions:
                read = [check.kind.probes() for check in question.checks]
                if any(probe in (ids[:1] if decisive else ids) for ids in read):
                    return question.functions[0] if question.functions else question.name
        return printable(probe, 60)


def _root_cause(silent: Sequence[Observation]) -> Observation:
    """Of several probes without an answer the one that was not merely waiting for another."""
    return next((o for o in silent if o.outcome is not Outcome.NOT_RUN), silent[0])


def _error(cause: str, **evidence: object) -> Finding:
    return Finding(verdict=Verdict.ERROR, reason=OUR_FAULT, evidence={"cause": cause, **evidence})


def _repeated(noun: str, names: Iterable[str]) -> list[str]:
    return [f"The {noun} {name!r} is declared {count} times." for name, count in Counter(names).items() if count > 1]


def _question_problems(question: Question) -> list[str]:
    found = []
    total = sum(check.points for check in question.checks)
    if not math.isclose(total, question.points, abs_tol=1e-9):
        declared = f"{question.points:g} are declared"
        found.append(f"The checks of question {question.name!r} have {total:g} points together, {declared}.")
    for check in question.checks:
        if check.question != question.name or check.id == question.name:
            where = f"is in question {question.name!r}"
            found.append(f"The check {check.id!r} {where}: begin its id with `{question.name}.`.")
        if not check.points >= 0 or math.isinf(check.points):
            found.append(f"The check {check.id!r} has {check.points:g} points; 0 or more were expected.")
    return found


def _requirement_problems(checks: Sequence[Check]) -> list[str]:
    known = {check.id for check in checks}
    unknown = [
        f"The check {check.id!r} requires {name!r}, which no question declares."
        for check in checks
        for name in check.requires
        if name not in known
    ]
    if unknown:
        return unknown
    try:
        in_order(checks)
    except AssignmentError as error:
        return [str(error)]
    return []
