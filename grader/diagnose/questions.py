"""What there is to ask about a question beyond its checks: fresh probes, small examples."""

from collections.abc import Iterable

from grader.diagnose.evidence import FRESH
from grader.diagnose.refusals import cause_of
from grader.diagnose.trainings import REPAIRS, suspects
from grader.records.assignment import Check, Question
from grader.records.observation import Observations, Outcome
from grader.records.probe import Built, Call, Describe, Examine, Forward, Plot, Probe, Train
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict


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


def probes_of(job: Job, check: Check) -> tuple[Probe, ...]:
    """The probes that one check reads."""
    return tuple(probe for probe in job.probes if probe.id in check.kind.probes())


def functions_of(probes: Iterable[Probe]) -> tuple[str, ...]:
    """The functions that these probes call, in order."""
    return tuple(dict.fromkeys(p.stimulus.function for p in probes if isinstance(p.stimulus, Call)))


def calls_of(function: str, probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """Those of the probes that call a function."""
    return tuple(p for p in probes if isinstance(p.stimulus, Call) and p.stimulus.function == function)


def builders_of(probes: Iterable[Probe]) -> tuple[str, ...]:
    """The functions that build the models these probes look at, in order."""
    models = (p.stimulus.model for p in probes if isinstance(p.stimulus, (Describe, Forward)))
    return tuple(dict.fromkeys(model.function for model in models if isinstance(model, Built)))


def built_by(function: str, probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """Those of the probes that look at a function's model."""
    return tuple(probe for probe in probes if function in builders_of((probe,)))


def is_function(probes: Iterable[Probe]) -> bool:
    """Whether a question is about what a function returns."""
    return all(isinstance(probe.stimulus, Call) for probe in probes)


def is_network(probes: Iterable[Probe]) -> bool:
    """Whether a question is about a model that is built, and not trained."""
    return all(isinstance(probe.stimulus, (Describe, Forward)) for probe in probes)


def is_plot(probes: Iterable[Probe]) -> bool:
    """Whether a question is about what a function draws."""
    return all(isinstance(probe.stimulus, Plot) for probe in probes)


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


def missed_checks(question: Question, results: Iterable[CheckResult]) -> tuple[Check, ...]:
    """The checks of a question that failed; those that only waited for them are left out."""
    failed = {result.check for result in results if result.verdict is Verdict.FAIL}
    return tuple(check for check in question.checks if check.id in failed)


def with_own_weights(probe: Probe) -> bool:
    """Whether a model is run with weights that were drawn on the host, so that what it computes can be foretold."""
    stimulus = probe.stimulus
    return isinstance(stimulus, Forward) and stimulus.weights is not None and not stimulus.training


def examinations(probes: Iterable[Probe], observed: Observations) -> tuple[Probe, ...]:
    """How else to look at a training: first as it is, then with every factor repaired that is suspect."""
    found: list[Probe] = []
    for train in probes:
        if isinstance(train.stimulus, Train):
            all_of_them = examinations_of(train)
            first = observed.get(all_of_them[0].id)
            wanted = {""}
            if first is not None and first.examined is not None:
                wanted = {cause.repair for cause in suspects(first.examined)}
            found += [p for p in all_of_them if isinstance(p.stimulus, Examine) and p.stimulus.repair in wanted]
    return tuple(found)


def examinations_of(train: Probe) -> tuple[Probe, ...]:
    """The training as an examination, as it is and with each repair there is."""
    stimulus = train.stimulus
    if not isinstance(stimulus, Train):
        return ()
    return tuple(
        Probe(
            id=f"examine/{train.id}/{repair}",
            seed=train.seed,
            stimulus=Examine(
                function=stimulus.function,
                model=stimulus.model,
                inputs=stimulus.inputs,
                labels=stimulus.labels,
                repair=repair,
            ),
        )
        for repair in ("", *REPAIRS)
        if repair != "network" or (isinstance(stimulus.model, Built) and stimulus.model.stand_in)
    )


def _was_tried(observed: Observations, probe: str) -> bool:
    found = observed.get(probe)
    if found is None or found.wrong_arity:
        return False
    is_stub = found.error_name == "NotImplementedError" and cause_of(found) is None  # TensorFlow raises it, too
    return found.has_returned or (found.outcome is Outcome.RAISED and not is_stub)
