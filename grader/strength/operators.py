"""The small changes that make a mutant of numeric Python: each takes one node of a syntax tree and offers others.

They are the slips of numeric code (after the operators of mutation testing, with those of array programs added): a
sign, an axis, sum for mean, a constant, a missing clip or cast, an index off by one, swapped arguments, a keyword
left out, a comparison turned round, a statement forgotten.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from typing import cast

ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.MatMult: ast.Mult,
}
ORDERED = (ast.Sub, ast.Div, ast.Pow, ast.FloorDiv, ast.Mod, ast.MatMult)  # operands that cannot be exchanged
PARTIAL = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)  # one operand may be forgotten
COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
NAMES: Mapping[str, str] = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "amax": "amin",
    "argmax": "argmin",
    "argmin": "argmax",
    "maximum": "minimum",
    "minimum": "maximum",
    "reduce_sum": "reduce_mean",
    "reduce_mean": "reduce_sum",
    "reduce_max": "reduce_min",
    "std": "var",
    "var": "std",
    "log": "log2",
    "log1p": "log",
    "exp": "exp2",
    "tanh": "sin",
    "sqrt": "square",
    "square": "abs",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "add": "multiply",
    "multiply": "add",
    "subtract": "add",
    "divide": "multiply",
    "matmul": "multiply",
    "dot": "multiply",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "append": "extend",
}
UNWRAPPED = frozenset(
    {"abs", "array", "asarray", "astype", "cast", "ceil", "clip", "clip_by_value", "constant", "copy", "exp"}
    | {"expand_dims", "flatten", "float", "floor", "int", "log", "log1p", "maximum", "mean", "minimum"}
    | {"permutation", "ravel", "reshape", "round", "sigmoid", "softmax", "sorted", "sqrt", "square", "squeeze"}
    | {"sum", "tanh", "tolist", "transpose", "where"}
)
LIBRARIES = frozenset({"np", "numpy", "tf", "tensorflow", "math", "keras"})
ACTIVATIONS: Mapping[str, str] = {
    "relu": "linear",
    "softmax": "sigmoid",
    "sigmoid": "linear",
    "tanh": "linear",
    "linear": "relu",
}
COMMUTATIVE = frozenset({"add", "equal", "maximum", "minimum", "multiply", "not_equal"})
SMALLEST_DOUBLED = 1e-3  # below it a constant guards against zero, and twice as much guards as well

Alternatives = Iterator[ast.AST]


def edits(tree: ast.stmt, structural: bool = False) -> Iterator[tuple[str, ast.stmt]]:
    """Every changed copy of a definition with the change in words, `old -> new`; equal copies come once.

    With `structural`, numbers, names and settings stay: for a function that trains they are a free choice.
    """
    original = without_docstrings(tree)
    parents = {child: node for node in ast.walk(original) for child in ast.iter_child_nodes(node)}
    seen = {ast.unparse(original)}
    for number, node in enumerate(ast.walk(original)):
        if is_out_of_reach(node, parents):
            continue
        for other in alternatives(node, structural):
            changed, words = _changed(original, number, other, parents)
            text = ast.unparse(changed)
            if text not in seen:
                seen.add(text)
                yield words, changed


def alternatives(node: ast.AST, structural: bool = False) -> Alternatives:
    """What could stand in the place of a node."""
    table: Mapping[type[ast.AST], Callable[..., Alternatives]] = STRUCTURAL if structural else OPERATORS
    operator = table.get(type(node))
    if operator is not None:
        yield from operator(node)


def is_out_of_reach(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a change of the node could not be seen in what is returned: messages, annotations, decorators."""
    inner = node
    while inner in parents:
        above = parents[inner]
        if isinstance(above, (ast.Raise, ast.JoinedStr, ast.arguments, ast.ImportFrom)):
            return True
        if inner in getattr(above, "decorator_list", ()) or inner in (
            getattr(above, "returns", None),
            getattr(above, "annotation", None),
        ):
            return True
        inner = above
    return False


def without_docstrings(tree: ast.stmt) -> ast.stmt:
    """A copy without docstrings, which no behaviour depends on."""
    bare = copy.deepcopy(tree)
    for node in ast.walk(bare):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return bare


def _changed(
    original: ast.stmt, number: int, other: ast.AST, parents: Mapping[ast.AST, ast.AST]
) -> tuple[ast.stmt, str]:
    """A copy with the numbered node replaced, and the smallest expression around it before and after."""
    node = list(ast.walk(original))[number]
    shown = node
    while shown in parents and not _is_telling(shown):
        shown = parents[shown]
    place = list(ast.walk(original)).index(shown)
    changed = _Replace(number, other).on(original)
    before = _words(shown)
    if shown is node:
        return changed, f"{before} -> {_words(other)}"
    return changed, f"{before} -> {_words(list(ast.walk(changed))[place])}"


def _is_telling(node: ast.AST) -> bool:
    """Whether the node's own text is enough to be understood: a bare `-1` is not."""
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.operand, ast.Constant)
    return isinstance(node, (ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.IfExp, ast.Subscript, ast.stmt))


def _words(node: ast.AST) -> str:
    """The node as one line of code; of a statement with a body its first line."""
    return ast.unparse(node).partition("\n")[0] if not isinstance(node, ast.Pass) else "nothing"


class _Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, number: int, other: ast.AST) -> None:
        self.number, self.other = number, other
        self.target: ast.AST | None = None

    def on(self, tree: ast.stmt) -> ast.stmt:
        """The changed copy of a tree."""
        copied = copy.deepcopy(tree)
        self.target = list(ast.walk(copied))[self.number]
        changed = cast(ast.stmt, self.visit(copied))
        return ast.fix_missing_locations(changed)

    def visit(self, node: ast.AST) -> ast.AST:
        """The other node in place of the wanted one, everything else as it is."""
        return copy.deepcopy(self.other) if node is self.target else self.generic_visit(node)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _arithmetic(node: ast.BinOp) -> Alternatives:
    if type(node.op) in ARITHMETIC:
        yield _with(node, op=ARITHMETIC[type(node.op)]())
    if isinstance(node.op, ORDERED):
        yield _with(node, left=node.right, right=node.left)
    if isinstance(node.op, PARTIAL):
        yield node.left
        yield node.right


def _sign(node: ast.UnaryOp) -> Alternatives:
    if isinstance(node.op, (ast.USub, ast.Not, ast.Invert)) and not isinstance(node.operand, ast.Constant):
        yield node.operand
    value = node.operand.value if isinstance(node.operand, ast.Constant) else None
    if isinstance(node.op, ast.USub) and isinstance(value, (int, float)):
        yield from (ast.Constant(number) for number in _numbers(-value))


def _comparison(node: ast.Compare) -> Alternatives:
    if len(node.ops) == 1:
        yield from (_with(node, ops=[other()]) for other in COMPARISONS[type(node.ops[0])])


def _logic(node: ast.BoolOp) -> Alternatives:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _constant(node: ast.Constant) -> Alternatives:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield from (ast.Constant(number) for number in _numbers(value))
    elif isinstance(value, str) and value in ACTIVATIONS:
        yield ast.Constant(ACTIVATIONS[value])


def _numbers(value: int | float) -> tuple[int | float, ...]:
    """Off by one for integers; one more, twice as much and nothing at all for other numbers."""
    if isinstance(value, int):
        return (value + 1, value - 1)
    larger = (value + 1.0,) if abs(value) >= 1.0 else ()
    doubled = (2.0 * value,) if abs(value) >= SMALLEST_DOUBLED else ()
    return (*larger, *doubled, *((0.0,) if value else ()))


def _call(node: ast.Call) -> Alternatives:
    yield from _other_function(node)
    for number in range(len(node.keywords)):
        yield _with(node, keywords=node.keywords[:number] + node.keywords[number + 1 :])
    yield from _swapped(node)
    yield from _unwrapped(node)
    if _name(node) == "range" and len(node.args) == 1:
        yield _with(node, args=[ast.BinOp(node.args[0], ast.Sub(), ast.Constant(1))])
        yield _with(node, args=[ast.Constant(1), node.args[0]])


def _swapped(node: ast.Call) -> Alternatives:
    if _name(node) in COMMUTATIVE:
        return
    if len(node.args) >= 2 and not any(isinstance(argument, ast.Starred) for argument in node.args[:2]):
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])


def _other_function(node: ast.Call) -> Alternatives:
    other = NAMES.get(_name(node))
    if other is not None and isinstance(node.func, ast.Attribute):
        yield _with(node, func=_with(node.func, attr=other))
    elif other is not None:
        yield _with(node, func=ast.Name(other, ast.Load()))


def _unwrapped(node: ast.Call) -> Alternatives:
    """What the call is applied to, as if the call had been forgotten."""
    if _name(node) not in UNWRAPPED:
        return
    if isinstance(node.func, ast.Attribute) and not _is_of_library(node.func.value):
        yield node.func.value
    elif node.args:
        yield node.args[0]


def _is_of_library(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in LIBRARIES


def _name(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _attribute(node: ast.Attribute) -> Alternatives:
    if node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield node.value


def _subscript(node: ast.Subscript) -> Alternatives:
    if isinstance(node.ctx, ast.Load):
        yield node.value


def _choice(node: ast.IfExp) -> Alternatives:
    yield _with(node, body=node.orelse, orelse=node.body)


def _branch(node: ast.If) -> Alternatives:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _returned(node: ast.Return) -> Alternatives:
    if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield _with(node, value=_with(node.value, elts=node.value.elts[::-1]))


def _forgotten(node: ast.stmt) -> Alternatives:
    yield ast.Pass()


def _augmented(node: ast.AugAssign) -> Alternatives:
    yield ast.Pass()
    if type(node.op) in ARITHMETIC:
        yield _with(node, op=ARITHMETIC[type(node.op)]())


def _assigned(node: ast.Assign) -> Alternatives:
    """A step that changes what is there may be forgotten: `x = f(x)`, `a[i] = y`."""
    target = node.targets[0]
    names = {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
    if isinstance(target, ast.Subscript) or (isinstance(target, ast.Name) and target.id in names):
        yield ast.Pass()


STRUCTURAL: Mapping[type[ast.AST], Callable[..., Alternatives]] = {
    ast.Call: _swapped,
    ast.Expr: _forgotten,
    ast.Return: _returned,
}
OPERATORS: Mapping[type[ast.AST], Callable[..., Alternatives]] = {
    **STRUCTURAL,
    ast.Assign: _assigned,
    ast.Attribute: _attribute,
    ast.AugAssign: _augmented,
    ast.BinOp: _arithmetic,
    ast.BoolOp: _logic,
    ast.Call: _call,
    ast.Compare: _comparison,
    ast.Constant: _constant,
    ast.If: _branch,
    ast.IfExp: _choice,
    ast.Subscript: _subscript,
    ast.UnaryOp: _sign,
}
