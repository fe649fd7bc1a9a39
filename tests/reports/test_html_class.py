"""Tests of the class page."""

import base64
import hashlib
import re

import msgspec
from golden_files import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from page_outline import Outline
from sample_class import (
    FAIL,
    HOSTILE_NAME,
    PASS,
    PASSED,
    class_with_equal_code,
    made_class,
    made_run,
    mixed_run,
    perfect_run,
    small_class,
)

from grader.records.results import ScoredRun
from grader.records.verdict import Flag
from grader.reports.html_class import render_class
from grader.reports.html_student import render_student
from grader.reports.page_names import page_name


def test_the_page_equals_the_golden_one() -> None:
    assert_golden("index.html", render_class(small_class()).encode())


def test_a_class_of_nobody_has_a_page_that_says_so() -> None:
    outline = Outline(render_class(made_class()))
    assert "Nobody has been graded yet." in outline.words
    assert "svg" not in outline.tags
    assert_golden("index_nobody.html", render_class(made_class()).encode())


def test_a_class_of_one_has_figures() -> None:
    words = Outline(render_class(made_class(perfect_run()))).words
    assert "1 student" in words
    assert "Mean 60 Median 60 Lower quartile 60 Upper quartile 60" in words


def test_every_student_is_linked_to_the_page_that_is_written() -> None:
    results = small_class()
    (table,) = re.findall(r'<table class="wide" id="students-table">.*?</table>', render_class(results), re.DOTALL)
    assert Outline(table).attributes("href") == [f"feedback/{page_name(run.student)}.html" for run in results.runs]


def test_the_page_has_only_the_script_its_policy_allows_and_fetches_nothing() -> None:
    page = render_class(small_class())
    outline = Outline(page)
    assert not {"img", "iframe", "link", "object", "form"} & set(outline.tags)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = [attrs["content"] for _, attrs in outline.elements if "http-equiv" in attrs]
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")
    assert not [name for _, attrs in outline.elements for name in attrs if name.startswith("on")]
    assert HOSTILE_NAME in outline.words


def test_the_instructor_learns_whose_grading_the_grader_failed_in() -> None:
    words = Outline(render_class(small_class())).words
    assert "The grader failed in a check of 1 student: grace." in words


def test_students_with_identical_code_are_listed_together_the_largest_group_first() -> None:
    outline = Outline(render_class(class_with_equal_code()))
    assert "Identical code Students whose code cells and files are the same" in outline.words
    words = outline.words.replace(" ,", ",")
    assert f"chloe, {HOSTILE_NAME}, emil 3 53 of 60 ada, ben 2 60 of 60" in words
    (groups,) = re.findall(r'id="equals".*?</table>', render_class(class_with_equal_code()), re.DOTALL)
    linked = re.findall(r'href="feedback/(\w+)', groups)
    assert {"chloe", "emil", "ada", "ben"} <= set(linked)
    assert not {"fatma", "goran"} & set(linked)


def test_a_class_without_identical_code_does_not_speak_of_it() -> None:
    assert "Identical code" not in Outline(render_class(small_class())).words


def diagnosed(run: ScoredRun, check: str, mistake: str) -> ScoredRun:
    checks = (msgspec.structs.replace(c, diagnosis=mistake if c.id == check else c.diagnosis) for c in run.checks)
    return msgspec.structs.replace(run, checks=tuple(checks))


def test_recognised_mistakes_are_counted_with_who_made_them() -> None:
    runs = [msgspec.structs.replace(mixed_run(), student=name) for name in ("ada", "ben", "chloe")]
    runs = [diagnosed(run, "softmax.stable", "softmax_overflows") for run in runs[:2]] + runs[2:]
    words = Outline(render_class(made_class(*runs))).words
    assert "softmax overflows softmax 2 ada , ben" in words


def test_a_check_the_best_fail_raises_an_alarm_above_everything_else() -> None:
    wrong = (*PASSED[:2], (FAIL, "", ""), *PASSED[3:])
    weak = ((PASS, "", ""), *((FAIL, "", "") for _ in PASSED[1:2]), *PASSED[2:4], *((FAIL, "", "") for _ in PASSED[4:]))
    runs = [made_run(f"best{n}", wrong) for n in range(3)] + [made_run(f"weak{n}", weak) for n in range(5)]
    words = Outline(render_class(made_class(*runs))).words
    assert "The best students miss “Stays finite for logits of 1000” : 3 of the 3" in words
    assert words.index("The best students miss") < words.index("Totals")
    assert "The best students miss" not in Outline(render_class(made_class(*runs[3:]))).words


def test_who_needs_a_look_is_listed_with_the_reason() -> None:
    words = Outline(render_class(small_class())).words
    assert "grace The grader failed in a check. 1 check is inconclusive." in words
    assert "linus The notebook: unreadable." in words


def test_margins_and_meters_are_shown_where_something_was_trained_and_measured() -> None:
    words = Outline(render_class(small_class())).words
    assert "1 of 2 trained models reach the 95 % that were asked for." in words
    assert "Seconds per submission: median 41.2, at most 41.2" in words
    assert "Accuracy on held-back images" not in Outline(render_class(made_class(made_run("ada", PASSED)))).words


def test_the_distribution_has_a_description_for_those_who_cannot_see_it() -> None:
    words = Outline(render_class(small_class())).words
    assert "From 0 percent: 2. From 30 percent: 1. From 90 percent: 1." in words


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>&\"'/!-={}%abon \n\x00\u202e"), max_size=40) | st.text(st.characters()))
def test_no_name_of_a_student_becomes_an_element(student: str) -> None:
    observed = Outline(render_class(made_class(made_run(student, PASSED))))
    expected = Outline(render_class(made_class(made_run("tame", PASSED))))
    assert [(tag, sorted(attrs)) for tag, attrs in observed.elements] == [
        (tag, sorted(attrs)) for tag, attrs in expected.elements
    ]


def test_flags_have_a_section_with_their_evidence_and_the_page_of_the_student_says_nothing() -> None:
    found = [{"what": HOSTILE_NAME, "count": 3}]
    flags = (
        Flag(id="train_model.stamp", title="It did not learn the stamp", evidence={"share": 0.01, "least": 0.05}),
        Flag(id="notebook.payload", title="It carries data", evidence={"found": found}),
    )
    flagged = made_run("ada", PASSED, flags=flags)
    results = made_class(flagged, made_run("bob", PASSED))
    outline = Outline(render_class(results))
    assert HOSTILE_NAME not in render_class(results)  # only escaped
    assert "It did not learn the stamp train_model.stamp share: 0.01, least: 0.05" in outline.words
    assert f"It carries data notebook.payload what: {HOSTILE_NAME}, count: 3" in outline.words
    assert "2 flags" in outline.words
    assert "It did not learn the stamp. It carries data. See the flags." in outline.words
    assert "stamp" not in Outline(render_student(results, flagged)).words


def test_a_class_without_flags_has_no_word_of_them() -> None:
    assert "flag" not in Outline(render_class(small_class())).words.lower()
