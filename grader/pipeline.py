"""Grade one submission: the whole story on one screen."""

import asyncio
import time
from collections.abc import Iterable
from functools import partial

import msgspec

from grader import datasets
from grader import notebook as notebooks
from grader.attempts import goals, with_counted, with_goals
from grader.carry import Carried, Carry, carries, merge, stand_ins, with_reference
from grader.catalog import Declaration, needed_probes
from grader.definitions import Definition, definitions
from grader.diagnose import diagnose, further_probes
from grader.diagnose.evidence import FRESH
from grader.draw import draw, known_answers
from grader.editions import edition_flags
from grader.environment import current_environment
from grader.errors import AssignmentError, KernelError, SubmissionError
from grader.exemplars import catalogue_hash, compositions, known_mistakes
from grader.fingerprint import basis_hash
from grader.judge import judge
from grader.leaks import leaks, student_texts
from grader.notebook import Notebook
from grader.observe import Inquiry, Observed, inquire, observe
from grader.payload import payload_flags
from grader.portrait import network_of, training_of
from grader.records.assignment import Assignment
from grader.records.execution import Status
from grader.records.mistake import Catalogue
from grader.records.observation import Observation, Outcome, TrainingFacts
from grader.records.probe import Call, Forward, Probe
from grader.records.run import Job, Repeats, Run
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Flag, Verdict
from grader.review import flags_of
from grader.surroundings import current_surroundings

FRESH_OFFSET = 1_000_003  # the seed of the probes that confirm a diagnosis lies this far from the class's own
REPEATABLE = (Call, Forward)
REPEATED_STEPS = 50
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
    wanted = needed_probes(declaration, questions)
    drawn = draw(declaration.probes, wanted, seed, assignment.dataset, declaration.numbers)
    probes = with_goals(drawn, goals(assignment.checks(questions)))
    reference = Submission(student="reference", notebook=declaration.solution)
    return Job(
        assignment=assignment,
        submission=reference,
        seed=seed,
        probes=probes,
        expected={},
        questions=questions,
        environment=current_environment(isolation),
        stand_ins=stand_ins(assignment, declaration.solution),
        surroundings=current_surroundings(assignment.dataset),
        basis_hash=basis_hash(assignment, questions, probes, reference),
        catalogue=catalogue_of(declaration, questions, seed, probes),
    )


def catalogue_of(declaration: Declaration, questions: tuple[str, ...], seed: int, probes: Iterable[Probe]) -> Catalogue:
    """What a miss is compared with, its fresh probes drawn from a second seed."""
    assignment = declaration.assignment
    known = known_mistakes(declaration.folder)
    composed = compositions(declaration.folder, known)
    chosen = [question for question in assignment.questions if question.name in questions]
    repeatable = {probe.id for probe in probes if isinstance(probe.stimulus, REPEATABLE) and probe.answer is None}
    second = (seed + FRESH_OFFSET) % 2**31
    drawn = draw(declaration.probes, repeatable, second, assignment.dataset, declaration.numbers)
    small = {name for question in chosen for name in question.examples}
    return Catalogue(
        solution=Submission(student="reference", notebook=declaration.solution),
        mistakes=known,
        compositions=composed,
        fresh=tuple(msgspec.structs.replace(probe, id=FRESH + probe.id) for probe in drawn),
        examples=draw(declaration.probes, small, seed, assignment.dataset, declaration.numbers),
        hash=catalogue_hash(known, composed),
    )


def with_expected(job: Job) -> Job:
    """The drafted job with what the reference answers; starts a kernel.

    Raises AssignmentError when the reference does not answer, or when a text would give an answer away.
    """
    fresh = job.catalogue.fresh if job.catalogue is not None else ()
    asked = tuple(probe for probe in (*job.probes, *fresh) if probe.ask_reference)
    found = expect(job.submission, job.assignment, asked, job.environment.isolation)
    refuse_leaks(job, found)
    hidden = {probe.id: found[probe.id] for probe in job.probes if probe.id in found}
    return msgspec.structs.replace(job, expected=known_answers(job.probes) | hidden)


def refuse_leaks(job: Job, found: dict[str, Observation]) -> None:
    """Raise AssignmentError when what a student may read holds an expected value that no seed changes."""
    if job.catalogue is None:
        return
    again = {name.removeprefix(FRESH): answer for name, answer in found.items() if name.startswith(FRESH)}
    texts = student_texts(job.assignment, job.catalogue.mistakes, job.catalogue.solution.notebook)
    problems = leaks(texts, found, again)
    if problems:
        raise AssignmentError(f"{job.assignment.slug} gives answers away:\n- " + "\n- ".join(problems))


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
        raise AssignmentError(_silence(assignment.slug, observed[silent[0]]))
    return observed


def _silence(slug: str, first: Observation) -> str:
    """What to correct where the reference does not answer a probe."""
    if first.outcome is Outcome.UNDEFINED:
        return (
            f"The probe {first.probe} in reference/{slug}/assignment.py asks for `{first.error_message}`, which "
            "solution.py beside it does not define. Write it there, or declare probes and checks for what is there."
        )
    return (
        f"The reference of {slug} does not answer the probe {first.probe}: {first.outcome}"
        f" {first.error_name} {first.error_message}. Correct reference/{slug}/solution.py."
    )


def repeatability(job: Job) -> Repeats:
    """Whether training repeats on this machine: the reference begins the class's first training twice, in two kernels.

    Compared are the loss curve, the returned history and the accuracy on watched images, to the last bit. Unknown
    where nothing trains, or the reference tells nothing that can be compared.
    """
    train = next((probe for probe in job.probes if probe.is_training), None)
    if train is None:
        return Repeats.UNKNOWN
    stimulus = msgspec.structs.replace(train.stimulus, max_steps=REPEATED_STEPS)
    probe = msgspec.structs.replace(train, stimulus=stimulus)
    told = [
        expect(job.submission, job.assignment, (probe,), job.environment.isolation)[probe.id].training for _ in range(2)
    ]
    first, second = (_comparable(facts) for facts in told)
    if not first:
        return Repeats.UNKNOWN
    return Repeats.DETERMINISTIC if first == second else Repeats.NOISY


def _comparable(facts: TrainingFacts | None) -> dict[str, bytes]:
    if facts is None:
        return {}
    curves = {"loss": facts.curve_loss, "watched": facts.watched_accuracy}
    told = {name: curve for name, curve in (curves | dict(facts.history)).items() if curve is not None and len(curve)}
    return {name: curve.tobytes() for name, curve in told.items()}


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
        inquiry = Inquiry(probes=job.probes, further=partial(further_probes, job))
        observed = asyncio.run(inquire(read, submission, job.assignment, inquiry, job.environment.isolation))
        results = judge(job.assignment, job.questions, observed.observations, job.expected)
        results = diagnose(job, {**observed.observations, **observed.further}, results)
        carried = carry_forward(job, read, results)
    except SubmissionError as error:
        return finish(job, status=Status.UNREADABLE, problem=str(error))
    except KernelError as error:
        return harness_failure(job, str(error))
    return finish(
        job,
        status=status_of(observed),
        execution=observed.execution,
        checks=carried.results,
        network=network_of(job, observed.observations),
        training=training_of(job, observed.observations, results),
        code=code_of(job, read),
        code_lines=code_lines_of(job, read),
        notes=(*submission.notes, *read.notes, *carried.notes, *notes_of(observed)),
        flags=flags(job, read, observed),
        seconds=time.monotonic() - began,
        peak_bytes=observed.execution.peak_bytes,
        out_of_wall_time=observed.out_of_wall_time or carried.out_of_wall_time,
    )


def carry_forward(job: Job, read: Notebook, results: tuple[CheckResult, ...]) -> Carried:
    """The results after questions that build on a failed one were tried with the reference's functions."""
    carried, tried = Carried(results=results), frozenset[tuple[str, tuple[str, ...]]]()
    while following := carries(job, read, carried.results, tried):
        for carry in following:
            carried = try_again(job, read, carry, carried)
            tried |= carry.tried
    return carried


def try_again(job: Job, read: Notebook, carry: Carry, carried: Carried) -> Carried:
    """What is known after some questions were tried in a kernel that has the reference's functions."""
    wanted = {probe for check in job.assignment.checks(carry.questions) for probe in check.kind.probes()}
    probes = tuple(probe for probe in job.probes if probe.id in wanted)
    notebook = with_reference(read, carry, job.stand_ins)
    again = asyncio.run(observe(notebook, job.submission, job.assignment, probes, job.environment.isolation))
    judged = judge(job.assignment, carry.questions, again.observations, job.expected)
    merged, notes = merge(carried.results, judged, carry, job.assignment)
    return Carried(
        results=merged,
        notes=(*carried.notes, *notes),
        out_of_wall_time=carried.out_of_wall_time or again.out_of_wall_time,
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
        surroundings=job.surroundings,
        status=Status.OK,
        notes=job.submission.notes,
        code_hash=job.code_hash,
        basis_hash=job.basis_hash,
        catalogue_hash=job.catalogue.hash if job.catalogue else "",
        submitted=job.submission.submitted,
    )
    return msgspec.structs.replace(blank, **fields)


def harness_failure(job: Job, problem: str, status: Status = Status.OK) -> Run:
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
    told = "The grader failed; nothing was lost by the student."
    return finish(job, status=status, problem=told, checks=checks)


def notes_of(observed: Observed) -> tuple[str, ...]:
    """What there is to say about where trained models were measured."""
    measured = (o.measured for o in observed.observations.values() if o.measured is not None and o.has_returned)
    reasons = dict.fromkeys(m.beside for m in measured if m.beside)
    return tuple(f"The trained model was measured beside the notebook's code: {reason}." for reason in reasons)


def flags(job: Job, read: Notebook, observed: Observed) -> tuple[Flag, ...]:
    """What a person should look at: the reviews that the assignment declares, and what the notebook carries.

    The reviews look at the training that the mark comes from.
    """
    aims = goals(job.assignment.checks(job.questions))
    seen = with_counted(observed.observations, aims, job.expected)
    raised = flags_of(job.assignment, job.questions, seen, job.expected)
    known = datasets.handed_out(job.assignment.dataset)
    own = tuple(file for file in job.submission.files if file not in known)
    carried = payload_flags(read, msgspec.structs.replace(job.submission, files=own))
    return (*raised, *carried, *edition_flags(job.assignment, job.submission, read))


def status_of(observed: Observed) -> Status:
    """The worst of what the cells and the probes ended with; an exception in a probe is a check's business."""
    probes = (STATUS_OF.get(o.outcome, Status.OK) for o in observed.observations.values())
    return max((observed.execution.status, *probes), key=lambda status: status.severity)


def code_of(job: Job, read: Notebook) -> dict[str, str]:
    """The student's own source of every function the questions ask for."""
    return {name: found.source for name, found in asked_for(job, read).items()}


def code_lines_of(job: Job, read: Notebook) -> dict[str, int]:
    """The line of its cell at which each of these begins."""
    return {name: found.line for name, found in asked_for(job, read).items()}


def asked_for(job: Job, read: Notebook) -> dict[str, Definition]:
    """Where the notebook defines the functions that the questions ask for."""
    wanted = {name for q in job.assignment.questions if q.name in job.questions for name in q.functions}
    return {name: found for name, found in definitions(read).items() if name in wanted}
