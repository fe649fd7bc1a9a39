"""Asks many functions the same questions in one kernel, a message per question instead of one per answer.

For functions of ours only, known mistakes and mutants of the solution. One that takes too long is interrupted and not
asked again, which disturbs no other; where one breaks the kernel, nothing comes back, and they are to be asked one by
one.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from grader import datasets, wire
from grader.errors import WireError
from grader.kernel import Budget, KernelSession
from grader.notebook import Notebook
from grader.observe import (
    HOPELESS,
    arguments_of,
    budget_of,
    graded_cells,
    observation_of,
    plain,
    surroundings_of,
    tree_of,
    with_files,
)
from grader.records.assignment import Assignment, Limits
from grader.records.execution import Status
from grader.records.observation import Observation, Outcome
from grader.records.probe import Call, Probe
from grader.records.submission import Submission

MOST_SLOW = 4  # functions that may time out in one message before all of them are given up
MOST_AT_ONCE = 250  # functions to a message: each answers with a few arrays, and a frame holds some thousands

Answers = dict[str, dict[str, Observation]]


async def sing(
    notebook: Notebook,
    submission: Submission,
    assignment: Assignment,
    asked: Sequence[tuple[Probe, Sequence[str]]],
    isolation: str,
) -> Answers | None:
    """What each function answers to the probes (calls all of them) it is asked: by function, then by probe.

    None where a cell or an answer ended the kernel, or was cut off. Raises KernelError when no kernel can be had.
    """
    data, plan = surroundings_of(assignment, [probe for probe, _ in asked], isolation)
    if data is not None:
        submission = with_files(submission, datasets.handed_out(data.name, data.relabel))
    session = KernelSession(assignment, plan)
    await session.start(submission, data)
    try:
        return await _sung(session, notebook, assignment, asked)
    finally:
        await session.close()


async def _sung(
    session: KernelSession, notebook: Notebook, assignment: Assignment, asked: Sequence[tuple[Probe, Sequence[str]]]
) -> Answers | None:
    for cell in graded_cells(notebook, assignment):
        budget = budget_of(asked[0][0], assignment.limits)
        ending = await session.run_cell(cell.source, msgspec.structs.replace(budget, cpu_seconds=60, wall_seconds=180))
        if ending.status is not Status.OK:
            return None
    answers: Answers = {}
    broken: dict[str, Outcome] = {}  # function -> how it ended its budget
    for probe, functions in asked:
        for name in broken.keys() & set(functions):
            answers[name][probe.id] = Observation(probe=probe.id, outcome=broken[name])
        for names in _parts([name for name in functions if name not in broken]):
            found = await _answers_to(session, probe, names, assignment.limits)
            if found is None:
                return None
            for name, observation in zip(names, found, strict=True):
                answers.setdefault(name, {})[probe.id] = observation
                if observation.outcome in HOPELESS:
                    broken[name] = observation.outcome
    return answers


async def _answers_to(
    session: KernelSession, probe: Probe, names: Sequence[str], limits: Limits
) -> list[Observation] | None:
    """One message: what each of these functions answers to a probe, in their order."""
    one = budget_of(probe, limits)
    whole = Budget(cpu_seconds=MOST_SLOW * one.cpu_seconds, wall_seconds=MOST_SLOW * one.wall_seconds)
    ending = await session.ask(_request(probe, names, one), whole)
    tree = tree_of(ending)
    if ending.status is not Status.OK or tree is None or len(tree.get("answers", ())) != len(names):
        return None
    return [_read(probe, each) for each in tree["answers"]]


def _parts(functions: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(functions), MOST_AT_ONCE):
        yield functions[begin : begin + MOST_AT_ONCE]


def _request(probe: Probe, functions: Iterable[str], budget: Budget) -> bytes:
    stimulus = {
        "type": "chorus",
        "call": plain(probe.stimulus),
        "functions": list(functions),
        "seed": probe.seed,
        "cpu_seconds": budget.cpu_seconds,
    }
    return wire.encode({"probe": probe.id, "seed": probe.seed, "stimulus": stimulus})


def _read(probe: Probe, tree: object) -> Observation:
    assert isinstance(probe.stimulus, Call)
    try:
        observation = observation_of(probe.id, tree)
    except WireError:
        return Observation(probe=probe.id, outcome=Outcome.UNSENDABLE)
    return msgspec.structs.replace(observation, arguments_before=arguments_of(probe))
