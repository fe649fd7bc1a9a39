"""Practice feedback on hand-ins: one notebook at a time, checked as `grader check` does, kept as a page."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from grader.records.submission import Submission
from grader.reports.atomic import write_atomically
from grader.reports.page_names import page_name
from grader.serve.inbox import HandIn

LOG = logging.getLogger("grader.serve")
MOST_WAITING = 50
FAILED = "The grader could not check this notebook. That is no fault of yours; your hand-in counts as it is."

Check = Callable[[Submission], str]  # gives the page of the result


class Practice:
    """Checks what students ask for, in the order in which they ask."""

    def __init__(self, check: Check, folder: Path) -> None:
        self.check, self.folder = check, folder
        self.executor = ThreadPoolExecutor(1)
        self.waiting: dict[str, Future[None]] = {}
        self.problems: dict[str, str] = {}

    def page(self, student: str, hand_in: HandIn) -> Path:
        """Where the feedback on a hand-in is, or will be."""
        return self.folder / page_name(student) / f"{hand_in.number}-{hand_in.sha256[:16]}.html"

    def is_waiting(self, student: str) -> bool:
        """Whether something of this student is being checked or waits for it."""
        future = self.waiting.get(student)
        return future is not None and not future.done()

    def start(self, student: str, hand_in: HandIn) -> str:
        """Have a hand-in checked; the sentence why not, where it is not."""
        if self.is_waiting(student):
            return "One of your notebooks is being checked already. Wait for it."
        if sum(not future.done() for future in self.waiting.values()) >= MOST_WAITING:
            return (
                "Too many notebooks are waiting to be checked. Try again in some minutes; your hand-in counts as it is."
            )
        self.problems.pop(student, None)
        self.waiting[student] = self.executor.submit(self._run, student, hand_in)
        return ""

    def _run(self, student: str, hand_in: HandIn) -> None:
        page = self.page(student, hand_in)
        try:
            text = self.check(Submission(student=student, notebook=hand_in.path.read_bytes(), attempt=hand_in.number))
            write_atomically(page, text.encode())
        except Exception as error:  # whatever it is, nobody waits for this thread: it is said, and asked for again
            LOG.error("The notebook of %s could not be checked: %s: %s", student, type(error).__name__, error)
            self.problems[student] = FAILED

    def close(self) -> None:
        """Start nothing more; wait for what is running."""
        self.executor.shutdown(cancel_futures=True)
