"""Observing: what breaks a kernel costs its own function only, and what comes back is checked."""

import asyncio

import msgspec
import numpy as np
import pytest
from course import notebook_of

from grader import notebook as notebooks
from grader import wire
from grader.authoring import call
from grader.errors import WireError
from grader.kernel import Ending
from grader.observe import (
    Observed,
    budget_of,
    function_of,
    observe,
    parse,
    plain,
    read_answer,
    request,
    with_files,
)
from grader.records.assignment import Limits
from grader.records.execution import Status
from grader.records.observation import Outcome
from grader.records.probe import Array, Built, Describe, Forward, Layer, Probe, Stock, Train, Trained
from grader.records.submission import Submission

DEADLY = "import os\ndef deadly(x): os._exit(0)\n"
FINE = "def fine(x): return x + 1\n"


def call_probe(name: str, number: float = 1.0) -> Probe:
    """A probe `<function>.<anything>` that calls the function with one array."""
    return Probe(id=name, stimulus=call(name.partition(".")[0], np.array([number])), seed=1)


@pytest.fixture
def watch(template):
    """Observes cells and probes, named or whole, with some limits changed."""

    def run(cells: list[str], probes: list[str | Probe], **limits) -> Observed:
        narrowed = msgspec.structs.replace(template.assignment.limits, **limits)
        assignment = msgspec.structs.replace(template.assignment, limits=narrowed)
        submission = Submission(student="s", notebook=notebook_of(*cells))
        sent = [p if isinstance(p, Probe) else call_probe(p) for p in probes]
        read = notebooks.read(submission.notebook)
        return asyncio.run(observe(read, submission, assignment, sent, template.environment.isolation))

    return run


def outcomes(observed: Observed) -> dict[str, Outcome]:
    return {name: observation.outcome for name, observation in observed.observations.items()}


def test_the_files_an_assignment_came_with_lie_beside_the_notebook_as_they_were_handed_out():
    handed_in = Submission(student="s", files=(("notes.txt", b"mine"), ("digits.npz", b"changed")))
    given = with_files(handed_in, [("digits.npz", b"as it was")])
    assert given.files == (("notes.txt", b"mine"), ("digits.npz", b"as it was"))
    assert with_files(handed_in, []) == handed_in


# --- with kernels -----------------------------------------------------------------------------------------


@pytest.mark.kernel
def test_a_function_that_broke_its_kernel_is_not_tried_again_and_others_are(watch):
    observed = watch([DEADLY + FINE], ["deadly.1", "fine.1", "deadly.2", "fine.2"])
    assert outcomes(observed) == {
        "deadly.1": Outcome.DIED,
        "fine.1": Outcome.RETURNED,
        "deadly.2": Outcome.DIED,
        "fine.2": Outcome.RETURNED,
    }
    assert observed.execution.restarts == 1
    assert observed.observations["deadly.2"].seconds == 0


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("body", "outcome", "limits"),
    [
        ("while True: pass", Outcome.TIMED_OUT, {"probe_cpu_seconds": 0.5}),
        ("for _ in range(30): print('x' * 10_000)", Outcome.OUTPUT_LIMIT, {"output_bytes": 100_000}),
        ("import os; os._exit(1)", Outcome.DIED, {}),
    ],
    ids=["time", "output", "death"],
)
def test_every_way_to_break_a_kernel_is_said_once_and_not_tried_again(watch, body, outcome, limits):
    observed = watch([f"def bad(x):\n    {body}\n{FINE}"], ["bad.1", "bad.2", "fine.1"], **limits)
    assert outcomes(observed) == {"bad.1": outcome, "bad.2": outcome, "fine.1": Outcome.RETURNED}
    assert observed.observations["bad.1"].seconds > 0
    assert observed.observations["bad.2"].seconds == 0


@pytest.mark.kernel
def test_a_function_that_only_raises_is_tried_again(watch):
    source = "count = 0\ndef moody(x):\n    global count\n    count += 1\n    return 1 / (count - 1)"
    observed = watch([source], ["moody.1", "moody.2"])
    assert outcomes(observed) == {"moody.1": Outcome.RAISED, "moody.2": Outcome.RETURNED}
    assert observed.execution.restarts == 0


@pytest.mark.kernel
def test_restarts_are_bounded(watch):
    names = [f"deadly_{number}" for number in range(4)]
    source = "import os\n" + "".join(f"def {name}(x): os._exit(0)\n" for name in names) + FINE
    observed = watch([source], [*names, "fine.1"], max_restarts=2)
    assert outcomes(observed) == dict.fromkeys([*names, "fine.1"], Outcome.DIED)
    assert observed.execution.restarts == 2


@pytest.mark.kernel
def test_without_restarts_left_the_remaining_cells_are_not_run(watch):
    observed = watch(["import os; os._exit(0)", FINE], ["fine.1"], max_restarts=0)
    assert [(cell.status, cell.error) for cell in observed.execution.cells] == [
        (Status.KERNEL_DIED, ""),
        (Status.KERNEL_DIED, "not run"),
    ]
    assert outcomes(observed) == {"fine.1": Outcome.DIED}


@pytest.mark.kernel
def test_a_cell_that_ended_the_kernel_is_left_out_when_the_rest_runs_again(watch):
    observed = watch(["x = 1", "import os; os._exit(0)", "y = x", "def fine(n): return n + y"], ["fine.1"])
    assert [cell.status for cell in observed.execution.cells] == [
        Status.OK,
        Status.KERNEL_DIED,
        Status.OK,
        Status.OK,
    ]
    assert observed.observations["fine.1"].values[0].array.tolist() == [2.0]
    assert observed.execution.restarts == 1


@pytest.mark.kernel
def test_what_a_dead_kernel_used_is_counted_still(watch):
    hungry = "block = bytearray(b'1') * 150_000_000\nimport time\nwhile time.process_time() < 1: pass"
    observed = watch([hungry, "import os; os._exit(0)", "x = 1"], [])
    assert observed.execution.peak_bytes > 150_000_000
    assert observed.execution.cpu_seconds > 0.5


@pytest.mark.kernel
def test_a_notebook_without_anything_to_run_is_still_probed(watch):
    observed = watch(["", "  \n"], ["fine.1"])
    assert observed.execution.cells == ()
    assert outcomes(observed) == {"fine.1": Outcome.UNDEFINED}


@pytest.mark.kernel
def test_the_arguments_before_are_those_the_host_sent(watch):
    observed = watch(["def double(x):\n    x *= 2\n    return x"], [call_probe("double", 3.0)]).observations["double"]
    assert observed.arguments_before[0].tolist() == [3.0]
    assert observed.arguments_after[0].tolist() == [6.0]


FORGER = """
import json, struct
def forge(tree):
    header = json.dumps({"tree": tree, "arrays": []}).encode()
    frame = struct.pack("<4sIQ", b"GRD1", len(header), 0) + header
    kernel = get_ipython().kernel
    def handle(stream, identity, message):
        kernel.session.send(stream, "grader_answer", {}, parent=message, ident=identity, buffers=[frame])
    kernel.shell_handlers["grader_probe"] = handle
"""


@pytest.mark.kernel
def test_what_a_forged_answer_says_about_the_host_is_not_believed(watch):
    lie = "forge({'outcome': 'returned', 'probe': 'other', 'seconds': -5, 'arguments_before': [None, None]})"
    observed = watch([FORGER, lie], [call_probe("double", 3.0)]).observations["double"]
    assert observed.probe == "double"
    assert observed.seconds > 0
    assert [argument.tolist() for argument in observed.arguments_before] == [[3.0]]


@pytest.mark.kernel
@pytest.mark.parametrize("tree", ["{'outcome': 'pass'}", "[]", "5", "{'outcome': 'returned', 'values': [{}]}"])
def test_a_malformed_answer_is_unsendable(watch, tree):
    observed = watch([FORGER, f"forge({tree})"], ["fine.1"])
    assert outcomes(observed) == {"fine.1": Outcome.UNSENDABLE}


# --- without --------------------------------------------------------------------------------------------------


def frame_of(**fields) -> bytes:
    return wire.encode({"outcome": "returned", **fields})


def test_an_answer_becomes_an_observation_field_by_field():
    value = {"type_name": "ndarray", "dtype": "float64", "array": np.array([1.0])}
    observed = parse("p", frame_of(values=[value], arguments_after=[None], error_line=3))
    assert (observed.probe, observed.outcome, observed.error_line) == ("p", Outcome.RETURNED, 3)
    assert observed.values[0].array.tolist() == [1.0]
    assert observed.arguments_after == (None,)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"GRD1" + b"\0" * 12,
        wire.encode(None),
        wire.encode([1]),
        wire.encode({}),
        wire.encode({"outcome": "perfect"}),
        wire.encode({"outcome": np.zeros(1)}),
        frame_of(values=5),
        frame_of(values=[{"type_name": "ndarray", "array": [1.0]}]),
        frame_of(values=[{"type_name": np.zeros(2)}]),
        frame_of(arguments_after=["text"]),
        frame_of(error_line="3"),
        frame_of(error_message=np.zeros(1)),
        frame_of(model={"input_shape": [None], "output_shape": [], "weights": [{"shape": ["a"]}]}),
        frame_of(model={"input_shape": []}),
        frame_of(training={"returned": "History"}),
    ],
    ids=lambda frame: str(frame[16:60]),
)
def test_an_answer_with_a_field_of_another_kind_is_refused(frame):
    with pytest.raises(WireError, match="probe p is malformed"):
        parse("p", frame)


TRAINING = {"returned": "History", "has_history": True, "steps": 3, "weights_moved": True}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (Status.OK, Outcome.RETURNED),
        (Status.TIMED_OUT, Outcome.TIMED_OUT),
        (Status.OUTPUT_LIMIT, Outcome.OUTPUT_LIMIT),
        (Status.OUT_OF_MEMORY, Outcome.OUT_OF_MEMORY),
    ],
)
def test_a_breach_of_the_budget_weighs_more_than_the_answer(status, outcome):
    ending = Ending(status=status, frame=frame_of())
    assert read_answer(call_probe("f"), ending).outcome is outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (Status.KERNEL_DIED, Outcome.DIED),
        (Status.TIMED_OUT, Outcome.TIMED_OUT),
        (Status.OUT_OF_MEMORY, Outcome.OUT_OF_MEMORY),
        (Status.OUTPUT_LIMIT, Outcome.OUTPUT_LIMIT),
    ],
)
def test_without_an_answer_the_ending_says_how_it_went(status, outcome):
    assert read_answer(call_probe("f"), Ending(status=status)).outcome is outcome


def test_a_training_that_was_stopped_at_its_budget_still_counts():
    data = Array(values=np.zeros((1, 2)))
    train = Train(function="train_model", model=Built(function="build"), inputs=data, labels=data, max_steps=1)
    probe = Probe(id="train", stimulus=train, seed=1)
    observed = read_answer(probe, Ending(status=Status.TIMED_OUT, frame=frame_of(training=TRAINING)))
    assert observed.has_returned
    assert observed.training.steps == 3


MODEL = Built(function="build_model", stand_in=(Layer(kind="Dense", options={"units": 2}),), stand_in_shape=(4,))
INPUTS = Array(values=np.zeros((2, 4), "float32"))


@pytest.mark.parametrize(
    ("stimulus", "function"),
    [
        (call("softmax", np.zeros(1)), "softmax"),
        (Train(function="train_model", model=MODEL, inputs=INPUTS, labels=INPUTS, max_steps=1), "train_model"),
        (Describe(model=MODEL, input_shape=(4,)), "build_model"),
        (Forward(model=MODEL, inputs=INPUTS), "build_model"),
        (Forward(model=Trained(probe="train"), inputs=INPUTS), "train"),
        (Forward(model=Stock(input_shape=(4,), layers=(), weights=()), inputs=INPUTS), "the.probe"),
    ],
    ids=lambda case: case if isinstance(case, str) else type(case).__name__,
)
def test_the_function_that_a_probe_exercises_is_to_blame(stimulus, function):
    assert function_of(Probe(id="the.probe", stimulus=stimulus, seed=1)) == function


def test_training_has_a_budget_of_its_own():
    limits = Limits(probe_cpu_seconds=1, probe_wall_seconds=2, training_cpu_seconds=3, training_wall_seconds=4)
    train = Train(function="f", model=MODEL, inputs=INPUTS, labels=INPUTS, max_steps=1)
    budgets = [budget_of(Probe(id="p", stimulus=s, seed=1), limits) for s in (call("f", np.zeros(1)), train)]
    assert [(budget.cpu_seconds, budget.wall_seconds) for budget in budgets] == [(1, 2), (3, 4)]


def test_what_is_asked_holds_no_expected_value():
    secret = np.full(3, 4711.0)
    probe = Probe(id="p", stimulus=call("f", np.zeros(2)), seed=9, answer=secret)
    frame = request(probe)
    assert secret.tobytes() not in frame
    asked = wire.decode(frame)
    assert asked.keys() == {"probe", "seed", "stimulus"}
    assert asked["seed"] == 9


def test_records_are_sent_as_dictionaries_with_their_tag():
    sent = plain(Describe(model=MODEL, input_shape=(4,)))
    assert sent["type"] == "describe"
    assert sent["model"] == {
        "type": "built",
        "function": "build_model",
        "stand_in": [{"kind": "Dense", "options": {"units": 2}}],
        "stand_in_shape": [4],
    }
