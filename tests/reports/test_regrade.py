"""Tests of what is told about marks after grading again."""

import csv
import io

import pytest
from golden_files import assert_golden
from rich.console import Console
from sample_class import FORMULA, HOSTILE_TEXT

from grader.changes import Move, Shift
from grader.records.score import Score
from grader.records.verdict import Verdict
from grader.reports.regrade import MOST_SHIFTS, moved, print_regrade, render_regrade


def made_move(student: str = "ada", before: float = 60.0, after: float = 53.0, **fields: object) -> Move:
    return Move(
        student=student,
        before=Score(earned=before, possible=60.0),
        after=Score(earned=after, possible=60.0),
        **{"shifts": (), "reasons": ("forced",), **fields},  # type: ignore[arg-type]
    )


STABLE = Shift(check="softmax.stable", before=Verdict.PASS, after=Verdict.FAIL)
GONE = Shift(check="softmax.old", before=Verdict.INCONCLUSIVE, after=None)
MOVES = [
    made_move(shifts=(STABLE,), reasons=("changed assignment", "same code as ben")),
    made_move(
        "ben", 0.0, 12.5, shifts=(STABLE, GONE), reasons=("new submission",), remark="Checks no longer declared: x."
    ),
    made_move("chloe", 30.0, 30.0, shifts=(STABLE,)),
]


def rows(moves: list[Move]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_regrade(moves), newline="")))


def printed(moves: list[Move], width: int = 100) -> str:
    stream = io.StringIO()
    print_regrade(Console(file=stream, width=width), moves)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def test_the_table_and_the_csv_equal_the_golden_ones() -> None:
    assert_golden("regrade.txt", printed(MOVES).encode())
    assert_golden("regrade.csv", render_regrade(MOVES).encode())


def test_only_marks_that_moved_have_a_line() -> None:
    assert [move.student for move in moved(MOVES)] == ["ada", "ben"]
    assert [row["student"] for row in rows(MOVES)] == ["ada", "ben"]
    assert "chloe" not in printed(MOVES)
    assert "3 students. Marks that moved: 2." in printed(MOVES)


def test_a_line_has_both_marks_the_checks_and_the_reasons() -> None:
    (row,) = rows(MOVES[1:2])
    assert row == {
        "student": "ben",
        "before": "0",
        "after": "12.5",
        "possible": "60",
        "checks": "softmax.stable: passed → failed; softmax.old: inconclusive → absent",
        "why": "new submission",
        "remark": "Checks no longer declared: x.",
    }


def test_when_no_mark_moved_a_sentence_says_so_and_the_csv_is_its_heading() -> None:
    assert "1 student. No mark moved." in printed(MOVES[2:])
    assert render_regrade(MOVES[2:]) == "student,before,after,possible,checks,why,remark\r\n"


def test_of_many_checks_the_table_shows_some_and_the_csv_all() -> None:
    many = tuple(Shift(check=f"q.c{n}", before=None, after=Verdict.PASS) for n in range(MOST_SHIFTS + 3))
    text = printed([made_move(shifts=many)])
    assert f"q.c{MOST_SHIFTS - 1}:" in text
    assert f"q.c{MOST_SHIFTS}:" not in text
    assert "and 3 more checks, listed in regrade.csv" in text
    assert rows([made_move(shifts=many)])[0]["checks"].count("absent → passed") == MOST_SHIFTS + 3


@pytest.mark.parametrize("name", [FORMULA, HOSTILE_TEXT, "[bold]x[/bold]"])
def test_a_hostile_name_is_text_in_both(name: str) -> None:
    move = made_move(name, reasons=(f"same code as {name}",))
    assert "\x1b" not in printed([move])
    assert "[bold]" in printed([move]) or "bold" not in name
    (row,) = rows([move])
    assert not row["student"].startswith("=")


def test_a_narrow_terminal_folds_the_reasons() -> None:
    assert max(map(len, printed(MOVES, width=40).splitlines())) <= 60
    assert "softmax.stable" in printed(MOVES, width=60)
