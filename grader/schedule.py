"""The order in which a class is graded, the longest expected first, and how long it will still take."""

import heapq
import statistics
from collections.abc import Iterable, Mapping


def expected_seconds(students: Iterable[str], measured: Mapping[str, float]) -> dict[str, float]:
    """Seconds each student's submission is expected to take; empty where nothing was measured.

    `measured` are the seconds of earlier Runs by student; who has none is expected to take as long as the middle one.
    """
    if not measured:
        return {}
    middle = statistics.median(measured.values())
    return {student: measured.get(student, middle) for student in students}


def longest_first(sizes: Mapping[str, int], expected: Mapping[str, float]) -> list[str]:
    """The students in the order to start them: by expected seconds, else by the size of the notebook in bytes.

    What takes longest is started first, so that at the end no single kernel is waited for while the others idle.
    """
    return sorted(sizes, key=lambda student: (-expected.get(student, 0.0), -sizes[student], student))


class Forecast:
    """How long the rest of a class will take, from what is expected and from what was measured since it began.

    All times are seconds of one clock; `width` is how many submissions are graded side by side.
    """

    def __init__(self, students: Iterable[str], expected: Mapping[str, float], width: int) -> None:
        self.width = width
        self.has_history = bool(expected)
        self.waiting = {student: expected.get(student, 1.0) for student in students}
        # So that a large class is not summed up for every student who is done.
        self.waiting_seconds = sum(self.waiting.values())
        self.longest = [(-seconds, student) for student, seconds in self.waiting.items()]
        heapq.heapify(self.longest)
        self.running: dict[str, tuple[float, float]] = {}  # student -> expected, begin
        self.expected_so_far, self.measured_so_far = 0.0, 0.0

    def start(self, student: str, now: float) -> None:
        """A submission went to work."""
        expected = self.waiting.pop(student)
        self.waiting_seconds -= expected
        while self.longest and self.longest[0][1] not in self.waiting:
            heapq.heappop(self.longest)
        self.running[student] = (expected, now)

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
        waiting = self.waiting_seconds * pace if self.waiting else 0.0  # and not what rounding left of it
        longest = [-seconds * pace for seconds, _ in self.longest[:1] if waiting]
        return max((sum(running) + waiting) / self.width, *longest, *running, 0.0)
