"""Repeats one stored Run and tells, field by field, what came out otherwise."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from grader.errors import UsageError
from grader.fingerprint import code_hash
from grader.pipeline import grade_one
from grader.records.base import Record
from grader.records.run import Job, Run
from grader.records.submission import Submission


class Difference(Record, frozen=True, kw_only=True):
    """One field, by its path in the Run, as it was stored and as it is now."""

    field: str
    stored: str
    repeated: str


def submission_of(run: Run, submissions: Iterable[Submission]) -> Submission:
    """What the Run graded, among the submissions that lie there now: the same bytes, or else the same code.

    Raises UsageError where it is not among them.
    """
    found = list(submissions)
    for submission in found:
        if submission.hash == run.submission_hash:
            return submission
    for submission in found:
        if run.code_hash and code_hash(submission) == run.code_hash:
            return msgspec.structs.replace(submission, student=run.student, attempt=run.attempt)
    raise UsageError(
        f"What {run.student} handed in for this Run (SHA-256 {run.submission_hash[:12]}…) is not among the "
        f"{len(found)} submissions found. Name the file or folder it was graded from."
    )


def replay(job: Job, run: Run, submission: Submission) -> tuple[Run, tuple[Difference, ...]]:
    """Grade again what the Run graded, with the job's seed and probes, and compare; clocks and meters are left out."""
    repeats = run.training.repeats if run.training is not None else job.repeats
    again = msgspec.structs.replace(job, submission=submission, repeats=repeats, code_hash=run.code_hash)
    repeated = grade_one(again)
    return repeated, differences(run, repeated)


def differences(stored: Run, repeated: Run) -> tuple[Difference, ...]:
    """Every field in which two Runs differ, surroundings and versions included."""
    return tuple(_differences("", _plain(stored), _plain(repeated)))


def _plain(run: Run) -> dict[str, Any]:
    around = msgspec.to_builtins({"environment": run.environment, "surroundings": run.surroundings})
    return {**run.judgement, **around}


def _differences(path: str, stored: Any, repeated: Any) -> Iterator[Difference]:
    before, after = _parts(stored), _parts(repeated)
    if before is None or after is None:
        if repr(stored) != repr(repeated):  # NaN equals NaN here
            yield Difference(field=path, stored=repr(stored), repeated=repr(repeated))
        return
    for key in {**before, **after}:
        inner = f"{path}.{key}" if path else str(key)
        yield from _differences(inner, before.get(key), after.get(key))


def _parts(value: Any) -> dict[Any, Any] | None:
    """What a value consists of, by name or position; None for a plain one or a list of numbers."""
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value):
        return {item.get("check", at) if isinstance(item, dict) else at: item for at, item in enumerate(value)}
    return None
