"""JUnit XML: a suite per student, a case per check, as test viewers of continuous integration read it."""

import xml.etree.ElementTree as ET  # only writes: nothing foreign is parsed

from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import NOT_JUDGED, message, remarks
from grader.reports.wording import one_line, points, visible

HAND_IN = "hand_in"  # a case of its own, or a hand-in that nobody could read would look merely skipped
FAILED = (Verdict.FAIL, Verdict.INCONCLUSIVE)


def render_junit(results: Results) -> str:
    """The class as JUnit XML; every text is of characters that XML can hold."""
    root = ET.Element("testsuites", name=one_line(results.assignment.title))
    root.extend(_suite(run, results) for run in results.runs)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    root.set("time", f"{sum(run.seconds for run in results.runs):.3f}")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(run: ScoredRun, results: Results) -> ET.Element:
    cases = [_hand_in(run, results), *(_case(check, run, results) for check in run.checks)]
    suite = ET.Element("testsuite", name=one_line(run.student) or "?")
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{run.seconds:.3f}")
    _properties(suite, {"points": points(run.earned), "possible": points(run.possible), "status": str(run.status)})
    suite.extend(cases)
    return suite


def _hand_in(run: ScoredRun, results: Results) -> ET.Element:
    case = _empty_case(HAND_IN, "The hand-in can be read", run, results)
    if run.status in NOT_JUDGED:
        _outcome(case, "failure", str(run.status), run.problem)
    said = remarks(run)
    if said:
        ET.SubElement(case, "system-out").text = visible("\n".join(said))
    return case


def _case(check: ScoredCheck, run: ScoredRun, results: Results) -> ET.Element:
    case = _empty_case(check.question, f"{check.id}: {check.title}", run, results)
    _properties(case, {"points": points(check.earned), "possible": points(check.possible)})
    text = "\n".join(part for part in (message(check, run), check.hint and f"Hint: {check.hint}") if part)
    if check.verdict is Verdict.ERROR:
        _outcome(case, "error", "grader", message(check, run))
    elif check.verdict in FAILED:
        _outcome(case, "failure", str(check.verdict), text)
    elif check.verdict is Verdict.SKIPPED:
        _outcome(case, "skipped", "", text)
    return case


def _empty_case(question: str, name: str, run: ScoredRun, results: Results) -> ET.Element:
    # Some viewers show the class as the suite and drop a second case of the same class and name.
    path = ".".join(one_line(part) for part in (results.assignment.slug, run.student, question))
    return ET.Element("testcase", classname=path, name=one_line(name), time="0")


def _outcome(case: ET.Element, tag: str, kind: str, text: str) -> None:
    outcome = ET.SubElement(case, tag, message=one_line(text.partition("\n")[0]))
    if kind:
        outcome.set("type", kind)
    outcome.text = visible(text)


def _properties(parent: ET.Element, values: dict[str, str]) -> None:
    block = ET.SubElement(parent, "properties")
    for name, value in values.items():
        ET.SubElement(block, "property", name=name, value=value)
