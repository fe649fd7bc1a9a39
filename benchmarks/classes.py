"""Makes classes of notebooks for the benchmarks: all correct, no two with the same code."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from measure import HERE, ROOT

from grader import catalog
from grader.catalog import Declaration
from grader.release import combine

COURSE = HERE / "assignment"
ASSIGNMENT = "bench_mnist"
FUNCTIONS = ("softmax", "cross_entropy", "build_model", "predict_digits")
TRAINING = (*FUNCTIONS, "train_model")
KINDS = {"functions": FUNCTIONS, "training": TRAINING}
NUMBER = "STUDENT = 0"

AUTHORING = ROOT / "docs" / "authoring.md"
BLOCK = re.compile(r"^`(reference/[^`]+)`\n\n```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def bench_declaration() -> Declaration:
    """The assignment that the throughput benchmark sets in every tool."""
    return catalog.load(ASSIGNMENT, COURSE)


def numbered(notebook: str, number: int) -> str:
    """A notebook's text (or its code) as the student of that number hands it in."""
    if NUMBER not in notebook:
        raise SystemExit(f"Expected `{NUMBER}` in the solution of {ASSIGNMENT}, which tells one student from another.")
    return notebook.replace(NUMBER, f"STUDENT = {number}")


def names(size: int) -> list[str]:
    """Names of the students of a class, in order."""
    return [f"student{number:04d}" for number in range(1, size + 1)]


def write_class(folder: Path, size: int) -> Path:
    """A folder of `size` solutions of `bench_mnist`, written anew."""
    solution = bench_declaration().solution.decode()
    return _write(folder, size, lambda number: numbered(solution, number).encode())


def added(notebook: bytes, number: int) -> bytes:
    """Any assignment's notebook as the student of that number hands it in: with one more cell."""
    return combine(notebook, f"STUDENT = {number}")


def _write(folder: Path, size: int, content: Callable[[int], bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, name in enumerate(names(size), 1):
        (folder / f"{name}.ipynb").write_bytes(content(number))
    return folder


def small_course(root: Path) -> Path:
    """The course that docs/authoring.md builds, written under `root` from the blocks on that page."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "assignments").mkdir(parents=True)
    for name, content in BLOCK.findall(AUTHORING.read_text("utf-8")):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root


def question_flags(kind: str) -> list[str]:
    """The flags of `grader grade` that ask for the questions of a kind."""
    return [part for name in KINDS[kind] for part in ("--question", name)]
