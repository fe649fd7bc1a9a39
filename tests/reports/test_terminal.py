"""Tests of results in a terminal."""

import io

import msgspec
import pytest
from golden_files import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from sample_class import (
    FAIL,
    HOSTILE_NAME,
    PASSED,
    class_with_equal_code,
    hostile_run,
    made_class,
    made_run,
    mixed_run,
    perfect_run,
    small_class,
    unreadable_run,
)

from grader.records.results import QuestionHead, Results, ScoredRun
from grader.reports.terminal import print_class, print_missed, print_run, render_text, summary


def printed(run: ScoredRun, verbose: bool = False, width: int = 80) -> str:
    stream = io.StringIO()
    print_run(Console(file=stream, width=width), run, made_class().assignment, verbose)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def many_questions(count: int, name: str = "a_rather_long_name") -> Results:
    """A class whose questions each have one check worth 12.25 points."""
    results = small_class()
    heads = tuple(QuestionHead(name=f"{name}_{n}", title="T", points=12.25, functions=()) for n in range(count))
    check = msgspec.structs.replace(perfect_run().checks[0], earned=12.25, possible=12.25)
    checks = tuple(msgspec.structs.replace(check, question=head.name, id=f"{head.name}.x") for head in heads)
    runs = tuple(msgspec.structs.replace(run, checks=checks, earned=98.25) for run in results.runs)
    assignment = msgspec.structs.replace(results.assignment, questions=heads)
    return msgspec.structs.replace(results, assignment=assignment, runs=runs)


def test_the_table_equals_the_golden_one() -> None:
    assert_golden("class.txt", render_text(small_class()).encode())


def test_of_a_very_large_class_the_first_are_listed_and_it_says_where_all_are() -> None:
    results, stream = small_class(), io.StringIO()
    print_class(Console(file=stream, width=80), results, most=2)
    shown = [run.student in stream.getvalue() for run in results.runs]
    assert shown == [True, True, *[False] * (len(results.runs) - 2)]
    assert f"Students: {len(results.runs)}." in stream.getvalue()
    assert "The first 2 are listed here; gradebook.csv has all." in stream.getvalue()


def test_one_student_equals_the_golden_one() -> None:
    assert_golden("student_mixed.txt", printed(mixed_run()).encode())


@pytest.mark.parametrize("count", [1, 3, 6, 8])
def test_up_to_eight_questions_fit_eighty_columns_with_their_points(count: int) -> None:
    text = render_text(many_questions(count))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert text.count("12.25") >= 4 * count
    assert "unreadable" in text


def test_short_heads_are_explained_below_the_table() -> None:
    text = render_text(many_questions(8))
    assert "Q8 a_rather_long_name_7 (12.25)" in " ".join(text.split())


def test_more_questions_than_fit_leave_the_totals_and_say_where_the_rest_is() -> None:
    text = render_text(many_questions(20))
    assert "gradebook.csv" in text
    assert text.count("98.25") == 4
    assert max(map(cell_len, text.splitlines())) <= 80


def test_a_class_of_nobody_is_a_table_without_lines() -> None:
    assert "Students: 0." in render_text(made_class())


def test_identical_code_is_counted_below_the_table() -> None:
    assert "Identical code: 5 students in 2 groups; index.html names them." in render_text(class_with_equal_code())
    assert "Identical" not in render_text(small_class())


def test_text_that_looks_like_markup_is_printed_as_it_is() -> None:
    run = made_run("[bold]x[/bold] [/nothing]", tuple((FAIL, "[red]no[/red]", "[link]") for _ in PASSED))
    assert "[red]no[/red]" in printed(run)
    assert "[bold]x[/bold]" in render_text(made_class(run))


def test_control_sequences_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in printed(hostile_run())
    assert "␛[31mred\ufffdgnp.exe" in printed(hostile_run(), width=200)


def test_passed_checks_are_one_line_unless_all_are_asked_for() -> None:
    assert "✓ 3 of 3 checks passed" in printed(perfect_run())
    assert "Has the shape of its input" not in printed(perfect_run())
    assert "✓ passed: Has the shape of its input (5/5)" in printed(perfect_run(), verbose=True)


def test_a_problem_is_told_once_and_before_the_questions() -> None:
    text = " ".join(printed(unreadable_run()).split())
    assert text.startswith("This file could not be read as a notebook")
    assert text.count("starts with 'PK'") == 1


def test_a_terminal_without_unicode_gets_plain_signs_and_no_error() -> None:
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding="ascii"), width=80)
    print_run(console, made_run("Zoë", tuple((FAIL, "naïve ✗", "") for _ in PASSED)), made_class().assignment)
    print_class(console, made_class(made_run("Zoë", PASSED)))
    console.file.flush()
    assert b"x failed: Has the shape" in raw.getvalue()
    assert b"na?ve ?" in raw.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_name_gives_a_table_of_at_most_eighty_columns(student: str) -> None:
    text = render_text(made_class(made_run(student, PASSED), made_run(HOSTILE_NAME, PASSED)))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert len(text.splitlines()) == len(render_text(made_class(perfect_run(), perfect_run())).splitlines())


def test_what_was_missed_is_told_of_those_who_lost_points_and_fits_80_columns() -> None:
    stream = io.StringIO()
    print_missed(Console(file=stream, width=80, color_system=None, legacy_windows=False), small_class())
    text = stream.getvalue()
    assert "grace ──" in text
    assert "ada" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_class_is_summed_up_in_a_line() -> None:
    assert summary(small_class()) == "4 students, seed 7, median 10.25 of 60 points, 1 with a grader error"
    assert summary(made_class()) == "0 students, seed 7"
