"""Tells whether a student's page on the disk is what would be written anyway, so that a class is reported fast.

A page ends with a comment that holds the digest of all it was made from; making it takes a hundred times longer than
looking there.
"""

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from grader.records.results import SAME_CAUSE, Results, ScoredRun

HERE = Path(__file__).parent
FORM = "\n<!-- made from {} -->\n"
LENGTH = len(FORM.format("0" * 64))


def marked(page: str, mark: str) -> str:
    """The page with its mark at the end."""
    return page + FORM.format(mark)


def is_current(path: Path, mark: str) -> bool:
    """Whether the file ends with this mark."""
    try:
        with path.open("rb") as file:
            file.seek(-LENGTH, 2)
            return file.read() == FORM.format(mark).encode()
    except OSError:  # there is no such file, or a shorter one
        return False


def page_mark(results: Results, run: ScoredRun) -> str:
    """SHA-256 over what a student's page is made from: the class without the others, the Run, and the code here.

    Of the evidence only the common cause is on a student's page, and its lists were tuples before they were stored.
    """
    checks = tuple(
        msgspec.structs.replace(check, evidence={SAME_CAUSE: check.evidence.get(SAME_CAUSE)}) for check in run.checks
    )
    shown = (msgspec.structs.replace(results, runs=()), msgspec.structs.replace(run, checks=checks))
    made_from = repr((own_code(), msgspec.to_builtins(shown)))
    return hashlib.sha256(made_from.encode("utf-8", "backslashreplace")).hexdigest()


@cache
def own_code() -> str:
    """SHA-256 over the programs and templates of the reports."""
    digest = hashlib.sha256()
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in {".py", ".html", ".css", ".js"}):
        digest.update(path.read_bytes())
    return digest.hexdigest()
