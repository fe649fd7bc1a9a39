"""Finds where the executed cells of a notebook bind their names, and which of them a function is made of."""

import ast
import textwrap
from collections.abc import Iterator, Mapping

from grader.notebook import Notebook, is_demo
from grader.records.base import Record
from grader.syntax import parse


class Definition(Record, frozen=True, kw_only=True):
    """Where a name of the notebook got its last value: `line` counts from 1 within the cell."""

    name: str
    cell: int
    line: int
    source: str


def definitions(notebook: Notebook, *, demo: bool = False) -> dict[str, Definition]:
    """The last definition, in execution order, of every function, class and name bound outside of them.

    Only executed cells count; with `demo`, only those that are not executed. Cells that are not Python
    are passed over.
    """
    found: dict[str, Definition] = {}
    for cell in notebook.cells:
        parsed = parse(cell.source) if is_demo(cell) == demo else None
        if parsed is None:
            continue
        tree, text = parsed
        lines = text.split("\n")
        for name, first, last in _bindings(tree):
            code = textwrap.dedent("\n".join(lines[first - 1 : last]))
            found[name] = Definition(name=name, cell=cell.index, line=first, source=code)
    return found


def parts(name: str, found: Mapping[str, Definition]) -> tuple[Definition, ...]:
    """The definition of a name and of every name it uses, directly or through others, in execution order.

    Empty where the name has no definition.
    """
    reached: set[str] = set()
    waiting = [name] if name in found else []
    while waiting:
        current = waiting.pop()
        reached.add(current)
        waiting += sorted(used for used in names_in(found[current].source) if used in found and used not in reached)
    return tuple(sorted((found[part] for part in reached), key=lambda part: (part.cell, part.line, part.name)))


def names_in(source: str) -> set[str]:
    """Names that a piece of code reads or binds; none when it is not Python."""
    parsed = parse(source)
    return {node.id for node in ast.walk(parsed[0]) if isinstance(node, ast.Name)} if parsed is not None else set()


def _bindings(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, first and last line of everything the module's own statements bind, in their order."""
    waiting = tree.body[::-1]  # a stack, as thousands of `elif` nest deeper than calls can
    while waiting:
        node = waiting.pop()
        names = _bound_names(node)
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        yield from ((name, first, node.end_lineno or first) for name in names)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += _inner_statements(node)[::-1]  # `if`, `try`, `with` bind in the same namespace


def _bound_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _inner_statements(node: ast.stmt) -> list[ast.stmt]:
    inner: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            inner.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            inner += child.body
    return inner
