"""What differs from student to student: numbers drawn from a student's name, and the solution with them filled in."""

import ast
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from grader.draw import stream
from grader.errors import AssignmentError
from grader.notebook import Notebook
from grader.records.assignment import Assignment
from grader.records.probe import Scalar
from grader.records.submission import Submission
from grader.records.verdict import Flag
from grader.sources.roster import folded

FLAG = "notebook.edition"
Place = tuple[ast.Assign, Scalar]


def numbers_of(assignment: Assignment, student: str) -> dict[str, Scalar]:
    """The numbers of a student by name; equal for equal assignment and student, however the name is spelt in capitals.

    Each is drawn by itself, so that another one more, or other choices for it, changes none of the others.
    """
    who = folded(unicodedata.normalize("NFC", student))
    return {
        name: choices[stream("numbers", 0, f"{assignment.slug}\0{who}\0{name}") % len(choices)]
        for name, choices in assignment.numbers.items()
    }


def written_numbers(script: str, numbers: Mapping[str, tuple[Scalar, ...]]) -> dict[str, Scalar]:
    """The numbers that stand in the solution, which are those of nobody in particular.

    Raises AssignmentError where one is not written once, as `NAME = value` in a cell, or is none of its choices.
    """
    places = _places(script, numbers)
    for name, choices in numbers.items():
        found = places.get(name, [])
        if len(found) != 1:
            raise AssignmentError(
                f"The solution must say `{name} = ...`, a plain value, in exactly one cell and outside of functions, "
                f"since {name} is among the assignment's numbers; it does so {len(found)} times."
            )
        if found[0][1] not in choices:
            listed = ", ".join(map(repr, choices))
            raise AssignmentError(
                f"The solution says `{name} = {found[0][1]!r}`, expected one of its choices {listed}."
            )
    return {name: places[name][0][1] for name in numbers}


def filled(script: str, numbers: Mapping[str, Scalar]) -> str:
    """The solution with these numbers in the places of those that are written there; nothing else changes."""
    lines = script.split("\n")
    for name, found in _places(script, numbers).items():
        for node, value in found:
            if value != numbers[name]:
                at = node.lineno - 1
                lines[at] = f"{name} = {numbers[name]!r}{_after(lines[at], node.value)}"
    return "\n".join(lines)


def _places(script: str, names: Iterable[str]) -> dict[str, list[Place]]:
    """Where the script gives a plain value to one of the names, on one line of a cell."""
    wanted, found = set(names), dict[str, list[Place]]()
    try:
        body = ast.parse(script).body if wanted else []
    except SyntaxError as error:
        raise AssignmentError(f"The solution is not Python (line {error.lineno}): {error}.") from None
    for node in body:
        name = _name(node)
        if name in wanted and isinstance(node, ast.Assign) and node.lineno == node.end_lineno:
            value = _literal(node.value)
            if value is None or isinstance(value, str | int | float):
                found.setdefault(name, []).append((node, value))
    return found


def _name(node: ast.stmt) -> str:
    """The one name that a statement binds to a value, else nothing."""
    is_plain = isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    return node.targets[0].id if is_plain else ""  # type: ignore[attr-defined]


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ()  # no value of a number


def _after(line: str, value: ast.expr) -> str:
    """What stands behind a value on its line; the syntax tree counts bytes."""
    return line.encode()[value.end_col_offset :].decode()


def in_words(numbers: Mapping[str, Scalar]) -> str:
    """`HIDDEN = 28, SEED = 7`."""
    return ", ".join(f"{name} = {value!r}" for name, value in numbers.items())


def told(submission: Submission, numbers: Mapping[str, Scalar]) -> Submission:
    """The submission with a note of the numbers it is graded with; itself where there are none."""
    if not numbers:
        return submission
    note = f"Graded with the numbers {in_words(numbers)}."
    return (
        submission if note in submission.notes else msgspec.structs.replace(submission, notes=(*submission.notes, note))
    )


def edition_flags(assignment: Assignment, submission: Submission, read: Notebook) -> tuple[Flag, ...]:
    """A flag where a notebook that was released for one student was handed in by another, with other numbers."""
    if not read.released_for or not assignment.numbers:
        return ()
    theirs, own = numbers_of(assignment, read.released_for), numbers_of(assignment, submission.student)
    if theirs == own:
        return ()
    evidence = {
        "released for": read.released_for,
        "with": in_words(theirs),
        "handed in by": submission.student,
        "graded with": in_words(own),
    }
    title = "The notebook was released for another student, or the student has another name here"
    return (Flag(id=FLAG, title=title, evidence=evidence),)
