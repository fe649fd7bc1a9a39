"""Tests of the step summary of a workflow."""

import re

import msgspec
from any_class import FEW, TEXTS, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import made_class, made_run, mixed_run, perfect_run, small_class

from grader.records.results import Results, Visibility
from grader.records.verdict import Verdict
from grader.reports.step_summary import MOST_BYTES, plain, render_summary

ENTITY = re.compile(r"&#\d+;")


def test_the_summary_equals_the_golden_one() -> None:
    assert_golden("summary.md", render_summary(small_class()).encode())


@given(TEXTS)
def test_plain_text_has_nothing_that_markdown_or_html_reads(text: str) -> None:
    rest = ENTITY.sub("¤", plain(text))
    assert not set(rest) & set('<>&|`*_[]()#!~\\"$@:-=+{}^\n\r')
    assert not re.search(r"\d\.|\.\w", rest)


@FEW
@given(any_class())
def test_any_class_has_only_our_own_markup(results: Results) -> None:
    rest = ENTITY.sub("", render_summary(results))
    assert not re.search(r"<(?!br>)|`|\[|!\[|\\", rest)
    rows = [line for line in rest.splitlines() if line.startswith("|")]
    assert all(line.count("|") == 3 for line in rows)


def test_it_says_that_it_is_practice_and_what_counts() -> None:
    text = render_summary(made_class(perfect_run()))
    assert text.startswith("# Softmax on MNIST: practice result\n")
    assert "This is **practice**" in text
    assert "grade of record" in text


def test_another_label_promises_nothing() -> None:
    text = render_summary(made_class(perfect_run()), "final")
    assert text.startswith("# Softmax on MNIST: final result\n")
    assert "practice" not in text


def test_hints_are_given_and_hidden_checks_are_not_named() -> None:
    run = mixed_run()
    hidden = msgspec.structs.replace(run.checks[2], visibility=Visibility.HIDDEN)
    run = msgspec.structs.replace(run, checks=(*run.checks[:2], hidden, *run.checks[3:]))
    text = render_summary(made_class(run))
    assert "Dropout of 0&#46;2 belongs between them" in text
    assert hidden.title not in text
    assert "| Softmax | 13 / 13 |" in text
    assert "1 hidden check" in text


def test_a_class_of_nobody_is_told() -> None:
    assert "Nothing was handed in." in render_summary(made_class())


def test_a_class_too_large_for_a_runner_is_cut_with_a_word_about_it() -> None:
    findings = tuple((Verdict.FAIL, "<" * 2000, "") for _ in range(7))
    results = made_class(*(made_run(f"s{number}", findings) for number in range(40)))
    text = render_summary(results)
    assert len(text.encode()) < MOST_BYTES + 100
    assert re.search(r"And \d+ more students, for whom there is no room here\.", text)
