"""Marks shown under a policy: with its reasons, for instructors and for the students who may see theirs."""

import msgspec
import pytest
from served_class import TOKEN, Served, graded_folder

from grader.errors import UsageError
from grader.records.adjustment import Act, Adjustment
from grader.records.policy import Policy
from grader.serve.classes import GradedClass, Rules, find_classes
from grader.serve.grading import Follower, make_grading
from grader.serve.handin import make_hand_in
from grader.serve.inbox import Inbox
from grader.serve.tokens import Tokens

ADA = "/class/results/student/ada/"
LATE = {
    "due": "2026-05-01T22:00:00Z",
    "late": {"percent_per_day": 10},
    "students": {"ada": {"submitted": "2026-05-02T10:00:00Z"}},
    "visibility": {"f.value": "hidden"},
}


def rules(**fields: object) -> Rules:
    return Rules(name="policy.toml", policy=msgspec.convert(fields, Policy, strict=False))


@pytest.fixture
def folder(tmp_path):
    return graded_folder(tmp_path / "results")


@pytest.fixture
def instructor(folder):
    follower, classes = Follower(), find_classes(folder, rules(**LATE))
    served = Served(lambda shared: make_grading(classes, "noether", TOKEN, shared | {"follow": follower}))
    assert served.ask(f"/?token={TOKEN}").status == 302
    yield served
    served.close()
    follower.close()


def test_the_class_page_says_under_which_rules_and_whom_they_touch(instructor: Served) -> None:
    page = instructor.ask("/class/results/").text
    assert "Under the rules of policy.toml" in page
    assert "they touch the marks of 1 of 3 students" in page
    assert "When ben handed in is not known: taken as in time." in page
    assert "−1 1 day late: 10 % of the possible points" in page


def test_the_student_s_pages_have_the_mark_with_the_reason_and_hide_what_is_to_be_hidden(instructor: Served) -> None:
    decide, own = instructor.ask(ADA).text, instructor.ask(f"{ADA}page").text
    assert "What the rules of policy.toml change" in decide
    for page in (decide, own):
        assert "1 <small>of 10 points" in page
        assert "1 day late: 10 % of the possible points" in page
    assert "off_by_one" in decide
    assert "Hidden check" in own
    assert "<h4>Value</h4>" not in own


def test_a_decision_and_the_rules_add_up_and_the_folder_keeps_the_marks_without_rules(instructor, folder) -> None:
    instructor.send(ADA, act="override", target="f.value", points="8", text="Right.")
    assert "9 <small>of 10 points" in instructor.ask(ADA).text
    plain = GradedClass(folder)
    plain.rewrite()
    assert [run.earned for run in plain.results().runs] == [10, 2, 2]


def test_a_student_sees_the_released_mark_as_the_rules_have_it(folder, tmp_path) -> None:
    graded = GradedClass(folder, rules(**LATE))
    graded.decide(Adjustment(assignment="functions", student="ada", act=Act.RELEASE, by="noether"))
    inbox, tokens = Inbox(tmp_path / "inbox", "work.ipynb"), Tokens({"ada": "token-of-ada"})
    served = Served(lambda shared: make_hand_in(inbox, tokens, "Functions", shared, practice=None, graded=graded))
    assert served.ask("/?token=token-of-ada").status == 303
    page = served.ask("/mark").text
    served.close()
    assert "1 <small>of 10 points" in page
    assert "<h4>Value</h4>" not in page


@pytest.mark.parametrize(
    ("due", "tier", "is_shown"),
    [
        ("2026-01-01T00:00:00Z", "after_due_date", True),
        ("9999-01-01T00:00:00Z", "after_due_date", False),
        ("9999-01-01T00:00:00Z", "after_published", True),
        ("2026-01-01T00:00:00Z", "hidden", False),
        ("9999-01-01T00:00:00Z", "visible", True),
    ],
)
def test_a_released_page_shows_the_tiers_whose_time_has_come(folder, due: str, tier: str, is_shown: bool) -> None:
    graded = GradedClass(folder, rules(due=due, visibility={"f.value": tier}))
    titles = [check.title for check in graded.as_shown(graded.results().runs[0]).checks]
    assert titles == ["Shape", "Value" if is_shown else "Hidden check"]


def test_rules_that_fit_no_class_are_refused_before_anything_is_served(folder) -> None:
    with pytest.raises(UsageError, match="names g, which is neither a question nor a check"):
        find_classes(folder, rules(visibility={"g": "hidden"}))
