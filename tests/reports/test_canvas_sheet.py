"""Tests of filling marks into a gradebook of Canvas."""

from pathlib import Path

import msgspec
import pytest
from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import PASSED, made_class, made_run, mixed_run, perfect_run, unreadable_run

from grader.errors import UsageError
from grader.records.results import Results
from grader.reports.canvas_sheet import fill_canvas
from grader.reports.sheet import Sheet
from grader.sources.roster import Person, Roster

GOLDEN = Path(__file__).parent / "golden"
ROSTER = Roster(
    [
        Person(student="ada", canvas_id="101"),
        Person(student="grace", sis_login="grace@example.org"),
        Person(student="linus", name="Torvalds, Linus"),
        Person(student="zoe", canvas_id="999"),
    ]
)


def exported() -> bytes:
    """What Canvas exports: BOM, spaces, quoted names, a Points Possible row, posting policy, the test student."""
    return (GOLDEN / "canvas_exported.csv").read_bytes()


def classroom() -> Results:
    return made_class(perfect_run(), mixed_run(), unreadable_run(), made_run("zoe", PASSED))


def test_the_marks_are_filled_in_and_every_other_byte_stays() -> None:
    before = exported()
    filled = fill_canvas(classroom(), before, ROSTER, "4242")
    assert_golden("canvas_filled.csv", filled.content)
    assert filled.filled == 3
    old, new = before.split(b"\r\n"), filled.content.split(b"\r\n")
    changed = [number for number, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    assert changed == [3, 4, 5]
    for number, mark in zip(changed, (b"60", b"20.5", b"0"), strict=True):
        cells = [line[number].rsplit(b",", 3) for line in (old, new)]
        assert cells[0][0] == cells[1][0]
        assert cells[0][2:] == cells[1][2:]
        assert cells[1][1] == mark


def test_what_found_no_place_is_listed_on_both_sides() -> None:
    filled = fill_canvas(classroom(), exported(), ROSTER, "4242")
    assert filled.students == ("zoe",)
    assert filled.rows == ("Noether, Emil (ID 104)", "Nobody, Knows (ID 105)", "Student, Test (ID 106)")
    assert filled.remarks == ("Canvas has 100 points possible, the results 60: the marks are not rescaled.",)


def test_an_excused_student_stays_excused() -> None:
    roster = Roster([*ROSTER.people, Person(student="emil", canvas_id="104")])
    filled = fill_canvas(made_class(made_run("emil", PASSED)), exported(), roster, "4242")
    assert (filled.filled, filled.content) == (0, exported())
    assert "is excused (EX)" in filled.remarks[-1]


@pytest.mark.parametrize("column", ["4242", "Softmax (again) (4242)", "softmax (again)"])
def test_the_column_is_named_by_heading_title_or_number(column: str) -> None:
    assert fill_canvas(classroom(), exported(), ROSTER, column).filled == 3


def test_without_a_name_the_title_of_the_assignment_tells_the_column() -> None:
    content = exported().replace(b"Softmax (again)", b"Softmax on MNIST")
    assert fill_canvas(classroom(), content, ROSTER).filled == 3


@pytest.mark.parametrize(
    ("column", "said"),
    [("HW9", "no column is called HW9"), ("Final Score", "read only"), ("same", "2 columns are called same")],
)
def test_a_column_that_cannot_be_filled_is_a_usage_error(column: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        fill_canvas(classroom(), exported(), ROSTER, column)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\xff", b"student,total\nada,1\n"])
def test_what_is_no_gradebook_is_a_usage_error(content: bytes) -> None:
    with pytest.raises(UsageError, match="no gradebook of Canvas"):
        fill_canvas(classroom(), content, ROSTER, "4242")


def test_without_a_roster_the_id_in_the_name_finds_the_row() -> None:
    run = msgspec.structs.replace(perfect_run(), student="lovelaceada_101")
    filled = fill_canvas(made_class(run), exported(), Roster(), "4242")
    assert (filled.filled, filled.students) == (1, ())


def test_two_runs_that_claim_one_row_are_both_left_out() -> None:
    runs = [msgspec.structs.replace(perfect_run(), student=name) for name in ("ADA@example.org", "ada@example.org")]
    filled = fill_canvas(made_class(*runs), exported(), Roster(), "4242")
    assert (filled.filled, filled.students, filled.content) == (0, ("ADA@example.org", "ada@example.org"), exported())


@pytest.mark.parametrize("student", ["Ada Lovelace_101", "101", "x_101"])
def test_the_number_of_another_system_gives_nobody_a_mark(student: str) -> None:
    run = msgspec.structs.replace(perfect_run(), student=student)
    roster = Roster([Person(student=student, moodle_participant="101", sis_id="999")])
    filled = fill_canvas(made_class(run), exported(), roster, "4242")
    assert (filled.filled, filled.students) == (0, (student,))


def test_a_comma_is_the_decimal_mark_of_a_sheet_with_semicolons() -> None:
    content = b"Student;ID;Section;Softmax on MNIST (1)\nAda;101;A;\nPoints Possible;;;60,00\n"
    roster = Roster([Person(student="grace", canvas_id="101")])
    assert b"Ada;101;A;20,5\n" in fill_canvas(made_class(mixed_run()), content, roster).content


@FEW
@given(any_class())
def test_no_student_and_no_row_is_dropped_whatever_the_class(results: Results) -> None:
    people = [Person(student=run.student, canvas_id=str(number)) for number, run in enumerate(results.runs, start=101)]
    for roster, wanted in ((ROSTER, 0), (Roster(people), len(people))):
        filled = fill_canvas(results, exported(), roster, "4242")
        assert (filled.filled, len(filled.students)) == (wanted, len(results.runs) - wanted)
        assert filled.filled + len(filled.rows) == 6
        before, after = Sheet(exported()), Sheet(filled.content)
        for row, cells in enumerate(before.rows):
            same = [cell.value for place, cell in enumerate(cells) if place != 7]
            assert same == [cell.value for place, cell in enumerate(after.rows[row]) if place != 7]
