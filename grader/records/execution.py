"""How a notebook ran: one status per cell and for the whole submission."""

import enum

from grader.records.base import Record


class Status(enum.StrEnum):
    """How running (or reading) something a student handed in ended."""

    OK = "ok"
    RAISED = "raised"
    OUTPUT_LIMIT = "output_limit"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    KERNEL_DIED = "kernel_died"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    SET_ASIDE = "set_aside"  # the grader failed at it again and again: no fault of the student

    @property
    def severity(self) -> int:
        """Position in the order of declaration; the worst status names a submission."""
        return list(Status).index(self)


class CellRun(Record, frozen=True, kw_only=True):
    """How one code cell ended. `index` counts all cells of the notebook from 0.

    `line` is the cell's line that raised, from 1 (0: not known), and `code` what stands in it.
    """

    index: int
    status: Status
    error: str = ""
    seconds: float = 0.0
    line: int = 0
    code: str = ""


class Execution(Record, frozen=True, kw_only=True):
    """How the notebook ran; `notes` are sentences for the student (a neutralised magic, a skipped cell)."""

    cells: tuple[CellRun, ...] = ()
    restarts: int = 0
    notes: tuple[str, ...] = ()
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def status(self) -> Status:
        """The worst status of any cell."""
        return max((cell.status for cell in self.cells), key=lambda s: s.severity, default=Status.OK)
