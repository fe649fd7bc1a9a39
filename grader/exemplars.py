"""Reads the correct variants and the known mistakes that an assignment keeps to test itself with.

Each is one Python file under `reference/<slug>/variants/` or `mistakes/`: a docstring of one sentence, for a mistake
the constants CATALOGUE, FAILS and HINT, then functions as a student could have written them. TRIES names constants of
the file and other values for them, as `{"FLOOR": (1e-2, 1e-3)}`: the same misconception in another spelling. The files
are read, never imported: the functions run only inside a kernel, as any submission does.
"""

import ast
import hashlib
import itertools
from collections.abc import Set
from pathlib import Path
from typing import Any

from grader.errors import AssignmentError
from grader.records.base import Record
from grader.records.mistake import Composition, Mistake, Part, Setting

DECLARED = ("CATALOGUE", "FAILS", "HINT", "TRIES", "PARTS")
EQUIVALENT = "equivalent.py"


class Exemplar(Record, frozen=True, kw_only=True):
    """A solution whose judgement is known: `fails` is empty for a correct variant.

    `fails` lists every check that must not pass, `functions` the names it redefines, `source` its code.
    """

    id: str
    says: str
    source: str
    functions: tuple[str, ...]
    fails: tuple[str, ...] = ()
    catalogue: str = ""
    hint: str = ""
    settings: tuple[Setting, ...] = ()


def variants(folder: Path) -> tuple[Exemplar, ...]:
    """The correct variants under a reference folder, by name."""
    return tuple(read_exemplar(path) for path in sorted((folder / "variants").glob("*.py")))


def mistakes(folder: Path) -> tuple[Exemplar, ...]:
    """The known mistakes under a reference folder, by name; each must declare what it fails."""
    found = tuple(read_exemplar(path) for path in sorted((folder / "mistakes").glob("*.py")))
    silent = [mistake.id for mistake in found if not mistake.fails or not mistake.hint]
    if silent:
        raise AssignmentError(f"These mistakes in {folder} declare no FAILS or no HINT: {', '.join(silent)}.")
    return found


def equivalents(folder: Path) -> dict[str, str]:
    """Mutants of the solution that behave as it does, with the reason: the dictionary EQUIVALENT in `equivalent.py`.

    Raises AssignmentError where it is no dictionary of texts, or a reason is missing.
    """
    path = folder / EQUIVALENT
    if not path.is_file():
        return {}
    tree = _parsed(path)[1]
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and _target(node) == "EQUIVALENT"]
    try:
        declared = ast.literal_eval(values[0]) if values else None
    except ValueError as error:
        raise AssignmentError(f"{path} cannot be read: {error}") from error
    if not isinstance(declared, dict) or not all(isinstance(t, str) and t for pair in declared.items() for t in pair):
        raise AssignmentError(f"{path} must define EQUIVALENT, a dictionary from a mutant to the reason.")
    return declared


def read_exemplar(path: Path) -> Exemplar:
    """One file; AssignmentError when it is no Python or declares something that is no literal of the right type."""
    source, tree = _parsed(path)
    try:
        constants = {name: ast.literal_eval(value) for name, value in _constants(tree)}
    except ValueError as error:
        raise AssignmentError(f"{path} cannot be read: {error}") from error
    fails = constants.get("FAILS", ())
    if not isinstance(fails, (tuple, list)) or not all(isinstance(name, str) for name in fails):
        # ("softmax.values") without its comma is a string, whose letters would be taken for checks
        raise AssignmentError(f'{path}: FAILS must be a tuple of check ids, as ("softmax.values",), found {fails!r}.')
    return Exemplar(
        id=path.stem,
        says=(ast.get_docstring(tree) or "").strip(),
        source=source,
        functions=tuple(_defined(tree)),
        fails=tuple(fails),
        catalogue=str(constants.get("CATALOGUE", "")),
        hint=str(constants.get("HINT", "")),
        settings=_settings(path, constants.get("TRIES", {})),
    )


def known_mistakes(folder: Path) -> tuple[Mistake, ...]:
    """The mistakes under a reference folder as hypotheses about what a student's code does."""
    return tuple(
        Mistake(
            id=found.id,
            says=found.says,
            source=found.source,
            functions=found.functions,
            catalogue=found.catalogue,
            hint=found.hint,
            settings=found.settings,
            fails=found.fails,
        )
        for found in mistakes(folder)
    )


def compositions(folder: Path, known: tuple[Mistake, ...]) -> tuple[Composition, ...]:
    """The compositions under a reference folder; AssignmentError where one names a mistake that is not known."""
    names = {mistake.id for mistake in known}
    return tuple(read_composition(path, names) for path in sorted((folder / "compositions").glob("*.py")))


def read_composition(path: Path, known: Set[str]) -> Composition:
    """One file: PARTS maps names of its constants to the ways they can be written, the first of them right.

    `{"AXIS": {-1: "", 0: "softmax_over_samples"}}`: each way maps to the mistake it makes, or to an empty text.
    """
    source, tree = _parsed(path)
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and _target(node) == "PARTS"]
    try:
        declared = ast.literal_eval(values[0]) if values else None
    except ValueError as error:
        raise AssignmentError(f"{path} cannot be read: {error}") from error
    if not isinstance(declared, dict) or not all(isinstance(ways, dict) and ways for ways in declared.values()):
        raise AssignmentError(f'{path} must define PARTS, as {{"AXIS": {{-1: "", 0: "over_samples"}}}}.')
    parts = tuple(Part(name=name, choices=tuple(ways.items())) for name, ways in declared.items())
    unknown = {mistake for part in parts for _, mistake in part.choices} - known - {""}
    if unknown or any(part.choices[0][1] for part in parts):
        what = f"names no mistake that there is: {', '.join(sorted(unknown))}" if unknown else "begins with a mistake"
        raise AssignmentError(f"{path}: PARTS {what}. The first way of every part is the right one.")
    functions = tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return Composition(id=path.stem, source=source, functions=functions, parts=parts)


def catalogue_hash(known: tuple[Mistake, ...], composed: tuple[Composition, ...] = ()) -> str:
    """SHA-256 over everything that can change what a miss is taken for; empty without mistakes."""
    if not known:
        return ""
    text = repr([(m.id, m.source, m.settings, m.fails) for m in known])
    text += repr([(c.id, c.source) for c in composed]) if composed else ""
    return hashlib.sha256(text.encode()).hexdigest()


def _settings(path: Path, tries: Any) -> tuple[Setting, ...]:
    """Every combination of the values in TRIES, `{"FLOOR": (1e-2, 1e-3)}`."""
    well_formed = isinstance(tries, dict) and all(
        isinstance(name, str)
        and isinstance(values, (tuple, list))
        and values
        and all(type(value) in (str, int, float) for value in values)
        for name, values in tries.items()
    )
    if not well_formed:
        raise AssignmentError(
            f'{path}: TRIES must map names to tuples of values, as {{"FLOOR": (0.01, 0.001)}}; it is {tries!r}.'
        )
    choices = [[(name, value) for value in values] for name, values in tries.items()]
    return tuple(tuple(setting) for setting in itertools.product(*choices)) if choices else ()


def _parsed(path: Path) -> tuple[str, ast.Module]:
    """The text and the tree of a file of the instructor's."""
    try:
        source = path.read_text("utf-8")
        return source, ast.parse(source)
    except (OSError, SyntaxError, ValueError) as error:
        raise AssignmentError(f"{path} cannot be read: {error}") from error


def _target(node: ast.Assign) -> str:
    """The name an assignment binds; empty for anything that is no plain name."""
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def _constants(tree: ast.Module) -> list[tuple[str, ast.expr]]:
    return [
        (_target(node), node.value) for node in tree.body if isinstance(node, ast.Assign) and _target(node) in DECLARED
    ]


def _defined(tree: ast.Module) -> list[str]:
    """Names a student's cell would bind at the top level, our own constants left out."""
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [t.id for t in node.targets if isinstance(t, ast.Name) and t.id not in DECLARED]
    return names
