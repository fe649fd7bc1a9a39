"""The order in which a class is graded, the longest expected first, and how long it will still take."""

import statistics
from collections.abc import Iterable, Mapping

from grader.records.submission import Submission


def expected_seconds(submissions: Iterable[Submission], measured: Mapping[str, float]) -> dict[str, float]:
    """Seconds each student's submission is expected to take; empty where nothing was measured.

    `measured` are the seconds of earlier Runs by student; who has none is expected to take as long as the middle one.
    """
    if not measured:
        return {}
    middle = statistics.median(measured.values())
    return {submission.student: measured.get(submission.student, middle) for submission in submissions}


def longest_first(submissions: Iterable[Submission], expected: Mapping[str, float]) -> list[Submission]:
    """The submissions in the order to start them: by expected seconds, else by the size of the notebook.

    What takes longest is started first, so that at the end no single kernel is waited for while the others idle.
    """
    return sorted(submissions, key=lambda s: (-expected.get(s.student, 0.0), -len(s.notebook), s.student))


class Forecast:
    """How long the rest of a class will take, from what is expected and from what was measured since it began.

    All times are seconds of one clock; `width` is how many submissions are graded side by side.
    """

    def __init__(self, students: Iterable[str], expected: Mapping[str, float], width: int) -> None:
        self.width = width
        self.has_history = bool(expected)
        self.waiting = {student: expected.get(student, 1.0) for student in students}
        self.running: dict[str, tuple[float, float]] = {}  # student -> expected, begin
        self.expected_so_far, self.measured_so_far = 0.0, 0.0

    def start(self, student: str, now: float) -> None:
        """A submission went to work."""
        self.running[student] = (self.waiting.pop(student), now)

    def finish(self, student: str, now: float) -> None:
        """A submission is done."""
        expected, began = self.running.pop(student)
        self.expected_so_far += expected
        self.measured_so_far += now - began

    def left(self, now: float) -> float | None:
        """Seconds until everything is done; None as long as there is nothing to tell it from."""
        if not self.expected_so_far and not self.has_history:
            return None
        pace = self.measured_so_far / self.expected_so_far if self.expected_so_far else 1.0
        # Lists, since a display may ask from a thread of its own.
        running = [max(0.0, expected * pace - (now - began)) for expected, began in list(self.running.values())]
        waiting = [expected * pace for expected in list(self.waiting.values())]
        everything = [*running, *waiting]
        return max(sum(everything) / self.width, *everything, 0.0)
