"""Times the stages that one submission passes through, from outside: wraps the grader's own functions, changes none."""

import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader import notebook, observe, pipeline
from grader.kernel import KernelSession
from grader.sandbox.parent import WarmParent

READ, START, FORK, READY, AGENT = "read the notebook", "start", "fork and isolation", "kernel ready", "agent"
CELLS, PROBES, JUDGE, CLOSE, STORE = "cells", "probes", "judge", "close", "archive append"
AROUND = "workspace, sockets, client"
REST = "everything between"
WRAPPED: tuple[tuple[Any, str, str], ...] = (
    (notebook, "read", READ),
    (KernelSession, "start", START),
    (WarmParent, "fork", FORK),
    (KernelSession, "_wait_until_ready", READY),
    (KernelSession, "_install_agent", AGENT),
    (KernelSession, "run_cell", CELLS),
    (observe, "ask", PROBES),
    (pipeline, "judge", JUDGE),
    (KernelSession, "close", CLOSE),
)
SHOWN = (READ, FORK, READY, AGENT, AROUND, CELLS, PROBES, JUDGE, CLOSE, STORE, REST)
SANDBOX = (FORK, READY, AGENT, AROUND, CLOSE)


class Clock:
    """Milliseconds per stage of the submission that is being graded; one at a time."""

    def __init__(self) -> None:
        self.spans: dict[str, float] = defaultdict(float)
        self.probes: dict[str, float] = {}
        self.forked_at: float | None = None

    def reset(self) -> None:
        """Begin a submission."""
        self.spans, self.probes, self.forked_at = defaultdict(float), {}, None

    @contextmanager
    def span(self, stage: str) -> Iterator[None]:
        """Count the block's time to a stage."""
        began = time.perf_counter()
        if stage == FORK and self.forked_at is None:
            self.forked_at = began
        try:
            yield
        finally:
            self.spans[stage] += 1000 * (time.perf_counter() - began)

    @contextmanager
    def probe(self, name: str) -> Iterator[None]:
        """Count the block's time to the probes, and to one of them."""
        before = self.spans[PROBES]
        with self.span(PROBES):
            yield
        self.probes[name] = self.spans[PROBES] - before

    def stages(self, whole: float) -> dict[str, float]:
        """Every stage that is shown, adding up to the whole."""
        found = {stage: self.spans[stage] for stage in SHOWN if stage not in (AROUND, REST)}
        found[AROUND] = self.spans[START] - found[FORK] - found[READY] - found[AGENT]
        found[REST] = whole - sum(found.values())
        return {stage: found[stage] for stage in SHOWN}


def instrument(clock: Clock) -> None:
    """Wrap what is to be timed; SystemExit names what is no longer there."""
    for owner, name, stage in WRAPPED:
        original = getattr(owner, name, None)
        if original is None:
            raise SystemExit(f"{owner.__name__}.{name} is gone: correct WRAPPED in benchmarks/stages.py.")
        setattr(owner, name, _timed(clock, stage, original))


def _timed(clock: Clock, stage: str, original: Callable[..., Any]) -> Callable[..., Any]:
    if stage == PROBES:

        async def asked(session: Any, probe: Any, *more: Any) -> Any:
            with clock.probe(probe.id):
                return await original(session, probe, *more)

        return asked
    if inspect.iscoroutinefunction(original):

        async def awaited(*arguments: Any, **named: Any) -> Any:
            with clock.span(stage):
                return await original(*arguments, **named)

        return awaited

    def called(*arguments: Any, **named: Any) -> Any:
        with clock.span(stage):
            return original(*arguments, **named)

    return called
