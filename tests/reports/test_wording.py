"""Tests of the words, numbers and foreign text that every report shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.records.execution import Status
from grader.records.verdict import Verdict
from grader.reports import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [(20.0, "20"), (17.5, "17.5"), (20 / 3, "6.67"), (0.0, "0"), (-0.001, "0"), (100.0, "100")],
)
def test_points_have_at_most_two_decimals(value: float, text: str) -> None:
    assert wording.points(value) == text


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
