"""The agent without a kernel: calling functions, and answering whatever happens."""

import random
import signal
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from grader import export, fitting, wire
from grader.agent import Agent, RefusalError, cell_place, check_arity, install, make_argument


def sent(*arrays, function="f", returns=1, seed=1):
    """The request of a call, as the host sends it."""
    arguments = [{"type": "array", "values": np.array(a), "divide_by": None} for a in arrays]
    stimulus = {"type": "call", "function": function, "arguments": arguments, "returns": returns}
    return {"probe": "p", "seed": seed, "stimulus": stimulus}


def answer_of(function, *arrays, **request):
    return Agent({"f": function}).answer(sent(*arrays, **request))


@pytest.fixture
def own_path(monkeypatch):
    monkeypatch.setattr(sys, "path", sys.path.copy())


# --- many at once -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer of processor time")
def test_each_of_many_has_the_processor_time_of_its_own():
    def endless():
        while True:
            pass

    before = signal.getsignal(signal.SIGPROF)
    call = {"type": "call", "arguments": [], "returns": 1}
    stimulus = {"type": "chorus", "call": call, "functions": ["slow", "quick", "slow"], "seed": 1, "cpu_seconds": 0.1}
    agent = Agent({"slow": endless, "quick": lambda: 5})
    answers = agent.answer({"probe": "p", "seed": 1, "stimulus": stimulus})["answers"]
    assert [answer["outcome"] for answer in answers] == ["timed_out", "returned", "timed_out"]
    assert answers[1]["values"][0]["array"] == 5
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


# --- arguments --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "function", [lambda x: x, lambda x, y=0: x, lambda *x: x, np.exp, abs, SimpleNamespace(a=1).__eq__]
)
def test_a_function_that_takes_one_argument_is_accepted(function):
    check_arity(function, [1])


@pytest.mark.parametrize(
    ("function", "signature"), [(lambda: 0, "()"), (lambda x, y: 0, "(x, y)"), (lambda *, x: 0, "(*, x)")]
)
def test_another_number_of_arguments_is_refused_with_the_signature(function, signature):
    with pytest.raises(RefusalError) as refused:
        check_arity(function, [1])
    facts = refused.value.facts()
    assert facts["outcome"] == "raised"
    assert facts["wrong_arity"] == signature


def test_an_argument_is_fresh_and_writable():
    values = np.arange(3.0)
    values.flags.writeable = False
    made = make_argument({"type": "array", "values": values, "divide_by": None})
    made[0] = 9
    assert values[0] == 0


def test_small_integers_arrive_as_float32_where_they_are_divided():
    made = make_argument({"type": "array", "values": np.array([0, 51, 255], "uint8"), "divide_by": 255.0})
    assert made.dtype == np.float32
    np.testing.assert_allclose(made, [0, 0.2, 1], rtol=1e-6)


def test_a_stored_part_may_be_changed_without_changing_its_file(tmp_path):
    path = tmp_path / "part.u8"
    path.write_bytes(bytes(range(6)))
    made = make_argument({"type": "stored", "path": str(path), "dtype": "uint8", "shape": [2, 3]})
    assert type(made) is np.ndarray
    assert made.tolist() == [[0, 1, 2], [3, 4, 5]]
    made[:] = 9
    assert path.read_bytes() == bytes(range(6))


# --- calling ----------------------------------------------------------------------------------------------


def test_a_call_brings_back_the_value_and_the_argument():
    said = answer_of(lambda x: x * 2, [1.0, 2.0])
    assert said["outcome"] == "returned"
    assert said["values"][0]["array"].tolist() == [2.0, 4.0]
    assert said["arguments_after"][0].tolist() == [1.0, 2.0]


def test_a_changed_argument_comes_back_changed_and_the_next_call_gets_a_fresh_one():
    def double(x):
        x *= 2
        return x

    request = sent([1.0, 2.0])
    agent = Agent({"f": double})
    for _ in range(2):
        said = agent.answer(request)
        assert said["values"][0]["array"].tolist() == [2.0, 4.0]
        assert said["arguments_after"][0].tolist() == [2.0, 4.0]


def test_a_large_argument_does_not_travel_back():
    assert answer_of(lambda x: 0, np.zeros(200_000))["arguments_after"] == [None]


def test_equal_seeds_give_equal_random_numbers():
    def draw():
        return [random.random(), np.random.random()]

    first, second, other = (answer_of(draw, seed=seed)["values"][0]["array"] for seed in (5, 5, 2**40))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, other)


def test_a_name_that_is_not_there_is_undefined():
    assert Agent({}).answer(sent()) == {
        "outcome": "undefined",
        "error_name": "",
        "error_message": "f",
    }


def test_a_name_that_is_no_function_is_said_to_be_what_it_is():
    said = answer_of(5)
    assert (said["outcome"], said["error_name"]) == ("raised", "TypeError")
    assert said["error_message"] == "f is a int, not a function"


def raising(error):
    def function():
        raise error

    return function


@pytest.mark.parametrize(
    ("error", "outcome", "name"),
    [
        (ValueError("bad"), "raised", "ValueError"),
        (SystemExit(0), "raised", "SystemExit"),
        (GeneratorExit(), "raised", "GeneratorExit"),
        (NotImplementedError("Write f here."), "raised", "NotImplementedError"),
        (RecursionError("deep"), "raised", "RecursionError"),
        (MemoryError(), "out_of_memory", "MemoryError"),
        (type("ResourceExhaustedError", (Exception,), {})(), "out_of_memory", "ResourceExhaustedError"),
        (ExceptionGroup("several", [ValueError()]), "raised", "ExceptionGroup"),
    ],
    ids=lambda case: type(case).__name__ if isinstance(case, BaseException) else case,
)
def test_an_exception_is_part_of_the_answer(error, outcome, name):
    said = answer_of(raising(error))
    assert (said["outcome"], said["error_name"]) == (outcome, name)
    assert said["error_message"] == str(error)


def test_an_interrupt_says_that_the_budget_ended():
    assert answer_of(raising(KeyboardInterrupt())) == {"outcome": "timed_out"}


@pytest.mark.parametrize("raised", [ValueError, SystemExit, KeyboardInterrupt])
def test_an_exception_whose_text_raises_has_no_text(raised):
    class MuteError(Exception):
        def __str__(self):
            raise raised("no text")

    said = answer_of(raising(MuteError()))
    assert (said["error_name"], said["error_message"]) == ("MuteError", "")


def test_the_line_is_that_of_the_innermost_frame_in_a_cell():
    namespace = {}
    source = "def inner():\n    return [][0]\n\ndef f():\n    return inner()"
    exec(compile(source, "/tmp/ipykernel_1/2.py", "exec"), namespace)
    said = Agent(namespace).answer(sent())
    assert (said["error_line"], said["error_function"]) == (2, "inner")


def test_what_a_function_defines_inside_is_a_part_of_it():
    namespace = {}
    source = "def f():\n    def part():\n        return [][0]\n    return part()"
    exec(compile(source, "/tmp/ipykernel_1/2.py", "exec"), namespace)
    said = Agent(namespace).answer(sent())
    assert (said["error_line"], said["error_function"]) == (3, "f")


def test_an_exception_from_outside_of_cells_has_no_line():
    assert cell_place(ValueError()) == {"error_line": None}
    assert answer_of(raising(ValueError()))["error_line"] is None


def test_a_model_that_was_never_trained_is_not_run():
    forward = {"type": "forward", "model": {"type": "trained", "probe": "train"}, "inputs": {}, "weights": None}
    said = Agent({}).answer({"probe": "p", "seed": 1, "stimulus": forward})
    assert (said["outcome"], said["error_message"]) == ("not_run", "train")


# --- the agent in the kernel's message loop ---------------------------------------------------------------


def conversation(namespace):
    """The installed handler, and the frames it sends."""
    frames = []

    def send(stream, kind, content, *, parent, ident, buffers):
        frames.extend(buffers)

    kernel = SimpleNamespace(shell_handlers={}, session=SimpleNamespace(send=send))
    install(SimpleNamespace(user_ns=namespace, kernel=kernel), wire, export, fitting)
    return kernel.shell_handlers["grader_probe"], frames


class HostileText(str):
    def __len__(self):
        raise RuntimeError("no length")


class HostileError(Exception):
    def __str__(self):
        return HostileText("text")


def strange_model():
    """A model with a layer whose rate no JSON can hold."""
    layer = SimpleNamespace(rate=float("nan"))
    model = SimpleNamespace(weights=[], trainable_weights=[], layers=[layer])
    return type("Model", (SimpleNamespace,), {"__call__": lambda self, rows, training: rows})(**vars(model))


@pytest.mark.parametrize(
    "function",
    [raising(HostileError()), lambda: np.broadcast_to(np.float64(1), (17_000, 1000)), lambda: np.zeros([1] * 40)],
    ids=["hostile text", "136 MB", "40 dimensions"],
)
def test_every_probe_gets_an_answer(own_path, function):
    handle, frames = conversation({"f": function})
    handle(None, None, {"buffers": [wire.encode(sent())]})
    assert len(frames) == 1


def test_an_answer_that_cannot_travel_says_so(own_path):
    handle, frames = conversation({"f": strange_model})
    model = {"type": "built", "function": "f", "stand_in": [], "stand_in_shape": []}
    stimulus = {"type": "describe", "model": model, "input_shape": [4]}
    handle(None, None, {"buffers": [wire.encode({"probe": "p", "seed": 1, "stimulus": stimulus})]})
    assert wire.decode(frames[0])["outcome"] == "unsendable"


def test_files_beside_the_notebook_can_be_imported_once_the_agent_is_there(own_path):
    sys.path[:] = [folder for folder in sys.path if folder]
    conversation({})
    assert sys.path[0] == ""


def test_a_plain_argument_arrives_as_python_has_it():
    assert make_argument({"type": "plain", "value": 10}) == 10
    assert make_argument({"type": "plain", "value": {"loss": [0.5]}}) == {"loss": [0.5]}
