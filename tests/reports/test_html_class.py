"""Tests of the class page."""

from golden_files import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from page_outline import Outline
from sample_class import (
    HOSTILE_NAME,
    PASSED,
    class_with_equal_code,
    made_class,
    made_run,
    perfect_run,
    small_class,
)

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
    links = [target for target in Outline(render_class(results)).attributes("href") if not target.startswith("#")]
    assert links == [f"feedback/{page_name(run.student)}.html" for run in results.runs]


def test_the_page_has_no_script_and_fetches_nothing() -> None:
    outline = Outline(render_class(small_class()))
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(outline.tags)
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
    assert outline.attributes("href").count("feedback/chloe.html") == 2
    assert outline.attributes("href").count("feedback/fatma.html") == 1
    assert outline.attributes("href").count("feedback/goran.html") == 1


def test_a_class_without_identical_code_does_not_speak_of_it() -> None:
    assert "Identical code" not in Outline(render_class(small_class())).words


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
    assert "script" not in outline.tags
    assert "It did not learn the stamp train_model.stamp share: 0.01, least: 0.05" in outline.words
    assert f"It carries data notebook.payload what: {HOSTILE_NAME}, count: 3" in outline.words
    assert "2 flags" in outline.words
    assert "stamp" not in Outline(render_student(results, flagged)).words


def test_a_class_without_flags_has_no_word_of_them() -> None:
    assert "review" not in render_class(small_class()).lower()
