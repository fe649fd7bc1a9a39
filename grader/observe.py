"""Runs a notebook in a kernel and sends it probes: student code is met here and nowhere else on the host.

A probe that breaks its kernel costs only its own function: the kernel is replaced, the notebook executed again
without the cells that ended a kernel, and the remaining probes go on.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np

from grader import datasets, wire
from grader.advice import explanations
from grader.answers import deviation, examples, of_trained, relabellings, returned, with_own_classes
from grader.attempts import (
    Goal,
    attempt,
    counted,
    deserves_another,
    goals,
    in_full,
    in_order,
    of_attempt,
    was_hasty,
    went_nowhere,
    without_patience,
)
from grader.bootstrap import DataServer
from grader.cleanroom import CleanRoom
from grader.definitions import definitions
from grader.errors import WireError
from grader.kernel import Budget, Ending, KernelSession
from grader.notebook import Cell, Notebook, is_demo
from grader.records.assignment import Assignment, Limits
from grader.records.base import Record
from grader.records.execution import CellRun, Execution, Status
from grader.records.observation import Measured, Observation, Observations, Outcome
from grader.records.probe import (
    Array,
    Built,
    Call,
    Evaluate,
    Examine,
    Export,
    Plot,
    Probe,
    Stored,
    Train,
    Trained,
)
from grader.records.submission import Submission
from grader.sandbox.kernels import SandboxPlan, plan_for
from grader.stock import Exported, read_export
from grader.testimony import require_plausible

OUTCOMES = {
    Status.TIMED_OUT: Outcome.TIMED_OUT,
    Status.OUT_OF_MEMORY: Outcome.OUT_OF_MEMORY,
    Status.OUTPUT_LIMIT: Outcome.OUTPUT_LIMIT,
    Status.KERNEL_DIED: Outcome.DIED,
}
KERNEL_ENDING = frozenset({Status.TIMED_OUT, Status.OUT_OF_MEMORY, Status.OUTPUT_LIMIT, Status.KERNEL_DIED})
HOPELESS = frozenset({Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.OUTPUT_LIMIT, Outcome.DIED})

MOST_CODE = 200  # characters of the line that raised
MOST_ROUNDS = 2  # of further probes: what the first ones show decides on the second
MOST_CPU, MOST_WALL = 1.5, 3.0  # times the notebook's CPU seconds, for all cells and all their repetitions


class Observed(Record, frozen=True, kw_only=True):
    """Everything that one submission showed.

    `out_of_wall_time`: something was ended by its wall seconds that had CPU seconds left.
    """

    execution: Execution
    observations: dict[str, Observation]
    further: Mapping[str, Observation] = MappingProxyType({})
    out_of_wall_time: bool = False


class Inquiry(Record, frozen=True, kw_only=True):
    """The probes to send in their order, and what tells from the answers what else to ask while the kernel lives."""

    probes: tuple[Probe, ...]
    further: Callable[[Observations], Sequence[Probe]] = lambda answered: ()


async def observe(
    notebook: Notebook, submission: Submission, assignment: Assignment, probes: Sequence[Probe], isolation: str
) -> Observed:
    """Execute the notebook at a level of isolation, then send the probes in their order.

    Raises KernelError when a kernel cannot be had: the harness's fault, not the student's.
    """
    return await inquire(notebook, submission, assignment, Inquiry(probes=tuple(probes)), isolation)


async def inquire(
    notebook: Notebook, submission: Submission, assignment: Assignment, inquiry: Inquiry, isolation: str
) -> Observed:
    """Execute the notebook, send the probes, then what their answers make worth asking; that is kept apart.

    Raises KernelError when a kernel cannot be had: the harness's fault, not the student's.
    """
    data, plan = surroundings_of(assignment, inquiry.probes, isolation)
    if data is not None:
        submission = with_files(submission, datasets.handed_out(data.name, data.relabel))
    observer = _Observer(submission, assignment, plan, data)
    began = time.monotonic()
    try:
        await observer.execute(notebook)
        aims = goals(assignment.checks())
        for probe in in_order(inquiry.probes, aims):
            await observer.send(of_attempt(probe, observer.counted))
            for aim in aims:
                if aim.probe == probe.id:
                    await observer.pursue(aim, inquiry.probes)
        answered = dict(observer.observations)
        for _ in range(MOST_ROUNDS):
            more = [p for p in inquiry.further(observer.observations) if p.id not in observer.observations]
            for probe in more:
                await observer.send(probe)
        execution = observer.account(time.monotonic() - began)
    finally:
        await observer.end_session()
        await observer.room.close()
    beyond = {name: found for name, found in observer.observations.items() if name not in answered}
    return Observed(
        execution=execution, observations=answered, further=beyond, out_of_wall_time=observer.out_of_wall_time
    )


def with_files(submission: Submission, handed_out: Iterable[tuple[str, bytes]]) -> Submission:
    """The submission with the files that its assignment came with, as they were handed out."""
    given = dict(handed_out)
    own = tuple(file for file in submission.files if file[0] not in given)
    return msgspec.structs.replace(submission, files=(*own, *given.items()))


def surroundings_of(
    assignment: Assignment, probes: Sequence[Probe], isolation: str
) -> tuple[DataServer | None, SandboxPlan]:
    """The data a kernel of this assignment is served, and the sandbox in which it can read them."""
    if assignment.dataset is None:
        return None, plan_for(isolation, ())
    archive = datasets.served_archive(assignment.dataset)
    relabel = next(iter(relabellings(probes).values()), None)
    shown = None if relabel is None else tuple(int(n) for n in relabel)
    data = DataServer(name=assignment.dataset, archive=str(archive), relabel=shown)
    return data, plan_for(isolation, (str(archive.parent),))


class _Observer:
    """Keeps one kernel alive at a time and remembers what must not be tried again."""

    def __init__(
        self, submission: Submission, assignment: Assignment, plan: SandboxPlan, data: DataServer | None
    ) -> None:
        self.submission, self.assignment, self.plan, self.data = submission, assignment, plan, data
        self.limits = assignment.limits
        self.session: KernelSession | None = None
        self.room = CleanRoom(assignment, plan)
        self.relabel: dict[str, np.ndarray] = {}  # by the probe that trained; every attempt is one of its own
        self.exported: dict[str, tuple[Exported, Measured]] = {}  # by the probe that trained
        self.counted: dict[str, int] = {}  # which attempt counts, by the probe that trains first
        self.cells: list[Cell] = []
        self.runs: dict[int, CellRun] = {}
        self.observations: dict[str, Observation] = {}
        self.broken: dict[str, Outcome] = {}  # function -> how it ended its budget or its kernel
        self.restarts = 0
        self.out_of_wall_time = False
        self.cpu_seconds, self.peak_bytes = 0.0, 0
        self.cells_cpu_seconds, self.cells_wall_seconds = 0.0, 0.0

    async def execute(self, notebook: Notebook) -> None:
        """Run the cells that are to be graded; a cell that ends the kernel is left out from then on."""
        self.cells = graded_cells(notebook, self.assignment)
        for cell in self.cells:
            if self.is_spent():
                self.runs[cell.index] = CellRun(index=cell.index, status=Status.TIMED_OUT, error="not run")
            elif await self.ensure_session() is None:
                self.runs[cell.index] = CellRun(index=cell.index, status=Status.KERNEL_DIED, error="not run")
            else:
                self.runs[cell.index] = await self.run_cell(cell)

    def is_spent(self) -> bool:
        """Whether the cells together took so long, even if each kept within its budget, that no more are run."""
        allowed = self.limits.notebook_cpu_seconds
        if self.cells_cpu_seconds > MOST_CPU * allowed:
            return True
        waited = self.cells_wall_seconds > MOST_WALL * allowed
        self.out_of_wall_time |= waited
        return waited

    async def run_cell(self, cell: Cell) -> CellRun:
        """One cell within what is left of the notebook's CPU budget."""
        assert self.session is not None
        session, began, used = self.session, time.monotonic(), self.session.cpu_seconds
        left = self.limits.notebook_cpu_seconds - used
        budget = Budget(
            cpu_seconds=max(1.0, min(self.limits.cell_cpu_seconds, left)),
            wall_seconds=self.limits.cell_wall_seconds,
        )
        ending = await session.run_cell(cell.source, budget)
        seconds = time.monotonic() - began
        self.cells_wall_seconds += seconds
        self.cells_cpu_seconds += max(0.0, session.cpu_seconds - used)
        await self.drop_dead_session()
        return CellRun(
            index=cell.index,
            status=ending.status,
            error=ending.error,
            seconds=seconds,
            line=ending.line,
            code=line_of(cell.source, ending.line),
        )

    async def send(self, probe: Probe) -> None:
        """Send a probe, unless its function broke a kernel before; an earlier answer speaks for it then."""
        function = function_of(probe)
        self.relabel |= relabellings((probe,))
        if function in self.broken:
            self.observations[probe.id] = Observation(probe=probe.id, outcome=self.broken[function])
            return
        session = await self.ensure_session()
        if session is None:
            self.observations[probe.id] = Observation(probe=probe.id, outcome=Outcome.DIED)
            return
        began, used = time.monotonic(), session.cpu_seconds
        observation = await self.answer_to(session, probe)
        observation = msgspec.structs.replace(
            observation,
            seconds=time.monotonic() - began,
            cpu_seconds=max(0.0, session.cpu_seconds - used),
        )
        self.observations[probe.id] = observation
        if observation.outcome in HOPELESS:
            self.broken[function] = observation.outcome
        await self.drop_dead_session()

    async def pursue(self, aim: Goal, probes: Sequence[Probe]) -> None:
        """After a first attempt at a training: run it in full where we ended it too early, repeat it by the rule."""
        train = next((probe for probe in probes if probe.id == aim.train), None)
        predict = next(probe for probe in probes if probe.id == aim.probe)
        if train is None or predict.answer is None:
            return
        number = 1
        while True:
            trained, predicted = attempt(train, number), attempt(predict, number)
            if number > 1:
                await self.send(trained)
                await self.send(predicted)
            seen = (self.observations[trained.id], self.observations[predicted.id])
            if was_hasty(aim, *seen, predict.answer):
                self.exported.pop(trained.id, None)
                train = in_full(train)  # a monitor that was wrong once is not asked again
                await self.send(in_full(trained))
                self.observations[trained.id] = spent_too(self.observations[trained.id], seen[0])
                await self.send(predicted)
            elif went_nowhere(seen[0]):
                train = without_patience(train)
            number += 1
            if not deserves_another(aim, self.observations, predict.answer, number):
                self.counted[aim.train] = counted(aim, self.observations, predict.answer)
                return

    async def answer_to(self, session: KernelSession, probe: Probe) -> Observation:
        """A probe's answer; the outputs of a trained model come from the clean room wherever it can be taken there."""
        asked = of_trained(probe)
        if asked is None:
            return await ask(session, probe, self.limits)
        model, inputs = asked
        if model.probe not in self.exported:
            found = await self.take_out(session, probe, model.probe)
            if isinstance(found, Observation):
                return found
            self.exported[model.probe] = found
        exported, measured = self.exported[model.probe]
        stock = exported.in_state(model.state)
        outputs = await self.room.predict(stock, inputs) if stock is not None else exported.stays
        if isinstance(outputs, np.ndarray):
            observation = msgspec.structs.replace(returned(probe, outputs), measured=measured)
        else:
            observation = await ask(session, probe, self.limits)
            beside = msgspec.structs.replace(measured, beside=outputs)
            observation = msgspec.structs.replace(observation, measured=beside)
        return with_own_classes(observation, self.relabel.get(model.probe))

    async def take_out(
        self, session: KernelSession, probe: Probe, training: str
    ) -> tuple[Exported, Measured] | Observation:
        """The trained model as it left the kernel, held against its own answers; or why there is nothing to take."""
        inputs = examples(probe)
        stimulus = Export(model=Trained(probe=training), inputs=inputs)
        frame = wire.encode({"probe": probe.id, "seed": probe.seed, "stimulus": plain(stimulus)})
        ending = await session.ask(frame, budget_of(probe, self.limits))
        tree = tree_of(ending)
        if tree is None or "exported" not in tree:
            return read_answer(probe, ending)
        exported = read_export(tree["exported"])
        if exported.trained is None or exported.said is None:
            return exported, Measured(beside=exported.stays)
        outputs = await self.room.predict(exported.trained, inputs)
        if isinstance(outputs, str):
            return Exported(stays=outputs), Measured(beside=outputs)
        return exported, Measured(parameters=exported.parameters, deviation=deviation(exported.said, outputs))

    async def ensure_session(self) -> KernelSession | None:
        """The living session; a new one in which the notebook ran again; None when restarts are used up."""
        if self.session is not None:
            return self.session
        if self.runs and self.restarts >= self.limits.max_restarts:
            return None
        self.restarts += bool(self.runs)
        self.session = KernelSession(self.assignment, self.plan)
        await self.session.start(self.submission, self.data)
        for cell in self.cells:
            done = self.runs.get(cell.index)
            if done is None or done.status in KERNEL_ENDING or self.is_spent():
                continue
            if self.session is not None:
                await self.run_cell(cell)
        return self.session

    async def drop_dead_session(self) -> None:
        """Forget a session whose kernel is gone."""
        if self.session is not None and not await self.session.is_alive():
            await self.end_session()

    async def end_session(self) -> None:
        """Close the session, keeping what it used."""
        if self.session is not None:
            session, self.session = self.session, None
            self.cpu_seconds += session.usage().cpu_seconds
            self.peak_bytes = max(self.peak_bytes, session.peak_bytes)
            self.out_of_wall_time |= session.out_of_wall_time
            await session.close()

    def account(self, wall_seconds: float) -> Execution:
        """How the notebook ran, including its probes."""
        used = self.session.usage().cpu_seconds if self.session is not None else 0.0
        peak = self.session.peak_bytes if self.session is not None else 0
        cells = tuple(self.runs[cell.index] for cell in self.cells)
        return Execution(
            cells=cells,
            notes=tuple(dict.fromkeys(note for cell in cells for note in explanations(cell.error))),
            restarts=self.restarts,
            wall_seconds=wall_seconds,
            cpu_seconds=self.cpu_seconds + used,
            peak_bytes=max(self.peak_bytes, peak),
        )


def graded_cells(notebook: Notebook, assignment: Assignment) -> list[Cell]:
    """All cells but those tagged `demo`, and of these the ones that alone define a function that is asked for.

    Jupyter copies the tags of a cell that is split, so a student's function may land in a `demo` cell unnoticed.
    """
    wanted = {name for question in assignment.questions for name in question.functions}
    hidden = definitions(notebook, demo=True)
    only_there = {hidden[name].cell for name in wanted & set(hidden) - set(definitions(notebook))}
    return [cell for cell in notebook.cells if cell.source.strip() and (not is_demo(cell) or cell.index in only_there)]


def line_of(source: str, line: int) -> str:
    """A line of a cell, from 1, short enough to be shown; nothing where there is no such line."""
    lines = source.split("\n")
    return lines[line - 1].strip()[:MOST_CODE] if 0 < line <= len(lines) else ""


async def ask(session: KernelSession, probe: Probe, limits: Limits) -> Observation:
    """One probe through one session; whatever comes back becomes an observation."""
    return read_answer(probe, await session.ask(request(probe), budget_of(probe, limits)))


def request(probe: Probe) -> bytes:
    """The frame that asks the agent."""
    return wire.encode({"probe": probe.id, "seed": probe.seed, "stimulus": plain(probe.stimulus)})


def budget_of(probe: Probe, limits: Limits) -> Budget:
    """Training has a budget of its own."""
    if probe.is_training:
        return Budget(cpu_seconds=limits.training_cpu_seconds, wall_seconds=limits.training_wall_seconds)
    return Budget(cpu_seconds=limits.probe_cpu_seconds, wall_seconds=limits.probe_wall_seconds)


def function_of(probe: Probe) -> str:
    """The notebook's function a probe exercises, which is to blame when it breaks the kernel."""
    stimulus = probe.stimulus
    if isinstance(stimulus, (Call, Evaluate, Examine, Plot, Train)):
        return stimulus.function
    model = stimulus.model
    if isinstance(model, Built):
        return model.function
    return model.probe if isinstance(model, Trained) else probe.id


def plain(node: Any) -> Any:
    """A record as a tree for the wire: structs become dictionaries with their tag as `type`."""
    if isinstance(node, Stored):
        file = datasets.stored(node.dataset, node.part)
        return {"type": "stored", "path": str(file.path), "dtype": file.dtype, "shape": list(file.shape)}
    if isinstance(node, Record):
        tag = type(node).__struct_config__.tag
        fields = {name: plain(getattr(node, name)) for name in node.__struct_fields__}
        return {"type": tag, **fields} if tag else fields
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [plain(value) for value in node]
    return node


def read_answer(probe: Probe, ending: Ending) -> Observation:
    """Validate an answer; a malformed one is an observation too, since only a student's code can cause it."""
    if ending.frame is None:
        return Observation(probe=probe.id, outcome=OUTCOMES.get(ending.status, Outcome.DIED))
    try:
        observation = parse(probe.id, ending.frame)
    except WireError as error:
        return Observation(probe=probe.id, outcome=Outcome.UNSENDABLE, error_message=str(error))
    if ending.status in OUTCOMES and not (probe.is_training and observation.has_returned):
        return msgspec.structs.replace(observation, outcome=OUTCOMES[ending.status])
    return msgspec.structs.replace(observation, arguments_before=arguments_of(probe))


def spent_too(observation: Observation, discarded: Observation) -> Observation:
    """The observation, with the seconds of one that it takes the place of."""
    return msgspec.structs.replace(
        observation,
        seconds=observation.seconds + discarded.seconds,
        cpu_seconds=observation.cpu_seconds + discarded.cpu_seconds,
    )


def tree_of(ending: Ending) -> dict[str, Any] | None:
    """An answer as a plain tree, or None where there is none that can be read."""
    try:
        tree = wire.decode(ending.frame) if ending.frame is not None else None
    except wire.FrameError:
        return None
    return tree if isinstance(tree, dict) else None


def parse(probe_id: str, frame: bytes) -> Observation:
    """An observation from the agent's frame, every field checked for its type and its bounds."""
    try:
        return observation_of(probe_id, wire.decode(frame))
    except wire.FrameError as error:
        raise WireError(f"the answer to probe {probe_id} is malformed: {error}") from error


def observation_of(probe_id: str, tree: Any) -> Observation:
    """An observation from a plain tree; WireError where a field has another type, or is out of bounds."""
    try:
        observation = msgspec.convert({**tree, "probe": probe_id, "measured": None}, Observation, dec_hook=_take_array)
        require_plausible(observation)
        return observation
    except (msgspec.ValidationError, TypeError, ValueError, RecursionError) as error:
        raise WireError(f"the answer to probe {probe_id} is malformed: {error}") from error


def _take_array(wanted: type, value: Any) -> Any:
    if wanted is np.ndarray and isinstance(value, np.ndarray):
        return value
    raise ValueError(f"an array was expected, {type(value).__name__} came")


def arguments_of(probe: Probe) -> tuple[np.ndarray | None, ...]:
    """The arrays the function was given, to hold against what they were afterwards."""
    if not isinstance(probe.stimulus, Call):
        return ()
    return tuple(_given(a) if isinstance(a, Array) else None for a in probe.stimulus.arguments)


def _given(argument: Array) -> np.ndarray:
    if argument.divide_by is None:
        return argument.values
    scaled: np.ndarray = argument.values.astype("float32") / np.float32(argument.divide_by)
    return scaled
