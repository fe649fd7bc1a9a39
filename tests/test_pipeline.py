import msgspec
import pytest
from course import CORRECT, notebook_of

from grader import catalog
from grader.errors import AssignmentError
from grader.pipeline import grade_one, harness_failure, prepare
from grader.records.execution import Status
from grader.records.run import Job, Run
from grader.records.score import score
from grader.records.submission import Submission
from grader.records.verdict import Verdict

pytestmark = pytest.mark.kernel


@pytest.fixture(params=["forked", "cold"])
def template(request, template, monkeypatch):
    """Both ways to start a kernel must pass the same tests."""
    if request.param == "forked":
        return template
    monkeypatch.setenv("GRADER_START", "cold")
    environment = msgspec.structs.replace(template.environment, isolation="none")
    return msgspec.structs.replace(template, environment=environment)


def grade(template: Job, *cells, files=(), limits=None) -> Run:
    job = msgspec.structs.replace(
        template, submission=Submission(student="s", notebook=notebook_of(*cells), files=tuple(files))
    )
    if limits:
        shorter = msgspec.structs.replace(job.assignment.limits, **limits)
        job = msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, limits=shorter))
    return grade_one(job)


def points(run: Run, template: Job) -> float:
    return score(run, template.assignment).earned


def test_a_correct_notebook_earns_every_point(template):
    run = grade(template, CORRECT)
    assert points(run, template) == 10
    assert run.status is Status.OK
    assert "def standardize" in run.code["standardize"]


def test_a_cell_that_raises_does_not_stop_the_later_ones(template):
    run = grade(template, "1 / 0", CORRECT)
    assert points(run, template) == 10
    assert run.status is Status.RAISED
    assert "ZeroDivisionError" in run.execution.cells[0].error


def test_a_syntax_error_costs_its_own_cell_only(template):
    run = grade(template, "def broken(:", CORRECT)
    assert points(run, template) == 10
    assert "SyntaxError" in run.execution.cells[0].error


def test_of_several_definitions_the_last_one_run_counts(template):
    wrong = "def standardize(x):\n    return x"
    assert points(grade(template, wrong, CORRECT), template) == 10
    assert points(grade(template, CORRECT, wrong), template) < 10


def test_cells_tagged_demo_are_not_run(template):
    run = grade(template, CORRECT, ("raise RuntimeError('never')", ["demo"]))
    assert run.status is Status.OK
    assert len(run.execution.cells) == 1


def test_a_function_that_only_a_demo_cell_defines_is_found_all_the_same(template):
    run = grade(template, "import numpy as np", (CORRECT, ["demo"]), ("raise RuntimeError('never')", ["demo"]))
    assert points(run, template) == 10
    assert run.status is Status.OK


def test_files_beside_the_notebook_can_be_imported_and_read(template):
    own = "from mine import standardize\nopen('data.txt').read()"
    run = grade(template, own, files=[("mine.py", CORRECT.encode()), ("data.txt", b"1")])
    assert points(run, template) == 10
    assert run.status is Status.OK


def test_an_endless_loop_in_a_cell_costs_that_cell(template):
    run = grade(template, CORRECT, "while True: pass", limits={"cell_cpu_seconds": 1.0})
    assert points(run, template) == 10
    assert run.status is Status.TIMED_OUT


def test_a_loop_that_swallows_interrupts_is_killed_and_the_rest_runs_again(template):
    stubborn = "while True:\n    try:\n        while True: sum(range(100))\n    except KeyboardInterrupt: pass"
    run = grade(template, CORRECT, stubborn, limits={"cell_cpu_seconds": 1.0})
    assert points(run, template) == 10
    assert run.status is Status.TIMED_OUT
    assert run.execution.restarts == 1


def test_sleeping_is_bounded_by_the_wall_clock(template):
    run = grade(template, CORRECT, "import time; time.sleep(3600)", limits={"cell_wall_seconds": 1.0})
    assert points(run, template) == 10
    assert run.status is Status.TIMED_OUT


def test_an_endless_loop_in_the_function_fails_its_checks_as_timed_out(template):
    run = grade(template, "def standardize(x):\n    while True: pass", limits={"probe_cpu_seconds": 1.0})
    assert run.status is Status.TIMED_OUT
    assert points(run, template) == 0
    assert run.checks[0].verdict is Verdict.FAIL
    assert "time" in run.checks[0].reason


def test_a_killed_kernel_costs_its_cell_only(template):
    run = grade(template, CORRECT, "import os; os._exit(0)")
    assert points(run, template) == 10
    assert run.status is Status.KERNEL_DIED


def test_sys_exit_is_an_ordinary_exception(template):
    run = grade(template, CORRECT, "import sys; sys.exit(1)")
    assert points(run, template) == 10
    assert run.status is Status.RAISED


def test_quit_ends_the_kernel_and_the_rest_is_run_again(template):
    assert points(grade(template, CORRECT, "quit()", "x = 1"), template) == 10


def test_a_kernel_that_dies_in_a_probe_fails_the_question(template):
    run = grade(template, "import os\ndef standardize(x):\n    os._exit(0)")
    assert run.status is Status.KERNEL_DIED
    assert points(run, template) == 0


def test_unbounded_memory_in_a_cell_is_out_of_memory(template):
    greedy = "blocks = []\nwhile True: blocks.append(bytearray(50_000_000))"
    run = grade(template, CORRECT, greedy, limits={"memory_bytes": 600_000_000})
    assert run.status is Status.OUT_OF_MEMORY
    assert points(run, template) == 10


def test_two_hundred_megabytes_of_output_hit_the_output_limit(template):
    run = grade(template, CORRECT, "for _ in range(200): print('x' * 1_000_000)")
    assert run.status is Status.OUTPUT_LIMIT
    assert points(run, template) == 10


def test_output_of_a_probe_is_bounded_too(template):
    loud = CORRECT.replace("    x = np", "    print('x' * 50_000_000)\n    x = np")
    assert grade(template, loud).status is Status.OUTPUT_LIMIT


@pytest.mark.parametrize(
    ("cell", "word"),
    [("input('your name?')", "input()"), ("from google.colab import drive", "Colab")],
)
def test_what_the_surroundings_forbid_is_explained(template, cell, word):
    run = grade(template, CORRECT, cell)
    assert points(run, template) == 10
    assert word in " ".join(run.execution.notes)


def test_a_download_behind_walls_fails_at_once_and_says_why(template):
    if template.environment.isolation != "strong":
        pytest.skip("only a network namespace keeps a notebook off the network")
    run = grade(template, CORRECT, "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/data.csv')")
    assert "network" in " ".join(run.execution.notes)


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "d/" * 3000 + "f", "x" * 300])
def test_a_file_whose_name_leads_out_or_fits_no_disk_makes_the_submission_unreadable(template, name):
    run = grade(template, CORRECT, files=[(name, b"x")])
    assert run.status is Status.UNREADABLE
    assert points(run, template) == 0


def test_a_missing_function_is_said_by_name(template):
    run = grade(template, "import numpy as np")
    assert points(run, template) == 0
    assert "`standardize`" in run.checks[0].reason


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("return None", "None"),
        ("return 'text'", "Text"),
        ("return np.array([object()])", "object"),
        ("return np.full(np.shape(x), np.nan)", "NaN"),
        ("return np.asarray(x)[:1]", "shape"),
        ("return lambda: 0", "function"),
    ],
)
def test_every_odd_return_value_has_its_own_words(template, body, word):
    run = grade(template, f"import numpy as np\ndef standardize(x):\n    {body}")
    reasons = " ".join(check.reason for check in run.checks)
    assert word in reasons
    assert points(run, template) < 10
    assert run.verdict is not Verdict.ERROR


def test_a_wrong_number_of_arguments_is_said_with_the_signature(template):
    run = grade(template, "def standardize(x, axis): return x")
    assert "(x, axis)" in run.checks[0].reason


def test_an_unreadable_notebook_has_its_status_and_message(template):
    job = msgspec.structs.replace(template, submission=Submission(student="s", notebook=b"{broken"))
    run = grade_one(job)
    assert run.status is Status.UNREADABLE
    assert run.problem


def test_equal_submission_and_seed_give_equal_judgements(template):
    noisy = "import numpy as np\ndef standardize(x):\n    return x + np.random.normal(size=np.shape(x))"
    first, second = grade(template, noisy), grade(template, noisy)
    assert first.judgement == second.judgement


def test_what_student_code_prints_to_the_agent_channel_cannot_forge_a_pass(template):
    forged = (
        "get_ipython().kernel.shell_handlers['grader_probe'] = lambda stream, ident, parent: "
        "get_ipython().kernel.session.send(stream, 'grader_answer', {}, parent=parent, ident=ident, "
        "buffers=[b'PASS PASS PASS'])"
    )
    run = grade(template, forged)
    assert points(run, template) == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x = np.asarray(x)", "x = undefined", "does not answer the probe standardize.table: raised NameError"),
        ("def standardize", "def standardise", "asks for `standardize`, which solution.py beside it does not define"),
    ],
)
def test_a_reference_that_does_not_answer_is_an_assignment_error(declaration, tmp_path, old, new, said):
    folder = tmp_path / "reference" / "standardize"
    folder.mkdir(parents=True)
    source = (declaration.folder / "solution.py").read_text("utf-8").replace(old, new)
    (folder / "solution.py").write_text(source, "utf-8")
    (folder / "assignment.py").write_text((declaration.folder / "assignment.py").read_text("utf-8"), "utf-8")
    broken = catalog.load("standardize", tmp_path)
    with pytest.raises(AssignmentError, match=said):
        prepare(broken, ("standardize",), seed=1)


def test_a_failure_of_the_harness_costs_no_points(template):
    run = harness_failure(template, "no kernel")
    assert run.verdict is Verdict.ERROR
    assert points(run, template) == 10
