"""Tests of filling marks into Moodle's grading worksheet, and of its feedback files."""

import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import HOSTILE_NAME, hostile_run, made_class, mixed_run, perfect_run, unreadable_run

from grader.errors import UsageError
from grader.records.results import Results
from grader.reports.html_student import render_student
from grader.reports.moodle_sheet import Worksheet, comment, feedback_zip, fill_moodle
from grader.reports.sheet import Sheet
from grader.sources.roster import Person, Roster

GOLDEN = Path(__file__).parent / "golden"
ROSTER = Roster(
    [
        Person(student="ada", email="ada@example.org"),
        Person(student="grace", moodle_participant="502"),
        Person(student="linus", name="Linus Torvalds"),
    ]
)


def exported() -> bytes:
    """What Moodle exports: quoted and plain cells, a locked grade, a comment that is there already."""
    return (GOLDEN / "moodle_exported.csv").read_bytes()


def classroom() -> Results:
    return made_class(perfect_run(), mixed_run(), unreadable_run(), hostile_run())


def test_marks_and_comments_are_filled_in_and_every_other_cell_stays() -> None:
    filled = fill_moodle(classroom(), Worksheet(exported()), ROSTER)
    assert_golden("moodle_filled.csv", filled.content)
    before, after = Sheet(exported()), Sheet(filled.content)
    raw = [
        [
            [sheet.text[cell.start : cell.end] for place, cell in enumerate(row) if place not in (4, 9)]
            for row in sheet.rows
        ]
        for sheet in (before, after)
    ]
    assert raw[0] == raw[1]
    assert [after.value(row, 4) for row in range(1, 5)] == ["60", "20.5", "", ""]
    assert "old" not in after.value(2, 9)
    assert "Dropout of 0.2 belongs between them" in after.value(2, 9)


def test_what_moodle_would_pass_over_in_silence_is_said() -> None:
    filled = fill_moodle(classroom(), Worksheet(exported()), ROSTER)
    assert filled.rows == ("Nobody Knows (Participant 504)",)
    assert filled.students == (HOSTILE_NAME, "linus")
    assert filled.remarks == ("Linus Torvalds (Participant 503) was left as it is: its grade is locked in Moodle.",)


def test_a_mark_above_the_maximum_is_not_written() -> None:
    run = msgspec.structs.replace(perfect_run(), earned=61)
    filled = fill_moodle(made_class(run), Worksheet(exported()), ROSTER)
    assert (filled.content, filled.students) == (exported(), ("ada",))
    assert "61 points are above Moodle's maximum of 60" in filled.remarks[0]


def test_the_participant_number_in_the_name_finds_the_row_without_a_roster() -> None:
    run = msgspec.structs.replace(perfect_run(), student="Ada Lovelace_501")
    assert fill_moodle(made_class(run), Worksheet(exported()), Roster()).filled == 1


def test_a_worksheet_in_another_language_is_read() -> None:
    text = (
        "ID,Vollständiger Name,Bewertung,Bestwertung,Bewertung kann geändert werden,Feedback als Kommentar\r\n"
        'Teilnehmer/in501,Ada Lovelace,,"60,00",Ja,\r\n'
    )
    roster = Roster([Person(student="grace", moodle_participant="Teilnehmer/in501".removeprefix("Teilnehmer/in"))])
    filled = fill_moodle(made_class(mixed_run()), Worksheet(text.encode()), roster)
    assert filled.content.decode().split("\r\n")[1].startswith('Teilnehmer/in501,Ada Lovelace,"20,5","60,00",Ja,"<p>')


def test_an_unknown_heading_is_named_by_the_instructor() -> None:
    text = "Kennung,Name,Pisteet,Kommentit\nOsallistuja 501,Ada,,\n"
    with pytest.raises(UsageError, match="Name the one for the points with --column"):
        Worksheet(text.encode())
    with pytest.raises(UsageError, match="no column Kommentti"):
        Worksheet(text.encode(), "Pisteet", "Kommentti")
    run = msgspec.structs.replace(perfect_run(), student="Participant_501")
    filled = fill_moodle(made_class(run), Worksheet(text.encode(), "Pisteet", "Kommentit"), Roster())
    assert filled.content.decode().endswith("Osallistuja 501,Ada,60,<p>Every check passed.</p>\n")


@pytest.mark.parametrize("content", [b"", b"a,b,c\nx,y,z\n", b"\x00", b"Identifier\nParticipant 1\n"])
def test_what_is_no_worksheet_is_a_usage_error(content: bytes) -> None:
    with pytest.raises(UsageError, match="worksheet"):
        Worksheet(content)


def test_a_comment_is_html_in_which_nothing_foreign_is() -> None:
    text = comment(hostile_run())
    assert "<script" not in text
    assert "<img" not in text
    assert text.startswith("<p>&#x27;") or text.startswith("<p>=")
    assert text.endswith("</p>")


def test_the_feedback_files_lie_where_moodle_looks_for_them() -> None:
    content, found = feedback_zip(classroom(), Worksheet(exported()), ROSTER)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert archive.read(names[0]).decode() == render_student(classroom(), perfect_run())
    assert names == [
        "Ada Lovelace_501_assignfeedback_file/feedback.html",
        "Grace Hopper_502_assignfeedback_file/feedback.html",
        "Linus Torvalds_503_assignfeedback_file/feedback.html",
    ]
    assert all(len(name.partition("/")[0].split("_")) == 4 for name in names)
    assert found.students == (HOSTILE_NAME,)
    assert feedback_zip(classroom(), Worksheet(exported()), ROSTER)[0] == content


@FEW
@given(any_class())
def test_no_student_is_dropped_whatever_the_class(results: Results) -> None:
    people = [Person(student=r.student, moodle_participant=str(n)) for n, r in enumerate(results.runs, start=501)]
    for roster in (ROSTER, Roster(people)):
        filled = fill_moodle(results, Worksheet(exported()), roster)
        assert filled.filled + len(filled.students) == len(results.runs)
        before, after = Sheet(exported()), Sheet(filled.content)
        assert len(after.rows) == 5
        for old, new in zip(before.rows, after.rows, strict=True):
            same = [cell.value for place, cell in enumerate(old) if place not in (4, 9)]
            assert same == [cell.value for place, cell in enumerate(new) if place not in (4, 9)]
    assert filled.filled == min(2, len(people))  # the third row is locked
