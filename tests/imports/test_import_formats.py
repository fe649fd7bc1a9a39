"""Assignments that nbgrader and otter generated, turned into ours, and graded."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from course import notebook_of

from grader import catalog
from grader.cli import cli
from grader.errors import UsageError
from grader.imports import foreign, nbgrader, otter
from grader.sandbox.proof import chosen_level
from grader.validation import Terms, Trial, released_problem, trials, validate

FIXTURES = Path(__file__).parent / "fixtures"
NBGRADER, OTTER = FIXTURES / "nbgrader", FIXTURES / "otter"


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("imported")
    for reader, folder in ((nbgrader, NBGRADER), (otter, OTTER)):
        (path,) = reader.notebooks_of(folder)
        foreign.write(reader.read(path), root)
    return root


def points(declaration):
    return {question.name: question.points for question in declaration.assignment.questions}


def test_nbgraders_test_cells_become_questions_with_their_points(imported):
    declaration = catalog.load("vectors", imported)
    assert points(declaration) == {"test-length": 3, "test-length-empty": 1, "test-names": 2, "test-normalized": 4}


def test_otters_points_are_shared_out_as_otter_does(imported):
    declaration = catalog.load("growth", imported)
    assert points(declaration) == {"q1": 3, "q2": 2, "q4": 1}
    assert [check.points for check in declaration.assignment.checks(("q1",))] == [0.5, 0.5, 2]
    assert len(declaration.assignment.checks(("q2",))) == 1  # all or nothing


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"points": 3}, [1.0, 1.0, 1.0]),
        ({}, [1 / 3] * 3),
        ({"points": [1, 2, 3]}, [1.0, 2.0, 3.0]),
    ],
)
def test_points_of_cases_without_any_of_their_own(given, expected):
    assert otter.points_of(given, [{}, {}, {}]) == pytest.approx(expected)


def test_points_of_cases_where_some_have_their_own():
    assert otter.points_of({"points": 5}, [{"points": 2}, {}, {}]) == [2, 1.5, 1.5]
    assert otter.points_of({}, [{"points": 2}, {}]) == [2, 0]


@pytest.mark.parametrize(("name", "folder"), [("vectors", NBGRADER), ("growth", OTTER)])
def test_the_students_notebook_holds_no_solution_and_no_hidden_test(imported, name, folder):
    text = (imported / "assignments" / name / f"{name}.ipynb").read_text("utf-8")
    assert "NotImplementedError" in text
    for secret in ("HIDDEN", "long = [1.0] * 49", "years += 1", "x * x for x", "Its length is 0", "Less is added"):
        assert secret not in text


@pytest.mark.parametrize("name", ["vectors", "growth"])
def test_no_expected_value_is_sent_into_a_kernel(imported, name):
    probes = catalog.load(name, imported).probes
    sent = [probe(None) for probe in probes.values()]
    texts = "\n".join(f"{evaluate.setup}\n{evaluate.expression}" for evaluate in sent)
    for secret in ("7.0", "1.41421356", "0.6", "1104.62", "150", "64", "259", "[2, 8]"):
        assert secret not in texts


def test_what_is_given_by_hand_is_listed(imported):
    assert "why: 2 points given by hand" in (imported / "reference" / "vectors" / foreign.NOTES).read_text("utf-8")
    assert "answered in words" in (imported / "reference" / "growth" / foreign.NOTES).read_text("utf-8")


def test_nothing_is_written_over(imported):
    with pytest.raises(UsageError, match="is there already"):
        foreign.write(otter.read(otter.notebooks_of(OTTER)[0]), imported)


def test_a_released_notebook_of_nbgrader_is_refused():
    with pytest.raises(UsageError, match="was released"):
        nbgrader.read(NBGRADER / "release" / "vectors" / "vectors.ipynb")


def test_a_students_notebook_of_otter_is_refused():
    with pytest.raises(UsageError, match="no solutions"):
        otter.read(OTTER / "student" / "growth.ipynb")


def test_compiled_tests_of_otter_are_not_loaded(tmp_path):
    document = json.loads((OTTER / "autograder" / "growth.ipynb").read_text("utf-8"))
    document["metadata"]["otter"]["OK_FORMAT"] = False
    path = tmp_path / "growth.ipynb"
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(UsageError, match="compiled code"):
        otter.read(path)


def test_tests_in_files_are_read_as_literals(tmp_path):
    document = json.loads((OTTER / "autograder" / "growth.ipynb").read_text("utf-8"))
    tests = document["metadata"].pop("otter")["tests"]
    (tmp_path / "tests").mkdir()
    (tmp_path / "growth.ipynb").write_text(json.dumps(document), "utf-8")
    for name, test in tests.items():
        (tmp_path / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", "utf-8")
    assert (
        otter.read(tmp_path / "growth.ipynb").questions == otter.read(OTTER / "autograder" / "growth.ipynb").questions
    )
    (tmp_path / "tests" / "q1.py").write_text("test = open('/etc/passwd').read()", "utf-8")
    with pytest.raises(UsageError, match="OK format"):
        otter.read(tmp_path / "growth.ipynb")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"nothing", "cannot be read"), (b"[]", "no notebook"), (notebook_of("x = 1"), "no cell that nbgrader made")],
)
def test_other_files_are_refused_in_words(tmp_path, content, said):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        nbgrader.read(path)


def test_the_command_tells_what_it_wrote_and_what_it_left(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    copy = shutil.copytree(NBGRADER, tmp_path / "theirs")
    done = CliRunner().invoke(cli, ["import", "nbgrader", str(copy), "--name", "my vectors"], standalone_mode=False)
    assert done.exception is None
    assert "4 questions taken over as `my_vectors`" in done.output
    assert "not taken over: why: 2 points given by hand" in done.output
    assert catalog.load("my_vectors", tmp_path).assignment.points == 10


PARTLY_WRONG = """def length(vector):
    return float(len(vector))

def names_of(axes):
    return [(name, number) for number, name in enumerate(axes)]
"""


@pytest.mark.class_run
@pytest.mark.parametrize("name", ["vectors", "growth"])
def test_an_imported_assignment_validates_as_it_is(imported, name):
    declaration = catalog.load(name, imported)
    assert released_problem(declaration) is None
    level = chosen_level("auto", ("numpy",)).level
    with ThreadPoolExecutor(2) as executor:
        terms = Terms(width=2, seed=5, isolation=level)
        chosen = list(trials(declaration))
        if name == "vectors":
            everything = tuple(points(declaration))
            missed = frozenset(check.id for check in declaration.assignment.checks())
            wrong = notebook_of("import numpy as np", PARTLY_WRONG)
            chosen.append(Trial(kind="mistake", name="wrong", notebook=wrong, questions=everything, fails=missed))
        outcomes = {o.trial.name: o for o in validate(declaration, tuple(chosen), executor, terms)}
    assert {outcome.problems for outcome in outcomes.values()} == {()}
    assert outcomes["solution"].earned == declaration.assignment.points
    if name == "vectors":
        reasons = {result.check: result.reason for result in outcomes["wrong"].run.checks}
        assert reasons["test-length.tests_1"] == "`assert length([3, 4]) == 5` does not hold."
        assert "`normalized`" in reasons["test-normalized.tests_1"]
