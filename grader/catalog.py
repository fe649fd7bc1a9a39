"""Finds the assignments of a course and loads what `reference/<slug>/` declares about them."""

import difflib
import hashlib
import os
import runpy
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from grader import datasets
from grader.draw import Probes
from grader.editions import filled, in_words, numbers_of, written_numbers
from grader.errors import AssignmentError, UsageError
from grader.judge import problems
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.probe import Scalar
from grader.release import read_script, solution_notebook

HASHED = ("assignment.py", "solution.py")


class Declaration(Record, frozen=True, kw_only=True):
    """Everything an instructor declares: the assignment, its probes, and where its files are."""

    assignment: Assignment
    probes: Probes
    folder: Path  # reference/<slug>
    student_folder: Path  # assignments/<slug>
    numbers: dict[str, Scalar]  # of one student, or those that are written in the solution

    @property
    def script(self) -> str:
        """The solution as a percent script, the single source of all notebooks."""
        return filled(read_script(self.folder / "solution.py"), self.numbers)

    @property
    def solution(self) -> bytes:
        """The solution as a notebook: the reference submission."""
        return solution_notebook(self.script, self.assignment.slug)

    def edition(self, student: str) -> "Declaration":
        """The same with the numbers of one student; itself where the assignment has none."""
        return msgspec.structs.replace(self, numbers=numbers_of(self.assignment, student))

    @property
    def released(self) -> Path:
        """Where the student's notebook is kept."""
        return self.student_folder / self.assignment.notebook


def course_root() -> Path:
    """The folder with `assignments/` and `reference/`: $GRADER_COURSE, the current one or one above, or ours."""
    return _course_around() or Path(__file__).parents[1]


def course_to_write() -> Path:
    """The course that new assignments are put into: the one around the current folder, else one that begins there."""
    return _course_around() or Path.cwd()


def _course_around() -> Path | None:
    named = os.environ.get("GRADER_COURSE")
    if named:
        return Path(named)
    here = Path.cwd()
    both = (f for f in (here, *here.parents) if (f / "reference").is_dir() and (f / "assignments").is_dir())
    return next(both, None)


def names(root: Path | None = None) -> list[str]:
    """Slugs of all assignments of the course, sorted."""
    reference = (root or course_root()) / "reference"
    return sorted(path.parent.name for path in reference.glob("*/assignment.py"))


def load(name: str, root: Path | None = None) -> Declaration:
    """The declaration of an assignment by slug, or by the path of its reference folder.

    Raises UsageError for an unknown name and AssignmentError for files that contradict themselves.
    """
    root = root or course_root()
    folder = root / "reference" / name
    if not (folder / "assignment.py").is_file():
        folder = Path(name)
        if not (folder / "assignment.py").is_file():
            raise UsageError(_unknown(name, root))
    folder = folder.resolve()
    datasets.learn(folder.parent)
    content = _run(folder / "assignment.py")
    assignment = content.get("ASSIGNMENT")
    probes = content.get("PROBES")
    if not isinstance(assignment, Assignment) or not isinstance(probes, dict):
        raise AssignmentError(
            f"{folder / 'assignment.py'} must define ASSIGNMENT (an Assignment) and PROBES (a dictionary)."
        )
    found = problems(assignment)
    if found:
        raise AssignmentError(f"{folder / 'assignment.py'} contradicts itself:\n- " + "\n- ".join(found))
    declaration = Declaration(
        assignment=msgspec.structs.replace(assignment, hash=content_hash(folder, assignment.dataset)),
        probes=probes,
        folder=folder,
        student_folder=folder.parents[1] / "assignments" / assignment.slug,
        numbers={},
    )
    if not assignment.numbers:
        return declaration
    return msgspec.structs.replace(declaration, numbers=written_numbers(declaration.script, assignment.numbers))


def by_edition(declaration: Declaration, students: Iterable[str]) -> list[tuple[Declaration, tuple[str, ...]]]:
    """The declaration with the numbers that students have, and who has them; of nobody where there are no students."""
    groups: dict[str, tuple[Declaration, list[str]]] = {}
    for student in students:
        edition = declaration.edition(student)
        groups.setdefault(in_words(edition.numbers), (edition, []))[1].append(student)
    return [(edition, tuple(own)) for edition, own in groups.values()] or [(declaration, ())]


def content_hash(folder: Path, dataset: str | None = None) -> str:
    """SHA-256 over the files whose change can change a mark; the description of a course's own data set is one."""
    digest = hashlib.sha256()
    for name in HASHED:
        path = folder / name
        if not path.is_file():
            raise AssignmentError(f"{path} is missing; an assignment needs {' and '.join(HASHED)}.")
        digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    digest.update(datasets.written(folder.parent, dataset))
    return digest.hexdigest()


def needed_probes(declaration: Declaration, questions: tuple[str, ...]) -> set[str]:
    """Ids of the probes that the checks and reviews of these questions read."""
    return declaration.assignment.asked_probes(questions)


def _run(path: Path) -> dict[str, Any]:
    """Execute an instructor's own file; it is trusted, as the grader itself is."""
    try:
        return runpy.run_path(str(path))
    except (Exception, SystemExit) as error:
        raise AssignmentError(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error


def _unknown(name: str, root: Path) -> str:
    known = names(root)
    close = difflib.get_close_matches(name, known, n=1)
    suggestion = f" Did you mean `{close[0]}`?" if close else ""
    listed = ", ".join(known) or "none"
    return f"There is no assignment `{name}` under {root / 'reference'}.{suggestion} Known: {listed}."
