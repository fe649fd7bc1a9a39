"""Tells the person waiting how a fetch is getting on: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


class Progress(Protocol):
    """Where a fetch reports to."""

    def say(self, line: str) -> None:
        """Print one line that stays."""

    def step(self, what: str, done: int = 0, total: int | None = None) -> None:
        """Say what is going on now: `done` of `total` bytes, or an unknown share when `total` is None."""


class Lines:
    """One plain line per step: for log files and continuous integration."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._current = ""

    def say(self, line: str) -> None:
        """Print the line, never wrapped or coloured."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def step(self, what: str, done: int = 0, total: int | None = None) -> None:
        """Print the step when it begins; how far it is would only fill the log."""
        if what != self._current:
            self._current = what
            self.say(f"{what} …")


class Bar:
    """A bar that follows the current step, with the lines above it."""

    def __init__(self, rich: RichProgress) -> None:
        self._rich = rich
        self._row = rich.add_task("", total=None, visible=False)

    def say(self, line: str) -> None:
        """Print the line above the bar."""
        self._rich.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def step(self, what: str, done: int = 0, total: int | None = None) -> None:
        """Move the bar; it sweeps to and fro while the total is unknown."""
        self._rich.update(self._row, description=what, completed=done, total=total, visible=True)


@contextmanager
def shown(console: Console | None = None) -> Iterator[Progress]:
    """Progress on standard error, or on the given console, in the form that suits it."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield Lines(console)
        return
    # Descriptions hold file names, in which a bracket is a bracket and not markup.
    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=console, transient=True) as rich:
        yield Bar(rich)
