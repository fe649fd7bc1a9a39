"""What there is to ask about a question beyond its checks: fresh probes, small examples."""

from collections.abc import Iterable

from grader.diagnose.functions import FRESH
from grader.records.assignment import Question
from grader.records.observation import Observations, Outcome
from grader.records.probe import Call, Describe, Forward, Probe, Train
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict

UNTRIED = frozenset({"NotImplementedError", "NotAModel"})


def missed_questions(job: Job, results: Iterable[CheckResult], observed: Observations) -> list[Question]:
    """Questions with a failed check whose function was there, and did something."""
    failed = {result.question for result in results if result.verdict is Verdict.FAIL}
    return [
        question
        for question in job.assignment.questions
        if question.name in failed and any(_was_tried(observed, probe.id) for probe in own_probes(job, question))
    ]


def own_probes(job: Job, question: Question) -> tuple[Probe, ...]:
    """The probes that the question's checks read, in the order of declaration."""
    wanted = {probe for check in question.checks for probe in check.kind.probes()}
    return tuple(probe for probe in job.probes if probe.id in wanted)


def is_function(probes: Iterable[Probe]) -> bool:
    """Whether a question is about what a function returns."""
    return all(isinstance(probe.stimulus, Call) for probe in probes)


def is_network(probes: Iterable[Probe]) -> bool:
    """Whether a question is about a model that is built, and not trained."""
    return all(isinstance(probe.stimulus, (Describe, Forward)) for probe in probes)


def is_training(probes: Iterable[Probe]) -> bool:
    """Whether a question is about a model that is trained."""
    return any(isinstance(probe.stimulus, Train) for probe in probes)


def fresh_of(job: Job, question: Question) -> tuple[Probe, ...]:
    """The question's probes drawn anew, for what was not chosen by the probes themselves."""
    if job.catalogue is None:
        return ()
    own = {FRESH + probe.id for probe in own_probes(job, question)}
    return tuple(probe for probe in job.catalogue.fresh if probe.id in own)


def examples_of(job: Job, question: Question) -> tuple[Probe, ...]:
    """The question's small inputs, the smallest first."""
    drawn = {probe.id: probe for probe in job.catalogue.examples} if job.catalogue else {}
    return tuple(drawn[name] for name in question.examples if name in drawn)


def _was_tried(observed: Observations, probe: str) -> bool:
    found = observed.get(probe)
    if found is None or found.wrong_arity:
        return False
    return found.has_returned or (found.outcome is Outcome.RAISED and found.error_name not in UNTRIED)
