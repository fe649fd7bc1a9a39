"""Measures how well honest trainings of an assignment do, and proposes a threshold that hardly ever fails one.

The reference and every correct variant that trains are trained in full, as a student's notebook is: a training that is
ended early and not confirmed is run in full too, so it is the full training that decides whether somebody fails.

A new honest training, near-normal with the mean and deviation of n others, falls below mean - k * deviation with
probability alpha, where k = t(1 - alpha, degrees of freedom) * sqrt(1 + 1 / n): the bound of a prediction interval for
one further observation. With independent attempts, all of them fall below it with alpha to the power of their number.
"""

import asyncio
import math
import statistics
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor

import msgspec
import numpy as np

from grader import notebook as notebooks
from grader.attempts import Goal, goals, in_full
from grader.catalog import Declaration
from grader.checks.training import Accuracy, accuracy_of
from grader.errors import AssignmentError
from grader.fingerprint import training_hash
from grader.observe import observe
from grader.pipeline import draft
from grader.quantiles import quantile, tail
from grader.records.assignment import Assignment, Check
from grader.records.base import Record
from grader.records.calibration import Calibration, Proposal, Sample, VariantSummary
from grader.records.run import Job
from grader.records.submission import Submission
from grader.validation import Trial, trials

CPU_MARGIN, MEMORY_MARGIN = 3.0, 1.5  # a slower machine, a heavier correct solution
MEMORY_STEP = 512 * 1024**2
LEAST_DEVIATION = 1e-4  # samples that happen to be equal are still samples


class Sampling(Record, frozen=True, kw_only=True):
    """What is to be measured: the goal of a check, by whom, with which seeds, behind which walls."""

    check: Check
    aim: Goal
    trials: tuple[Trial, ...]
    seeds: tuple[int, ...]
    isolation: str


def sampling(declaration: Declaration, seeds: tuple[int, ...], isolation: str) -> Sampling:
    """The samples that the highest threshold of an assignment asks for; AssignmentError where it has none."""
    assignment = declaration.assignment
    checks = [check for check in assignment.checks() if isinstance(check.kind, Accuracy)]
    if not checks:
        raise AssignmentError(f"{assignment.slug} has no Accuracy check, so there is no threshold to calibrate.")
    check = max(checks, key=lambda each: each.kind.threshold)  # type: ignore[attr-defined]
    aim = next(aim for aim in goals(checks) if aim.probe == check.kind.probes()[0])
    honest = [trial for trial in trials(declaration) if trial.kind in ("reference", "variant")]
    chosen = tuple(trial for trial in honest if check.question in trial.questions)
    return Sampling(check=check, aim=aim, trials=chosen, seeds=seeds, isolation=isolation)


def measure(declaration: Declaration, plan: Sampling, executor: Executor) -> Iterator[Sample]:
    """Every sample as it is done, in order."""
    jobs = [draft(declaration, (plan.check.question,), seed, plan.isolation) for seed in plan.seeds]
    pairs = [(trial, job) for job in jobs for trial in plan.trials]
    yield from executor.map(lambda pair: train(plan.aim, *pair), pairs)


def train(aim: Goal, trial: Trial, job: Job) -> Sample:
    """One training in full."""
    wanted = {probe.id: probe for probe in job.probes if probe.id in (aim.train, aim.probe)}
    probes = (in_full(wanted[aim.train]), wanted[aim.probe])
    submission = Submission(student=trial.name, notebook=trial.notebook)
    assignment = without_attempts(job.assignment)
    read = notebooks.read(submission.notebook)
    observed = asyncio.run(observe(read, submission, assignment, probes, job.environment.isolation))
    trained, predicted = (observed.observations[probe.id] for probe in probes)
    blank = Sample(variant=trial.name, seed=job.seed, peak_bytes=observed.execution.peak_bytes)
    labels = wanted[aim.probe].answer
    if labels is None or trained.training is None or not predicted.has_returned:
        problem = f"{trained.outcome} {trained.error_name} {trained.error_message}".strip()
        return msgspec.structs.replace(blank, problem=problem)
    accuracy = accuracy_of(predicted, labels, aim.classes)
    facts = trained.training
    return msgspec.structs.replace(
        blank,
        accuracy=accuracy or 0.0,
        steps=facts.steps,
        cpu_seconds=round(trained.cpu_seconds, 2),
        curve_steps=_numbers(facts.watched_steps, 0),
        curve_accuracy=_numbers(facts.watched_accuracy, 4),
        problem="" if accuracy is not None else "no classes were predicted",
    )


def _numbers(curve: np.ndarray | None, digits: int) -> tuple[float, ...]:
    return () if curve is None else tuple(round(number, digits) for number in curve.tolist())


def without_attempts(assignment: Assignment) -> Assignment:
    """The assignment with a single attempt for every training: what is measured is one training each."""
    return msgspec.structs.replace(
        assignment,
        questions=tuple(
            msgspec.structs.replace(question, checks=tuple(map(_once, question.checks)))
            for question in assignment.questions
        ),
    )


def _once(check: Check) -> Check:
    if not isinstance(check.kind, Accuracy):
        return check
    return msgspec.structs.replace(check, kind=msgspec.structs.replace(check.kind, attempts=1))


def calibration(declaration: Declaration, plan: Sampling, samples: Iterable[Sample], probability: float) -> Calibration:
    """What follows from the samples when honest students are to fail with at most this probability."""
    samples = tuple(samples)
    job = draft(declaration, (plan.check.question,), plan.seeds[0], plan.isolation)
    limits = declaration.assignment.limits
    variants, proposal = conclude(samples, plan.aim, probability)
    found = Calibration(
        assignment=declaration.assignment.slug,
        basis_hash=basis_of(plan, job),
        check=plan.check.id,
        threshold=plan.aim.threshold,
        attempts=plan.aim.attempts,
        probability=probability,
        training_cpu_seconds=limits.training_cpu_seconds,
        memory_bytes=limits.memory_bytes,
        environment=job.environment,
        surroundings=job.surroundings,
        proposal=proposal,
        variants=variants,
        samples=samples,
    )
    return msgspec.structs.replace(found, warnings=tuple(warnings(found)))


def basis_of(plan: Sampling, job: Job) -> str:
    """Names what is measured: the training and the predictions as drawn for the first seed, and all code trained."""
    asked = (probe for probe in job.probes if probe.id in (plan.aim.train, plan.aim.probe))
    probes = (in_full(probe) if probe.is_training else probe for probe in asked)
    return training_hash(probes, (Submission(student=trial.name, notebook=trial.notebook) for trial in plan.trials))


def outdated(declaration: Declaration) -> str:
    """What is to be said of the calibration beside an assignment, empty where it holds or nothing trains to a goal."""
    slug, path = declaration.assignment.slug, declaration.folder / "calibration.json"
    if not goals(declaration.assignment.checks()):
        return ""
    again = f"Run `grader calibrate {slug}`."
    if not path.is_file():
        return f"Nobody has measured how well honest trainings do. {again}"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Calibration)
        seed = min(sample.seed for sample in found.samples)
    except (msgspec.MsgspecError, ValueError):
        return f"{path} cannot be read. {again}"
    plan = sampling(declaration, (seed,), found.environment.isolation)
    if (found.check, found.threshold, found.attempts) != (plan.check.id, plan.aim.threshold, plan.aim.attempts):
        return f"{path} is of another threshold, or of other attempts. {again}"
    job = draft(declaration, (plan.check.question,), seed, plan.isolation)
    if found.basis_hash != basis_of(plan, job):
        return f"{path} is of other data, or of other solutions and variants. {again}"
    return " ".join(found.warnings)


def conclude(samples: tuple[Sample, ...], aim: Goal, probability: float) -> tuple[tuple[VariantSummary, ...], Proposal]:
    """A summary of every variant, and the proposal that suits all of them; AssignmentError with too few samples."""
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        if not sample.problem:
            groups.setdefault(sample.variant, []).append(sample)
    freedom = sum(len(group) - 1 for group in groups.values())
    if freedom < 1:
        raise AssignmentError("Too few trainings succeeded to tell how much they scatter. Ask for more --seeds.")
    squares = sum(statistics.variance(_accuracies(g)) * (len(g) - 1) for g in groups.values() if len(g) > 1)
    pooled = max(math.sqrt(squares / freedom), LEAST_DEVIATION)
    variants = tuple(_summary(name, group, (pooled, freedom), (aim, probability)) for name, group in groups.items())
    worst = min(variants, key=lambda variant: variant.highest_threshold)
    kept = [sample for group in groups.values() for sample in group]
    return variants, Proposal(
        threshold=math.floor(worst.highest_threshold * 200) / 200,
        worst_variant=worst.variant,
        deviation=pooled,
        freedom=freedom,
        fails=max(variant.fails for variant in variants),
        cpu_seconds=float(math.ceil(CPU_MARGIN * max(sample.cpu_seconds for sample in kept) / 10) * 10),
        memory_bytes=math.ceil(MEMORY_MARGIN * max(s.peak_bytes for s in kept) / MEMORY_STEP) * MEMORY_STEP,
    )


def _accuracies(group: list[Sample]) -> list[float]:
    return [sample.accuracy for sample in group]


def _summary(name: str, group: list[Sample], pool: tuple[float, int], asked: tuple[Goal, float]) -> VariantSummary:
    """One variant; it scatters as all do, or more where its own samples say so."""
    (pooled, freedom), (aim, probability) = pool, asked
    accuracies = _accuracies(group)
    own = statistics.stdev(accuracies) if len(group) > 1 else 0.0
    error = max(own, pooled) * math.sqrt(1 + 1 / len(group))
    mean = statistics.fmean(accuracies)
    alpha = probability ** (1 / aim.attempts)
    return VariantSummary(
        variant=name,
        samples=len(group),
        mean=mean,
        deviation=own,
        lowest=min(accuracies),
        steps=round(statistics.median(sample.steps for sample in group)),
        cpu_seconds=max(sample.cpu_seconds for sample in group),
        highest_threshold=mean - quantile(min(alpha, 0.5), freedom) * error,
        fails=tail((mean - aim.threshold) / error, freedom) ** aim.attempts,
    )


def warnings(found: Calibration) -> Iterator[str]:
    """What of the declared threshold, budget and memory is outside of what was measured."""
    proposal = found.proposal
    if proposal.fails > found.probability:
        worst = max(found.variants, key=lambda variant: variant.fails)
        yield (
            f"The threshold {found.threshold:.3f} is too high: an honest training like {worst.variant} misses it with"
            f" probability {worst.fails:.1g}, {found.probability:.1g} was asked for. Set {proposal.threshold:.3f}."
        )
    if found.training_cpu_seconds < proposal.cpu_seconds:
        yield (
            f"Limits(training_cpu_seconds={found.training_cpu_seconds:g}) leaves little room: the slowest honest"
            f" training took {proposal.cpu_seconds / CPU_MARGIN:.0f} s. Set {proposal.cpu_seconds:g}."
        )
    if found.memory_bytes < proposal.memory_bytes:
        gib = 1024**3
        yield (
            f"Limits(memory_bytes=…) of {found.memory_bytes / gib:.1f} GiB leaves little room: set"
            f" {proposal.memory_bytes / gib:.1f} GiB."
        )
    for sample in found.samples:
        if sample.problem:
            yield f"{sample.variant} did not train with seed {sample.seed}: {sample.problem}."
