"""An assignment tested against what is known of it: what holds is silent, what does not is reported."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader import catalog
from grader.exemplars import mistakes, read_exemplar
from grader.release import release
from grader.validation import Outcome, Terms, concerned, job_of, released_problem, trials, validate

BY_ROW = "def standardize(x):\n    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)\n"


class Course:
    """A course of one's own, to break."""

    def __init__(self, root: Path, isolation: str) -> None:
        self.root, self.isolation = root, isolation
        self.folder = root / "reference" / "standardize"

    @property
    def declaration(self) -> catalog.Declaration:
        return catalog.load("standardize", self.root)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), "utf-8")

    def validated(self, *wanted: str) -> dict[str, Outcome]:
        """Outcomes of the trials of these names, of all when none is named."""
        chosen = tuple(trial for trial in trials(self.declaration) if not wanted or trial.name in wanted)
        terms = Terms(width=2, seed=3, isolation=self.isolation)
        with ThreadPoolExecutor(2) as executor:
            found = validate(self.declaration, chosen, executor, terms)
            return {outcome.trial.name: outcome for outcome in found}

    def problems(self, name: str) -> tuple[str, ...]:
        return self.validated(name)[name].problems


@pytest.fixture
def own(course, template, tmp_path) -> Course:
    shutil.copytree(course, tmp_path / "own")
    return Course(tmp_path / "own", template.environment.isolation)


# --- with kernels -----------------------------------------------------------------------------------------


@pytest.mark.kernel
def test_everything_the_small_course_declares_holds(own):
    found = own.validated()
    assert {name: outcome.problems for name, outcome in found.items()} == dict.fromkeys(found, ())
    assert {name: (outcome.trial.kind, outcome.earned) for name, outcome in found.items()} == {
        "solution": ("reference", 10),
        "loops": ("variant", 10),
        "stub": ("released", 0),
        "by_row": ("mistake", 4),
        "in_place": ("mistake", 9),
        "no_deviation": ("mistake", 3),
        "transposed": ("mistake", 0),
    }
    assert {outcome.possible for outcome in found.values()} == {10}


@pytest.mark.kernel
def test_a_variant_that_loses_a_point_is_reported_with_the_reason(own):
    (own.folder / "variants" / "rows.py").write_text(BY_ROW)
    problem, diagnosis = own.problems("rows")
    assert problem.startswith("standardize.values did not pass: ")
    assert len(problem) > len("standardize.values did not pass: ")
    assert diagnosis == "it is diagnosed as by_row, which it is not"


@pytest.mark.kernel
def test_a_variant_with_a_cell_that_raises_is_reported_though_it_earns_all(own):
    own.edit("variants/loops.py", "return [list(row) for row in zip(*columns)]", "return [*zip(*columns)]\n\n\n1 / 0")
    outcome = own.validated("loops")["loops"]
    (problem,) = outcome.problems
    assert "status raised" in problem
    assert "ZeroDivisionError" in problem
    assert outcome.earned == 10


@pytest.mark.kernel
def test_a_mistake_that_declares_too_little_is_reported(own):
    own.edit("mistakes/no_deviation.py", '("standardize.values", "standardize.finite")', '("standardize.values",)')
    (problem,) = own.problems("no_deviation")
    assert problem.startswith("standardize.finite did not pass: ")


@pytest.mark.kernel
def test_a_mistake_that_declares_too_much_is_reported(own):
    own.edit("mistakes/by_row.py", '("standardize.values",)', '("standardize.values", "standardize.finite")')
    assert own.problems("by_row") == ("standardize.finite passed, but must not",)


@pytest.mark.kernel
def test_a_mistake_that_declares_a_check_that_does_not_exist_is_reported(own):
    own.edit("mistakes/by_row.py", '("standardize.values",)', '("standardize.values", "standardize.vaules")')
    (problem,) = own.problems("by_row")
    assert "standardize.vaules" in problem


@pytest.mark.kernel
def test_a_released_notebook_that_holds_the_solution_is_reported(own):
    own.edit("solution.py", "    # BEGIN SOLUTION\n", "")
    own.edit("solution.py", "    # END SOLUTION\n", "")
    found = own.problems("stub")
    assert len(found) == 4
    assert all(problem.endswith("passed, but must not") for problem in found)


@pytest.mark.kernel
def test_a_reference_with_a_cell_that_raises_is_reported(own):
    own.edit("solution.py", "import numpy as np\n", "import numpy as np\n\n# %%\n{}['absent']\n\n# %%\n")
    (problem,) = own.problems("solution")
    assert "status raised" in problem
    assert "KeyError: 'absent'" in problem


# --- without ----------------------------------------------------------------------------------------------


def test_a_released_notebook_that_is_missing_or_out_of_date_is_reported(course, tmp_path):
    shutil.copytree(course, tmp_path / "own")
    declaration = catalog.load("standardize", tmp_path / "own")
    assert "standardize.ipynb is missing: run `grader release standardize`" in released_problem(declaration)
    declaration.released.parent.mkdir(parents=True)
    content = release(declaration.script, "standardize")
    declaration.released.write_bytes(content)
    assert released_problem(declaration) is None
    declaration.released.write_bytes(content + b"\n")
    assert "is not what the solution gives: run `grader release standardize`" in released_problem(declaration)


def test_every_known_notebook_is_a_trial(declaration):
    found = {(trial.kind, trial.name): trial for trial in trials(declaration)}
    assert set(found) == {
        ("reference", "solution"),
        ("variant", "loops"),
        ("released", "stub"),
        *(("mistake", mistake.id) for mistake in mistakes(declaration.folder)),
    }
    everything = {check.id for check in declaration.assignment.checks()}
    assert found["released", "stub"].fails == everything
    assert found["reference", "solution"].fails == found["variant", "loops"].fails == frozenset()
    assert found["mistake", "by_row"].fails == {"standardize.values"}


def test_an_exemplar_concerns_the_questions_whose_functions_it_redefines(declaration, tmp_path):
    path = tmp_path / "one.py"
    path.write_text("def standardize(x): ...\n")
    assert concerned(declaration.assignment, read_exemplar(path)) == ("standardize",)
    path.write_text("def softmax(x): ...\n")
    assert concerned(declaration.assignment, read_exemplar(path)) == ()


@pytest.mark.kernel
def test_the_job_of_a_trial_holds_its_notebook_and_no_probe_it_does_not_need(declaration, template):
    trial = next(trial for trial in trials(declaration) if trial.name == "by_row")
    job = job_of(template, "mistake/by_row", trial)
    assert job.submission.student == "mistake/by_row"
    assert b"keepdims" in job.submission.notebook
    assert [probe.id for probe in job.probes] == ["standardize.table", "standardize.wide"]
