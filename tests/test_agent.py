"""The agent without a kernel: converting what came back, calling, describing, and serving data."""

import importlib
import random
import sys
from types import SimpleNamespace

import ml_dtypes
import numpy as np
import pytest

from grader import wire
from grader.agent import (
    CURVE_EVERY_STEPS,
    MAX_TEXT,
    Agent,
    FitWatch,
    RefusalError,
    ServeData,
    cell_line,
    check_arity,
    clip,
    copy_weights,
    describe_layers,
    describe_returned,
    has_moved,
    install,
    make_argument,
    set_corner_weights,
    split_returned,
    to_value,
)


def array_of(value):
    return to_value(value)["array"]


def sent(*arrays, function="f", returns=1, seed=1):
    """The request of a call, as the host sends it."""
    arguments = [{"type": "array", "values": np.array(a), "divide_by": None} for a in arrays]
    stimulus = {"type": "call", "function": function, "arguments": arguments, "returns": returns}
    return {"probe": "p", "seed": seed, "stimulus": stimulus}


def answer_of(function, *arrays, **request):
    return Agent({"f": function}).answer(sent(*arrays, **request))


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "name", "dtype"),
    [
        (np.zeros((2, 3), "float16"), "ndarray", "float16"),
        (np.array([True, False]), "ndarray", "bool"),
        (np.zeros(2, ">i4"), "ndarray", "int32"),
        ([[1, 2], [3, 4]], "list", "int64"),
        ((1.5, 2), "tuple", "float64"),
        (True, "bool", "bool"),
        (3, "int", "int64"),
        (2.5, "float", "float64"),
        (np.float32(0.5), "float32", "float32"),
        (range(3), "range", "int64"),
        ([], "list", "float64"),
        (memoryview(b"ab"), "memoryview", "uint8"),
    ],
    ids=lambda case: repr(case)[:30],
)
def test_numbers_in_any_container_become_an_array(value, name, dtype):
    said = to_value(value)
    assert (said["type_name"], said["dtype"]) == (name, dtype)
    assert type(said["array"]) is np.ndarray
    np.testing.assert_array_equal(said["array"], np.array(value))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "NoneType"),
        ("0.5", "str"),
        (b"0.5", "bytes"),
        ({"a": 1}, "dict"),
        ({1, 2}, "set"),
        ([[1], [1, 2]], "list"),
        ([[1, 2], 3], "list"),
    ],
    ids=repr,
)
def test_what_is_no_table_of_numbers_has_a_type_and_nothing_else(value, name):
    assert to_value(value) == {"type_name": name, "dtype": "", "array": None}


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (np.array([object()]), "object"),
        (np.array([1j]), "complex128"),
        (np.array(["a"]), "str32"),
        (np.zeros(2, np.longdouble), np.dtype(np.longdouble).name),
        (np.zeros(2, [("a", "f4"), ("b", "i4")]), "void64"),
        (np.array(["2020-01-01"], "datetime64[D]"), "datetime64[D]"),
        (10**30, "object"),
        (lambda: 0, "object"),
        ([None, 1], "object"),
    ],
    ids=lambda case: repr(case)[:30],
)
def test_a_dtype_that_does_not_travel_is_named(value, dtype):
    said = to_value(value)
    assert (said["dtype"], said["array"]) == (dtype, None)


@pytest.mark.parametrize("name", ["bfloat16", "float8_e5m2", "float8_e4m3fn", "int4"])
def test_the_small_types_of_machine_learning_travel_as_float32(name):
    said = to_value(np.array([0, 1, 2], getattr(ml_dtypes, name)))
    assert said["dtype"] == name
    assert said["array"].dtype == np.float32
    assert said["array"].tolist() == [0, 1, 2]


class Liar(np.ndarray):
    """Says that it equals everything and takes part in no function of NumPy."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def __array_function__(self, func, types, args, kwargs):
        return np.zeros(3)

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.ones(3)

    def __array_finalize__(self, origin):
        self.numpy_calls = 0

    def tobytes(self, order="C"):
        return bytes(self.nbytes)

    @property
    def shape(self):
        return (7,)


def test_a_subclass_that_lies_is_read_as_the_memory_it_has():
    said = to_value(np.array([1.0, 2.0, 3.0]).view(Liar))
    assert said["type_name"] == "Liar"
    assert type(said["array"]) is np.ndarray
    assert said["array"].tolist() == [1.0, 2.0, 3.0]
    assert said["array"].shape == (3,)


def test_an_object_that_converts_itself_is_read_once():
    class Changing:
        reads = 0

        def __array__(self, dtype=None, copy=None):
            type(self).reads += 1
            return np.array([float(self.reads)])

    assert array_of(Changing()).tolist() == [1.0]
    assert Changing.reads == 1


@pytest.mark.parametrize("error", [ValueError, RuntimeError, MemoryError, RecursionError])
def test_a_value_that_cannot_be_converted_is_no_number(error):
    def refuse(self, *_):
        raise error("no")

    for name in ("__array__", "numpy"):
        assert array_of(type("Odd", (), {name: refuse})()) is None


def test_a_tensor_is_asked_for_its_numbers():
    tensor = SimpleNamespace(numpy=lambda: np.array([1, 2], "int32").view(Liar))
    assert array_of(tensor).tolist() == [1, 2]


def test_long_texts_are_cut():
    assert clip("a" * MAX_TEXT) == "a" * MAX_TEXT
    assert clip("a" * (MAX_TEXT + 1)) == "a" * (MAX_TEXT - 1) + "…"
    assert len(to_value(type("T" * 2000, (), {})())["type_name"]) == MAX_TEXT


# --- several values, arguments ----------------------------------------------------------------------------


def test_one_value_is_itself_even_where_it_is_a_tuple():
    assert split_returned((1, 2), 1) == [(1, 2)]


@pytest.mark.parametrize("returned", [(1, 2), [1, 2]])
def test_several_values_are_taken_apart(returned):
    assert split_returned(returned, 2) == [1, 2]


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (None, "it returned None, 2 values were expected"),
        ((1,), "it returned 1 values, 2 values were expected"),
        ([1, 2, 3], "it returned 3 values, 2 values were expected"),
        (np.zeros((2, 2)), "it returned one ndarray, 2 values were expected"),
        ("ab", "it returned one str, 2 values were expected"),
    ],
    ids=repr,
)
def test_a_wrong_number_of_values_is_counted(returned, said):
    with pytest.raises(RefusalError) as refused:
        split_returned(returned, 2)
    assert (refused.value.name, refused.value.message) == ("WrongCount", said)


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
    assert Agent(namespace).answer(sent())["error_line"] == 2


def test_an_exception_from_outside_of_cells_has_no_line():
    assert cell_line(ValueError()) is None
    assert answer_of(raising(ValueError()))["error_line"] is None


def test_a_model_that_was_never_trained_is_not_run():
    forward = {"type": "forward", "model": {"type": "trained", "probe": "train"}, "inputs": {}, "weights": None}
    said = Agent({}).answer({"probe": "p", "seed": 1, "stimulus": forward})
    assert (said["outcome"], said["error_message"]) == ("not_run", "train")


def built(function, stand_in=()):
    model = {"type": "built", "function": "f", "stand_in": list(stand_in), "stand_in_shape": [4]}
    stimulus = {"type": "describe", "model": model, "input_shape": [4]}
    return Agent({"f": function}).answer({"probe": "p", "seed": 1, "stimulus": stimulus})


def test_a_builder_that_returns_no_model_is_told_what_came():
    said = built(lambda: None)
    assert said["error_name"] == "NotAModel"
    assert said["error_message"] == "f returned NoneType, a Keras model was expected"


def test_a_model_is_described_by_the_shapes_of_its_weights():
    class Doubling:
        def __init__(self):
            self.weights = [np.zeros((4, 2)), np.zeros(2)]
            self.trainable_weights = self.weights[:1]

        def __call__(self, rows, training):
            return rows[:, :2]

    facts = built(Doubling)["model"]
    assert facts["input_shape"] == [None, 4]
    assert facts["output_shape"] == [None, 2]
    assert facts["weights"] == [{"shape": [4, 2], "trainable": True}, {"shape": [2], "trainable": False}]


# --- the agent in the kernel's message loop ---------------------------------------------------------------


def conversation(namespace):
    """The installed handler, and the frames it sends."""
    frames = []

    def send(stream, kind, content, *, parent, ident, buffers):
        frames.extend(buffers)

    kernel = SimpleNamespace(shell_handlers={}, session=SimpleNamespace(send=send))
    install(SimpleNamespace(user_ns=namespace, kernel=kernel), wire)
    return kernel.shell_handlers["grader_probe"], frames


@pytest.fixture
def own_path(monkeypatch):
    monkeypatch.setattr(sys, "path", sys.path.copy())


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


# --- layers and weights -----------------------------------------------------------------------------------


def test_containers_are_opened_and_only_primitive_settings_travel():
    def relu():
        raise AssertionError("never called")

    dense = type("Dense", (), {"activation": staticmethod(relu), "units": 4, "rate": "much"})()
    dropout = type("Dropout", (), {"rate": 0.5, "units": None})()
    block = SimpleNamespace(layers=[dense])
    model = SimpleNamespace(_flatten_layers=lambda include_self: [block, dense, dropout])
    assert describe_layers(model) == [
        {"kind": "Dense", "activation": "relu", "rate": None, "units": 4},
        {"kind": "Dropout", "activation": None, "rate": 0.5, "units": None},
    ]


class Weighted:
    """What is needed of a model that holds weights."""

    def __init__(self, *shapes):
        self.weights = [np.ones(shape) for shape in shapes]
        self.trainable_weights = self.weights

    def set_weights(self, weights):
        self.weights = weights


def test_corner_weights_leave_zeros_elsewhere():
    model = Weighted((2, 3), (3,))
    set_corner_weights(model, [np.array([[5.0]]), np.array([6.0, 7.0])])
    assert [w.tolist() for w in model.weights] == [[[5, 0, 0], [0, 0, 0]], [6, 7, 0]]


@pytest.mark.parametrize("shapes", [[(2, 3)], [(2, 3), (3, 1)], [(2, 3), (1,)], [(2, 3), (3,), (1,)]], ids=str)
def test_weights_that_do_not_hold_the_corners_are_told(shapes):
    with pytest.raises(RefusalError) as refused:
        set_corner_weights(Weighted(*shapes), [np.zeros((1, 1)), np.zeros(2)])
    assert refused.value.name == "OtherWeights"
    assert str(shapes[0]) in refused.value.message


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ([[1.0, 2.0]], [[1.0, 2.0]], False),
        ([[1.0, 2.0]], [[1.0, 2.5]], True),
        ([], [], False),
        ([], [[1.0]], True),
        ([[1.0]], [[1.0, 1.0]], True),
        ([[1.0], [2.0]], [[1.0], [2.0]], False),
        ([[1.0], [2.0]], [[1.0], [3.0]], True),
    ],
)
def test_weights_moved_when_one_of_them_changed_or_appeared(before, after, moved):
    assert has_moved([np.array(b) for b in before], [np.array(a) for a in after]) is moved


def test_copied_weights_do_not_follow_the_model():
    model = Weighted((2,))
    copied = copy_weights(model)
    model.weights[0][:] = 9
    assert copied[0].tolist() == [1, 1]
    assert copy_weights(object()) == []


# --- training ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "returned",
    [SimpleNamespace(history={"loss": [0.5, 0.25]}), {"loss": [0.5, 0.25]}, {"loss": np.array([[0.5], [0.25]])}],
    ids=["History", "dictionary", "array"],
)
def test_a_history_or_its_dictionary_is_told(returned):
    said = describe_returned(returned)
    assert said["has_history"] is True
    assert said["history"]["loss"].tolist() == [0.5, 0.25]


@pytest.mark.parametrize(
    "returned", [None, "history", [0.5], {}, {"loss": "high"}, {"loss": object()}, SimpleNamespace(history=None)]
)
def test_what_is_no_history_is_said_to_be_none(returned):
    said = describe_returned(returned)
    assert said["has_history"] is False
    assert said["returned"] == type(returned).__name__


def test_a_history_is_cut_to_what_travels():
    said = describe_returned({f"{'k' * 600}{number:03}": np.zeros(5000) for number in range(40)})
    assert all(len(key) == MAX_TEXT for key in said["history"])
    assert len(describe_returned({str(n): [0.0] for n in range(40)})["history"]) == 20
    assert len(describe_returned({"loss": np.zeros(5000)})["history"]["loss"]) == 1000


def test_steps_are_counted_and_the_curve_is_kept_now_and_then():
    watch = FitWatch(SimpleNamespace(stop_training=False), max_steps=1000)
    for step in range(1, 2 * CURVE_EVERY_STEPS + 2):
        watch.batch_end({"loss": 1 / step, "val_accuracy": 0.9, "categorical_accuracy": step / 100})
    facts = watch.facts()
    assert facts["steps"] == 2 * CURVE_EVERY_STEPS + 1
    assert facts["curve_steps"].tolist() == [CURVE_EVERY_STEPS, 2 * CURVE_EVERY_STEPS]
    np.testing.assert_allclose(facts["curve_loss"], 1 / facts["curve_steps"])
    np.testing.assert_allclose(facts["curve_accuracy"], facts["curve_steps"] / 100)
    assert facts["stopped_at_budget"] is False


def test_a_curve_without_logs_holds_no_numbers():
    watch = FitWatch(SimpleNamespace(), max_steps=1000)
    for _ in range(CURVE_EVERY_STEPS):
        watch.batch_end(None)
    assert np.isnan(watch.facts()["curve_loss"]).all()
    assert np.isnan(watch.facts()["curve_accuracy"]).all()


def test_training_is_told_to_stop_at_the_step_budget():
    model = SimpleNamespace(stop_training=False)
    watch = FitWatch(model, max_steps=2)
    watch.batch_end({})
    assert not model.stop_training
    watch.batch_end({})
    assert model.stop_training
    assert watch.facts()["stopped_at_budget"] is True


def test_without_a_step_the_curve_is_empty():
    facts = FitWatch(SimpleNamespace(), max_steps=2).facts()
    assert [facts[name].shape for name in ("curve_steps", "curve_loss", "curve_accuracy")] == [(0,)] * 3
    assert wire.decode(wire.encode(facts))["steps"] == 0


# --- data -------------------------------------------------------------------------------------------------

SOURCE = """
def get_file(path, origin):
    raise RuntimeError("the network")

def load_data():
    return get_file("d.npz", origin="far away")
"""


@pytest.fixture
def dataset(tmp_path, monkeypatch, own_path):
    """A package that fetches its data as Keras does, importable as `far.data`."""
    package = tmp_path / "far"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "data.py").write_text(SOURCE)
    monkeypatch.setattr(sys, "meta_path", sys.meta_path.copy())
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield package
    for name in ("far", "far.data"):
        sys.modules.pop(name, None)


def test_a_module_imported_later_reads_the_local_archive(dataset):
    finder = ServeData("far.data", "/local/archive.npz")
    sys.meta_path.insert(0, finder)
    module = importlib.import_module("far.data")
    assert module.load_data() == "/local/archive.npz"
    assert finder not in sys.meta_path


def test_other_modules_are_left_alone(dataset):
    (dataset / "other.py").write_text(SOURCE)
    sys.meta_path.insert(0, ServeData("far.data", "/local/archive.npz"))
    with pytest.raises(RuntimeError, match="the network"):
        importlib.import_module("far.other").load_data()
    sys.modules.pop("far.other")


def test_a_module_that_does_not_exist_stays_missing(dataset):
    sys.meta_path.insert(0, ServeData("far.nothing", "/local/archive.npz"))
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("far.nothing")
