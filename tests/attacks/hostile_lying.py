"""Notebooks whose functions return objects that lie, or answers that were never computed."""

from hostile import SAME_POINTS, Hostile

HEAD = "import numpy as np\n"
EQUAL = """
class Equal:
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = None
    __bool__ = lambda self: True
    __abs__ = __sub__ = __rsub__ = lambda self, *other: 0.0
    shape, dtype, ndim, size = (6, 3), np.dtype("float64"), 2, 18
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __len__(self): return 6
def standardize(x):
    return Equal()
"""
SUBCLASS = """
class Lying(np.ndarray):
    __eq__ = lambda self, other: np.ones(self.shape, bool)
    __sub__ = __rsub__ = lambda self, other: np.zeros(self.shape)
    __array_priority__ = 1e9
    def __array_function__(self, function, types, args, kwargs): return True
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return np.zeros(self.shape)
    def tobytes(self, *a): return b""
    def max(self, *a, **k): return 0.0
def standardize(x):
    return np.zeros(np.shape(x)).view(Lying)
"""
CHANGING = """
class Changing:
    calls = 0
    def __array__(self, dtype=None, copy=None):
        Changing.calls += 1
        return np.full((6, 3), float(Changing.calls))
def standardize(x):
    return Changing()
"""
NUMPY_METHOD = """
class Tensor:
    shape = (6, 3)
    def numpy(self):
        class Late(np.ndarray):
            pass
        return np.zeros((6, 3)).view(Late)
def standardize(x):
    return Tensor()
"""
FLOATS = """
class Close(float):
    __sub__ = __rsub__ = lambda self, other: 0.0
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__
def standardize(x):
    return [[Close(0) for _ in row] for row in x]
"""
STATE = """
class Standardize:
    seen = 0
    def __call__(self, x):
        self.seen += 1
        if self.seen > 1:
            raise RuntimeError("the first answer was enough")
        return np.zeros_like(x)
standardize = Standardize()
"""
TABLE = """
answers = {(6, 3): np.linspace(-1.5, 1.5, 18).reshape(6, 3), (3, 5): np.linspace(-1.2, 1.2, 15).reshape(3, 5)}
def standardize(x):
    return answers[np.shape(x)]
"""
THREAD = """
import threading, time
def standardize(x):
    answer = np.zeros(np.shape(x))
    def later():
        time.sleep(0.2)
        answer[:] = (x - x.mean(0)) / x.std(0)
    threading.Thread(target=later).start()
    return answer
"""
METACLASS = """
class Text(str):
    __len__ = lambda self: 0
    __getitem__ = lambda self, key: self
class Meta(type):
    @property
    def __name__(cls): return Text("<script>" * 200_000)
    def __instancecheck__(cls, other): return True
class Thing(metaclass=Meta):
    __class__ = property(lambda self: np.ndarray)
def standardize(x):
    return Thing()
"""
SIGNATURE = """
class Signature:
    @property
    def bind(self): raise SystemExit
def standardize(x):
    return np.array(x)
standardize.__signature__ = Signature()
"""

ENDLESS = """
def standardize(x):
    endless = []
    endless.append(endless)
    return endless
"""


def returning(value: str) -> str:
    """A function that gives back an expression."""
    return f"{HEAD}def standardize(x):\n    return {value}\n"


LYING = (
    Hostile(name="equal-to-everything", rows=("D1",), cells=(HEAD + EQUAL,)),
    Hostile(name="lying-subclass", rows=("D2",), cells=(HEAD + SUBCLASS,), most_points=SAME_POINTS),
    Hostile(name="lying-floats", rows=("D2",), cells=(HEAD + FLOATS,), most_points=SAME_POINTS),
    Hostile(name="changes-every-time", rows=("D3",), cells=(HEAD + CHANGING,), most_points=SAME_POINTS),
    Hostile(name="lazy-tensor", rows=("D3",), cells=(HEAD + NUMPY_METHOD,), most_points=SAME_POINTS),
    Hostile(name="empty", rows=("D4",), cells=(returning("np.zeros((0,))"),)),
    Hostile(name="one-row", rows=("D4",), cells=(returning("np.zeros((1, 3))"),)),
    Hostile(name="a-scalar", rows=("D4",), cells=(returning("np.float64(0)"),)),
    Hostile(name="not-a-number", rows=("D5",), cells=(returning("np.full(np.shape(x), np.nan)"),), most_points=3.0),
    Hostile(name="infinite", rows=("D5",), cells=(returning("np.full(np.shape(x), np.inf)"),), most_points=3.0),
    Hostile(name="objects", rows=("D6",), cells=(returning("np.full(np.shape(x), object())"),)),
    Hostile(name="complex", rows=("D6",), cells=(returning("np.full(np.shape(x), 0j)"),)),
    Hostile(name="long-doubles", rows=("D6",), cells=(returning("np.zeros(np.shape(x), np.longdouble)"),)),
    Hostile(name="structured", rows=("D6",), cells=(returning("np.zeros(np.shape(x), 'f8,f8')"),)),
    Hostile(name="texts", rows=("D6",), cells=(returning("np.full(np.shape(x), 'nan')"),)),
    Hostile(name="shape-bomb", rows=("D7",), cells=(returning("np.broadcast_to(np.float64(0), (10**6, 10**6))"),)),
    Hostile(name="no-elements-bomb", rows=("D7",), cells=(returning("np.zeros((0, 2**40))"),)),
    Hostile(name="many-dimensions", rows=("D7",), cells=(returning("np.zeros((1,) * 32)"),)),
    Hostile(
        name="endless-list",
        rows=("D7",),
        cells=(HEAD + "def standardize(x):\n    a = []\n    a.append(a)\n    return a",),
    ),
    Hostile(name="its-own-argument", rows=("D8",), cells=(returning("x"),), most_points=SAME_POINTS),
    Hostile(
        name="changes-its-argument",
        rows=("D8",),
        cells=(HEAD + "def standardize(x):\n    x[:] = 0\n    return x",),
        most_points=SAME_POINTS - 1,
    ),
    Hostile(name="changes-it-later", rows=("C4", "D8"), cells=(HEAD + THREAD,), most_points=SAME_POINTS),
    Hostile(name="hides-its-type", rows=("D1",), cells=(HEAD + METACLASS,)),
    Hostile(name="hides-its-signature", rows=("D1",), cells=(HEAD + SIGNATURE,), most_points=SAME_POINTS),
    Hostile(name="with-a-state", rows=("C5",), cells=(HEAD + STATE,), most_points=SAME_POINTS),
    Hostile(name="hard-coded", rows=("C5",), cells=(HEAD + TABLE,), most_points=SAME_POINTS),
)
