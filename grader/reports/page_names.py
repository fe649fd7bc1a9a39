"""File names of the students' pages: whatever a student is called, the name is safe and nobody else's."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

# A dot or a dash in front would hide the file or look like an option; two dots could climb out of a folder.
_PLAIN = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9._-]{0,79}(?<!\.)", re.ASCII)
_FOREIGN = re.compile(r"[^A-Za-z0-9_]+", re.ASCII)

# Device names of Windows, which swallow whatever is written to them, and the page a web server shows first.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.IGNORECASE | re.ASCII)


def page_name(student: str) -> str:
    """A safe file name, without suffix and under 100 bytes, that no other student's name leads to.

    A name of plain characters stays as it is. Any other keeps what it can and gets `~` and a hash of the
    whole name; as `~` is not a plain character, nobody can be called like somebody else's page.
    """
    if _PLAIN.fullmatch(student) and not _RESERVED.fullmatch(student):
        return student
    return _hashed(student)


def page_names(students: Iterable[str]) -> dict[str, str]:
    """The page name of each student of a class; names that differ only in case are told apart by a hash.

    File systems of macOS and Windows take `Ada.html` and `ada.html` for one file.
    """
    names = {student: page_name(student) for student in students}
    folded = Counter(name.casefold() for name in names.values())
    return {student: name if folded[name.casefold()] == 1 else _hashed(student) for student, name in names.items()}


def _hashed(student: str) -> str:
    kept = _FOREIGN.sub("-", student).strip("-")[:60]
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{kept or 'student'}~{digest}"
