"""Tests of the student's page."""

import itertools
import re

import msgspec
import pytest
from golden_files import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from page_outline import Outline
from sample_class import (
    ERROR,
    FAIL,
    HOSTILE_NAME,
    PASSED,
    SKIPPED,
    class_with_equal_code,
    hostile_run,
    made_class,
    made_run,
    mixed_run,
    perfect_run,
    small_class,
    unreadable_run,
)

from grader.records.adjusted import adjusted
from grader.records.adjustment import Act, Adjustment
from grader.records.execution import Status
from grader.records.results import PolicyEffect, ScoredRun
from grader.records.verdict import Place
from grader.reports.html_student import render_student

RUNS = [perfect_run(), mixed_run(), unreadable_run(), hostile_run()]
NAMES = ["perfect", "mixed", "unreadable", "hostile"]


def page(run: ScoredRun) -> str:
    return render_student(made_class(run), run)


@pytest.mark.parametrize(("run", "name"), list(zip(RUNS, NAMES, strict=True)), ids=NAMES)
def test_the_page_equals_the_golden_one(run: ScoredRun, name: str) -> None:
    assert_golden(f"student_{name}.html", render_student(small_class(), run).encode())


@pytest.mark.parametrize("run", RUNS, ids=NAMES)
def test_the_page_is_self_contained_and_has_no_script(run: ScoredRun) -> None:
    outline = Outline(page(run))
    assert not {"script", "iframe", "link", "object", "form", "base"} & set(outline.tags)
    assert not [name for _, attrs in outline.elements for name in attrs if name.startswith("on")]
    assert all(target.startswith("#") for target in outline.attributes("href"))
    assert all(re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/]+=*", src) for src in outline.attributes("src"))
    assert not re.search(r"url\(|@import", page(run))


def test_the_page_forbids_everything_but_its_own_style() -> None:
    policies = [attrs["content"] for tag, attrs in Outline(page(perfect_run())).elements if "http-equiv" in attrs]
    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize("run", RUNS, ids=NAMES)
def test_headings_descend_one_step_at_a_time_from_a_single_first(run: ScoredRun) -> None:
    levels = [int(tag[1]) for tag in Outline(page(run)).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("run", RUNS, ids=NAMES)
def test_every_link_and_label_on_the_page_leads_somewhere(run: ScoredRun) -> None:
    outline = Outline(page(run))
    ids = outline.attributes("id")
    assert len(ids) == len(set(ids))
    wanted = {target[1:] for target in outline.attributes("href")}
    wanted |= {name for names in outline.attributes("aria-labelledby") for name in names.split()}
    assert wanted <= set(ids)


@pytest.mark.parametrize("run", RUNS, ids=NAMES)
def test_pictures_have_a_role_and_a_name_and_table_heads_a_scope(run: ScoredRun) -> None:
    elements = Outline(page(run)).elements
    assert all(attrs.get("role") == "img" and "aria-labelledby" in attrs for tag, attrs in elements if tag == "svg")
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in elements if tag == "th")


def test_a_failed_check_has_its_reason_and_hint_beside_the_code() -> None:
    words = Outline(page(mixed_run())).words
    assert "✗ failed For logits of 1000 every probability was nan" in words
    assert "Hint Subtract the largest logit" in words
    assert "# overflows for large logits" in words


def test_what_waits_for_a_check_counts_towards_what_to_fix_first() -> None:
    words = Outline(page(mixed_run())).words
    assert "What to fix first Has the layers that were asked for 17.5 points" in words
    assert "12.5 points for this check, 5 for the one that waits for it or has the same cause." in words


def test_chains_of_waiting_checks_are_counted_to_their_end() -> None:
    waits = {"softmax.value": "softmax.shape", "softmax.stable": "softmax.value"}
    findings = ((FAIL, "No.", ""), (SKIPPED, "", ""), (SKIPPED, "", ""), (FAIL, "No.", ""), *PASSED[4:])
    run = made_run("ada", findings)
    checks = tuple(msgspec.structs.replace(check, waits_for=waits.get(check.id, "")) for check in run.checks)
    words = Outline(page(msgspec.structs.replace(run, checks=checks))).words
    assert "What to fix first Has the shape of its input 20 points" in words
    assert (
        "5 points for this check, 15 for the 2 that wait for it or have the same cause. Then: Has the layers" in words
    )


def test_what_has_the_cause_of_another_is_fixed_with_it() -> None:
    findings = (*PASSED[:5], (FAIL, "No history.", "Hand it on."), (FAIL, "Too low.", "This has the same cause."))
    run = made_run("ada", findings)
    checks = (*run.checks[:-1], msgspec.structs.replace(run.checks[-1], evidence={"same_cause_as": run.checks[-2].id}))
    words = Outline(page(msgspec.structs.replace(run, checks=checks))).words
    assert "What to fix first Returns the history of the fit 20 points No history. Hint Hand it on." in words
    assert "Then:" not in words


def test_of_a_notebook_that_was_not_read_no_check_is_listed_unless_someone_decided_about_it() -> None:
    assert "skipped" not in Outline(page(unreadable_run())).words
    decided = Adjustment(assignment="mnist_softmax", student="linus", act=Act.ADD, by="noether", target="softmax")
    kept = msgspec.structs.replace(decided, points=3.0, text="By mail.", submission_hash="ab12" * 16)
    words = Outline(page(adjusted(unreadable_run(), [kept]))).words
    assert "noether: +3 points" in words
    assert "By mail." in words


def test_the_line_that_raised_is_marked_and_leads_to_its_check_and_back() -> None:
    shown = page(mixed_run())
    (marked,) = re.findall(r'<span class="row raised" id="([^"]+)">(.*?)\n</span>', shown, re.DOTALL)
    assert marked[0] == "line-softmax-6"
    assert "np.exp(logits)" in marked[1]
    assert '<a href="#q1-3">✗ raised here</a>' in marked[1]
    assert '<li id="q1-3">' in shown
    assert '<a href="#line-softmax-6">Line 6 in your code</a>' in shown
    assert 'style="counter-reset: row 3"' in shown  # the cell's own numbers


@pytest.mark.parametrize("place", [Place(function="softmax", line=99), Place(function="absent", line=1)])
def test_a_line_that_is_not_shown_is_not_led_to(place: Place) -> None:
    run = made_run("ada", ((FAIL, "No.", ""), *PASSED[1:]), code={"softmax": "def softmax(x):\n    return x"})
    checks = (msgspec.structs.replace(run.checks[0], place=place), *run.checks[1:])
    shown = page(msgspec.structs.replace(run, checks=checks))
    assert "in your code" not in shown
    assert "raised here" not in shown


def test_a_cell_that_raised_is_told_with_its_line() -> None:
    assert "5 2 plt.plot(losses) Raised NameError: name 'plt' is not defined" in Outline(page(mixed_run())).words


def test_what_rules_changed_stands_beside_the_points_with_its_reason() -> None:
    effects = (
        PolicyEffect(kind="late", points=-6.0, reason="1 day late: 10 % of the possible points"),
        PolicyEffect(kind="extra_credit", points=0.0, reason="5 of the points are extra credit"),
    )
    words = Outline(page(msgspec.structs.replace(perfect_run(), effects=effects, earned=54.0))).words
    assert "Rules of the course: 1 day late: 10 % of the possible points −6" in words
    assert "Together 54 of 60" in words


def test_the_attempt_that_counts_is_named_and_its_gain_is_not_counted_twice() -> None:
    effect = PolicyEffect(kind="attempt", points=20.0, reason="the attempt handed in on 1 May counts, the best of 2")
    words = Outline(page(msgspec.structs.replace(perfect_run(), effects=(effect,)))).words
    assert "This page is about the hand-in that counts: the attempt handed in on 1 May counts, the best of 2." in words
    assert "+20" not in words


def test_every_attempt_at_the_training_is_drawn_beside_the_curve() -> None:
    shown = page(mixed_run())
    assert len(re.findall(r'<circle class="mark other"', shown)) == 1  # the third gave no accuracy
    assert len(re.findall(r'<circle class="mark"', shown)) == 1


def test_a_fault_of_the_grader_is_said_to_cost_nothing() -> None:
    words = Outline(page(mixed_run())).words
    assert "The grader failed in 1 check. That is no fault of yours and costs no points." in words
    assert "7.5/7.5 ! grader error" in words


def test_a_perfect_page_says_so_and_asks_for_nothing() -> None:
    words = Outline(page(perfect_run())).words
    assert "60 of 60 points" in words
    assert "Every check passed." in words
    assert "What to fix first" not in words


def test_a_fault_of_the_grader_is_not_called_passed() -> None:
    findings = ((ERROR, "The reference raised.", ""), *PASSED[1:])
    assert "Every check passed." not in Outline(page(made_run("ada", findings))).words


@pytest.mark.parametrize("status", [Status.UNREADABLE, Status.MISSING])
def test_a_notebook_that_was_not_read_gives_its_problem_once(status: Status) -> None:
    problem = "Expected a notebook, but the folder is empty."
    run = made_run("linus", tuple((SKIPPED, problem, "") for _ in PASSED), status=status, problem=problem)
    words = Outline(page(run)).words
    assert words.count(problem) == 1
    assert "How the notebook ran" not in words


def test_the_training_is_measured_by_the_grader_and_drawn_as_reported() -> None:
    outline = Outline(page(perfect_run()))
    assert "98.03 %" in outline.words
    assert "what the notebook reported of itself" in outline.words
    assert outline.tags.count("polyline") == 2
    assert "rule" in outline.attributes("class")
    assert "Most often confused: 4 taken for 9 (14)" in outline.words


def test_a_training_that_reported_nothing_still_shows_what_was_measured() -> None:
    run = perfect_run()
    assert run.training is not None
    silent = msgspec.structs.replace(run.training, curve_steps=(), curve_loss=(), curve_accuracy=())
    words = Outline(page(msgspec.structs.replace(run, training=silent))).words
    assert "reported no loss that can be drawn" in words
    assert "Confusion matrix" in words


def test_an_accuracy_out_of_range_is_not_drawn() -> None:
    run = perfect_run()
    assert run.training is not None
    boast = msgspec.structs.replace(run.training, curve_accuracy=(98.0, 99.0, 100.0, -1.0, 250.0))
    words = Outline(page(msgspec.structs.replace(run, training=boast))).words
    assert "reported no accuracy that can be drawn" in words


def test_misread_images_are_shown_with_words_for_those_who_cannot_see_them() -> None:
    outline = Outline(page(perfect_run()))
    assert "4 taken for 9" in outline.words
    assert outline.attributes("alt")[1] == "A handwritten 4 that was taken for a 9, example 2"
    assert len(outline.attributes("src")) == 3


def test_the_weights_stand_beside_those_asked_for() -> None:
    words = Outline(page(mixed_run())).words
    assert "2 256 256 512 512 ✗ no" in words
    assert "4 none 10 10 ✗ no" in words
    assert "Sum 203,520 407,050 ✗ no" in words


def test_code_that_two_questions_ask_for_is_shown_once() -> None:
    run = perfect_run()
    results = made_class(run)
    head = msgspec.structs.replace(results.assignment.questions[2], functions=("train_model", "build_model"))
    questions = (*results.assignment.questions[:2], head)
    results = msgspec.structs.replace(
        results, assignment=msgspec.structs.replace(results.assignment, questions=questions)
    )
    assert Outline(render_student(results, run)).words.count("Your build_model") == 1


def decided(act: Act, **fields: object) -> Adjustment:
    made = {"assignment": "mnist_softmax", "student": "grace", "by": "Prof. Noether", "submission_hash": "ab12" * 16}
    return Adjustment(**(made | {"act": act} | fields))  # type: ignore[arg-type]


def test_what_people_decided_stands_where_it_belongs_with_name_and_reason() -> None:
    decisions = [
        decided(Act.OVERRIDE, target="softmax.stable", points=3.5, text="Half: the idea is right.", number=1),
        decided(Act.ADD, points=-2, text="One day late.", number=2),
        decided(Act.COMMENT, text="Come to my office <b>hour</b>.", number=3),
    ]
    run = adjusted(mixed_run(), decisions)
    words = Outline(page(run)).words
    assert "From your instructor Prof. Noether Come to my office <b>hour</b>." in words
    assert "Points set by hand; the check itself gave 0." in words
    assert "Prof. Noether set the points of softmax.stable to 3.5 Half: the idea is right." in words
    assert "Decided by Prof. Noether: One day late. −2" in words
    assert f"{mixed_run().earned + 1.5:g} of 60 points" in words


def test_evidence_is_not_on_the_page() -> None:
    run = mixed_run()
    secret = tuple(msgspec.structs.replace(check, evidence={"expected": "held-back-7351"}) for check in run.checks)
    assert "held-back-7351" not in page(msgspec.structs.replace(run, checks=secret))


def test_identical_code_is_told_without_a_name() -> None:
    results = class_with_equal_code()
    for run, others in zip(results.runs, (1, 1, 2, 2, 2, 0, 0, 0), strict=True):
        words = Outline(render_student(results, run)).words
        assert len(run.same_code_as) == others
        assert ("The code is identical to the code of" in words) == bool(others)
        assert not [name for name in run.same_code_as if name in words]


def test_a_hostile_name_is_text() -> None:
    assert HOSTILE_NAME in Outline(page(hostile_run())).words


def hostile(text: str) -> ScoredRun:
    findings = tuple((FAIL, text, text) for _ in PASSED)
    cells = msgspec.structs.replace(hostile_run().execution.cells[0], error=text)
    execution = msgspec.structs.replace(hostile_run().execution, cells=(cells,), notes=(text,))
    code = {"softmax": text, "build_model": text}
    return made_run(
        text,
        findings,
        status=Status.RAISED,
        problem=text + ".",
        notes=(text,),
        code=code,
        execution=execution,
    )


markup = st.text(st.sampled_from("<>&\"'/!-={}%#abon \n\x00\u202e"), max_size=40)


def skeleton(outline: Outline) -> list[tuple[str, list[str]]]:
    """Elements and their attributes' names without the colouring of code, which depends on the text."""
    return [(tag, sorted(attrs)) for tag, attrs in outline.elements if tag != "span"]


@settings(max_examples=60, deadline=None)
@given(markup | st.text(st.characters(), max_size=40))
def test_no_text_of_a_student_becomes_an_element_or_an_attribute(text: str) -> None:
    tame = skeleton(Outline(page(hostile("tame"))))
    # An empty reason has no paragraph, so every text ends in a letter.
    assert skeleton(Outline(page(hostile(f"{text}x")))) == tame
