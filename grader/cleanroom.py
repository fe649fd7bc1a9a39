"""The clean room: a walled-in kernel that never ran student code rebuilds a trained model and says what it predicts.

    exported = read_export(...)                     # from the student's kernel, checked (`grader/stock.py`)
    room = CleanRoom(assignment, plan)
    scores = await room.predict(exported.trained, images)      # float32 (rows, …)
    await room.close()

Only stock layers with primitive arguments and float arrays enter; `load_model`, pickle and `from_config` are never
used.
"""

from typing import Any

import numpy as np

from grader import wire
from grader.errors import KernelError
from grader.kernel import Budget, KernelSession
from grader.records.assignment import Assignment
from grader.records.probe import Array, Stock
from grader.records.submission import Submission
from grader.sandbox.kernels import SandboxPlan

NOBODY = Submission(student="")
SEED = 0


class CleanRoom:
    """One kernel without a notebook, started when it is first needed; used for one submission, then closed."""

    def __init__(self, assignment: Assignment, plan: SandboxPlan) -> None:
        self.assignment, self.plan = assignment, plan
        self.session: KernelSession | None = None

    async def predict(self, model: Stock, inputs: Array) -> np.ndarray | str:
        """The outputs of the model for the inputs, `(rows, …)` float, or in words why it cannot be built or run.

        Raises KernelError when a kernel cannot be had: the harness's fault, not the student's.
        """
        answer = await self._ask({"type": "forward", "model": _plain(model), "inputs": _images(inputs), **_FORWARD})
        if answer is None:
            return "the model ended the clean room's kernel"
        if answer["outcome"] != "returned":
            said = f"{answer.get('error_name', '')} {answer.get('error_message', '')}".strip()
            return f"the clean room could not run it: {answer['outcome']} {said}"[:300]
        outputs = answer["values"][0]["array"]
        return outputs if isinstance(outputs, np.ndarray) else "the model's outputs are no numbers"

    async def close(self) -> None:
        """End the kernel; safe to call twice, and without one."""
        if self.session is not None:
            session, self.session = self.session, None
            await session.close()

    async def _ask(self, stimulus: dict[str, Any]) -> dict[str, Any] | None:
        """The answer of our own agent, or None when its kernel ended; the next model then gets a new one."""
        if self.session is None:
            session = KernelSession(self.assignment, self.plan)
            await session.start(NOBODY, None)
            self.session = session
        limits = self.assignment.limits
        budget = Budget(cpu_seconds=limits.probe_cpu_seconds, wall_seconds=limits.probe_wall_seconds)
        frame = wire.encode({"probe": "clean_room", "seed": SEED, "stimulus": stimulus})
        ending = await self.session.ask(frame, budget)
        if ending.frame is None:
            await self.close()
            return None
        try:
            answer: dict[str, Any] = wire.decode(ending.frame)
        except wire.FrameError as error:  # nobody but our own agent speaks here
            raise KernelError(f"The clean room's answer cannot be read: {error}.") from error
        return answer


_FORWARD = {"weights": None, "training": False}


def _plain(model: Stock) -> dict[str, Any]:
    layers = [{"kind": layer.kind, "options": dict(layer.options)} for layer in model.layers]
    return {
        "type": "stock",
        "input_shape": list(model.input_shape),
        "layers": layers,
        "weights": list(model.weights),
    }


def _images(inputs: Array) -> dict[str, Any]:
    return {"type": "array", "values": inputs.values, "divide_by": inputs.divide_by}
