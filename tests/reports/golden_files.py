"""Compares a report with the file in golden/; `GRADER_REGENERATE=1 pytest tests/reports` writes them anew."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def assert_golden(name: str, observed: bytes) -> None:
    """Byte for byte; look at the difference before committing what a regeneration wrote."""
    path = GOLDEN / name
    if os.environ.get("GRADER_REGENERATE") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(observed)
    assert observed == path.read_bytes()
