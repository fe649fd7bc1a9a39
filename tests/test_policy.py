"""Late days, extensions, attempts, extra credit and tiers, applied to results that are there already."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from any_class import FEW, any_class
from hypothesis import given
from hypothesis import strategies as st
from sample_class import PASSED, made_class, made_run, mixed_run, perfect_run, small_class, unreadable_run

from grader.errors import UsageError
from grader.policy import apply_policy, read_policy
from grader.records.policy import Policy
from grader.records.results import Results, ScoredRun, Visibility

DUE = "2026-05-01T22:00:00Z"


def policy(**fields: Any) -> Policy:
    return msgspec.convert(fields, Policy, strict=False)


def late(submitted: str, rules: dict[str, Any] | None = None, run: ScoredRun | None = None, **fields: Any) -> ScoredRun:
    """The run handed in at a time, under rules for late work."""
    handed_in = msgspec.structs.replace(run or perfect_run(), submitted=submitted)
    rules = {"percent_per_day": 10} if rules is None else rules
    return apply_policy(policy(due=DUE, late=rules, **fields), made_class(handed_in)).results.runs[0]


@pytest.mark.parametrize(
    ("submitted", "earned", "reason"),
    [
        ("2026-05-01T22:00:00Z", 60, None),
        ("2026-05-01T22:00:01Z", 54, "1 day late: 10 % of the possible points"),
        ("2026-05-02T22:00:00Z", 54, "1 day late: 10 % of the possible points"),
        ("2026-05-03T10:00:00Z", 48, "2 days late: 20 % of the possible points"),
        ("2026-05-30T10:00:00Z", 0, "29 days late: 100 % of the possible points"),
    ],
)
def test_every_day_begun_costs(submitted: str, earned: float, reason: str | None) -> None:
    run = late(submitted)
    assert run.earned == earned
    assert [effect.reason for effect in run.effects] == ([reason] if reason else [])
    assert run.earned_before_policy == 60


def test_free_days_grace_and_a_limit_of_the_penalty() -> None:
    rules = {"percent_per_day": 10, "free_days": 2, "grace_minutes": 15, "max_percent": 15}
    assert late("2026-05-01T22:15:00Z", rules).effects == ()
    run = late("2026-05-03T10:00:00Z", rules)
    assert (run.earned, run.effects[0].reason) == (60, "2 days late, 2 of them free: 0 % of the possible points")
    run = late("2026-05-10T10:00:00Z", rules)
    assert (run.earned, run.effects[0].reason) == (51, "9 days late, 2 of them free: 15 % of the possible points")


def test_after_the_last_day_nothing_counts() -> None:
    rules = {"closed_after_days": 3}
    assert late("2026-05-04T22:00:00Z", rules).earned == 60
    run = late("2026-05-04T22:00:01Z", rules)
    assert (run.earned, run.effects[0].reason) == (0, "4 days late; nothing counts after 3 days")


def test_a_penalty_may_be_of_the_points_earned() -> None:
    rules = {"percent_per_day": 10, "of": "earned"}
    assert late("2026-05-02T10:00:00Z", rules, mixed_run()).earned == pytest.approx(18.45)
    assert late("2026-05-02T10:00:00Z", run=mixed_run()).earned == 14.5


def test_a_penalty_never_takes_more_than_there_is() -> None:
    run = late("2026-05-02T10:00:00Z", run=unreadable_run())
    assert (run.earned, run.effects[0].points) == (0, 0)


@pytest.mark.parametrize(
    ("rule", "earned"),
    [
        ({"extension_hours": 48}, 60),
        ({"due": "2026-05-03T10:00:00Z"}, 60),
        ({"free_days": 1}, 54),
        ({}, 48),
    ],
)
def test_an_extension_is_for_one_student(rule: dict[str, Any], earned: float) -> None:
    assert late("2026-05-03T10:00:00Z", students={"ada": rule}).earned == earned
    assert late("2026-05-03T10:00:00Z", students={"grace": rule}).earned == 48


def test_the_time_may_stand_in_the_policy_and_who_has_none_is_named() -> None:
    rules = policy(due=DUE, late={"percent_per_day": 10}, students={"ada": {"submitted": "2026-05-02T10:00:00Z"}})
    applied = apply_policy(rules, made_class(perfect_run(), mixed_run(), unreadable_run()))
    assert [run.earned for run in applied.results.runs] == [54, 20.5, 0]
    assert applied.remarks == ("When grace handed in is not known: taken as in time.",)


def test_the_policy_names_nobody_in_vain() -> None:
    applied = apply_policy(policy(students={"zoe": {"extension_hours": 1}}), small_class())
    assert applied.remarks == ("zoe is in the policy but not in the results.",)


def attempt(student: str, submitted: str, passed: int) -> ScoredRun:
    run = made_run(student, PASSED, submitted=submitted)
    checks = [msgspec.structs.replace(c, earned=c.possible if i < passed else 0.0) for i, c in enumerate(run.checks)]
    return msgspec.structs.replace(run, checks=tuple(checks), earned=sum(check.earned for check in checks))


def test_the_best_attempt_counts_after_what_lateness_takes() -> None:
    first = attempt("ada", "2026-05-01T10:00:00Z", 6)  # 45 points in time
    last = attempt("ada", "2026-05-04T10:00:00Z", 7)  # 60 points, three days late: 42
    rules = policy(due=DUE, late={"percent_per_day": 10}, attempts="best")
    (run,) = apply_policy(rules, made_class(last), {"ada": [first]}).results.runs
    assert (run.earned, run.submitted) == (45, first.submitted)
    assert [effect.reason for effect in run.effects] == [
        "the attempt handed in 2026-05-01 10:00:00 UTC counts, the best of 2"
    ]
    assert run.earned_before_policy == 60


def test_of_equal_attempts_the_later_counts_and_the_last_is_the_rule() -> None:
    first, last = attempt("ada", "2026-04-01T10:00:00Z", 7), attempt("ada", "2026-05-01T10:00:00Z", 7)
    (run,) = apply_policy(policy(attempts="best"), made_class(last), {"ada": [first]}).results.runs
    assert (run.submitted, run.effects) == (last.submitted, ())
    worse = attempt("ada", "2026-05-01T11:00:00Z", 1)
    assert apply_policy(policy(), made_class(worse), {"ada": [first]}).results.runs[0].earned == worse.earned


def test_extra_credit_comes_on_top_up_to_a_cap() -> None:
    rules = policy(extra_credit={"questions": ["train_model"], "cap_percent": 110})
    applied = apply_policy(rules, made_class(perfect_run(), mixed_run())).results
    assert applied.assignment.points == 40
    best, other = applied.runs
    assert (best.earned, best.possible) == (44, 40)
    assert [effect.reason for effect in best.effects] == [
        "20 of the points are extra credit, on top of 40",
        "at most 110 % of the points count",
    ]
    assert (other.earned, other.possible, other.effects) == (20.5, 40, ())


def test_visibility_is_by_check_by_question_or_for_all() -> None:
    tiers = {"default": "after_published", "softmax": "hidden", "softmax.value": "visible"}
    (run,) = apply_policy(policy(visibility=tiers), made_class(perfect_run())).results.runs
    assert [check.visibility for check in run.checks[:4]] == [
        Visibility.HIDDEN,
        Visibility.VISIBLE,
        Visibility.HIDDEN,
        Visibility.AFTER_PUBLISHED,
    ]


@pytest.mark.parametrize(
    "fields", [{"extra_credit": {"questions": ["bonus"]}}, {"visibility": {"softmax.typo": "hidden"}}]
)
def test_a_name_that_is_not_there_is_a_usage_error(fields: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="neither a question nor a check"):
        apply_policy(policy(**fields), small_class())


def test_a_policy_without_rules_changes_nothing() -> None:
    assert apply_policy(policy(), small_class()).results == small_class()


RULES = st.fixed_dictionaries(
    {
        "percent_per_day": st.integers(0, 50),
        "max_percent": st.integers(0, 200),
        "free_days": st.integers(0, 3),
        "of": st.sampled_from(["possible", "earned"]),
    }
)
TIMES = st.datetimes().map(lambda moment: moment.strftime("2026-%m-%dT%H:%M:%SZ"))


@FEW
@given(any_class(), RULES, TIMES, st.integers(50, 150))
def test_before_and_after_differ_by_the_effects_and_no_mark_is_negative(
    results: Results, rules: dict[str, Any], submitted: str, cap: int
) -> None:
    runs = [msgspec.structs.replace(run, effects=(), submitted=submitted) for run in results.runs]
    results = msgspec.structs.replace(results, runs=tuple(runs))
    whole = policy(due=DUE, late=rules, extra_credit={"questions": ["train_model"], "cap_percent": cap})
    for before, after in zip(runs, apply_policy(whole, results).results.runs, strict=True):
        assert after.earned >= 0
        assert after.earned <= before.earned + 1e-6
        assert after.earned_before_policy == pytest.approx(before.earned, abs=1e-5)
        assert (after.earned == pytest.approx(before.earned)) or after.effects


GOOD = """
due = 2026-05-01T23:59:00+02:00
attempts = "best"
late = { percent_per_day = 10, free_days = 1 }
students.ada = { extension_hours = 24, reason = "ill" }
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("due = 2026-05-01T23:59:00", "has no zone"),
        ("late = { percent_per_day = 10 }", "no `due` date"),
        ("late = { percent = 10 }", "unknown field `percent`"),
        ("typo = 1", "unknown field `typo`"),
        ("late = { free_days = -1 }\ndue = 2026-05-01T23:59:00Z", "late.free_days"),
        ('attempts = "first"', "first"),
        ("= 1", "cannot be used"),
        ('visibility = { softmax = "secret" }', "secret"),
    ],
)
def test_a_policy_with_a_mistake_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD)
    assert read_policy(path).students["ada"].extension_hours == 24
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_policy(path)


def test_a_policy_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be used"):
        read_policy(tmp_path / "absent.toml")
