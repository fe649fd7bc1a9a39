"""Live progress of a class: a bar on a terminal, plain lines elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from grader.records.results import ScoredRun
from grader.records.run import Job


class ClassProgress:
    """Students done, running and remaining, with the time that is left."""

    def __init__(self, console: Console, total: int) -> None:
        self.console, self.total = console, total
        self.done = 0
        self.running: list[str] = []
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
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

    def started(self, job: Job) -> None:
        """A submission went to work."""
        self.running.append(job.submission.student)
        self._describe()

    def finished(self, job: Job, run: ScoredRun) -> None:
        """A submission is done: advance, and where there is no bar print a line."""
        self.done += 1
        self.running.remove(job.submission.student)
        self._bar.advance(self._task)
        self._describe()
        if not self.console.is_terminal:
            self.console.print(self._line(run), markup=False, highlight=False, soft_wrap=True)

    def _line(self, run: ScoredRun) -> str:
        points = f"{run.earned:g}/{run.possible:g}"
        return f"[{self.done}/{self.total}] {printable(run.student)}  {points}  {run.status}  {run.seconds:.1f} s"

    def _describe(self) -> None:
        names = ", ".join(printable(name) for name in self.running[:2])
        more = f" +{len(self.running) - 2}" if len(self.running) > 2 else ""
        waiting = self.total - self.done - len(self.running)
        self._bar.update(self._task, description=f"{names}{more} running, {waiting} waiting")


def printable(name: str) -> str:
    """A name without characters that move a terminal's cursor, cut to a line's part."""
    clean = "".join(character if character.isprintable() else "�" for character in name)
    return clean if len(clean) <= 24 else clean[:23] + "…"
