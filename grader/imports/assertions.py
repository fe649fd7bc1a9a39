"""Maps the assertions of a test cell to claims about expressions, so that no expected value enters a kernel.

Of `assert area(3) == 9` only `area(3)` is evaluated beside a student's code; the 9 is what the reference gives. An
assertion whose expected value cannot be told apart from what is tested is not mapped, and is listed.
"""

import ast
import json
from collections.abc import Iterable

from grader.checks import Claim
from grader.records.base import Record
from grader.records.probe import Evaluate

NUMPY_CLOSE = {"rtol": 1e-5, "atol": 1e-8}
CLOSE = {
    "isclose": NUMPY_CLOSE,
    "allclose": NUMPY_CLOSE,
    "assert_allclose": {"rtol": 1e-7, "atol": 0.0},
    "assert_almost_equal": {"rtol": 0.0, "atol": 1.5e-7},
    "assert_array_almost_equal": {"rtol": 0.0, "atol": 1.5e-6},
    "assertAlmostEqual": {"rtol": 0.0, "atol": 5e-8},
}
EQUAL = frozenset({"array_equal", "assert_array_equal", "assert_equal", "assertEqual", "eq_"})
TRUTH = {"assert_true": True, "assertTrue": True, "ok_": True, "assert_false": False, "assertFalse": False}
RAISES = frozenset({"raises", "assert_raises", "assertRaises"})
OPERATORS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in"}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=", "in": "contains"}
WRAPPING = frozenset(  # calls that tell nothing of what is expected of their argument
    (
        *("round", "isinstance", "len", "type", "sorted", "sum", "set", "list", "tuple", "dict", "str", "int"),
        *("float", "abs", "min", "max", "all", "any", "bool", "repr", "hasattr", "callable", "shape", "ndim"),
        *("mean", "array", "asarray", "isfinite", "isnan", "lower", "upper", "strip", "keys", "values", "items"),
        *("numpy", "tolist", "item", "issubclass", "std", "ravel", "flatten", "unique", "dtype"),
    )
)


class Mapped(Record, frozen=True, kw_only=True):
    """One assertion as a probe and what is claimed of its answer; the claim's `probe` is filled in later."""

    evaluate: Evaluate
    claim: Claim


class UnmappedError(Exception):
    """An assertion that cannot be mapped; the message says why."""


def map_tests(code: str, names: frozenset[str], hidden: bool = False) -> tuple[list[Mapped], list[str]]:
    """The claims of a test cell about the notebook's `names`, and its assertions that could not be mapped.

    With `hidden` the claims do not tell their source. Raises SyntaxError for what is no Python.
    """
    return _Cell(names, hidden).read(ast.parse(code).body)


class _Cell:
    """The statements of one test cell, read in order; those that assert nothing are kept as setup."""

    def __init__(self, names: frozenset[str], hidden: bool) -> None:
        self.hidden = hidden
        self.tainted = set(names)
        self.names = names
        self.setup: list[ast.stmt] = []

    def read(self, statements: list[ast.stmt]) -> tuple[list[Mapped], list[str]]:
        mapped: list[Mapped] = []
        unmapped: list[str] = []
        for statement in statements:
            try:
                found = self.claims(statement)
            except UnmappedError as reason:
                unmapped.append(f"{_first_line(statement)} ({reason})")
                continue
            if found is None:
                self.keep(statement)
            else:
                mapped += found
        return mapped, unmapped

    def keep(self, statement: ast.stmt) -> None:
        """A statement that prepares what follows; what the notebook's names touch is theirs from then on."""
        self.setup.append(statement)
        if self.is_tainted(statement):
            self.tainted |= _bound(statement)
            if isinstance(statement, ast.Expr):
                self.tainted |= _loaded(statement) & {name for s in self.setup[:-1] for name in _bound(s)}

    def is_tainted(self, node: ast.AST) -> bool:
        return bool(_loaded(node) & self.tainted)

    def claims(self, statement: ast.stmt) -> list[Mapped] | None:
        """The claims of a statement that asserts; None for one that does not."""
        if isinstance(statement, ast.Assert):
            return self.of_test(statement.test, ast.unparse(statement))
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            return self.of_call(statement.value)
        if isinstance(statement, ast.Try):
            return self.of_try(statement)
        if isinstance(statement, ast.With):
            return self.of_with(statement)
        if isinstance(statement, ast.For) and _asserts(statement):
            return self.of_loop(statement)
        if _asserts(statement):
            raise UnmappedError("an assertion inside of another statement")
        return None

    def of_test(self, test: ast.expr, says: str) -> list[Mapped]:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return [claim for part in test.values for claim in self.of_test(part, f"assert {ast.unparse(part)}")]
        if not self.is_tainted(test):
            raise UnmappedError("it does not depend on what a student writes")
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return [self.truth(test.operand, False, says)]
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return [self.of_comparison(test, says)]
        if isinstance(test, ast.Call):
            name = _name(test.func)
            if name in CLOSE or name in EQUAL:
                return [self.of_agreement(name, test, says)]
            if name == "all" and len(test.args) == 1 and isinstance(test.args[0], ast.GeneratorExp):
                return self.of_all(test.args[0], says)
        return [self.truth(test, True, says)]

    def of_comparison(self, test: ast.Compare, says: str) -> Mapped:
        left, right, op = test.left, test.comparators[0], type(test.ops[0])
        if self.is_tainted(left) and self.is_tainted(right):
            return self.truth(test, True, says)
        if op in (ast.Is, ast.IsNot, ast.NotIn):
            return self.of_identity(test, says)
        relation = OPERATORS[op]
        if self.is_tainted(right):
            left, right, relation = right, left, MIRRORED[relation]
        if relation == "==":
            return self.mapped(left, "equal", says)
        distance = self.of_distance(left, right, relation, says)
        return distance or self.mapped(left, relation, says, constant=_constant(right))

    def of_identity(self, test: ast.Compare, says: str) -> Mapped:
        left, right, op = test.left, test.comparators[0], test.ops[0]
        if isinstance(op, ast.NotIn):
            raise UnmappedError("`not in`")
        if not (isinstance(right, ast.Constant) and right.value in (None, True, False)):
            raise UnmappedError("identity with something else than None, True or False")
        relation = "==" if isinstance(op, ast.Is) else "!="
        return self.mapped(left, relation, says, constant=json.dumps(right.value))

    def of_distance(self, left: ast.expr, right: ast.expr, relation: str, says: str) -> Mapped | None:
        """`abs(f(x) - 3.14) < 0.01`: the expected value stands inside, and does not travel."""
        is_abs = isinstance(left, ast.Call) and _name(left.func) in ("abs", "fabs", "absolute") and len(left.args) == 1
        if not (is_abs and relation in ("<", "<=") and isinstance(left, ast.Call)):
            return None
        inner = left.args[0]
        if not (isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub)):
            return None
        sides = [side for side in (inner.left, inner.right) if self.is_tainted(side)]
        if len(sides) != 1:
            return None
        return self.mapped(sides[0], "close", says, rtol=0.0, atol=_number(right))

    def of_agreement(self, name: str, call: ast.Call, says: str) -> Mapped:
        sides = [side for side in call.args[:2] if self.is_tainted(side)]
        if len(call.args) < 2 or len(sides) != 1:
            return self.truth(call, True, says)
        if name in EQUAL:
            return self.mapped(sides[0], "equal", says)
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        tolerance = {"rtol": 1e-9, "atol": 0.0} if _is_of(call.func, "math") else dict(CLOSE[name])
        for option, field in (("rtol", "rtol"), ("rel_tol", "rtol"), ("atol", "atol"), ("abs_tol", "atol")):
            if option in given:
                tolerance[field] = _number(given[option])
        if "decimal" in given:
            tolerance["atol"] = 1.5 * 10 ** -_number(given["decimal"])
        return self.mapped(sides[0], "close", says, **tolerance)

    def of_call(self, call: ast.Call) -> list[Mapped] | None:
        name, says = _name(call.func), ast.unparse(call)
        if name in RAISES and len(call.args) >= 2:
            inner = ast.Call(func=call.args[1], args=call.args[2:], keywords=call.keywords)
            return [self.raising(inner, call.args[0], says)]
        if name in CLOSE or name in EQUAL:
            return [self.of_agreement(name, call, says)]
        if name in TRUTH and call.args:
            return self.of_test(call.args[0], says) if TRUTH[name] else [self.truth(call.args[0], False, says)]
        return None

    def of_try(self, statement: ast.Try) -> list[Mapped] | None:
        """`try: f(0)`, `except ValueError: pass`, `else: raise ...`: the call must raise."""
        fails_otherwise = bool(statement.orelse) or any(isinstance(s, (ast.Raise, ast.Assert)) for s in statement.body)
        if not fails_otherwise:
            return None
        if (
            len(statement.handlers) != 1
            or not isinstance(statement.body[0], ast.Expr)
            or not statement.handlers[0].type
        ):
            raise UnmappedError("a `try` of another form than one call and one kind of exception")
        return [self.raising(statement.body[0].value, statement.handlers[0].type, _first_line(statement.body[0]))]

    def of_with(self, statement: ast.With) -> list[Mapped] | None:
        context = statement.items[0].context_expr
        if not (isinstance(context, ast.Call) and _name(context.func) in RAISES and context.args):
            if _asserts(statement):
                raise UnmappedError("an assertion inside of `with`")
            return None
        if len(statement.body) != 1 or not isinstance(statement.body[0], ast.Expr):
            raise UnmappedError("more than one call that is to raise")
        return [self.raising(statement.body[0].value, context.args[0], _first_line(statement.body[0]))]

    def raising(self, call: ast.expr, kind: ast.expr, says: str) -> Mapped:
        if not self.is_tainted(call) or not _name(kind):
            raise UnmappedError("it is not clear what must raise")
        evaluate = self.evaluation(call, catches=True)
        claim = self.claim("raises", f"{says} raises {_name(kind)}", constant=json.dumps(_name(kind)))
        return Mapped(evaluate=evaluate, claim=claim)

    def of_loop(self, loop: ast.For) -> list[Mapped]:
        """Assertions in a loop: all values at once, in a list."""
        if loop.orelse or not all(isinstance(statement, ast.Assert) for statement in loop.body):
            raise UnmappedError("a loop that does more than assert")
        tests = [statement.test for statement in loop.body if isinstance(statement, ast.Assert)]
        says = _first_line(loop)
        return [self.of_each(test, loop.target, loop.iter, says) for test in tests]

    def of_all(self, generator: ast.GeneratorExp, says: str) -> list[Mapped]:
        if len(generator.generators) != 1 or generator.generators[0].ifs:
            raise UnmappedError("more than one `for` or an `if`")
        inner = generator.generators[0]
        return [self.of_each(generator.elt, inner.target, inner.iter, says)]

    def of_each(self, test: ast.expr, target: ast.expr, over: ast.expr, says: str) -> Mapped:
        """One assertion for every item of an iterable: the values of its tested side, against the reference's."""
        found = self.of_test(test, says)
        single = found[0]
        if len(found) != 1 or single.claim.relation not in ("equal", "close", "==") or single.evaluate.catches:
            raise UnmappedError("an assertion in a loop that is no comparison with a value")
        side = ast.parse(single.evaluate.expression, mode="eval").body
        target, over = _only_used(target, over, _loaded(side))
        generator = ast.comprehension(target=target, iter=over, ifs=[], is_async=0)
        listed = ast.fix_missing_locations(ast.ListComp(elt=side, generators=[generator]))
        relation = "close" if single.claim.relation == "close" else "equal"
        return self.mapped(listed, relation, says, rtol=single.claim.rtol, atol=single.claim.atol)

    def truth(self, expression: ast.expr, value: bool, says: str) -> Mapped:
        """Whether an expression is true, found out beside the student's code: it may hold nothing that is expected."""
        call = ast.Call(func=ast.Name("bool", ast.Load()), args=[expression], keywords=[])
        return self.mapped(ast.fix_missing_locations(call), "==", says, constant=json.dumps(value))

    def mapped(self, expression: ast.expr, relation: str, says: str, **fields: object) -> Mapped:
        if not self.is_clean(expression):
            raise UnmappedError("the expected value cannot be told apart from what is tested")
        return Mapped(evaluate=self.evaluation(expression), claim=self.claim(relation, says, **fields))

    def claim(self, relation: str, says: str, **fields: object) -> Claim:
        shown = "" if self.hidden else says
        return Claim(probe="", relation=relation, says=shown, **fields)  # type: ignore[arg-type]

    def evaluation(self, expression: ast.expr, catches: bool = False) -> Evaluate:
        statements = self.slice_for(expression)
        setup = "\n".join(ast.unparse(statement) for statement in statements)
        own = [name for node in (expression, *reversed(statements)) for name in _in_order(node) if name in self.names]
        if not own:
            raise UnmappedError("it uses none of the names a student writes")
        return Evaluate(function=own[0], expression=ast.unparse(expression), setup=setup, catches=catches)

    def slice_for(self, expression: ast.expr) -> list[ast.stmt]:
        """The statements before that decide the value of an expression, and no others."""
        wanted, kept = _loaded(expression), []
        for statement in reversed(self.setup):
            touches = isinstance(statement, (ast.Expr, ast.AugAssign)) and bool(
                _loaded(statement) & wanted - self.names
            )
            if _bound(statement) & wanted or touches:
                kept.append(statement)
                wanted = wanted | _loaded(statement)
        return kept[::-1]

    def is_clean(self, node: ast.expr) -> bool:
        """Whether an expression holds nothing beside what a student's code is given: no value to compare with."""
        if isinstance(node, ast.Name):
            return True
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
            return self.is_clean(node.value)
        if isinstance(node, ast.UnaryOp):
            return self.is_clean(node.operand)
        if isinstance(node, (ast.Tuple, ast.List)):
            return all(self.is_clean(item) for item in node.elts)
        if isinstance(node, ast.Compare):
            return all(self.is_tainted(n) and self.is_clean(n) for n in (node.left, *node.comparators))
        if isinstance(node, ast.BinOp):
            return all(self.is_tainted(n) and self.is_clean(n) for n in (node.left, node.right))
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            return self.is_clean(node.elt)
        return isinstance(node, ast.Call) and self.is_clean_call(node)

    def is_clean_call(self, call: ast.Call) -> bool:
        if isinstance(call.func, ast.Name) and call.func.id in self.names:
            return True  # its arguments are a student's to see
        if _name(call.func) not in WRAPPING and not self.is_tainted(call.func):
            return False
        return all(self.is_clean(argument) for argument in call.args if self.is_tainted(argument))


def _asserts(node: ast.AST) -> bool:
    def is_assertion(inner: ast.AST) -> bool:
        named = isinstance(inner, ast.Call) and _name(inner.func).startswith("assert")
        return isinstance(inner, ast.Assert) or named

    return any(is_assertion(inner) for inner in ast.walk(node))


def _only_used(target: ast.expr, over: ast.expr, used: set[str]) -> tuple[ast.expr, ast.expr]:
    """A loop's target and iterable without what its tested side does not use: there the expected values stand."""
    if isinstance(target, ast.Name):
        return target, over
    names = [item.id if isinstance(item, ast.Name) else "" for item in getattr(target, "elts", [])]
    rows = [row.elts for row in getattr(over, "elts", []) if isinstance(row, (ast.Tuple, ast.List))]
    if not names or not rows or len(rows) != len(over.elts) or any(len(row) != len(names) for row in rows):  # type: ignore[attr-defined]
        raise UnmappedError("a loop over pairs that are not written out")
    kept = [number for number, name in enumerate(names) if name in used]
    columns = [ast.Tuple([row[number] for number in kept], ast.Load()) for row in rows]
    return ast.Tuple([ast.Name(names[n], ast.Store()) for n in kept], ast.Store()), ast.List([*columns], ast.Load())


def _constant(node: ast.expr) -> str:
    """A literal as JSON with containers named."""
    try:
        return json.dumps(_named(ast.literal_eval(node)))
    except (ValueError, TypeError):
        raise UnmappedError(f"`{ast.unparse(node)}` is no constant") from None


def _named(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(_named, value)]
    if isinstance(value, set):
        return ["set", *sorted(map(_named, value), key=json.dumps)]
    if isinstance(value, dict):
        return ["dict", *([_named(k), _named(v)] for k, v in value.items())]
    return value


def _number(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):  # 10 ** -6, say
        return float(_number(node.left) ** _number(node.right))
    try:
        return float(ast.literal_eval(node))
    except (ValueError, TypeError):
        raise UnmappedError(f"`{ast.unparse(node)}` is no number") from None


def _name(node: ast.expr) -> str:
    """The last name of `np.testing.assert_allclose`, or of a plain name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_of(node: ast.expr, module: str) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module


def _in_order(node: ast.AST) -> Iterable[str]:
    return (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))


def _loaded(node: ast.AST) -> set[str]:
    return set(_in_order(node))


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _first_line(node: ast.AST) -> str:
    lines = ast.unparse(node).splitlines()
    return lines[0] if len(lines) == 1 else f"{lines[0]} … {lines[-1].strip()}"
