"""Reads assignments of nbgrader: the cells' metadata, solution marks, hidden tests and points; runs none of it."""

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

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")
STUB = "# YOUR CODE HERE"
ANSWER = "*Your answer here.*"


def notebooks_of(folder: Path) -> list[Path]:
    """The source notebooks of a course (`source/<assignment>/*.ipynb`), of one assignment's folder, or one file."""
    if folder.is_file():
        return [folder]
    root = folder / "source" if (folder / "source").is_dir() else folder
    found = sorted(path for pattern in ("*.ipynb", "*/*.ipynb") for path in root.glob(pattern))
    if not found:
        raise UsageError(f"There is no notebook in {root}; give a course of nbgrader, or its source/<assignment>.")
    return found


def read(path: Path, slug: str = "") -> Foreign:
    """One source notebook; UsageError where it is none, or was released already."""
    cells = [cell for cell in read_json(path)["cells"] if isinstance(cell, dict)]  # type: ignore[attr-defined]
    marks = [metadata_of(cell, "nbgrader") for cell in cells]
    if not any(marks):
        raise UsageError(f"{path} holds no cell that nbgrader made.")
    solutions = [source_of(c) for c, m in zip(cells, marks, strict=True) if m.get("solution") and _is_code(c)]
    if any(STUB in text and BEGIN not in text for text in solutions):
        raise UsageError(f"{path} was released: its solutions are gone. Give the notebook in source/.")
    names = frozenset(name for text in solutions for name in defined_names(text))
    reading = _Reading(names)
    for cell, mark in zip(cells, marks, strict=True):
        reading.take(cell, mark)
    name = slug or slug_of(path.stem)
    return Foreign(
        origin=f"nbgrader ({path.name})",
        slug=name,
        title=title_of(reading.cells, name),
        cells=tuple(reading.cells),
        questions=tuple(reading.questions),
        names=names,
        not_mapped=tuple(reading.not_mapped),
    )


class _Reading:
    """What has been read of a notebook so far."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.cells: list[ForeignCell] = []
        self.questions: list[ForeignQuestion] = []
        self.not_mapped: list[str] = []

    def take(self, cell: dict[str, object], mark: dict[str, object]) -> None:
        text = source_of(cell)
        if mark.get("grade") and not mark.get("solution") and _is_code(cell):
            self.take_tests(text, mark)
        elif mark.get("grade") or mark.get("task"):
            self.not_mapped.append(f"{mark.get('grade_id')}: {_points(mark):g} points given by hand")
            self.cells.append(_answered(text) if mark.get("solution") else ForeignCell(kind="markdown", text=text))
        elif mark.get("solution"):
            self.cells.append(ForeignCell(kind="code", text=marked(text)) if _is_code(cell) else _answered(text))
        elif text.strip():
            kind = "code" if _is_code(cell) else "markdown"
            self.cells.append(ForeignCell(kind=kind, text=_without(text, SCHEME)))

    def take_tests(self, text: str, mark: dict[str, object]) -> None:
        """A cell of tests: what students may see becomes a `demo` cell, all of it becomes one check."""
        name, points = identifier(str(mark.get("grade_id"))), _points(mark)
        visible = _without(text, HIDDEN)
        if visible.strip():
            self.cells.append(ForeignCell(kind="code", text=visible, demo=True))
        if "AUTOTEST" in text:
            self.not_mapped.append(f"{name}: AUTOTEST lines, whose tests are not written out ({points:g} points)")
            return
        try:
            shown, _ = map_tests(visible, self.names)
            everything, unmapped = map_tests(_without_marks(text), self.names, hidden=True)
        except SyntaxError as error:
            self.not_mapped.append(f"{name}: its tests are no Python: {error.msg} ({points:g} points)")
            return
        self.not_mapped += [f"{name}: {reason}" for reason in unmapped]
        if not everything:
            self.not_mapped.append(f"{name}: no test of it could be mapped ({points:g} points)")
            return
        title = _title(visible, name)
        check = ForeignCheck(title=title, points=points, mapped=tuple(_with_words(everything, shown)))
        self.questions.append(ForeignQuestion(name=name, title=title, checks=(check,)))


def _with_words(everything: list[Mapped], shown: list[Mapped]) -> list[Mapped]:
    """All claims, those that students can see in their own words."""
    words = {m.evaluate: m for m in shown}
    return [words.get(mapped.evaluate, mapped) for mapped in everything]


def marked(text: str) -> str:
    """A solution with our marks around it: where nbgrader's stand, or around the whole cell."""
    if BEGIN not in text:
        return f"# {BEGIN}\n{text.strip()}\n# {END}"
    return "\n".join(
        re.match(r"\s*", line)[0] + f"# {BEGIN if BEGIN in line else END}" if BEGIN in line or END in line else line  # type: ignore[index]
        for line in text.splitlines()
    )


def _answered(text: str) -> ForeignCell:
    return ForeignCell(kind="markdown", text=ANSWER)


def _without(text: str, marks: tuple[str, str]) -> str:
    """Text without the regions between two marks."""
    kept, inside = [], False
    for line in text.splitlines():
        inside = inside or marks[0] in line
        if not inside:
            kept.append(line)
        inside = inside and marks[1] not in line
    return "\n".join(kept)


def _without_marks(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not any(mark in line for mark in HIDDEN))


def _title(code: str, otherwise: str) -> str:
    """What the first comment of the tests says."""
    first = code.strip().splitlines()[:1]
    return first[0].lstrip("# ").strip() if first and first[0].startswith("#") else otherwise


def _points(mark: dict[str, object]) -> float:
    points = mark.get("points")
    return float(points) if isinstance(points, (int, float)) and points >= 0 else 0.0


def _is_code(cell: dict[str, object]) -> bool:
    return cell.get("cell_type") == "code"
