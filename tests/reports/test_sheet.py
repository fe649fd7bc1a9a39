"""Tests of the table in which some cells are filled in and nothing else changes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_class import made_class, perfect_run

from grader.reports.canvas_sheet import fill_canvas
from grader.reports.moodle_sheet import Worksheet, fill_moodle
from grader.reports.sheet import Sheet
from grader.sources.roster import Person, Roster

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


GOLDEN = Path(__file__).parent / "golden"
ROSTER = Roster([Person(student="ada", canvas_id="101", moodle_participant="501"), Person(student="grace", name="x")])


def canvas(content: bytes) -> bytes:
    return fill_canvas(made_class(perfect_run()), content, ROSTER, "4242").content


def moodle(content: bytes) -> bytes:
    return fill_moodle(made_class(perfect_run()), Worksheet(content), ROSTER).content


def outside(content: bytes, filled: set[tuple[int, int]]) -> list[str]:
    """The text before, between and after these cells, quotation marks, line ends and all."""
    sheet, at, pieces = Sheet(content), 0, []
    for row, column in sorted(filled):
        cell = sheet.rows[row][column]
        pieces.append(sheet.text[at : cell.start])
        at = cell.end
    return [*pieces, sheet.text[at:]]


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("name", "fill", "cells"), [("canvas", canvas, {(3, 7)}), ("moodle", moodle, {(1, 4), (1, 9)})]
)
def test_a_platforms_sheet_is_the_same_byte_for_byte_outside_the_filled_cells(name, fill, cells, form, end) -> None:
    text = (GOLDEN / f"{name}_exported.csv").read_bytes().decode("utf-8-sig").replace("\r\n", end)
    before = text.encode(form)
    after = fill(before)
    assert after != before
    assert outside(after, cells) == outside(before, cells)
    assert after[:4] == before[:4]  # the order mark, where there is one
    assert Sheet(after).filled({}) == after


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
