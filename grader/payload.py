"""Finds what a notebook carries besides code: weights, tables and images hidden in its text or in files beside it.

Code is read as text, so that strings, comments and names count alike. Ordinary code has few long runs of characters
without a space, few numbers, and compresses well; what was packed to be small does not.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from grader.notebook import Notebook
from grader.records.submission import Submission
from grader.records.verdict import Flag

RUN = re.compile(r"\S{80,}")  # no line that a person writes has one; addresses are left out
ADDRESS = re.compile(r"https?://\S+")
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])", re.IGNORECASE)
SEARCHES = re.compile(r"\b(?:glob|rglob|iterdir|listdir|scandir|walk)\b")

MOST_RUN_CHARACTERS = 2048
MOST_NUMBERS = 1500
MOST_INVISIBLE = 200  # characters outside ASCII that are neither letters nor marks one sees
MOST_DENSE_BYTES = 3000  # of a cell, as compressed, where it compresses badly
DENSE = 0.6  # compressed share; code of this length has 0.25 to 0.45, prose about 0.5, base 64 has 0.75
MOST_FILE_BYTES = 2048

TITLE = "The notebook carries data that is no code"


def payload_flags(notebook: Notebook, submission: Submission) -> tuple[Flag, ...]:
    """One flag with all that was found, or none."""
    sources = [(f"cell {cell.index + 1}", cell.source) for cell in notebook.cells]
    sources += [(name, _text(content)) for name, content in submission.files if name.endswith(".py")]
    code = "\n".join(source for _, source in sources)
    found = [*_in_code(sources), *_in_files(submission.files, code)]
    return (Flag(id="notebook.payload", title=TITLE, evidence={"found": found}),) if found else ()


def _in_code(sources: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    sources = list(sources)
    runs = {place: sum(map(len, RUN.findall(ADDRESS.sub(" ", source)))) for place, source in sources}
    if sum(runs.values()) > MOST_RUN_CHARACTERS:
        yield {"what": "characters in runs without a space", "count": sum(runs.values()), "where": _largest(runs)}
    numbers = {place: len(NUMBER.findall(source)) for place, source in sources}
    if sum(numbers.values()) > MOST_NUMBERS:
        yield {"what": "numbers written out", "count": sum(numbers.values()), "where": _largest(numbers)}
    hidden = {place: sum(not (c.isprintable() or c.isspace()) for c in source) for place, source in sources}
    if sum(hidden.values()) > MOST_INVISIBLE:
        yield {"what": "invisible characters", "count": sum(hidden.values()), "where": _largest(hidden)}
    for place, source in sources:
        content = source.encode("utf-8", "replace")
        packed = len(zlib.compress(content, 9))
        if packed > MOST_DENSE_BYTES and packed > DENSE * len(content):
            yield {"what": "bytes that compression leaves of the code", "count": packed, "where": place}


def _in_files(files: Iterable[tuple[str, bytes]], code: str) -> Iterator[dict[str, Any]]:
    """Files that are no code and that the code reads: it names them, or looks at what there is."""
    for name, content in files:
        stem = name.rpartition("/")[2].rpartition(".")[0] or name
        is_read = stem in code or SEARCHES.search(code) is not None
        if not name.endswith(".py") and len(content) > MOST_FILE_BYTES and is_read:
            packed = len(zlib.compress(content, 6))
            if packed > MOST_FILE_BYTES:
                yield {"what": "bytes that the code can read", "count": len(content), "where": name}


def _largest(counts: dict[str, int]) -> str:
    return max(counts, key=lambda place: counts[place])


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
