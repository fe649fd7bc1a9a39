"""Tests of the words, numbers and foreign text that every report shows."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.records.execution import Status
from grader.records.verdict import Flag, Verdict
from grader.reports import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [(20.0, "20"), (17.5, "17.5"), (20 / 3, "6.67"), (0.0, "0"), (-0.001, "0"), (100.0, "100")],
)
def test_points_have_at_most_two_decimals(value: float, text: str) -> None:
    assert wording.points(value) == text


def test_what_stands_between_backticks_is_code_and_everything_is_escaped() -> None:
    shown = wording.prose("`f(<b>)` gives <i>, `\u202e`; a lone ` stays")
    assert str(shown) == "<code>f(&lt;b&gt;)</code> gives &lt;i&gt;, <code>\ufffd</code>; a lone ` stays"


@given(st.text(st.characters() | st.sampled_from("`<&\n"), max_size=60))
def test_prose_loses_no_character_and_makes_no_element_but_code(text: str) -> None:
    plain = re.sub(r"</?code>", "`", str(wording.prose(text)))
    assert html.unescape(plain) == wording.visible(text)


def test_in_one_typeface_code_stands_without_its_marks() -> None:
    assert wording.unmarked("Which axis?\nFor example `f([[1.0]])` gives `nan`; a lone ` stays.") == (
        "Which axis? For example f([[1.0]]) gives nan; a lone ` stays."
    )


@pytest.mark.parametrize(("value", "text"), [(1, "1 point"), (0, "0 points"), (2.5, "2.5 points"), (1.0, "1 point")])
def test_a_number_is_followed_by_its_noun(value: float, text: str) -> None:
    assert wording.counted(value, "point") == text


def test_evidence_is_told_in_words_whatever_the_order_of_its_names() -> None:
    share = {"share": 0.008, "least": 0.2, "most": 1.0, "measured": "clean room"}
    counted = {"found": [{"where": "cell 3", "what": "numbers written out", "count": 1750}]}
    assert [wording.evidence_words(Flag(id="a", title="", evidence=e)) for e in (share, counted, {"trained": 3})] == [
        ("share of the images: 0.008, expected 0.2 to 1.0, measured: clean room",),
        ("1,750 numbers written out in cell 3",),
        ("trained: 3",),
    ]


def test_control_characters_and_direction_overrides_can_be_seen() -> None:
    assert wording.visible("a\x1b[31m\u202eb\x00\x7f\ud800") == "a␛[31m\ufffdb␀␡\ufffd"


def test_line_feeds_and_tabs_stay_and_windows_line_ends_become_line_feeds() -> None:
    assert wording.visible("a\r\n\tb\n") == "a\n\tb\n"


@given(st.text(st.characters()))
def test_visible_text_can_be_encoded_and_stays_as_it_is_the_second_time(text: str) -> None:
    shown = wording.visible(text)
    assert shown.encode().decode() == shown
    assert wording.visible(shown) == shown


def test_every_verdict_and_status_has_its_words() -> None:
    assert set(wording.VERDICT_WORDS) == set(wording.VERDICT_SIGNS) == set(Verdict)
    assert set(wording.STATUS_WORDS) == set(wording.STATUS_SENTENCES) == set(Status)
    assert len(set(wording.VERDICT_WORDS.values())) == len(Verdict)
