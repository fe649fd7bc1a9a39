"""The peers' notebooks, made from the same solution and from `assignment/asserts.py`: all tools are asked alike."""

import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from classes import COURSE, KINDS, bench_declaration
from nbformat import v4 as nbformat4

ASSERTS = COURSE / "asserts.py"
HEADING = re.compile(r"^# %% (\w+)( hidden)?\n", re.MULTILINE)
MARK = re.compile(r"^ *# (?:BEGIN|END) SOLUTION\n", re.MULTILINE)
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
OTTER_CONFIG = """# ASSIGNMENT CONFIG
name: bench
init_cell: true
export_cell: false
solutions_pdf: false
template_pdf: false
"""


def solution_cells() -> list[str]:
    """Source of the solution's code cells, with the marks of what students write."""
    script = jupytext.reads(bench_declaration().script, fmt="py:percent")
    return [cell.source + "\n" for cell in script.cells if cell.cell_type == "code"]


def question_of(source: str) -> str:
    """The question a cell defines the function of; empty for the imports."""
    found = re.search(r"^def (\w+)\(", source, re.MULTILINE)
    return found.group(1) if found else ""


def unmarked(source: str) -> str:
    """A cell without the marks around its solution."""
    return MARK.sub("", source).strip("\n")


def asserts() -> dict[str, tuple[str, str]]:
    """The cells that students see and the hidden ones, by question; either may be empty."""
    _, *parts = HEADING.split(ASSERTS.read_text("utf-8"))
    found: dict[str, tuple[str, str]] = {}
    for name, hidden, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        shown, kept = found.get(name, ("", ""))
        found[name] = (shown, source.strip("\n")) if hidden else (source.strip("\n"), kept)
    return found


def data_code(kind: str) -> str:
    """What reads the data, where there is training."""
    return asserts()["data"][0] if "train_model" in KINDS[kind] else ""


def plain_code(kind: str) -> str:
    """All functions and then all asserts of a kind as one script: what the floor runs."""
    tests = [part for question in KINDS[kind] for part in asserts()[question] if part]
    return "\n\n".join([*(unmarked(cell) for cell in solution_cells()), *tests]) + "\n"


# --- nbgrader ---------------------------------------------------------------------------------------------------
def nbgrader_master(kind: str) -> str:
    """The instructor's notebook of nbgrader."""
    cells = []
    for source in solution_cells():
        question = question_of(source)
        if question in KINDS[kind]:
            cells += [_nbgrader_solution(question, source), _nbgrader_test(question)]
        else:
            cells += [_code(unmarked(source)), *_data_cells(kind, after_imports=not question)]
    return _text(cells)


def nbgrader_submission(released: Path) -> str:
    """What a student hands in: the released notebook with the solution written into it."""
    solutions = {question_of(source): unmarked(source) for source in solution_cells()}
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        question = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if question and question in solutions:
            cell.source = solutions[question]
    return str(nbformat.writes(notebook))


def _nbgrader_solution(question: str, source: str) -> Any:
    return _code(source.strip("\n"), nbgrader=_nbgrader_metadata(question, solution=True))


def _nbgrader_test(question: str) -> Any:
    shown, hidden = asserts()[question]
    parts = [shown, f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"]
    metadata = {**_nbgrader_metadata(f"test_{question}", solution=False), "points": 1}
    return _code("\n".join(part for part in parts if part), nbgrader=metadata)


def _nbgrader_metadata(grade_id: str, *, solution: bool) -> dict[str, Any]:
    fixed = {"schema_version": 3, "task": False, "grade": not solution, "locked": not solution}
    return {**fixed, "grade_id": grade_id, "solution": solution}


# --- otter ------------------------------------------------------------------------------------------------------
def otter_master(kind: str) -> str:
    """The instructor's notebook of otter."""
    cells = [nbformat4.new_raw_cell(OTTER_CONFIG)]
    for source in solution_cells():
        question = question_of(source)
        if question in KINDS[kind]:
            cells += _otter_question(question, source)
        else:
            cells += [_code(unmarked(source)), *_data_cells(kind, after_imports=not question)]
    return _text(cells)


def _otter_question(question: str, source: str) -> list[Any]:
    shown, hidden = asserts()[question]
    tests = [text for text in (shown, f"# HIDDEN\n{hidden}") if text]
    return [
        _raw(f"# BEGIN QUESTION\nname: {question}\npoints: 1"),
        _raw("# BEGIN SOLUTION"),
        _code(source.strip("\n")),
        _raw("# END SOLUTION"),
        _raw("# BEGIN TESTS"),
        *(_code(text) for text in tests),
        _raw("# END TESTS"),
        _raw("# END QUESTION"),
    ]


def _data_cells(kind: str, *, after_imports: bool) -> list[Any]:
    code = data_code(kind)
    return [_code(code)] if code and after_imports else []


def _raw(source: str) -> Any:
    return nbformat4.new_raw_cell(source)


def _code(source: str, **metadata: Any) -> Any:
    return nbformat4.new_code_cell(source, metadata=metadata)


def _text(cells: list[Any]) -> str:
    notebook = nbformat4.new_notebook(cells=cells, metadata=KERNEL)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
    return str(nbformat.writes(notebook))
