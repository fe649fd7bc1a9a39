"""How often something may be done: a number of times within a stretch of time, per person."""

import time
from collections import deque


class Rate:
    """At most `most` times in `seconds`, for each key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._times: dict[str, deque[float]] = {}

    def allows(self, key: str, now: float | None = None) -> bool:
        """Count one more time, if it is allowed; `now` in seconds of a clock that never goes back."""
        now = time.monotonic() if now is None else now
        times = self._times.setdefault(key, deque())
        self._drop(times, now)
        if len(times) >= self.most:
            return False
        times.append(now)
        if len(self._times) > 10_000:
            self._forget(now)
        return True

    def is_used_up(self, key: str, now: float | None = None) -> bool:
        """Whether one more time would be refused; counts nothing."""
        times = self._times.get(key, deque())
        self._drop(times, time.monotonic() if now is None else now)
        return len(times) >= self.most

    def _drop(self, times: deque[float], now: float) -> None:
        while times and times[0] <= now - self.seconds:
            times.popleft()

    def _forget(self, now: float) -> None:
        """Drop who has not come for long, so that strangers cannot fill the memory."""
        for key, times in list(self._times.items()):
            self._drop(times, now)
            if not times:
                del self._times[key]
