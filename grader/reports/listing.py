"""A student's code as numbered, quietly coloured lines."""

import io
import keyword
import tokenize
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from grader.records.base import Record
from grader.records.results import ScoredRun
from grader.reports.wording import visible

NO_MARKS: Mapping[int, str] = MappingProxyType({})
MOST_LINES = 400  # a page stays readable; the notebook has the rest

Piece = tuple[str, str]  # style ("", "c" comment, "s" string, "k" keyword) and text


class Listing(Record, frozen=True, kw_only=True):
    """The lines of one function, each as pieces; `omitted` lines at the end are not shown.

    They are counted from `first`, as in the cell they stand in. `marks` are the lines that raised, each with the anchor
    of the check that met it first.
    """

    name: str
    lines: tuple[tuple[Piece, ...], ...]
    omitted: int = 0
    first: int = 1
    marks: Mapping[int, str] = NO_MARKS


def listing(name: str, source: str, first: int = 1, marks: Mapping[int, str] = NO_MARKS) -> Listing:
    """The source as lines of styled pieces that add up to it; unstyled from where it stops being Python."""
    lines = visible(source).strip("\n").split("\n")
    shown = lines[:MOST_LINES]
    spans = _spans("\n".join(shown))
    return Listing(
        name=name,
        lines=tuple(_pieces(line, spans.get(row, [])) for row, line in enumerate(shown, start=1)),
        omitted=len(lines) - len(shown),
        first=first,
        marks={line: anchor for line, anchor in marks.items() if first <= line < first + len(shown)},
    )


def listings(run: ScoredRun, names: Iterable[str], anchors: Mapping[str, str]) -> tuple[Listing, ...]:
    """The code of these functions, as far as it was found; `anchors` are where the checks of the run stand."""
    marks: dict[str, dict[int, str]] = {}
    for check in run.checks:
        if check.place is not None and check.id in anchors:
            marks.setdefault(check.place.function, {}).setdefault(check.place.line, anchors[check.id])
    return tuple(
        listing(name, run.code[name], run.code_lines.get(name, 1), marks.get(name, NO_MARKS))
        for name in names
        if name in run.code
    )


def _spans(text: str) -> dict[int, list[tuple[int, int, str]]]:
    """Styled spans `(start, end, style)` of every line, from 1, in order."""
    spans: dict[int, list[tuple[int, int, str]]] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            style = _style(token)
            for row in range(token.start[0], token.end[0] + 1) if style else ():
                start = token.start[1] if row == token.start[0] else 0
                end = token.end[1] if row == token.end[0] else len(text)
                spans.setdefault(row, []).append((start, end, style))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # what stands before the error keeps its style
    return spans


def _style(token: tokenize.TokenInfo) -> str:
    kind = tokenize.tok_name[token.type]
    if kind == "COMMENT":
        return "c"
    # From Python 3.12 on, an f-string is several tokens: FSTRING_START, FSTRING_MIDDLE, FSTRING_END.
    if kind == "STRING" or kind.startswith("FSTRING"):
        return "s"
    return "k" if kind == "NAME" and keyword.iskeyword(token.string) else ""


def _pieces(line: str, spans: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    done = 0
    for start, end, style in spans:
        pieces.append(("", line[done:start]))
        pieces.append((style, line[max(start, done) : end]))
        done = max(done, min(end, len(line)))
    pieces.append(("", line[done:]))
    return tuple(piece for piece in pieces if piece[1])
