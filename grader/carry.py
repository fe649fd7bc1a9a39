"""Error carried forward: a question is tried again with the reference's functions in place of failed ones it uses.

A mistake loses its points once. Where the code of a question calls a function of another question that failed, the
reference's version of that function is put in its place, in a kernel of its own, and what passes then counts. Nothing
else comes back from there: neither messages nor values, since that kernel has seen a part of the solution.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from grader import notebook as notebooks
from grader.definitions import Definition, definitions, names_in, parts
from grader.notebook import Cell, Notebook
from grader.records.assignment import Assignment, Question
from grader.records.base import Record
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict

LOST = frozenset({Verdict.FAIL, Verdict.SKIPPED})


Tried: TypeAlias = frozenset[tuple[str, tuple[str, ...]]]  # a question, and the functions that were replaced


class Carry(Record, frozen=True, kw_only=True):
    """Questions to try again with the reference's `functions`, each with the question it was asked in."""

    questions: tuple[str, ...]
    functions: Mapping[str, str]

    @property
    def tried(self) -> Tried:
        """The tries this is, to know that they have been made."""
        return frozenset((question, tuple(self.functions)) for question in self.questions)


class Carried(Record, frozen=True, kw_only=True):
    """Results after all that was to be tried again, with notes for the student."""

    results: tuple[CheckResult, ...]
    notes: tuple[str, ...] = ()
    out_of_wall_time: bool = False


def stand_ins(assignment: Assignment, solution: bytes) -> dict[str, str]:
    """The reference's code of every function that is asked for, with all it needs and nothing besides."""
    found = definitions(notebooks.read(solution))
    names = {name for question in assignment.questions for name in question.functions}
    return {name: _code(parts(name, found)) for name in sorted(names) if name in found}


def carries(job: Job, read: Notebook, results: Iterable[CheckResult], tried: Tried = frozenset()) -> tuple[Carry, ...]:
    """What to try next: questions that lost points and use functions of other questions that are known to be at fault.

    At fault is a question that lost points though every function it uses is right, or was replaced. The rest waits for
    a later round: once a question passes with the reference's functions, its own are not replaced for others.
    """
    lost = {result.question for result in results if result.verdict in LOST}
    owners = _owners(job.assignment)
    found = definitions(read)
    uses = {
        question.name: _failed_uses(question, owners, found, lost, job.stand_ins)
        for question in job.assignment.questions
        if question.name in lost
    }
    at_fault = _at_fault(uses, owners, tried)
    groups: dict[tuple[str, ...], list[str]] = {}
    for question, used in uses.items():
        replaced = tuple(name for name in used if owners[name] in at_fault)
        if replaced and (question, replaced) not in tried:
            groups.setdefault(replaced, []).append(question)
    return tuple(
        Carry(questions=tuple(names), functions={name: owners[name] for name in replaced})
        for replaced, names in groups.items()
    )


def _at_fault(uses: Mapping[str, tuple[str, ...]], owners: Mapping[str, str], tried: Tried) -> set[str]:
    """Lost questions whose loss nothing else explains."""
    known: set[str] = set()
    while True:
        more = {
            question
            for question, used in uses.items()
            if {owners[name] for name in used} <= known and (not used or (question, used) in tried)
        }
        if more <= known:
            return known
        known |= more


def _failed_uses(
    question: Question,
    owners: Mapping[str, str],
    found: Mapping[str, Definition],
    lost: set[str],
    codes: Mapping[str, str],
) -> tuple[str, ...]:
    """Functions of other lost questions that this one's code uses and may be given.

    A function whose own solution uses one of this question's would bring the answer along.
    """
    own = {name for name in question.functions if owners[name] == question.name}
    used = {name for function in own for part in parts(function, found) for name in names_in(part.source)}
    return tuple(
        name
        for name, owner in owners.items()
        if name in used - own and owner in lost and name in codes and not own & names_in(codes[name])
    )


def with_reference(read: Notebook, carry: Carry, codes: Mapping[str, str]) -> Notebook:
    """The notebook with one more cell, which binds the reference's functions under the student's names.

    Each lives in a namespace that holds only what it needs: the code of the question tried again is not in reach.
    """
    lines = [
        f'_space = {{"__name__": "__main__"}}\nexec(compile({codes[name]!r}, "<reference>", "exec"), _space)\n'
        f'{name} = _space["{name}"]\ndel _space'
        for name in carry.functions
    ]
    last = max((cell.index for cell in read.cells), default=0)
    return msgspec.structs.replace(read, cells=(*read.cells, Cell(index=last + 1, source="\n".join(lines))))


def merge(
    results: tuple[CheckResult, ...], again: Iterable[CheckResult], carry: Carry, assignment: Assignment
) -> tuple[tuple[CheckResult, ...], tuple[str, ...]]:
    """The first results, with a pass wherever only the second try passed; and notes that say so."""
    titles = {question.name: question.title for question in assignment.questions}
    passed = {result.check for result in again if result.verdict is Verdict.PASS}
    gained = {result.check for result in results if result.verdict in LOST and result.check in passed}
    names = " and ".join(f"`{name}`" for name in carry.functions)
    reason = f"Passed with the reference's {names} in place of yours: a mistake loses its points once."
    merged = tuple(_carried(result, reason, carry) if result.check in gained else result for result in results)
    notes = tuple(
        f"“{titles[question]}” was graded with the reference's {names} in place of yours, whose mistakes have cost"
        f" their points in {_listed(titles[owner] for owner in carry.functions.values())} already."
        for question in carry.questions
        if any(result.check in gained and result.question == question for result in results)
    )
    return merged, notes


def _carried(result: CheckResult, reason: str, carry: Carry) -> CheckResult:
    return CheckResult(
        check=result.check,
        question=result.question,
        verdict=Verdict.PASS,
        reason=reason,
        evidence={"reference": list(carry.functions)},
    )


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(f"“{title}”" for title in titles))


def _owners(assignment: Assignment) -> dict[str, str]:
    """Function to the question it belongs to: the first that names it."""
    owners: dict[str, str] = {}
    for question in assignment.questions:
        for name in question.functions:
            owners.setdefault(name, question.name)
    return owners


def _code(found: Iterable[Definition]) -> str:
    return "\n".join(dict.fromkeys(part.source for part in found)) + "\n"
