"""Tests of a student's code as numbered, coloured lines."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from sample_class import SOFTMAX, mixed_run

from grader.records.verdict import Place
from grader.reports.listing import MOST_LINES, Listing, listing, listings
from grader.reports.wording import visible


def plain(shown: Listing) -> str:
    return "\n".join("".join(text for _, text in line) for line in shown.lines)


def styled(shown: Listing, style: str) -> list[str]:
    return [text for line in shown.lines for found, text in line if found == style]


def test_keywords_strings_and_comments_are_told_apart() -> None:
    shown = listing("softmax", SOFTMAX)
    assert styled(shown, "k") == ["def", "return", "True"]
    assert styled(shown, "s") == ['"""Turn logits into probabilities."""']
    assert styled(shown, "c") == ["# overflows for large logits"]


def test_a_string_over_several_lines_is_a_string_on_each() -> None:
    shown = listing("f", 'def f():\n    """One\n    two"""\n')
    assert styled(shown, "s") == ['"""One', '    two"""']


def test_code_that_is_no_python_keeps_its_text() -> None:
    assert plain(listing("f", "def f(:\n   ) '''")) == "def f(:\n   ) '''"


def test_a_very_long_function_says_how_much_is_left_out() -> None:
    shown = listing("f", "\n".join(["x = 1"] * (MOST_LINES + 7)))
    assert (len(shown.lines), shown.omitted) == (MOST_LINES, 7)


def test_only_lines_that_are_shown_are_marked() -> None:
    shown = listing("f", "def f():\n    return 1 / 0", first=3, marks={1: "before", 4: "q1-1", 5: "after"})
    assert (shown.first, shown.marks) == (3, {4: "q1-1"})


def test_the_first_check_that_met_a_line_is_what_it_leads_to() -> None:
    run = mixed_run()
    twice = [msgspec.structs.replace(check, place=Place(function="softmax", line=6)) for check in run.checks]
    anchors = {check.id: f"to-{check.id}" for check in run.checks}
    run = msgspec.structs.replace(run, checks=tuple(twice))
    found = listings(run, ["softmax", "absent", "build_model"], anchors)
    assert [(each.name, each.first, each.marks) for each in found] == [
        ("softmax", 4, {6: "to-softmax.shape"}),
        ("build_model", 1, {}),
    ]


@given(st.text(st.characters(), max_size=200) | st.text("'\"#\\\n\t ({[f:x1}])", max_size=60))
def test_no_character_is_lost_or_added_whatever_the_source(source: str) -> None:
    assert plain(listing("f", source)) == visible(source).strip("\n")
