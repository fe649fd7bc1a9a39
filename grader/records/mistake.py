"""Known wrong solutions as hypotheses about what a student's code does, and what they are tried on."""

from typing import TypeAlias

from grader.records.base import Record
from grader.records.probe import Probe
from grader.records.submission import Submission

Setting: TypeAlias = tuple[tuple[str, str | int | float], ...]


class Mistake(Record, frozen=True, kw_only=True):
    """A known wrong solution: `source` redefines `functions`; `says` is for staff, `hint` for the student.

    Every one of `settings` gives names of the source other values, and so makes a hypothesis of its own about the
    same misconception: another threshold, another way to write the part that is not the mistake. `fails` are the
    checks that must not pass.
    """

    id: str
    says: str
    source: str
    functions: tuple[str, ...]
    catalogue: str = ""
    hint: str = ""
    settings: tuple[Setting, ...] = ()
    fails: tuple[str, ...] = ()


class Part(Record, frozen=True, kw_only=True):
    """A place where a composition can be written in several ways, the first one right.

    Each choice is a value of the name and the id of the mistake it makes; an empty id is another right way.
    """

    name: str
    choices: tuple[tuple[str | int | float, str], ...]


class Composition(Record, frozen=True, kw_only=True):
    """A function put together from parts: with one or two of them wrong it is a hypothesis of one or two mistakes."""

    id: str
    source: str
    functions: tuple[str, ...]
    parts: tuple[Part, ...]


class Catalogue(Record, frozen=True, kw_only=True):
    """What a diagnosis needs to know of an assignment: its mistakes, and the solution they redefine a part of.

    `fresh` are the questions' probes drawn from a second seed, on which a match is confirmed; `examples` are small
    inputs with which a miss is shown. Both are sent only where a question failed.
    """

    solution: Submission
    mistakes: tuple[Mistake, ...]
    compositions: tuple[Composition, ...] = ()
    fresh: tuple[Probe, ...] = ()
    examples: tuple[Probe, ...] = ()
    hash: str = ""
