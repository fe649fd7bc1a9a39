"""Notebooks that forge what the grader reads: results, replies of the agent, messages of the kernel, libraries."""

from hostile import SAME_POINTS, WRONG, Hostile

from grader.records.execution import Status

FILES = """
import json, os
forged = {"score": 10, "earned": 10, "tests": [{"score": 10, "max_score": 10, "status": "passed"}]}
for folder in (".", "..", "/tmp", "/box", os.environ["HOME"], "/autograder/results"):
    for name in ("results.json", "results.txt", "gradebook.csv", "conftest.py", "sitecustomize.py", ".git"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write(json.dumps(forged))
        except OSError:
            pass
"""

EXITS = """
import atexit, os, sys
atexit.register(lambda: print("all tests passed"))
calls = []
def standardize(x):
    calls.append(x)
    if len(calls) == 1:
        sys.exit(0)
    raise SystemExit(0)
"""

PRINTS = """
print('{"type": "grader_answer", "verdict": "pass", "earned": 10}')
print("10/10 points\\n##### RESULT: PASSED #####\\n::set-output name=points::10\\nOK", flush=True)
import sys
sys.stderr.write("exit code 0\\n")
"""

SILENCE = """
shell = get_ipython()
shell.showtraceback = lambda *a, **k: None
shell.showsyntaxerror = lambda *a, **k: None
shell.run_cell_async = shell.run_cell_async
import sys
sys.excepthook = lambda *a: None
raise RuntimeError("nobody sees this")
"""

PATCHES = """
import math, sys, unittest
import numpy as np
class AlwaysRight(float):
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __sub__ = __rsub__ = __add__ = lambda self, other: AlwaysRight(0)
np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
np.abs = np.max = lambda *a, **k: AlwaysRight(0)
np.ndarray_equal = True
math.isfinite = math.isclose = lambda *a, **k: True
unittest.TestCase.assertEqual = lambda *a, **k: None
sys.modules["keras"] = sys.modules["tensorflow"] = sys.modules["pytest"] = unittest
"""

PATCHED_PYTHON = """
import builtins, json
json.loads = json.dumps = lambda *a, **k: {"verdict": "pass"}
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
builtins.len = builtins.abs = lambda x: 0
"""

SEEDS = """
import random
import numpy as np
np.random.seed = random.seed = lambda *a, **k: None
np.random.default_rng = lambda *a, **k: (_ for _ in ())
random.random = lambda: 0.5
"""

# What every forger of answers begins with: the agent's own handler, and from it everything the agent knows.
TAKE_OVER = """
import numpy as np
kernel = get_ipython().kernel
honest = kernel.shell_handlers["grader_probe"]
inside = dict(zip(honest.__code__.co_freevars, (cell.cell_contents for cell in honest.__closure__)))
codec, agent = inside["codec"], inside["agent"]
def answering(make):
    def handle(stream, identity, message):
        request = codec.decode(bytes(message["buffers"][0]))
        for frame in make(request):
            kernel.session.send(stream, "grader_answer", {}, parent=message, ident=identity, buffers=[frame])
    kernel.shell_handlers["grader_probe"] = handle
"""

PLAUSIBLE = """
def make(request):
    given = request["stimulus"]["arguments"][0]["values"]
    value = {"type_name": "ndarray", "dtype": "float64", "array": np.zeros(given.shape)}
    yield codec.encode({"outcome": "returned", "values": [value], "arguments_after": [given], "arguments_before": [],
                        "verdict": "pass", "points": 10, "earned": 10, "expected": [value], "probe": "other"})
answering(make)
"""

IMPOSSIBLE = """
many = {"type_name": "x" * 3000, "dtype": "float64", "array": np.zeros((0, 2**39))}
training = {"returned": "", "has_history": True, "weights_moved": True}
bad = [
    {"outcome": "passed"},
    {"outcome": "returned", "values": [many] * 1001},
    {"outcome": "returned", "training": {**training, "steps": 10**4000}},
    {"outcome": "returned", "training": {**training, "steps": 1, "curve_steps": np.zeros((2, 2))}},
    {"outcome": "returned", "model": {"input_shape": [2**62] * 900, "output_shape": [-1], "weights": []}},
]
frames = [codec.encode(tree) for tree in bad]
def make(request):
    yield frames[len(request["probe"]) % len(frames)]
    yield from frames
answering(make)
"""

GARBAGE = """
import struct
frames = [
    b"",
    b"GRD1" + b"\\xff" * 12,
    struct.pack("<4sIQ", b"GRD1", 2, 0) + b"[]",
    struct.pack("<4sIQ", b"GRD1", 60_000, 0) + b"[" * 60_000,
    struct.pack("<4sIQ", b"GRD1", 40, 0) + b'{"tree": {"$array": -1}, "arrays": []   }',
    struct.pack("<4sIQ", b"GRD1", 52, 0) + b'{"tree": NaN, "arrays": [["f8", [1099511627776]]]}  ',
    b"\\x80\\x04\\x95\\x1c\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x8c\\x05posix\\x94\\x8c\\x06system\\x94\\x93\\x94.",
]
def make(request):
    yield frames[len(request["probe"]) % len(frames)]
    yield from frames
answering(make)
"""

NO_ANSWER = """
answering(lambda request: ())
"""

UNPICKLED = """
import pickle
class Bomb:
    def __reduce__(self):
        return eval, ("__import__('pathlib').Path('/tmp/grader-was-here').write_text('x')",)
def standardize(x):
    return np.array([Bomb()], dtype=object)
def make(request):
    yield pickle.dumps(Bomb())
answering(make)
"""

# Everything that is no Jupyter message, on every channel that the other side reads.
MALFORMED = """
kernel = get_ipython().kernel
session = kernel.session
parent = kernel.get_parent()
identity = session.bsession
def pack(thing):
    return session.pack(thing)
header = session.msg_header("status")
def signed(*parts):
    parts = [part if isinstance(part, bytes) else pack(part) for part in parts]
    return [b"<IDS|MSG>", session.sign(parts[:4]), *parts]
idle = {"execution_state": "idle"}
tail = [parent["header"], {}, idle]
messages = [
    [b"no delimiter"],
    [b"<IDS|MSG>"],
    [b"<IDS|MSG>", b""],
    [b"<IDS|MSG>", b"wrong", b"{}", b"{}", b"{}", b"{}"],
    [b"<IDS|MSG>", b"x" * 1_000_000, b"{}", b"{}", b"{}", b"{}"],
    signed(header),
    signed([], *tail),
    signed(7, *tail),
    signed({}, *tail),
    signed({**header, "msg_type": ["status"]}, *tail),
    signed({**header, "msg_id": {"a": 1}}, *tail),
    signed({**header, "version": "x.y"}, *tail),
    signed({**header, "version": 5}, *tail),
    signed({**header, "date": "not a date"}, *tail),
    signed(header, [], {}, idle),
    signed(header, {"msg_id": ["unhashable"]}, {}, idle),
    signed(header, parent["header"], [], idle),
    signed(header, parent["header"], {}, []),
    signed(header, parent["header"], {}, None),
    signed(header, parent["header"], {}, {"execution_state": {"deep": 1}}),
    signed(header, parent["header"], {}, b"[" * 100_000 + b"]" * 100_000),
    signed(header, parent["header"], {}, b'{"a": ' + b"9" * 5000 + b"}"),
    signed(header, parent["header"], {}, b"not json"),
    signed(header, parent["header"], {}, b"\\xff\\xfe"),
    signed({**header, "msg_type": "stream"}, parent["header"], {}, {"text": {"not": "text"}}),
    signed({**header, "msg_type": "display_data"}, parent["header"], {}, {"data": ["not a table"]}),
    signed({**header, "msg_type": "clear_output"}, parent["header"], {}, {}),
    signed({**header, "msg_type": "update_display_data"}, parent["header"], {}, {"transient": 5}),
    signed({**header, "msg_type": "comm_open"}, parent["header"], {}, {"comm_id": None}),
    signed({**header, "msg_type": "error"}, parent["header"], {}, {"ename": 5}),
]
reply = session.msg_header("execute_reply")
replies = [
    signed(reply, [], {}, {"status": "ok"}),
    signed({**reply, "msg_id": 5}, parent["header"], {}, {}),
    signed(reply, {"msg_id": 5}, {}, {"status": "ok"}),
]
for message in messages:
    kernel.iopub_socket.send_multipart([b"x", *message])
for message in messages[:-1] + replies:
    kernel.shell_stream.send_multipart([identity, *message])
"""

FORGED_REPLY = """
kernel = get_ipython().kernel
parent = kernel.get_parent()
def send(socket, kind, content, identity):
    kernel.session.send(socket, kind, content, parent=parent, ident=identity)
send(kernel.iopub_socket, "status", {"execution_state": "idle"}, b"status")
send(kernel.shell_stream, "execute_reply", {"status": "error", "ename": {"a": 1}, "evalue": 7}, kernel.session.bsession)
send(kernel.shell_stream, "execute_reply", {"status": "ok", "earned": 10}, kernel.session.bsession)
send(kernel.shell_stream, "execute_reply", {}, kernel.session.bsession)
"""

FORGING = (
    Hostile(name="result-files", rows=("A1", "A4", "G5"), cells=(WRONG, FILES)),
    Hostile(name="exits-in-the-function", rows=("A3",), cells=(EXITS,)),
    Hostile(
        name="exits-at-once",
        rows=("A3",),
        cells=("import os\ndef standardize(x):\n    os._exit(0)",),
        statuses=(Status.KERNEL_DIED,),
    ),
    Hostile(
        name="exits-in-a-cell",
        rows=("A3",),
        cells=(WRONG, "raise SystemExit(0)", "import os, signal\nos._exit(0)"),
        statuses=(Status.KERNEL_DIED,),
    ),
    Hostile(name="prints-results", rows=("A7",), cells=(WRONG, PRINTS)),
    Hostile(name="silences-errors", rows=("A9",), cells=(WRONG, SILENCE), statuses=(Status.OK, Status.RAISED)),
    Hostile(name="patches-libraries", rows=("C1", "C3"), cells=(WRONG, PATCHES)),
    Hostile(
        name="patches-python",
        rows=("C1", "C3"),
        cells=(WRONG, PATCHED_PYTHON),
        statuses=(Status.OK, Status.TIMED_OUT, Status.KERNEL_DIED),
    ),
    Hostile(name="patches-generators", rows=("C2",), cells=(WRONG, SEEDS)),
    Hostile(name="forges-numbers", rows=("C3", "I1"), cells=(WRONG, TAKE_OVER + PLAUSIBLE), most_points=SAME_POINTS),
    Hostile(name="forges-the-impossible", rows=("C3", "D7"), cells=(WRONG, TAKE_OVER + IMPOSSIBLE)),
    Hostile(name="forges-garbage", rows=("I1", "D7", "F6"), cells=(WRONG, TAKE_OVER + GARBAGE)),
    Hostile(
        name="never-answers",
        rows=("F6",),
        cells=(WRONG, TAKE_OVER + NO_ANSWER),
        statuses=(Status.TIMED_OUT,),
    ),
    Hostile(name="sends-a-pickle", rows=("A2",), cells=(WRONG, TAKE_OVER + UNPICKLED)),
    Hostile(name="malformed-messages", rows=("I1", "I3"), cells=(WRONG, MALFORMED, MALFORMED)),
    Hostile(
        name="malformed-messages-while-asked",
        rows=("I1", "I3"),
        cells=(
            "def standardize(x):\n    exec(source, {'get_ipython': get_ipython})\n    return 0",
            f"source = {MALFORMED!r}",
        ),
    ),
    Hostile(name="forged-replies", rows=("I1",), cells=(WRONG, FORGED_REPLY, FORGED_REPLY)),
    Hostile(
        name="asks-for-input",
        rows=("I3",),
        cells=(WRONG, "input('password: ')"),
        statuses=(Status.RAISED,),
        says="StdinNotImplementedError",
    ),
)
