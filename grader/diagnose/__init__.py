"""Says why: compares what went wrong with known mistakes that were run on the same inputs.

`further_probes` tells what else to ask a notebook that missed something, while its kernel is still there; `diagnose`
puts what was found out into the results. A mistake is named only where it behaves the same on every probe and on fresh
ones that it was not chosen by; else the student hears what does not hold, shown on the smallest example. Never a guess.
"""

from collections.abc import Sequence

from grader.diagnose.behaviour import fingerprint
from grader.diagnose.examples import smallest_example
from grader.diagnose.explanation import Explanation
from grader.diagnose.functions import Evidence, explain_function
from grader.diagnose.hypotheses import Hypotheses, hypotheses
from grader.diagnose.questions import (
    examples_of,
    fresh_of,
    is_function,
    missed_questions,
    own_probes,
)
from grader.diagnose.results import explained, with_evidence
from grader.judge import judge
from grader.records.assignment import Question
from grader.records.observation import Observations
from grader.records.probe import Probe
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict


def further_probes(job: Job, observed: Observations) -> tuple[Probe, ...]:
    """What to ask a notebook beyond the probes of its checks, after these were answered: nothing where all passed."""
    if job.catalogue is None:
        return ()
    results = judge(job.assignment, job.questions, observed, job.expected)
    missed = missed_questions(job, results, observed)
    return tuple(probe for question in missed for probe in _asked_more(job, question, observed))


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
    if is_function(own_probes(job, question)):
        return (*fresh_of(job, question), *examples_of(job, question))
    return ()


def _diagnosed(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    probes = own_probes(job, question)
    if is_function(probes):
        return _diagnosed_function(job, question, observed, results)
    return results


def _diagnosed_function(
    job: Job, question: Question, observed: Observations, results: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    probes = tuple(probe.id for probe in own_probes(job, question))
    examples = examples_of(job, question)
    asked = (*own_probes(job, question), *fresh_of(job, question), *examples)
    known = hypotheses(job, question.functions[0], asked)
    evidence = _evidence(question, observed, known, probes, results)
    found = explain_function(evidence)
    results = explained(results, question, found)
    behaviour = "" if found else fingerprint(observed, probes)
    return with_evidence(results, question, smallest_example(examples, evidence, question), behaviour)


def _evidence(
    question: Question,
    observed: Observations,
    known: Hypotheses,
    probes: Sequence[str],
    results: Sequence[CheckResult],
) -> Evidence:
    failed = {result.check for result in results if result.verdict is Verdict.FAIL}
    return Evidence(
        observed=observed,
        known=known,
        probes=tuple(probes),
        edges=question.edges,
        missed=tuple(check for check in question.checks if check.id in failed),
    )
