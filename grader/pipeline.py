"""Grade one submission: the whole story on one screen."""

import asyncio
import time
from collections.abc import Iterable

import msgspec
import numpy as np

from grader import notebook as notebooks
from grader.catalog import Declaration, needed_probes
from grader.checks import Accuracy
from grader.definitions import definitions
from grader.draw import draw, known_answers
from grader.environment import current_environment
from grader.errors import AssignmentError, KernelError, SubmissionError
from grader.fingerprint import basis_hash
from grader.judge import judge
from grader.notebook import Notebook
from grader.observe import Observed, observe
from grader.payload import payload_flags
from grader.records.assignment import Assignment
from grader.records.execution import Status
from grader.records.observation import Observation, Outcome
from grader.records.probe import Probe
from grader.records.run import Job, Run, Training
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Flag, Verdict
from grader.review import flags_of

STATUS_OF = {
    Outcome.TIMED_OUT: Status.TIMED_OUT,
    Outcome.OUT_OF_MEMORY: Status.OUT_OF_MEMORY,
    Outcome.OUTPUT_LIMIT: Status.OUTPUT_LIMIT,
    Outcome.DIED: Status.KERNEL_DIED,
}


def prepare(declaration: Declaration, questions: tuple[str, ...], seed: int, isolation: str = "none") -> Job:
    """A job without a student: probes drawn for the seed, expected values observed from the reference.

    Raises AssignmentError when the reference itself does not answer a probe it is asked.
    """
    return with_expected(draft(declaration, questions, seed, isolation))


def draft(declaration: Declaration, questions: tuple[str, ...], seed: int, isolation: str = "none") -> Job:
    """A job for the reference itself, without expected values: enough to know which Runs need not be repeated."""
    assignment = declaration.assignment
    probes = draw(declaration.probes, needed_probes(declaration, questions), seed, assignment.dataset)
    reference = Submission(student="reference", notebook=declaration.solution)
    return Job(
        assignment=assignment,
        submission=reference,
        seed=seed,
        probes=probes,
        expected={},
        questions=questions,
        environment=current_environment(isolation),
        basis_hash=basis_hash(assignment, questions, probes, reference),
    )


def with_expected(job: Job) -> Job:
    """The drafted job with what the reference answers; starts a kernel."""
    asked = tuple(probe for probe in job.probes if probe.ask_reference)
    expected = known_answers(job.probes) | expect(job.submission, job.assignment, asked, job.environment.isolation)
    return msgspec.structs.replace(job, expected=expected)


def expect(
    reference: Submission, assignment: Assignment, probes: tuple[Probe, ...], isolation: str
) -> dict[str, Observation]:
    """What the reference answers to the probes."""
    if not probes:
        return {}
    read = notebooks.read(reference.notebook)
    observed = asyncio.run(observe(read, reference, assignment, probes, isolation)).observations
    silent = [name for name, observation in observed.items() if not observation.has_returned]
    if silent:
        first = observed[silent[0]]
        raise AssignmentError(
            f"The reference of {assignment.slug} does not answer the probe {silent[0]}: {first.outcome}"
            f" {first.error_name} {first.error_message}. Correct reference/{assignment.slug}/solution.py."
        )
    return observed


def grade_one(job: Job) -> Run:
    """Grade one submission; never raises for what a student handed in.

    A failure of the harness becomes a Run whose checks carry the verdict ERROR, which costs no points.
    """
    began = time.monotonic()
    submission = job.submission
    if submission.status is not Status.OK:
        return finish(job, status=submission.status, problem=submission.problem)
    try:
        read = notebooks.read(submission.notebook)
    except SubmissionError as error:
        return finish(job, status=Status.UNREADABLE, problem=str(error))
    try:
        observed = asyncio.run(observe(read, submission, job.assignment, job.probes, job.environment.isolation))
    except SubmissionError as error:
        return finish(job, status=Status.UNREADABLE, problem=str(error))
    except KernelError as error:
        return harness_failure(job, str(error))
    results = judge(job.assignment, job.questions, observed.observations, job.expected)
    return finish(
        job,
        status=status_of(observed),
        execution=observed.execution,
        checks=results,
        training=training_of(job, observed, results),
        code=code_of(job, read),
        notes=(*submission.notes, *read.notes, *notes_of(observed)),
        flags=flags(job, read, observed),
        seconds=time.monotonic() - began,
        peak_bytes=observed.execution.peak_bytes,
        out_of_wall_time=observed.out_of_wall_time,
    )


def finish(job: Job, **fields: object) -> Run:
    """A Run of this job; `fields` are what was found out."""
    blank = Run(
        student=job.submission.student,
        attempt=job.submission.attempt,
        submission_hash=job.submission.hash,
        assignment=job.assignment.slug,
        assignment_hash=job.assignment.hash,
        seed=job.seed,
        questions=job.questions,
        environment=job.environment,
        status=Status.OK,
        notes=job.submission.notes,
        code_hash=job.code_hash,
        basis_hash=job.basis_hash,
        submitted=job.submission.submitted,
    )
    return msgspec.structs.replace(blank, **fields)


def harness_failure(job: Job, problem: str) -> Run:
    """A Run that says the grader, not the student, failed."""
    checks = tuple(
        CheckResult(
            check=check.id,
            question=check.question,
            verdict=Verdict.ERROR,
            reason="The grader failed here; this costs no points. Please tell your instructor.",
            evidence={"error": problem},
        )
        for check in job.assignment.checks(job.questions)
    )
    return finish(job, problem="The grader failed; nothing was lost by the student.", checks=checks)


def notes_of(observed: Observed) -> tuple[str, ...]:
    """What there is to say about where trained models were measured."""
    measured = (o.measured for o in observed.observations.values() if o.measured is not None and o.has_returned)
    reasons = dict.fromkeys(m.beside for m in measured if m.beside)
    return tuple(f"The trained model was measured beside the notebook's code: {reason}." for reason in reasons)


def flags(job: Job, read: Notebook, observed: Observed) -> tuple[Flag, ...]:
    """What a person should look at: the reviews that the assignment declares, and what the notebook carries."""
    raised = flags_of(job.assignment, job.questions, observed.observations, job.expected)
    return (*raised, *payload_flags(read, job.submission))


def status_of(observed: Observed) -> Status:
    """The worst of what the cells and the probes ended with; an exception in a probe is a check's business."""
    probes = (STATUS_OF.get(o.outcome, Status.OK) for o in observed.observations.values())
    return max((observed.execution.status, *probes), key=lambda status: status.severity)


def code_of(job: Job, read: Notebook) -> dict[str, str]:
    """The student's own source of every function the questions ask for."""
    wanted = {name for q in job.assignment.questions if q.name in job.questions for name in q.functions}
    return {name: d.source for name, d in definitions(read).items() if name in wanted}


def training_of(job: Job, observed: Observed, results: Iterable[CheckResult]) -> Training | None:
    """What the accuracy check with the highest threshold measured, and the curves the notebook's process told."""
    measured = {result.check: result.evidence for result in results if "confusion" in result.evidence}
    goals = [
        (check.kind, measured[check.id])
        for check in job.assignment.checks(job.questions)
        if isinstance(check.kind, Accuracy) and check.id in measured
    ]
    if not goals:
        return None
    return _training(*max(goals, key=lambda goal: goal[0].threshold), observed)


def _training(kind: Accuracy, evidence: dict[str, object], observed: Observed) -> Training:
    train = observed.observations.get(kind.train)
    facts = train.training if train is not None else None
    return msgspec.convert(
        {
            **{name: evidence[name] for name in ("accuracy", "images", "confusion")},
            "threshold": kind.threshold,
            "steps": facts.steps if facts else 0,
            "seconds": train.seconds if train else 0.0,
            "curve_steps": _finite(facts.curve_steps if facts else None),
            "curve_loss": _finite(facts.curve_loss if facts else None),
            "curve_accuracy": _finite(facts.curve_accuracy if facts else None),
        },
        Training,
        strict=False,
    )


def _finite(curve: np.ndarray | None) -> list[float]:
    """A curve as plain numbers; a diverged loss (infinite, NaN) is drawn as zero-length: the curve ends there."""
    if curve is None:
        return []
    stop = np.flatnonzero(~np.isfinite(curve))
    kept = curve[: stop[0]] if stop.size else curve
    return [round(float(number), 6) for number in kept]
