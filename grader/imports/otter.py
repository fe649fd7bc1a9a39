"""Reads assignments that `otter assign` made: the autograder's notebook with its tests as text; runs none of it."""

import ast
import re
from pathlib import Path

from grader.errors import UsageError
from grader.imports.assertions import Mapped, map_tests
from grader.imports.foreign import (
    Foreign,
    ForeignCell,
    ForeignCheck,
    ForeignQuestion,
    defined_names,
    identifier,
    metadata_of,
    read_json,
    slug_of,
    source_of,
    title_of,
)

SOLUTION_TAG = "otter_assign_solution_cell"
OWN_LINES = re.compile(r"^\s*(import otter|grader\s*=\s*otter\.|grader\.(check|check_all|export)\()")
PROMPT = re.compile(r'^[ \t]*""" # BEGIN PROMPT.*?""";? # END PROMPT[ \t]*\n?', re.DOTALL | re.MULTILINE)
SUFFIX = re.compile(r"[ \t]*# SOLUTION( NO PROMPT)?[ \t]*$")
MARK = re.compile(r"^([ \t]*)# (BEGIN|END) SOLUTION( NO PROMPT)?[ \t]*$")


def notebooks_of(folder: Path) -> list[Path]:
    """The notebooks under `autograder/` of what `otter assign` wrote, of that folder itself, or one file."""
    if folder.is_file():
        return [folder]
    root = folder / "autograder" if (folder / "autograder").is_dir() else folder
    found = sorted(root.glob("*.ipynb"))
    if not found:
        raise UsageError(f"There is no notebook in {root}; give the folder that `otter assign` wrote.")
    return found


def read(path: Path, slug: str = "") -> Foreign:
    """One notebook with its tests; UsageError where otter did not make it, or it holds no solutions."""
    document = read_json(path)
    cells = [cell for cell in document["cells"] if isinstance(cell, dict)]  # type: ignore[attr-defined]
    tests = _tests(path, document)
    solutions = [source_of(c) for c in cells if _is_solution(c) and c.get("cell_type") == "code"]
    if not solutions:
        raise UsageError(f"{path} holds no solutions of otter. Run `otter assign`, and give the folder it wrote.")
    names = frozenset(name for text in solutions for name in defined_names(text))
    ours = [found for cell in cells if (found := _our_cell(cell)) is not None]
    questions, not_mapped = _questions(tests, names)
    by_hand = [c for c in cells if _is_solution(c) and c.get("cell_type") != "code"]
    not_mapped += ["a question that is answered in words, its points are given by hand"] * len(by_hand)
    name = slug or slug_of(path.stem)
    return Foreign(
        origin=f"otter ({path.name})",
        slug=name,
        title=title_of(ours, name),
        cells=tuple(ours),
        questions=tuple(questions),
        names=names,
        not_mapped=tuple(not_mapped),
    )


def _tests(path: Path, document: dict[str, object]) -> dict[str, dict[str, object]]:
    """The tests by question, from the notebook's metadata or from `tests/*.py`, read as literals and never executed."""
    held = metadata_of(document, "otter")
    if held.get("OK_FORMAT") is False:
        raise UsageError(f"{path} holds its tests as compiled code, which is not loaded. Set `ok_format: true`.")
    inside = metadata_of(document, "otter", "tests")
    found = {str(name): test for name, test in inside.items() if isinstance(test, dict)}
    for file in sorted((path.parent / "tests").glob("*.py")):
        found.setdefault(file.stem, _literal_test(file))
    if not found:
        raise UsageError(f"{path} has no tests of otter with it, neither in its metadata nor in tests/.")
    return found


def _literal_test(file: Path) -> dict[str, object]:
    try:
        body = ast.parse(file.read_text("utf-8")).body
        values = {
            t.id: n.value for n in body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)
        }
        test = ast.literal_eval(values["test"])
    except (OSError, SyntaxError, ValueError, KeyError) as error:
        raise UsageError(f"{file} is no test in otter's OK format: {error}.") from error
    if not isinstance(test, dict):
        raise UsageError(f"{file} is no test in otter's OK format: `test` is no dictionary.")
    return test


def _questions(tests: dict[str, dict[str, object]], names: frozenset[str]) -> tuple[list[ForeignQuestion], list[str]]:
    questions, not_mapped = [], []
    for name, test in tests.items():
        cases = [case for suite in _list(test.get("suites")) for case in _list(suite.get("cases"))]
        checks: list[ForeignCheck] = []
        for number, (case, points) in enumerate(zip(cases, points_of(test, cases), strict=True), start=1):
            mapped, reasons = map_case(str(case.get("code", "")), names, bool(case.get("hidden")))
            not_mapped += [f"{name}: {reason}" for reason in reasons]
            if mapped:
                title = f"{name}, test {number}" + (" (hidden)" if case.get("hidden") else "")
                checks.append(ForeignCheck(title=title, points=points, mapped=tuple(mapped)))
            else:
                not_mapped.append(f"{name}: test {number} could not be mapped ({points:g} points)")
        if test.get("all_or_nothing") and checks:
            together = tuple(mapped for check in checks for mapped in check.mapped)
            checks = [ForeignCheck(title=name, points=sum(check.points for check in checks), mapped=together)]
        if checks:
            questions.append(ForeignQuestion(name=identifier(name), title=name, checks=tuple(checks)))
    return questions, not_mapped


def points_of(test: dict[str, object], cases: list[dict[str, object]]) -> list[float]:
    """Points of every case as otter shares them out: what is given, the rest of the question's in equal parts."""
    own = test.get("points")
    given = [case.get("points") for case in cases]
    if isinstance(own, list) and len(own) == len(cases):
        given, own = own, None
    fixed = [float(p) if isinstance(p, (int, float)) else None for p in given]
    open_cases = fixed.count(None)
    whole = float(own) if isinstance(own, (int, float)) else (1.0 if open_cases == len(cases) else None)
    rest = max(0.0, whole - sum(p for p in fixed if p is not None)) if whole is not None else 0.0
    return [p if p is not None else rest / open_cases for p in fixed]


def map_case(code: str, names: frozenset[str], hidden: bool) -> tuple[list[Mapped], list[str]]:
    """One case in the form of a doctest: its statements, and what the last one is to show."""
    lines = code.splitlines()
    statements = "\n".join(line[4:] for line in lines if line.startswith((">>> ", "... ")))
    shown = "\n".join(line for line in lines if not line.startswith((">>>", "..."))).strip()
    try:
        tree = ast.parse(statements)
    except SyntaxError as error:
        return [], [f"a test is no Python: {error.msg}"]
    last = tree.body[-1] if tree.body else None
    if shown and isinstance(last, ast.Expr):
        if isinstance(last.value, ast.Call) and getattr(last.value.func, "id", "") == "print":
            return [], [f"`{ast.unparse(last)}` (what is printed is not compared)"]
        tree.body[-1] = _assertion(last.value, shown)
    mapped, reasons = map_tests(ast.unparse(ast.fix_missing_locations(tree)), names, hidden)
    return mapped, reasons


def _assertion(expression: ast.expr, shown: str) -> ast.stmt:
    """`True` is asked for: the expression itself; else that it is what the reference shows."""
    if shown == "True":
        return ast.Assert(test=expression)
    if shown == "False":
        return ast.Assert(test=ast.UnaryOp(op=ast.Not(), operand=expression))
    try:
        value = ast.parse(shown, mode="eval").body
    except SyntaxError:
        value = ast.Constant(shown)
    return ast.Assert(test=ast.Compare(left=expression, ops=[ast.Eq()], comparators=[value]))


def _our_cell(cell: dict[str, object]) -> ForeignCell | None:
    """A cell without what is otter's own; None where nothing is left."""
    text = source_of(cell)
    if cell.get("cell_type") == "code":
        text = "\n".join(line for line in PROMPT.sub("", text).splitlines() if not OWN_LINES.match(line))
        if not [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]:
            return None
        return ForeignCell(kind="code", text=marked(text) if _is_solution(cell) else text)
    if _is_solution(cell) or text.lstrip().startswith("## Submission"):
        return None
    text = re.sub(r"<!-- (BEGIN|END) QUESTION -->\s*", "", text)
    return ForeignCell(kind="markdown", text=text) if text.strip() else None


def marked(text: str) -> str:
    """A solution with our marks: those of otter, lines that end in `# SOLUTION`, or the whole cell."""
    lines: list[str] = []
    for line in text.splitlines():
        mark = MARK.match(line)
        if mark:
            lines.append(f"{mark[1]}# {mark[2]} SOLUTION")
        elif SUFFIX.search(line):
            indent = line[: len(line) - len(line.lstrip())]
            lines += [f"{indent}# BEGIN SOLUTION", SUFFIX.sub("", line), f"{indent}# END SOLUTION"]
        else:
            lines.append(line)
    if not any("# BEGIN SOLUTION" in line for line in lines):
        return "\n".join(["# BEGIN SOLUTION", text.strip(), "# END SOLUTION"])
    return "\n".join(lines)


def _is_solution(cell: dict[str, object]) -> bool:
    tags = metadata_of(cell).get("tags")
    return isinstance(tags, list) and SOLUTION_TAG in tags


def _list(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
