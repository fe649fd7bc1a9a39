"""Says why: compares what went wrong with known mistakes that were run on the same inputs.

`further_probes` tells what else to ask a notebook that missed something, while its kernel is still there; `diagnose`
puts what was found out into the results. A mistake is named only where it behaves the same on every probe and on fresh
ones that it was not chosen by; else the student hears what does not hold, shown on the smallest example. Never a guess.
"""

from collections.abc import Iterable, Sequence

import msgspec

from grader.checks import History
from grader.diagnose.behaviour import fingerprint
from grader.diagnose.evidence import Evidence
from grader.diagnose.examples import smallest_example
from grader.diagnose.explanation import Explanation
from grader.diagnose.functions import candidates, explain_function, has_explanation
from grader.diagnose.hypotheses import MOST_WRONG, confirmed, hypotheses
from grader.diagnose.likeness import CONSTANT
from grader.diagnose.networks import explain_network, explain_refusal, explain_shape
from grader.diagnose.plots import explain_figure
from grader.diagnose.questions import (
    builders_of,
    built_by,
    calls_of,
    examinations,
    examinations_of,
    examples_of,
    fresh_of,
    functions_of,
    is_function,
    is_network,
    is_plot,
    is_training,
    missed_checks,
    missed_questions,
    own_probes,
    probes_of,
    with_own_weights,
)
from grader.diagnose.refusals import OF_TRAININGS, explain_refusals
from grader.diagnose.results import explained, with_evidence, within
from grader.diagnose.trainings import explain_error, explain_history, explain_training
from grader.judge import judge
from grader.records.assignment import Check, Question
from grader.records.observation import Observations
from grader.records.probe import Describe, Forward, Probe, Train
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict


def further_probes(job: Job, observed: Observations) -> tuple[Probe, ...]:
    """What to ask a notebook beyond the probes of its checks, after these were answered: nothing where all passed."""
    if job.catalogue is None:
        return ()
    results = judge(job.assignment, job.questions, observed, job.expected)
    missed = missed_questions(job, results, observed)
    try:
        return tuple(probe for question in missed for probe in _asked_more(job, question, observed))
    except Exception:  # as below: what cannot be asked costs the diagnosis only
        return ()


def diagnose(job: Job, observed: Observations, results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """The results with the causes that were found; verdicts stay as they are.

    `observed` holds the answers to the probes and to the further ones. What fails here costs the diagnosis only.
    """
    if job.catalogue is None:
        return results
    for question in missed_questions(job, results, observed):
        try:
            results = _diagnosed(job, question, observed, results)
        except Exception as error:  # a mark must not depend on whether its cause could be found
            problem = Explanation(id="", says=f"The diagnosis failed: {type(error).__name__}: {error}")
            results = explained(results, question, (problem,))
    return results


def _asked_more(job: Job, question: Question, observed: Observations) -> tuple[Probe, ...]:
    probes = own_probes(job, question)
    if is_function(probes):
        return (*fresh_of(job, question), *examples_of(job, question))
    if is_network(probes):
        return tuple(probe for probe in fresh_of(job, question) if with_own_weights(probe))
    return examinations(probes, observed)


def _diagnosed(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    probes = own_probes(job, question)
    if is_function(probes):
        return _diagnosed_function(job, question, observed, results)
    if is_network(probes):
        return _diagnosed_networks(job, question, observed, results)
    if is_plot(probes):
        return _diagnosed_plots(job, question, observed, results)
    found = _training(job, question, observed, results) if is_training(probes) else None
    if found is not None:
        return explained(results, question, (found,))
    return with_evidence(results, question, None, fingerprint(observed, _structure(probes)))


def _structure(probes: Iterable[Probe]) -> tuple[str, ...]:
    return tuple(p.id for p in probes if isinstance(p.stimulus, Describe) or with_own_weights(p))


def _diagnosed_networks(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    """The results of a question about one or more networks, each looked at by itself."""
    probes = own_probes(job, question)
    builders = builders_of(probes)
    for builder in builders:
        own = built_by(builder, probes)
        missed = tuple(c for c in missed_checks(question, results) if builder in builders_of(probes_of(job, c)))
        if not missed:
            continue
        scope = None if len(builders) == 1 else tuple(check.id for check in missed)
        fresh = built_by(builder, fresh_of(job, question))
        found = _network(job, builder, (own, fresh), observed, missed)
        if found is not None:
            results = explained(results, question, within((found,), scope))
        else:
            results = with_evidence(results, question, None, fingerprint(observed, _structure(own)), scope)
    return results


def _diagnosed_plots(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    """The results of a question about figures, each check with what is wrong with its figure."""
    for check in missed_checks(question, results):
        for probe in probes_of(job, check):
            seen, wanted = observed[probe.id], job.expected[probe.id].figure
            found: tuple[Explanation, ...] = ()
            if not seen.has_returned:
                refused = explain_refusals(observed, (probe.id,), (), (check.id,))
                found = (refused,) if refused is not None else ()
            elif wanted is not None:
                found = explain_figure(seen.figure, wanted, (check,))
            results = explained(results, question, [in_own_words(each, job) for each in found])
    return results


def _diagnosed_function(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    for function in functions_of(own_probes(job, question)):
        results = _diagnosed_one(job, question, function, observed, results)
    return results


def _diagnosed_one(
    job: Job, question: Question, function: str, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    """The results of a question with what can be said of one of its functions."""
    missed = [c for c in missed_checks(question, results) if function in functions_of(probes_of(job, c))]
    if not missed:
        return results
    own = calls_of(function, own_probes(job, question))
    fresh, examples = calls_of(function, fresh_of(job, question)), calls_of(function, examples_of(job, question))
    further = (*fresh, *examples)
    known = hypotheses(job, function, own, further)
    evidence = Evidence(
        observed=observed,
        known=known,
        probes=tuple(probe.id for probe in own),
        edges=question.edges,
        missed=tuple(missed),
        mistakes=tuple(m for m in job.catalogue.mistakes if function in m.functions) if job.catalogue else (),
    )
    if not has_explanation(evidence):  # there are many pairs of mistakes, and they are seldom needed
        known = hypotheses(job, function, own, further, MOST_WRONG)
        evidence = msgspec.structs.replace(evidence, known=known)
    known = confirmed(job, function, known, candidates(evidence), further)
    evidence = msgspec.structs.replace(evidence, known=known)
    found = explain_function(evidence)
    if _fails_elsewhere(function, job, results):  # what it calls may be what makes it constant
        found = tuple(explanation for explanation in found if explanation.id != CONSTANT.id)
    is_only = len(functions_of(own_probes(job, question))) == 1
    scope = None if is_only else tuple(check.id for check in missed)
    results = explained(results, question, within(found, scope))
    behaviour = "" if found else fingerprint(observed, evidence.probes)
    return with_evidence(results, question, smallest_example(examples, evidence, question), behaviour, scope)


def _fails_elsewhere(function: str, job: Job, results: Iterable[CheckResult]) -> bool:
    """Whether a check failed that looks at another function than this one."""
    failed = {result.check for result in results if result.verdict is Verdict.FAIL}
    checks = (check for other in job.assignment.questions for check in other.checks if check.id in failed)
    return any(function not in functions_of(probes_of(job, check)) for check in checks)


def _network(
    job: Job,
    builder: str,
    probes: tuple[Sequence[Probe], Sequence[Probe]],
    observed: Observations,
    missed: tuple[Check, ...],
) -> Explanation | None:
    """What is wrong with the network of one builder; `probes` are its own and its fresh ones."""
    own, fresh = probes
    described = tuple(probe for probe in own if isinstance(probe.stimulus, Describe))
    if not described:
        return None
    known = hypotheses(job, builder, described)
    first = described[0].id
    if not observed[first].has_returned:
        return explain_refusal(observed[first], known, first)
    runs = [
        (probe.stimulus, observed[probe.id])
        for probe in (*own, *fresh)
        if isinstance(probe.stimulus, Forward) and with_own_weights(probe) and probe.id in observed
    ]
    found = explain_network((observed[first], known.solution[first]), runs, known, missed)
    ids = [probe.id for probe in described]
    return found or explain_shape([observed[name] for name in ids], [known.solution[name] for name in ids], known)


def _training(
    job: Job, question: Question, observed: Observations, results: Sequence[CheckResult]
) -> Explanation | None:
    """The cause of a failed training, under the name and in the words of the assignment's own mistake of that kind."""
    train = next(probe for probe in own_probes(job, question) if isinstance(probe.stimulus, Train))
    missed = missed_checks(question, results)
    seen = observed[train.id]
    if all(isinstance(check.kind, History) for check in missed):
        found = explain_history(seen, missed)
    else:
        answers = [observed[probe.id].examined for probe in examinations_of(train) if probe.id in observed]
        repaired = {answer.repair: answer for answer in answers if answer is not None}
        if "" not in repaired:
            return None
        error = "" if seen.has_returned else f"{seen.error_name}: {seen.error_message}"
        found = explain_error(repaired[""], error) or _refused(observed, train)
        found = found or explain_training(repaired[""], repaired, seen.training, _reached(missed, results))
    return in_own_words(found, job) if found is not None else None


def _refused(observed: Observations, train: Probe) -> Explanation | None:
    found = explain_refusals(observed, (train.id,), ())
    return found if found is not None and found.id in OF_TRAININGS else None


def _reached(missed: Sequence[Check], results: Sequence[CheckResult]) -> float | None:
    """The accuracy on held-back images that the first attempt at a training led to."""
    ids = {check.id for check in missed}
    attempts = [
        result.evidence["attempts"] for result in results if result.check in ids and "attempts" in result.evidence
    ]
    first = attempts[0][0] if attempts and attempts[0] else None
    return float(first) if isinstance(first, float) else None


def in_own_words(found: Explanation, job: Job) -> Explanation:
    """The explanation with text and hint of the assignment's mistake of the same id, where it has one."""
    mistakes = job.catalogue.mistakes if job.catalogue else ()
    same = next((mistake for mistake in mistakes if mistake.id == found.id), None)
    return msgspec.structs.replace(found, says=same.says, hint=same.hint) if same is not None else found
