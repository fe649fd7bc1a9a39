"""Known wrong solutions as hypotheses about what a student's code does, and what they are tried on."""

from typing import TypeAlias

from grader.records.base import Record
from grader.records.probe import Probe
from grader.records.submission import Submission

Setting: TypeAlias = tuple[tuple[str, str | int | float], ...]


class Mistake(Record, frozen=True, kw_only=True):
    """A known wrong solution: `source` redefines `functions`; `says` is for staff, `hint` for the student.

    Every one of `settings` gives names of the source other values, and so makes a hypothesis of its own about the
    same misconception: another threshold, another way to write the part that is not the mistake.
    """

    id: str
    says: str
    source: str
    functions: tuple[str, ...]
    catalogue: str = ""
    hint: str = ""
    settings: tuple[Setting, ...] = ()


class Catalogue(Record, frozen=True, kw_only=True):
    """What a diagnosis needs to know of an assignment: its mistakes, and the solution they redefine a part of.

    `fresh` are the questions' probes drawn from a second seed, on which a match is confirmed; `examples` are small
    inputs with which a miss is shown. Both are sent only where a question failed.
    """

    solution: Submission
    mistakes: tuple[Mistake, ...]
    fresh: tuple[Probe, ...] = ()
    examples: tuple[Probe, ...] = ()
    hash: str = ""
