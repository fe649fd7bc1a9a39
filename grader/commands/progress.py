"""Live progress of a class: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from grader.commands.run_log import LOG
from grader.records.results import ScoredRun
from grader.reports.wording import inert
from grader.schedule import Forecast


class LeftColumn(ProgressColumn):
    """The time that is left, counted down between one student and the next."""

    def __init__(self, left: Callable[[], str]) -> None:
        super().__init__()
        self.left = left

    def render(self, task: Task) -> Text:
        """The time as text; what rich itself knows of the bar is not needed for it."""
        return Text(self.left())


class ClassProgress:
    """Students done, running and remaining, with the time that is left."""

    def __init__(self, console: Console, total: int, forecast: Forecast) -> None:
        self.console, self.total, self.forecast = console, total, forecast
        self.done = 0
        self.running: list[str] = []
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            LeftColumn(self.left),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("grading", total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """What is going on before the first student."""
        if self.console.is_terminal:
            self._bar.update(self._task, description=text)
        else:
            self.console.print(text, markup=False, highlight=False)

    def started(self, student: str) -> None:
        """A submission went to work."""
        self.forecast.start(student, time.monotonic())
        self.running.append(student)
        self._describe()

    def finished(self, student: str) -> None:
        """A submission is done."""
        self.forecast.finish(student, time.monotonic())
        self.running.remove(student)

    def show(self, runs: Iterable[tuple[ScoredRun, str]]) -> None:
        """These Runs, each with the student it was copied from, are stored: advance, or print a line for each."""
        left = self.left()
        lines = []
        for run, copied_from in runs:
            self.done += 1
            lines.append(self._line(run, copied_from, left))
            LOG.info("%s", lines[-1])
        self._bar.advance(self._task, len(lines))
        self._describe()
        if lines and not self.console.is_terminal:
            self.console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)

    def left(self) -> str:
        """The time that is left in words, as far as it can be told."""
        seconds = self.forecast.left(time.monotonic())
        return "" if seconds is None or seconds < 1 else f"about {duration(seconds)} left"

    def _line(self, run: ScoredRun, copied_from: str, left: str) -> str:
        points = f"{run.earned:g}/{run.possible:g}"
        took = f"same code as {printable(copied_from)}" if copied_from else f"{run.seconds:.1f} s"
        parts = (printable(run.student), points, str(run.status), took, *([left] if left else []))
        return f"[{self.done}/{self.total}] {'  '.join(parts)}"

    def _describe(self) -> None:
        if not self.console.is_terminal:
            return
        names = ", ".join(printable(name) for name in self.running[:2])
        more = f" +{len(self.running) - 2}" if len(self.running) > 2 else ""
        waiting = self.total - self.done - len(self.running)
        self._bar.update(self._task, description=f"{names}{more} running, {waiting} waiting")


def duration(seconds: float) -> str:
    """A length of time to the precision a person waits with: `40 s`, `12 min`, `2 h 5 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def printable(name: str) -> str:
    """A name without characters that move a terminal's cursor, cut to a line's part."""
    clean = inert("".join(character if character.isprintable() else "�" for character in name))
    return clean if len(clean) <= 24 else clean[:23] + "…"
