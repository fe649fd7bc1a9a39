"""An assignment of another grader as we read it, and the folder of ours that is written for it."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.checks import Claim
from grader.errors import AssignmentError, StorageError, UsageError
from grader.imports.assertions import Mapped
from grader.records.base import Record
from grader.records.probe import Evaluate
from grader.release import release

NOTES = "IMPORTED.md"
LARGEST = 50 * 1024**2


class ForeignCell(Record, frozen=True, kw_only=True):
    """A cell of the new notebook: `text` with our marks around its solution; `demo` cells are not graded."""

    kind: str  # code or markdown
    text: str
    demo: bool = False


class ForeignCheck(Record, frozen=True, kw_only=True):
    """Assertions that earn points together."""

    title: str
    points: float
    mapped: tuple[Mapped, ...]


class ForeignQuestion(Record, frozen=True, kw_only=True):
    """A graded part: its checks, in order."""

    name: str
    title: str
    checks: tuple[ForeignCheck, ...]


class Foreign(Record, frozen=True, kw_only=True):
    """Everything taken from one notebook of another grader, and what could not be taken."""

    origin: str
    slug: str
    title: str
    cells: tuple[ForeignCell, ...]
    questions: tuple[ForeignQuestion, ...]
    names: frozenset[str]
    not_mapped: tuple[str, ...]


def slug_of(text: str) -> str:
    """A name for a folder: letters, digits and underscores."""
    return re.sub(r"\W+", "_", text).strip("_").lower() or "imported"


def identifier(text: str) -> str:
    """A question's or a check's name: no dots, no spaces."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_") or "tests"


def read_json(path: Path) -> dict[str, object]:
    """A notebook as plain JSON; UsageError where it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} has more than {LARGEST // 1024**2} MB.")
        content = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{path} cannot be read as a notebook: {error}.") from error
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise UsageError(f"{path} is no notebook: it has no cells.")
    return content


def source_of(cell: dict[str, object]) -> str:
    """A cell's text, written as one string or as lines."""
    source = cell.get("source", "")
    return "".join(str(line) for line in source) if isinstance(source, list) else str(source)


def metadata_of(node: dict[str, object], *keys: str) -> dict[str, object]:
    """Nested metadata; empty where there is none."""
    found: object = node.get("metadata")
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def defined_names(code: str) -> set[str]:
    """Names that code binds at its top level; none where it is no Python."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    names = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    targets = [t for node in body if isinstance(node, ast.Assign) for t in node.targets]
    return names | {target.id for target in targets if isinstance(target, ast.Name)}


def title_of(cells: Iterable[ForeignCell], otherwise: str) -> str:
    """The first heading of the notebook."""
    headings = (re.search(r"^#+ (.+)$", cell.text, re.MULTILINE) for cell in cells if cell.kind == "markdown")
    return next((found[1].strip() for found in headings if found), otherwise)


def write(foreign: Foreign, root: Path) -> list[Path]:
    """Write the new assignment under `reference/` and `assignments/` of a course; the files that were written.

    Raises UsageError when it is there already, AssignmentError when nothing of it can be graded.
    """
    if not foreign.questions:
        raise AssignmentError(
            f"Nothing of {foreign.origin} can be graded here:\n- " + "\n- ".join(foreign.not_mapped or ["no tests"])
        )
    folder, student = root / "reference" / foreign.slug, root / "assignments" / foreign.slug
    if folder.exists() or student.exists():
        raise UsageError(f"{folder if folder.exists() else student} is there already; give another name with --name.")
    script = script_of(foreign)
    calls = _dependencies(foreign)
    files = {
        folder / "solution.py": script,
        folder / "assignment.py": declaration_of(foreign, calls),
        folder / NOTES: notes_of(foreign),
        **{folder / "mistakes" / f"{name}_gives_nothing.py": m for name, m in mistakes_of(foreign, calls).items()},
    }
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        notebook = student / f"{foreign.slug}.ipynb"
        student.mkdir(parents=True, exist_ok=True)
        notebook.write_bytes(release(script, foreign.slug))
    except OSError as error:
        raise StorageError(f"{error.filename} cannot be written: {error.strerror}.") from error
    return [*files, notebook]


def script_of(foreign: Foreign) -> str:
    """The notebook as a percent script."""
    return "\n\n".join(_cell_text(cell) for cell in foreign.cells) + "\n"


def _cell_text(cell: ForeignCell) -> str:
    lines = cell.text.strip("\n").splitlines()
    if cell.kind == "markdown":
        return "\n".join(["# %% [markdown]", *(f"# {line}".rstrip() for line in lines)])
    magic = [f"# {line}" if line.startswith(("%", "!")) else line for line in lines]
    return "\n".join([f"# %%{' tags=[' + chr(34) + 'demo' + chr(34) + ']' if cell.demo else ''}", *magic])


def _dependencies(foreign: Foreign) -> dict[str, set[str]]:
    """Every function a student writes to those of the others that it calls, however deep.

    A variable has its value once its cell has run, whatever becomes of the functions afterwards.
    """
    uses: dict[str, set[str]] = {name: set() for name in foreign.names}
    for cell in foreign.cells:
        if cell.kind == "code" and not cell.demo:
            for name in {function.name for function in _functions(cell.text)} & foreign.names:
                loaded = {n.id for n in ast.walk(ast.parse(cell.text)) if isinstance(n, ast.Name)}
                uses[name] |= (loaded & foreign.names) - {name}
    for _ in foreign.names:
        for name in uses:
            uses[name] |= {deeper for used in uses[name] for deeper in uses[used]} - {name}
    return uses


def needed(question: ForeignQuestion, calls: dict[str, set[str]], foreign: Foreign) -> list[str]:
    """Names a question's tests exercise, those first, then those they depend on."""
    mapped = [m for check in question.checks for m in check.mapped]
    first = list(dict.fromkeys(m.evaluate.function for m in mapped))
    for m in mapped:
        tree = ast.parse(f"{m.evaluate.setup}\n{m.evaluate.expression}")
        used = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in foreign.names]
        first += [name for name in used if name not in first]
    return [*first, *sorted({deep for name in first for deep in calls.get(name, set())} - set(first))]


def declaration_of(foreign: Foreign, calls: dict[str, set[str]]) -> str:
    """`assignment.py`."""
    probes: list[str] = []
    questions: list[str] = []
    for question in foreign.questions:
        checks = []
        for number, check in enumerate(question.checks, start=1):
            claims = []
            for mapped in check.mapped:
                probe = f"{mapped.evaluate.function}.{question.name}_{len(probes) + 1}"
                probes.append(f"    {probe!r}: lambda draw: {_evaluate_text(mapped.evaluate)},")
                claims.append(
                    f"                        {_claim_text(msgspec.structs.replace(mapped.claim, probe=probe))},"
                )
            checks.append(_check_text(question, number, check, claims))
        questions.append(_question_text(question, needed(question, calls, foreign), checks))
    return "\n".join(
        [
            f'"""Declares `{foreign.slug}`: taken over from {foreign.origin}; see {NOTES} for what was not."""',
            "",
            "# ruff: noqa: E501",
            "",
            "from grader.authoring import Assertions, Assignment, Check, Claim, Evaluate, Question",
            "",
            "PROBES = {",
            *probes,
            "}",
            "",
            "ASSIGNMENT = Assignment(",
            f"    slug={foreign.slug!r},",
            f"    title={foreign.title!r},",
            f"    notebook={foreign.slug + '.ipynb'!r},",
            *([] if _uses_keras(foreign) else ['    preload=("numpy",),']),
            "    questions=(",
            *questions,
            "    ),",
            ")",
            "",
        ]
    )


def _uses_keras(foreign: Foreign) -> bool:
    return any(word in cell.text for cell in foreign.cells for word in ("tensorflow", "keras"))


def _evaluate_text(evaluate: Evaluate) -> str:
    fields = {name: getattr(evaluate, name) for name in ("function", "expression", "setup", "catches")}
    return f"Evaluate({', '.join(f'{name}={value!r}' for name, value in fields.items() if value not in ('', False))})"


def _claim_text(claim: Claim) -> str:
    blank = Claim(probe="", relation="equal")
    fields = {name: getattr(claim, name) for name in claim.__struct_fields__}
    changed = {n: v for n, v in fields.items() if n in ("probe", "relation") or v != getattr(blank, n)}
    return f"Claim({', '.join(f'{name}={value!r}' for name, value in changed.items())})"


def _check_text(question: ForeignQuestion, number: int, check: ForeignCheck, claims: list[str]) -> str:
    return "\n".join(
        [
            "                Check(",
            f"                    id={f'{question.name}.tests_{number}'!r},",
            f"                    title={check.title!r},",
            f"                    points={check.points!r},",
            "                    kind=Assertions(claims=(",
            *claims,
            "                    )),",
            "                ),",
        ]
    )


def _question_text(question: ForeignQuestion, functions: list[str], checks: list[str]) -> str:
    return "\n".join(
        [
            "        Question(",
            f"            name={question.name!r},",
            f"            title={question.title!r},",
            f"            points={sum(check.points for check in question.checks)!r},",
            f"            functions={tuple(functions)!r},",
            "            checks=(",
            *checks,
            "            ),",
            "        ),",
        ]
    )


def mistakes_of(foreign: Foreign, calls: dict[str, set[str]]) -> dict[str, str]:
    """For every name that is tested the mistake to give nothing back, so that the assignment validates at once."""
    found = {}
    functions = {n.name for c in foreign.cells if c.kind == "code" and not c.demo for n in _functions(c.text)}
    for name in sorted(foreign.names):
        fails = [
            f"{question.name}.tests_{number}"
            for question in foreign.questions
            for number, check in enumerate(question.checks, start=1)
            if name in needed(msgspec.structs.replace(question, checks=(check,)), calls, foreign)
        ]
        if fails:
            code = f"def {name}(*arguments, **options):\n    return None" if name in functions else f"{name} = None"
            listed = "".join(f'    "{check}",\n' for check in fails)
            found[name] = (
                f'"""`{name}` gives nothing."""\n\nCATALOGUE = ""\nFAILS = (\n{listed})\n'
                f'HINT = "What should `{name}` be, and is a `return` missing?"\n\n\n{code}\n'
            )
    return found


def _functions(code: str) -> list[ast.FunctionDef]:
    try:
        return [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError:
        return []


def notes_of(foreign: Foreign) -> str:
    """What became of the original, for the instructor."""
    lines = [
        f"# {foreign.title}: taken over from {foreign.origin}",
        "",
        "| question | points | tests |",
        "|---|---|---|",
    ]
    for question in foreign.questions:
        count = sum(len(check.mapped) for check in question.checks)
        lines.append(f"| {question.name} | {sum(check.points for check in question.checks):g} | {count} |")
    lines += ["", "## Not taken over", "", *(f"- {text}" for text in foreign.not_mapped or ("nothing was left out",))]
    return "\n".join(lines) + "\n"
