"""Who may hand in: the students of a list, each with a personal token that is made once and kept."""

import csv
import hmac
import io
from pathlib import Path

from grader.errors import StorageError, UsageError
from grader.reports.atomic import write_atomically
from grader.serve.gate import new_token
from grader.sources.entry import NOTEBOOK_SUFFIX, printable_name

TOKENS = "tokens.csv"
MOST_BYTES = 120
HEADINGS = frozenset({"student", "name", "students"})


class Tokens:
    """Students and their tokens."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self.of_students = tokens

    def student(self, token: str) -> str | None:
        """Whose token this is; every one is compared, so that time tells nothing."""
        found = None
        for student, secret in self.of_students.items():
            if hmac.compare_digest(secret.encode(), token.encode(errors="replace")):
                found = student
        return found


def open_tokens(listed: Path | None, own: Path) -> Tokens:
    """The tokens kept in `own`, with new ones for students of the list who have none.

    Raises UsageError for a list that cannot be used, StorageError where the tokens cannot be read or written.
    """
    path = own / TOKENS
    tokens = _kept(path)
    new = [student for student in (_listed(listed) if listed else []) if student not in tokens]
    tokens |= {student: new_token() for student in new}
    if not tokens:
        raise UsageError("Nobody may hand in yet. Name a file with one student a line: --students FILE.")
    if new:
        stream = io.StringIO()
        csv.writer(stream).writerows([("student", "token"), *tokens.items()])
        _make_private(own)
        write_atomically(path, stream.getvalue().encode())
    return Tokens(tokens)


def _make_private(own: Path) -> None:
    try:
        own.mkdir(parents=True, exist_ok=True)
        own.chmod(0o700)
    except OSError as error:
        raise StorageError(f"{own} cannot be made: {error.strerror or error}. Name another inbox.") from error


def _kept(path: Path) -> dict[str, str]:
    try:
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StorageError(f"The students' tokens in {path} cannot be read: {error}. Put a copy back.") from error
    return {row[0]: row[1] for row in rows[1:] if len(row) == 2}


def _listed(path: Path) -> list[str]:
    """Students of a file, one a line, or the first column of a CSV with a heading."""
    try:
        rows = [row for row in csv.reader(path.read_text("utf-8-sig").splitlines()) if row and row[0].strip()]
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The list of students {path} cannot be read: {error}. Expected one student a line."
        ) from error
    names = [row[0].strip() for row in rows]
    if names and names[0].casefold() in HEADINGS:
        names = names[1:]
    for name in names:
        _require_plain(name, path)
    return names


def _require_plain(name: str, path: Path) -> None:
    """A student's name becomes a folder's, by which `grader grade` knows the student."""
    is_plain = printable_name(name) == name and not set("/\\") & set(name) and not name.startswith(".")
    if not is_plain or name.lower().endswith(NOTEBOOK_SUFFIX) or len(name.encode()) > MOST_BYTES:
        raise UsageError(
            f"{printable_name(name)!r} in {path} cannot be the name of a folder. Expected at most {MOST_BYTES} bytes "
            "without / or \\, with no dot in front: an account name, say."
        )
