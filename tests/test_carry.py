"""Error carried forward: one mistake loses its points once, and nothing of the solution reaches the student."""

from pathlib import Path

import msgspec
import pytest
from course import notebook_of

from grader import catalog
from grader import notebook as notebooks
from grader.carry import carries, merge, stand_ins, with_reference
from grader.pipeline import grade_one, prepare
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Verdict
from grader.sandbox.proof import chosen_level

SOLUTION = """# %%
import numpy as np

FACTOR = 2.0


# %%
def double(x):
    # BEGIN SOLUTION
    return FACTOR * x
    # END SOLUTION


# %%
def twice_doubled(x):
    # BEGIN SOLUTION
    return double(double(x))
    # END SOLUTION
"""
ASSIGNMENT = """
from grader.authoring import Assignment, Check, Question, Value, call

PROBES = {
    name: lambda draw, name=name: call(name, draw.random.normal(size=4)) for name in ("double", "twice_doubled")
}


def question(name):
    check = Check(id=f"{name}.values", title="Values", points=5, kind=Value(probe=name))
    return Question(name=name, title=name.title(), points=5, functions=(name,), checks=(check,))


ASSIGNMENT = Assignment(
    slug="chain", title="Chain", notebook="chain.ipynb", preload=("numpy",),
    questions=(question("double"), question("twice_doubled")),
)
"""
TWICE = "def twice_doubled(x):\n    return double(double(x))\n"
WRONG = "import numpy as np\n\ndef double(x):\n    return x + 2\n"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> catalog.Declaration:
    folder: Path = tmp_path_factory.mktemp("chain") / "reference" / "chain"
    folder.mkdir(parents=True)
    (folder / "solution.py").write_text(SOLUTION)
    (folder / "assignment.py").write_text(ASSIGNMENT)
    return catalog.load(str(folder))


def job_of(declaration: catalog.Declaration, *cells: str) -> Job:
    """A job without probes: enough to decide what is to be tried again."""
    questions = tuple(question.name for question in declaration.assignment.questions)
    blank = {"probes": (), "expected": {}, "environment": None}
    return Job(
        assignment=declaration.assignment,
        submission=Submission(student="ada", notebook=notebook_of(*cells)),
        seed=1,
        questions=questions,
        stand_ins=stand_ins(declaration.assignment, declaration.solution),
        **blank,
    )


def results(**verdicts: Verdict) -> tuple[CheckResult, ...]:
    return tuple(
        CheckResult(check=f"{name}.values", question=name, verdict=verdict, reason="as it was")
        for name, verdict in verdicts.items()
    )


BOTH = results(double=Verdict.FAIL, twice_doubled=Verdict.FAIL)


def tried_again(declaration: catalog.Declaration, cells: tuple[str, ...], found: tuple[CheckResult, ...]):
    job = job_of(declaration, *cells)
    return [(c.questions, dict(c.functions)) for c in carries(job, notebooks.read(job.submission.notebook), found)]


def test_the_code_of_a_function_comes_with_all_it_needs_and_nothing_else(chain):
    codes = stand_ins(chain.assignment, chain.solution)
    assert codes["double"] == "FACTOR = 2.0\ndef double(x):\n    return FACTOR * x\n"
    assert "def double(x)" in codes["twice_doubled"]


def test_a_question_is_tried_again_when_it_uses_a_function_of_another_that_failed_too(chain):
    again = [(("twice_doubled",), {"double": "double"})]
    assert tried_again(chain, (WRONG, TWICE), BOTH) == again
    through_its_own = (
        "def apply(f, x):\n    return double(x)\n\ndef twice_doubled(x):\n    return apply(1, double(x))\n"
    )
    assert tried_again(chain, (WRONG, through_its_own), BOTH) == again
    assert tried_again(chain, (TWICE,), BOTH) == again  # `double` is not even there


def test_nothing_is_tried_again_without_need(chain):
    alone = "def twice_doubled(x):\n    return 4 * x + 1\n"
    assert tried_again(chain, (WRONG, alone), BOTH) == []
    assert tried_again(chain, (WRONG, TWICE), results(double=Verdict.PASS, twice_doubled=Verdict.FAIL)) == []
    assert tried_again(chain, (WRONG, TWICE), results(double=Verdict.FAIL, twice_doubled=Verdict.PASS)) == []
    assert tried_again(chain, (WRONG,), BOTH) == []


def test_what_passes_with_the_reference_is_not_replaced_itself(chain):
    third = msgspec.structs.replace(chain.assignment.questions[0], name="third", functions=("third",))
    assignment = msgspec.structs.replace(chain.assignment, questions=(*chain.assignment.questions, third))
    job = msgspec.structs.replace(job_of(chain, WRONG, TWICE, "def third(x): return twice_doubled(x)"))
    job = msgspec.structs.replace(job, assignment=assignment)
    read = notebooks.read(job.submission.notebook)
    lost = (*BOTH, *results(third=Verdict.FAIL))
    (first,) = carries(job, read, lost)
    assert (first.questions, list(first.functions)) == (("twice_doubled", "third"), ["double"])
    (second,) = carries(job, read, lost, first.tried)  # `twice_doubled` still fails: it is at fault as well
    assert (second.questions, list(second.functions)) == (("third",), ["double", "twice_doubled"])
    assert carries(job, read, lost, first.tried | second.tried) == ()
    healed = (BOTH[0], *results(twice_doubled=Verdict.PASS, third=Verdict.FAIL))
    assert carries(job, read, healed, first.tried) == ()


def test_a_reference_that_would_bring_the_answer_along_is_not_given(chain):
    reverse = "def double(x):\n    return twice_doubled(x) / 2\n"
    assert tried_again(chain, (reverse, "def twice_doubled(x):\n    return x\n"), BOTH) == []


def test_a_pass_counts_and_is_told_but_no_word_of_the_second_try_is(chain):
    job = job_of(chain, WRONG, TWICE)
    (carry,) = carries(job, notebooks.read(job.submission.notebook), BOTH)
    again = CheckResult(check="twice_doubled.values", question="twice_doubled", verdict=Verdict.PASS, reason="secret")
    merged, notes = merge(BOTH, (again,), carry, chain.assignment)
    assert merged[0] == BOTH[0]
    assert merged[1].verdict is Verdict.PASS
    assert "reference's `double` in place of yours" in merged[1].reason
    (note,) = notes
    assert note.startswith("“Twice_Doubled” was graded with the reference's `double` in place of yours")
    failed = msgspec.structs.replace(again, verdict=Verdict.FAIL)
    assert merge(BOTH, (failed,), carry, chain.assignment) == (BOTH, ())


def test_the_added_cell_binds_the_function_and_shares_nothing_with_the_notebook(chain):
    job = job_of(chain, WRONG, TWICE)
    read = notebooks.read(job.submission.notebook)
    (carry,) = carries(job, read, BOTH)
    added = with_reference(read, carry, job.stand_ins).cells[-1]
    assert added.index > max(cell.index for cell in read.cells)
    space = {"FACTOR": 7.0}
    exec(added.source, space)
    assert space["double"](3.0) == 6.0
    assert space["FACTOR"] == 7.0
    assert set(space) - {"__builtins__"} == {"FACTOR", "double"}
    assert "twice_doubled" not in space["double"].__globals__


@pytest.fixture(scope="module")
def template(chain: catalog.Declaration) -> Job:
    return prepare(chain, ("double", "twice_doubled"), 5, chosen_level("auto", ("numpy",)).level)


def graded(template: Job, *cells: str) -> Run:
    return grade_one(
        msgspec.structs.replace(template, submission=Submission(student="ada", notebook=notebook_of(*cells)))
    )


@pytest.mark.kernel
def test_a_mistake_loses_its_points_once_and_the_run_says_so(template):
    run = graded(template, WRONG, TWICE)
    assert [(r.check, str(r.verdict)) for r in run.checks] == [
        ("double.values", "fail"),
        ("twice_doubled.values", "pass"),
    ]
    assert any("reference's `double` in place of yours" in note for note in run.notes)
    assert run.code["double"].endswith("x + 2")


@pytest.mark.kernel
def test_who_looks_into_the_reference_cannot_tell_anybody(template):
    spy = "def twice_doubled(x):\n    raise RuntimeError(f'{sorted(double.__globals__)} {double.__code__.co_names}')\n"
    run = graded(template, WRONG, spy)
    assert [str(r.verdict) for r in run.checks] == ["fail", "fail"]
    assert "RuntimeError" in run.checks[1].reason
    assert b"FACTOR" not in msgspec.json.encode(run)  # a name in the solution only
