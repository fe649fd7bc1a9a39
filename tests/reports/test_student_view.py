"""Tests of what a student may be shown of a Run."""

import msgspec
from any_class import FEW, any_class
from hypothesis import given
from page_outline import Outline
from sample_class import made_class, mixed_run, perfect_run

from grader.records.results import PolicyEffect, Results, ScoredRun, Visibility
from grader.reports.gradescope import render_gradescope
from grader.reports.html_student import render_student
from grader.reports.student_view import for_student, lines, remarks


def hidden(run: ScoredRun, *ids: str) -> ScoredRun:
    checks = [
        msgspec.structs.replace(check, visibility=Visibility.HIDDEN, evidence={"confusion": []})
        if check.id in ids
        else check
        for check in run.checks
    ]
    return msgspec.structs.replace(run, checks=tuple(checks))


def test_held_back_checks_are_one_line_after_the_others() -> None:
    shown = lines(hidden(mixed_run(), "softmax.value", "softmax.stable"))
    assert [line.id for line in shown] == [
        "softmax.shape",
        "build_model.layers",
        "build_model.parameters",
        "train_model.history",
        "train_model.accuracy",
        "hidden",
    ]
    assert (shown[-1].title, shown[-1].earned, shown[-1].possible) == ("2 hidden checks", 8, 15)
    assert shown[-1].message == "1 of 2 passed."


@FEW
@given(any_class())
def test_points_are_the_same_whatever_is_held_back(results: Results) -> None:
    for run in results.runs:
        assert sum(line.earned for line in lines(run)) == sum(check.earned for check in run.checks)
        assert sum(check.possible for check in for_student(run).checks) == sum(line.possible for line in lines(run))


def test_a_page_for_the_student_says_nothing_of_a_hidden_check() -> None:
    run = hidden(mixed_run(), "softmax.stable", "train_model.accuracy")
    page = render_student(made_class(run), for_student(run))
    for check in run.checks:
        assert (check.title in page) == (check.visibility is Visibility.VISIBLE)
    assert "Subtract the largest logit" not in page
    assert Outline(page).words.count("What to fix first Has the layers that were asked for") == 1
    assert for_student(run).training is None
    assert for_student(perfect_run()) == perfect_run()


def test_what_waits_for_a_hidden_check_does_not_tell_its_title() -> None:
    run = mixed_run()
    secret = "Not judged, because this is needed first: “Has the layers that were asked for”."
    checks = [msgspec.structs.replace(c, reason=secret) if c.waits_for else c for c in run.checks]
    run = hidden(msgspec.structs.replace(run, checks=tuple(checks)), "build_model.layers")
    (waiting,) = [check for check in run.checks if check.waits_for]
    (shown,) = [line for line in lines(run) if line.id == waiting.id]
    assert shown.message == "Not judged, because a hidden check is needed first."
    assert "asked for" not in "".join(line.text + line.title for line in lines(run))
    assert "Has the layers" not in render_student(made_class(run), for_student(run))


def test_what_has_the_cause_of_a_hidden_check_does_not_tell_its_title() -> None:
    run = mixed_run()
    told = {"hint": "This has the same cause as “Stays finite”.", "evidence": {"same_cause_as": "softmax.stable"}}
    checks = [msgspec.structs.replace(c, **told) if c.id == "build_model.layers" else c for c in run.checks]
    run = hidden(msgspec.structs.replace(run, checks=tuple(checks)), "softmax.stable")
    for said in (render_gradescope(made_class(run), run), "".join(line.text for line in lines(run))):
        assert "This has the same cause" not in said
    assert "This has the same cause" not in render_student(made_class(run), for_student(run))


def test_a_policy_s_effects_are_remarks_with_their_points() -> None:
    effects = (
        PolicyEffect(kind="late", points=-1.5, reason="1 day late"),
        PolicyEffect(kind="extra_credit", points=0, reason="5 of the points are extra credit"),
    )
    run = msgspec.structs.replace(perfect_run(), effects=effects, notes=("A note.",))
    assert remarks(run) == ("1 day late (-1.5 points).", "5 of the points are extra credit.", "A note.")
