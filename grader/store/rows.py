"""Runs as rows of the archive and back, without loss."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from grader.errors import StorageError
from grader.records.run import Environment, Run


def row_of(run: Run, created: str) -> dict[str, str | int | float]:
    """The columns of one Run; `created` is UTC in ISO 8601."""
    return {
        "created": created,
        "student": text(run.student),
        "attempt": run.attempt,
        "submission_hash": run.submission_hash,
        "assignment": text(run.assignment),
        "assignment_hash": run.assignment_hash,
        "seed": str(run.seed),
        "questions": questions_text(run.questions),
        "environment": environment_text(run.environment),
        "run": _dump(msgspec.to_builtins(run)),
        "code_hash": run.code_hash,
        "basis_hash": run.basis_hash,
        "seconds": float(run.seconds),
    }


def run_of(row: str) -> Run:
    """The Run of a row's `run` column; StorageError where this grader cannot read it."""
    try:
        return msgspec.convert(json.loads(row), Run)
    except ValueError as error:  # msgspec.ValidationError is one
        raise StorageError(f"Expected a Run of this grader, found one it cannot read: {error}.") from error


def text(name: str) -> str:
    """A name as SQLite can hold it: file names may carry bytes that are no UTF-8."""
    return name.encode(errors="backslashreplace").decode()


def questions_text(questions: Iterable[str]) -> str:
    """A set of questions as a column; the order in which they were asked for does not matter."""
    return _dump(sorted(questions))


def environment_text(environment: Environment) -> str:
    """An environment as a column, equal for equal environments."""
    return _dump(msgspec.to_builtins(environment))


def _dump(plain: Any) -> str:
    # Not msgspec's own encoder: a diverged training has NaN in its curve, which that writes as null, and an
    # error message may hold half a surrogate pair, which it refuses. The json module returns both unchanged.
    return json.dumps(plain, separators=(",", ":"))
