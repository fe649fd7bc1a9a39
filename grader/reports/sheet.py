"""A table in CSV of which some cells are filled in and every other byte stays as it is.

Learning platforms compare what comes back with what they exported: byte order mark, quoting, line ends and spaces
are kept, because a cell is replaced where it stands in the file and nothing is written anew.
"""

import codecs
import re
from collections.abc import Mapping

from grader.errors import UsageError
from grader.records.base import Record

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMA_NUMBER = re.compile(r"\s*-?\d+,\d+\s*")
MAX_SHEET_BYTES = 50 * 1024**2


class Cell(Record, frozen=True, kw_only=True):
    """One cell: what it says, and where it stands in the text, quotation marks included."""

    value: str
    start: int
    end: int
    is_quoted: bool = False


class Sheet:
    """A table as it was read: `rows` of cells; `filled` gives the file with some of them replaced."""

    def __init__(self, content: bytes) -> None:
        self.mark, self.encoding = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", "utf-8"))
        self.text, self.encoding = _decoded(content[len(self.mark) :], self.encoding)
        self.delimiter = _delimiter(self.text)
        self.rows = _rows(self.text, self.delimiter)

    def value(self, row: int, column: int) -> str:
        """What a cell says without the spaces around it; empty where the row is too short."""
        cells = self.rows[row]
        return cells[column].value.strip() if 0 <= column < len(cells) else ""

    def has(self, row: int, column: int) -> bool:
        """Whether there is such a cell."""
        return 0 <= column < len(self.rows[row])

    @property
    def decimal_mark(self) -> str:
        """The sign between whole and part in the numbers of this sheet, as far as they tell; else as its form tells."""
        values = [cell.value for row in self.rows for cell in row]
        if any(_COMMA_NUMBER.fullmatch(value) for value in values):
            return ","
        return "." if self.delimiter != ";" or any(re.fullmatch(r"\s*\d+\.\d+\s*", v) for v in values) else ","

    def filled(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file with these cells, by row and column, saying something else."""
        pieces, done = [], 0
        for row, column in sorted(cells):
            cell = self.rows[row][column]
            pieces += [self.text[done : cell.start], self._written(cells[row, column], cell)]
            done = cell.end
        return self.mark + "".join([*pieces, self.text[done:]]).encode(self.encoding, "surrogatepass")

    def _written(self, value: str, cell: Cell) -> str:
        needs_quotes = cell.is_quoted or any(sign in value for sign in (self.delimiter, '"', "\r", "\n"))
        encodable = value.encode(self.encoding, "replace").decode(self.encoding)
        return '"' + encodable.replace('"', '""') + '"' if needs_quotes else encodable


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    """The text and its encoding; Latin-1, which every byte survives, where it is not what it seems."""
    if len(content) > MAX_SHEET_BYTES:
        raise UsageError(f"The sheet is larger than {MAX_SHEET_BYTES // 1024**2} MB. Is it the export of one class?")
    try:
        text = content.decode(encoding)
        if text.encode(encoding) == content:
            return text, encoding
    except UnicodeError:
        pass
    return content.decode("latin-1"), "latin-1"


def _delimiter(text: str) -> str:
    """The sign between cells: the most frequent one of the first line, outside of quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max((",", ";", "\t"), key=first.count)


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    """The cells of every line that has any; a quoted cell may hold delimiters and line ends."""
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*)"')
    rows: list[list[Cell]] = [[]]
    place = 0
    while place <= len(text):
        found = quoted.match(text, place)
        if found and (found.end() == len(text) or text[found.end()] in f"{delimiter}\r\n"):
            value, end, is_quoted = found[1].replace('""', '"'), found.end(), True
        else:
            match = plain.match(text, place)
            value, end, is_quoted = (match[0], match.end(), False) if match else ("", place, False)
        rows[-1].append(Cell(value=value, start=place, end=end, is_quoted=is_quoted))
        if end < len(text) and text[end] == delimiter:
            place = end + 1
            continue
        place = end + (2 if text.startswith("\r\n", end) else 1)
        rows.append([])
    return [row for row in rows if row and (len(row) > 1 or row[0].end > row[0].start)]
