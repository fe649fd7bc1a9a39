"""KernelSession: our conversation with one Jupyter kernel, and the only importer of nbclient.

A reply is a transcript of what the kernel says, never evidence. Budgets are watched from outside: CPU seconds of the
process tree first, wall seconds as an outer bound, resident memory, and bytes of output.
"""

import asyncio
import contextlib
import queue
import re
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from subprocess import DEVNULL
from typing import Any

import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, DeadKernelError
from nbformat import from_dict

from grader.bootstrap import DataServer, agent_code, bootstrap
from grader.comparison import COLOUR
from grader.errors import KernelError
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sandbox import live
from grader.sandbox.environment import kernel_environment
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import SandboxPlan
from grader.sandbox.messages import KernelMessages
from grader.sandbox.meter import Usage, kill_tree, measure
from grader.sandbox.relay import Relay
from grader.sandbox.workspace import Workspace, workspace
from grader.wire import MAX_FRAME_BYTES

READY_SECONDS = 120.0
ASK_AGAIN_SECONDS = 0.05
RECONNECT_MILLISECONDS = 5
WATCH_SECONDS = 0.1
GRACE_SECONDS = 4.0
DRAIN_SECONDS = 4
OVERHEAD = 8  # messages may be this much larger than what they tell: a short line takes 700 bytes
CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d{1,6})\b", re.ASCII)
MEMORY_ERRORS = frozenset({"MemoryError", "_ArrayMemoryError", "ResourceExhaustedError"})


class Budget(Record, frozen=True, kw_only=True):
    """What one cell or one probe may use."""

    cpu_seconds: float
    wall_seconds: float


class Ending(Record, frozen=True, kw_only=True):
    """How a request to the kernel ended; `frame` is the agent's answer where there is one.

    `line` of the cell raised, counted from 1; 0 where that is not known.
    """

    status: Status
    error: str = ""
    line: int = 0
    frame: bytes | None = None


class KernelSession:
    """One kernel with the agent inside. Use `open_session`; after a death make a new one."""

    def __init__(self, assignment: Assignment, plan: SandboxPlan) -> None:
        self.assignment, self.limits, self.plan = assignment, assignment.limits, plan
        self.peak_bytes = 0
        self.cpu_seconds = 0.0  # used when it was last measured: after every cell and every probe
        self.out_of_wall_time = False
        self.pid = 0
        self._messages = KernelMessages()
        self._relay: Relay | None = None
        self._runner: _CellRunner | None = None
        self._output_bytes = 0
        self._breach: Status | None = None
        self._stack = ExitStack()
        self._manager: Any = None
        self._client: Any = None

    async def start(self, submission: Submission, data: DataServer | None) -> None:
        """Start the kernel in a workspace holding the submission's files, and put the agent into it."""
        live.require_open()
        place = self._stack.enter_context(workspace(submission.files))
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, MAX_FRAME_BYTES + 1024**2)
        context.setsockopt(zmq.RECONNECT_IVL, RECONNECT_MILLISECONDS)  # the kernel binds after we connect
        context.setsockopt(zmq.HANDSHAKE_IVL, 0)  # nor is it a failure when that takes long: READY_SECONDS decide
        self._stack.callback(context.destroy, linger=0)
        self._manager = AsyncKernelManager(
            kernel_name="grader",
            kernel_spec_manager=self.plan.specs(self.assignment),
            transport="ipc",
            ip=str(place.host_sockets / "s"),
            connection_file=str(place.root / "kernel.json"),
            session=self._messages,
            context=context,
        )
        try:
            await self._manager.start_kernel(
                cwd=str(place.work), env=kernel_environment(place), stdout=DEVNULL, stderr=DEVNULL
            )
            self.pid = self._manager.provisioner.pid
            live.add(self.pid)
            live.require_open()  # a run interrupted just now did not know of this kernel yet
            await self._open_channels(place, context)
            async with asyncio.timeout(READY_SECONDS):
                await self._wait_until_ready()
                await self._install_agent(data)
            self.usage()
        except (RuntimeError, OSError, TimeoutError) as error:
            await self.close()
            raise KernelError(
                f"A Jupyter kernel could not be started within {READY_SECONDS:.0f} s: {error}. "
                "Run `grader doctor` to see whether TensorFlow and ipykernel work on this machine."
            ) from error

    async def _open_channels(self, place: Workspace, context: zmq.asyncio.Context) -> None:
        """Open the two channels we read.

        On the others (stdin, control) a notebook could send what nobody takes, until this process's memory is full.
        """
        self._client = self._manager.client(context=context)
        self._messages = self._client.session  # a copy of the manager's
        self._client.allow_stdin = False  # `input()` raises at once instead of waiting for nobody
        sockets = self.plan.kernel_sockets(place, self.pid)
        if sockets is not None:
            self._relay = Relay(place.host_sockets, sockets)
            self._relay.allowed_bytes = self._allowed_bytes
            for port in (self._client.shell_port, self._client.iopub_port):
                self._relay.open(f"s-{port}")
        self._client.shell_channel.start()
        self._client.iopub_channel.start()

    async def _wait_until_ready(self) -> None:
        """Ask who is there until the kernel's welcome, or an answer's idle status, is heard on iopub.

        From then on nothing that is printed is missed; requests wait in their own channel anyway.

        jupyter_client's own wait ends with 0.2 s of listening to silence, more than a warm kernel takes to start.
        """
        asked = set()
        while True:
            asked.add(self._client.kernel_info())
            with contextlib.suppress(queue.Empty):
                while True:
                    message = await self._client.get_iopub_msg(timeout=ASK_AGAIN_SECONDS)
                    answered = is_idle(message) and message["parent_header"].get("msg_id") in asked
                    if answered or message["msg_type"] == "iopub_welcome":
                        return
            if not await self.is_alive():
                raise RuntimeError("the kernel process ended while starting")

    async def _install_agent(self, data: DataServer | None) -> None:
        """Have a short cell execute the agent's code, which is sent beside it."""
        content = {"code": bootstrap(data), "silent": True, "store_history": False, "allow_stdin": False}
        message = self._client.session.msg("execute_request", content)
        message["buffers"] = [agent_code()]
        self._client.shell_channel.send(message)
        async with self._draining(message["header"]["msg_id"]) as drained:
            answering = asyncio.create_task(self._answer_from_shell(message["header"]["msg_id"]))
            waiting: set[asyncio.Task[Any]] = {answering, drained}
            try:
                while waiting:
                    _, waiting = await asyncio.wait(waiting, timeout=WATCH_SECONDS)
                    if waiting and not await self.is_alive():
                        raise RuntimeError("the kernel process ended while the agent was put into it")
            finally:
                answering.cancel()
        content = answering.result()["content"]
        if content.get("status") != "ok":
            raise KernelError(f"The agent did not start in the kernel: {content.get('evalue', content)}")

    async def run_cell(self, source: str, budget: Budget) -> Ending:
        """Execute one cell to its end or to the end of its budget."""
        self._runner = runner = self._runner or _CellRunner(self)
        async with self._watched(budget):
            try:
                await runner.run(source)
            except DeadKernelError:
                return Ending(status=self._death)
        if not runner.heard_idle:
            await self._give_up()
        if self._breach is None and (self._is_too_loud() or not runner.heard_idle):
            self._breach = Status.OUTPUT_LIMIT
        if self._breach is not None:
            return Ending(status=self._breach)
        return _ending_of(runner.reply)

    async def ask(self, frame: bytes, budget: Budget) -> Ending:
        """Send a probe to the agent and wait for its answer, and for all that the probe printed."""
        message = self._client.session.msg("grader_probe", {})
        message["buffers"] = [frame]
        self._client.shell_channel.send(message)
        async with self._draining(message["header"]["msg_id"]) as drained:
            async with self._watched(budget):
                ending = await self._answer_to(message["header"]["msg_id"])
            done, _ = await asyncio.wait({drained}, timeout=DRAIN_SECONDS if ending.frame is not None else 0)
            if ending.frame is not None and not done:
                await self._give_up()
            if ending.status is Status.OK and (self._is_too_loud() or not done):
                return Ending(status=Status.OUTPUT_LIMIT)
            return ending

    async def _give_up(self) -> None:
        """End a kernel whose prints no longer arrive: a message above the largest size cut its connection."""
        self.kill()
        while await self.is_alive():
            await asyncio.sleep(WATCH_SECONDS / 10)

    @property
    def _allowed_bytes(self) -> int:
        """What may come in messages during one cell or probe, all told; an answer's arrays among it."""
        return OVERHEAD * self.limits.output_bytes + MAX_FRAME_BYTES

    def _is_cut_off(self) -> bool:
        return self._relay is not None and self._relay.is_exhausted

    @property
    def _death(self) -> Status:
        """Why a kernel is dead: by our hand, by what it sent, by what all its processes took, or by its own."""
        if self._breach or self._is_cut_off():
            return self._breach or Status.OUTPUT_LIMIT
        process = self._manager.provisioner.process
        return Status.OUT_OF_MEMORY if getattr(process, "ran_out_of_memory", False) else Status.KERNEL_DIED

    def _is_too_loud(self) -> bool:
        shown = self._output_bytes + self._messages.refused_bytes
        return shown > self.limits.output_bytes or self._is_cut_off()

    async def _answer_to(self, message_id: str) -> Ending:
        waiting = asyncio.create_task(self._frame_to(message_id))
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=WATCH_SECONDS)
                if not waiting.done() and not await self.is_alive():
                    return Ending(status=self._death)
            return Ending(status=self._breach or Status.OK, frame=waiting.result())
        finally:
            waiting.cancel()

    async def _frame_to(self, message_id: str) -> bytes:
        while True:
            message = await self._answer_from_shell(message_id)
            if message["buffers"]:
                return bytes(message["buffers"][0])

    async def _answer_from_shell(self, message_id: str) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = await self._client.get_shell_msg(timeout=None)
            if message["parent_header"].get("msg_id") == message_id:
                return message

    @asynccontextmanager
    async def _draining(self, message_id: str) -> AsyncIterator[asyncio.Task[None]]:
        """Take what is printed during a request, whether anybody waits for the end of it or not."""
        drain = asyncio.create_task(self._drain(message_id))
        try:
            yield drain
        finally:
            drain.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await drain

    async def _drain(self, message_id: str) -> None:
        """Count what is printed until the request with this id is done; messages larger than a frame never come."""
        while True:
            message = await self._client.get_iopub_msg(timeout=None)
            self.count_output(message)
            if is_idle(message) and message["parent_header"].get("msg_id") == message_id:
                return

    def count_output(self, message: dict[str, Any]) -> None:
        """Add a message's size to the output of the current cell or probe."""
        content = message.get("content", {})
        text = content.get("text", "")
        self._output_bytes += len(text) if isinstance(text, str) else 0
        data = content.get("data", {})
        if isinstance(data, dict):
            self._output_bytes += sum(len(part) for part in data.values() if isinstance(part, str))

    @asynccontextmanager
    async def _watched(self, budget: Budget) -> AsyncIterator[None]:
        self._breach, self._output_bytes, self._messages.refused_bytes = None, 0, 0
        if self._relay is not None and not self._is_cut_off():
            self._relay.allowed_bytes = self._allowed_bytes
        watch = asyncio.create_task(self._watch(budget))
        try:
            yield
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
            self.usage()

    async def _watch(self, budget: Budget) -> None:
        before, began = self.cpu_seconds, time.monotonic()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            usage = self.usage()
            used_wall = time.monotonic() - began
            if usage.resident_bytes > self.limits.memory_bytes:
                self._breach = Status.OUT_OF_MEMORY
                self.kill()
                return
            if self._is_cut_off():
                self._breach = Status.OUTPUT_LIMIT
                self.kill()
                return
            if self._is_too_loud():
                await self._end(Status.OUTPUT_LIMIT)
            elif usage.cpu_seconds - before > budget.cpu_seconds:
                await self._end(Status.TIMED_OUT)
            elif used_wall > budget.wall_seconds:
                self.out_of_wall_time = True  # on a busy machine not the notebook's fault
                await self._end(Status.TIMED_OUT)

    async def _end(self, breach: Status) -> None:
        """Interrupt; kill when the interrupt is not obeyed."""
        self._breach = breach
        await self._manager.interrupt_kernel()
        await asyncio.sleep(GRACE_SECONDS)
        self.kill()

    def usage(self) -> Usage:
        """What the kernel's process tree uses; also keeps the peak, and the CPU seconds."""
        usage = measure(self.pid)
        self.cpu_seconds = usage.cpu_seconds
        self.peak_bytes = max(self.peak_bytes, usage.resident_bytes)
        return usage

    async def is_alive(self) -> bool:
        """Whether the kernel process still runs."""
        return bool(await self._manager.is_alive())

    def kill(self) -> None:
        """End the kernel and everything it started, now."""
        if self.pid:
            kill_tree(self.pid)

    async def close(self) -> None:
        """End the kernel and remove its workspace; safe to call twice."""
        self.kill()
        live.remove(self.pid)
        if self._client is not None:
            self._client.shell_channel.stop()
            self._client.iopub_channel.stop()
        if self._relay is not None:
            await self._relay.close()
        if self._manager is not None and self._manager.has_kernel:
            with contextlib.suppress(RuntimeError, OSError):
                await self._manager.provisioner.wait()
                await self._manager.cleanup_resources()
        self._stack.close()


class _CellRunner(NotebookClient):  # type: ignore[misc, unused-ignore]
    """nbclient for one cell after the other: keeps the reply, counts outputs and drops them."""

    def __init__(self, session: KernelSession) -> None:
        super().__init__(
            from_dict({"cells": [bare_cell("")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
            km=session._manager,
            timeout=None,
            allow_errors=True,
            iopub_timeout=DRAIN_SECONDS,
            raise_on_iopub_timeout=False,
            coalesce_streams=False,
            on_cell_executed=self.keep_reply,
        )
        self.kc = session._client
        self.session = session
        self.reply: dict[str, Any] = {}
        self.heard_idle = False

    async def run(self, source: str) -> None:
        """Execute one cell. Raises DeadKernelError."""
        self.reply, self.heard_idle = {}, False
        await self.async_execute_cell(bare_cell(source), 0)

    def keep_reply(self, execute_reply: dict[str, Any], **_: Any) -> None:
        """Hook of nbclient: the kernel answered."""
        self.reply = execute_reply["content"]

    async def _check_raise_for_error(self, cell: Any, cell_index: int, exec_reply: dict[str, Any] | None) -> None:
        """Nothing is to be raised: how the cell ended is read from the reply kept above."""

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> None:
        """Count every message; the idle status ends the cell."""
        self.session.count_output(msg)
        if is_idle(msg):
            self.heard_idle = True
            raise CellExecutionComplete


def bare_cell(source: str) -> Any:
    """A code cell for nbclient; made by us, so it is not held against the notebook schema each time."""
    return from_dict({"cell_type": "code", "id": "cell", "metadata": {}, "source": source, "outputs": []})


def is_idle(message: dict[str, Any]) -> bool:
    """Whether an iopub message says that a request is done."""
    return bool(message["msg_type"] == "status" and message["content"].get("execution_state") == "idle")


def _ending_of(reply: dict[str, Any]) -> Ending:
    if reply.get("status") == "ok":
        return Ending(status=Status.OK)
    name, value = (text if isinstance(text, str) else "" for text in (reply.get("ename"), reply.get("evalue")))
    error = f"{name or 'error'}: {value}"[:500]
    status = Status.OUT_OF_MEMORY if name in MEMORY_ERRORS else Status.RAISED
    return Ending(status=status, error=error, line=_line_of(reply.get("traceback")))


def _line_of(told: Any) -> int:
    """The cell's line at which an exception left it, as IPython's traceback tells it; 0 where it does not."""
    texts = [COLOUR.sub("", part) for part in told if isinstance(part, str)] if isinstance(told, list) else []
    found = next((match for match in map(CELL_LINE.search, texts) if match), None)
    return int(found[1]) if found else 0


@asynccontextmanager
async def open_session(
    submission: Submission, assignment: Assignment, plan: SandboxPlan, data: DataServer | None = None
) -> AsyncIterator[KernelSession]:
    """A started session, closed at the end whatever happens."""
    session = KernelSession(assignment, plan)
    try:
        await session.start(submission, data)
        yield session
    finally:
        await session.close()


def run_trusted(document: Any, assignment: Assignment, place: Workspace) -> str:
    """Run every cell of an instructor's own notebook, without walls, and keep in it what the cells print and draw.

    It draws what it draws: a notebook that sets no seed cannot be run where operations are to be repeatable.
    Returns the error of the cell that raised, after which no other is run; empty where none did.
    """
    plan = SandboxPlan(start="cold", level=Level.NONE)
    manager = AsyncKernelManager(kernel_name="grader", kernel_spec_manager=plan.specs(assignment))
    client = NotebookClient(document, km=manager, timeout=None)
    client.owns_km = True  # it ends the kernel, whatever happens
    environment = kernel_environment(place)
    del environment["TF_DETERMINISTIC_OPS"]
    try:
        client.execute(cwd=str(place.work), env=environment, stdout=DEVNULL, stderr=DEVNULL)
    except CellExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except (DeadKernelError, RuntimeError, OSError) as error:
        raise KernelError(f"The notebook could not be run to its end: {error}. Run `grader doctor`.") from error
    return ""
