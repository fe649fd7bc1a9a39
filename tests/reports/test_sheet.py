"""Tests of the table in which some cells are filled in and nothing else changes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.sheet import Sheet

PIECES = st.sampled_from([",", ";", "\t", '"', '""', "\r\n", "\n", "\r", "a", "ö", " ", "1,5", "\ufeff", "=1", "x y"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
FORMS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-16-be"])


@given(TEXTS, FORMS)
def test_a_sheet_nothing_is_filled_into_is_the_same_bytes(text: str, form: str) -> None:
    content = text.encode(form, "replace")
    assert Sheet(content).filled({}) == content


@given(st.binary(max_size=60))
def test_any_bytes_at_all_survive(content: bytes) -> None:
    assert Sheet(content).filled({}) == content


@given(TEXTS, FORMS, st.data())
def test_only_the_filled_cells_change(text: str, form: str, data: st.DataObject) -> None:
    content = text.encode(form, "replace")
    sheet = Sheet(content)
    places = [(row, column) for row, cells in enumerate(sheet.rows) for column in range(len(cells))]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    value = data.draw(st.sampled_from(["1.5", "a,b", 'say "x"', "two\r\nlines", ""]))
    after = Sheet(sheet.filled({place: value}))
    cell = sheet.rows[place[0]][place[1]]
    assert after.text.startswith(sheet.text[: cell.start])
    assert after.text.endswith(sheet.text[cell.end :])


TABLES = st.lists(st.lists(st.text('ab,"\n\r; é', max_size=5), min_size=2, max_size=2), min_size=1, max_size=4)


@given(TABLES, st.sampled_from(["\r\n", "\n"]))
def test_cells_are_read_as_every_csv_reader_reads_them(table: list[list[str]], end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["h,", "i"], *table])
    read = Sheet(stream.getvalue().encode())
    assert [[cell.value for cell in row] for row in read.rows[1:]] == table


def test_a_quoted_cell_stays_quoted_and_a_plain_one_plain() -> None:
    content = b'\xef\xbb\xbf"a";b\r\n"1";2\r\n'
    assert Sheet(content).filled({(1, 0): "7", (1, 1): "8"}) == b'\xef\xbb\xbf"a";b\r\n"7";8\r\n'


@pytest.mark.parametrize(
    ("text", "mark"), [("a,b\n1.5,2\n", "."), ("a;b\n1,5;2\n", ","), ("a;b\n1;2\n", ","), ("a;b\n1.5;2\n", ".")]
)
def test_the_decimal_mark_is_that_of_the_sheet(text: str, mark: str) -> None:
    assert Sheet(text.encode()).decimal_mark == mark


def test_what_the_encoding_cannot_hold_becomes_a_question_mark() -> None:
    assert Sheet("é,x\n".encode("latin-1")).filled({(0, 1): "☃"}) == "é,?\n".encode("latin-1")
