"""Tests of a student's code as numbered, coloured lines."""

from hypothesis import given
from hypothesis import strategies as st
from sample_class import SOFTMAX

from grader.reports.listing import MOST_LINES, Listing, listing
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


@given(st.text(st.characters(), max_size=200) | st.text("'\"#\\\n\t ({[f:x1}])", max_size=60))
def test_no_character_is_lost_or_added_whatever_the_source(source: str) -> None:
    assert plain(listing("f", source)) == visible(source).strip("\n")
