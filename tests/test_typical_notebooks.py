"""Notebooks with the mistakes that are made most often, several in each: what their pages say is wrong."""

import re
from pathlib import Path

import msgspec
import pytest

from grader import catalog
from grader.definitions import definitions
from grader.notebook import Cell, Notebook
from grader.pipeline import grade_one, prepare
from grader.records.assignment import Question
from grader.records.run import Run
from grader.records.submission import Submission
from grader.release import combine
from grader.sandbox.proof import chosen_level

HERE = Path(__file__).parent
TYPICAL = sorted((HERE / "typical").glob("*.py"))
QUICK = ("emil", "ida")  # train nothing, and take few seconds
HEAD = re.compile(r"# assignment: (\w+)\n# diagnoses: ([\w, ]+)\n")


def probed(question: Question) -> set[str]:
    """The functions a question calls: its probes are named after them."""
    return {probe.partition(".")[0] for check in question.checks for probe in check.kind.probes()}


def graded(path: Path) -> Run:
    """The Run of one of them, on the questions whose functions it redefines."""
    source = path.read_text("utf-8")
    declaration = catalog.load(HEAD.match(source)[1], HERE.parent)
    assignment = declaration.assignment
    defined = set(definitions(Notebook(cells=(Cell(index=0, source=source),))))
    questions = tuple(q.name for q in assignment.questions if defined & probed(q))
    template = prepare(declaration, questions, 11, chosen_level("auto", assignment.preload).level)
    notebook = combine(declaration.solution, source)
    return grade_one(msgspec.structs.replace(template, submission=Submission(student=path.stem, notebook=notebook)))


@pytest.mark.kernel
@pytest.mark.parametrize("name", QUICK)
def test_every_mistake_of_a_typical_notebook_is_named_and_nothing_else(name):
    path = HERE / "typical" / f"{name}.py"
    named = {check.diagnosis for check in graded(path).checks if check.diagnosis}
    assert named == set(HEAD.match(path.read_text("utf-8"))[2].split(", "))


def test_the_names_are_those_of_mistakes_that_there_are():
    known = {path.stem for path in (HERE.parent / "reference").glob("*/mistakes/*.py")}
    texts = "".join(path.read_text("utf-8") for path in (HERE.parent / "grader" / "diagnose").glob("*.py"))
    for path in TYPICAL:
        for name in HEAD.match(path.read_text("utf-8"))[2].split(", "):
            assert name in known or f'"{name}"' in texts, name
