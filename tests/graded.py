"""Runs of the small assignment `standardize` with chosen verdicts, for tests that need no kernel."""

from typing import Any

import msgspec

from grader.records.execution import Status
from grader.records.run import Environment, Run
from grader.records.verdict import CheckResult, Verdict

ENVIRONMENT = Environment(
    grader="0.1.0",
    python="3.12.4",
    tensorflow="2.21.0",
    keras="3.15.1",
    numpy="2.4.6",
    platform="Linux-x86_64",
    isolation="strong",
)
CHECKS = ("shape", "values", "finite", "unchanged")  # 2, 6, 1 and 1 points
BASE = Run(
    student="ada",
    attempt=1,
    submission_hash="a" * 64,
    assignment="standardize",
    assignment_hash="b" * 64,
    seed=7,
    questions=("standardize",),
    environment=ENVIRONMENT,
    status=Status.OK,
    seconds=1.5,
    code_hash="c" * 64,
    basis_hash="d" * 64,
)


def graded(*verdicts: Verdict, **fields: Any) -> Run:
    """A Run of the four checks in their order (passed, where none is given), with some fields changed."""
    wanted = (*verdicts, *[Verdict.PASS] * len(CHECKS))
    results = tuple(
        CheckResult(check=f"standardize.{name}", question="standardize", verdict=verdict, reason="")
        for name, verdict in zip(CHECKS, wanted, strict=False)
    )
    return msgspec.structs.replace(BASE, **{"checks": results, **fields})
