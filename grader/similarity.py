"""Finds notebooks of a class whose code is alike, however it was renamed, commented or laid out.

Code is read as normalised tokens, of which every run of `GRAM` is hashed, and of these hashes some are kept so that
any common stretch of `GRAM + WINDOW - 1` tokens is found (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
What the released notebook has, and what too many have in common, is nobody's.
"""

import builtins
import keyword
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from grader.records.base import Record

GRAM = 12  # tokens
WINDOW = 5  # of neighbouring runs at least one is kept
FEWEST = 8  # fingerprints that a notebook must have of its own to be compared at all
COMMON_SHARE = 0.1  # of the class may have the same fingerprint before it is the subject's idiom ...
COMMON_LEAST = 10  # ... but always this many

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|\s+)
    |(?P<string>(?:\b[rRbBuUfF]{1,2})?(?:\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z)
        |"(?:\\.|[^"\\\n])*(?:"|$)|'(?:\\.|[^'\\\n])*(?:'|$)))
    |(?P<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJ]?)
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_KNOWN = frozenset(keyword.kwlist) | frozenset(dir(builtins))


class Code(Record, frozen=True, kw_only=True):
    """The code of one student as one text, cell after cell."""

    student: str
    text: str


class Pair(Record, frozen=True, kw_only=True):
    """Two students with `shared` fingerprints; `score` is their part of the smaller notebook's own, 0 to 1.

    `first_lines` and `second_lines` are the lines, from 1, that what they share stands in.
    """

    first: str
    second: str
    score: float
    shared: int
    first_lines: frozenset[int]
    second_lines: frozenset[int]


class Token(Record, frozen=True, kw_only=True):
    """One normalised token and the line, from 1, that it begins in."""

    text: str
    line: int


def tokens(text: str) -> list[Token]:
    """The tokens of any text at all; names that a student chooses, numbers and strings are all alike.

    What comes after a point stays, as do keywords and built-in names: they say what the code does.
    """
    found: list[Token] = []
    line = 1
    for match in _TOKEN.finditer(text):
        kind, value = str(match.lastgroup), match.group()
        if kind != "skip":
            before = found[-1].text if found else ""
            found.append(Token(text=_normalised(kind, value, before), line=line))
        line += value.count("\n")
    return found


def _normalised(kind: str, value: str, before: str) -> str:
    if kind == "name":
        return value if value in _KNOWN or before == "." else "name"
    return {"number": "0", "string": "''"}.get(kind, value)


def grams(found: Sequence[Token]) -> list[int]:
    """The hash of every run of `GRAM` tokens, in order."""
    coded = [token.text.encode() + b"\0" for token in found]
    return [zlib.crc32(b"".join(coded[at : at + GRAM])) for at in range(len(coded) - GRAM + 1)]


def winnowed(hashes: Sequence[int]) -> set[int]:
    """The least hash of every `WINDOW` neighbours; of fewer than that the least of all."""
    last = max(1, len(hashes) - WINDOW + 1)
    return {min(hashes[at : at + WINDOW]) for at in range(last)} if hashes else set()


def alike(codes: Iterable[Code], starter: str, least: float = 0.0) -> list[Pair]:
    """Every pair that shares more than `least`, the most alike first; `starter` is the released notebook's code."""
    given = set(grams(tokens(starter)))
    listed = list(codes)
    read = {code.student: tokens(code.text) for code in listed}
    hashes = {student: grams(found) for student, found in read.items()}
    prints = {student: winnowed(own) - given for student, own in hashes.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for student, own in prints.items():
        for mark in own:
            holders[mark].append(student)
    most = max(COMMON_LEAST, round(len(listed) * COMMON_SHARE))
    rare = {mark: students for mark, students in holders.items() if len(students) <= most}
    sizes = {student: len(own & rare.keys()) for student, own in prints.items()}
    counts = Counter(pair for students in rare.values() for pair in combinations(students, 2))
    pairs = []
    for (first, second), shared in counts.items():
        smaller = min(sizes[first], sizes[second])
        if smaller >= FEWEST and shared / smaller > least:
            common = (set(hashes[first]) & set(hashes[second])) - given
            lines = [_lines(read[name], hashes[name], common) for name in (first, second)]
            pairs.append(_pair((first, second), (shared, smaller), lines))
    return sorted(pairs, key=lambda pair: (-pair.score, -pair.shared, pair.first, pair.second))


def _pair(names: tuple[str, str], counts: tuple[int, int], lines: list[frozenset[int]]) -> Pair:
    return Pair(
        first=names[0],
        second=names[1],
        score=counts[0] / counts[1],
        shared=counts[0],
        first_lines=lines[0],
        second_lines=lines[1],
    )


def _lines(found: Sequence[Token], hashes: Sequence[int], common: set[int]) -> frozenset[int]:
    """Lines of the tokens in every run that both have."""
    places = {place for at, mark in enumerate(hashes) if mark in common for place in range(at, at + GRAM)}
    return frozenset(found[place].line for place in places)
