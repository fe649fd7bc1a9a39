"""The judge: order, skipping, whose fault it is, and what the student reads."""

import msgspec
import numpy as np
import pytest
from judged_questions import Easy, answer, assignment, by_probe, check, question, raised, run

from grader.checks import Accuracy, History, Property, Shape, Unchanged, Value
from grader.errors import AssignmentError
from grader.judge import OUR_FAULT, in_order, problems
from grader.records.assignment import CheckKind
from grader.records.observation import Observation, Outcome
from grader.records.verdict import Finding, Place, Verdict


class Broken(CheckKind, frozen=True, kw_only=True, tag="broken"):
    """A kind with a bug in it."""

    def probes(self):
        return ("softmax.rect",)

    def judge(self, observed, expected):
        raise ZeroDivisionError("a bug of ours")


class Unsure(CheckKind, frozen=True, kw_only=True, tag="unsure"):
    """A kind that cannot tell."""

    def probes(self):
        return ("softmax.rect",)

    def judge(self, observed, expected):
        return Finding(verdict=Verdict.INCONCLUSIVE, reason="Too few images.")


SOFTMAX = assignment(
    question(
        "softmax",
        check("softmax.stable", Value(probe="softmax.big"), ["softmax.values"], hint="Try 1000."),
        check("softmax.shape", Shape(probe="softmax.rect"), hint="As many rows as came in."),
        check("softmax.values", Value(probe="softmax.rect"), ["softmax.shape"], hint="Which sum is one?"),
        check("softmax.pure", Unchanged(probe="softmax.rect"), ["softmax.shape"]),
    )
)
RECT, BIG = np.array([[0.2, 0.8], [0.4, 0.6]]), np.array([0.1, 0.2, 0.7])
X = np.ones((2, 2))
EXPECTED = by_probe(
    answer("softmax.rect", RECT, arguments_before=(X,), arguments_after=(X,)), answer("softmax.big", BIG)
)


def softmax(**changes):
    """Verdicts and results for the reference's observations with some exchanged."""
    observed = EXPECTED | {o.probe: o for o in changes.values()}
    return {r.check: r for r in run(SOFTMAX, observed, EXPECTED)}


def verdicts(results):
    return {name.partition(".")[2]: str(result.verdict) for name, result in results.items()}


# order


def test_the_reference_passes_everything_in_the_order_of_declaration_without_hints():
    results = run(SOFTMAX, EXPECTED, EXPECTED)
    assert [r.check for r in results] == ["softmax.stable", "softmax.shape", "softmax.values", "softmax.pure"]
    assert {r.verdict for r in results} == {Verdict.PASS}
    assert {r.hint for r in results} == {""}
    assert {r.question for r in results} == {"softmax"}


def test_a_miss_skips_what_requires_it_and_what_requires_that():
    transposed = answer("softmax.rect", RECT[:1], arguments_before=(X,), arguments_after=(X,))
    results = softmax(rect=transposed)
    assert verdicts(results) == {"stable": "skipped", "shape": "fail", "values": "skipped", "pure": "skipped"}
    assert results["softmax.values"].reason == ("Not judged, because this is needed first: “Title of softmax.shape”.")
    assert results["softmax.values"].hint == ""
    assert results["softmax.shape"].hint == "As many rows as came in."


def test_an_unstable_softmax_loses_only_stability():
    results = softmax(big=answer("softmax.big", np.full(3, np.nan)))
    assert verdicts(results) == {"stable": "fail", "shape": "pass", "values": "pass", "pure": "pass"}
    assert results["softmax.stable"].hint == "Try 1000."


def test_an_inconclusive_requirement_is_not_a_pass():
    course = assignment(question("softmax", check("softmax.a", Unsure()), check("softmax.b", requires=["softmax.a"])))
    assert [r.verdict for r in run(course, EXPECTED, EXPECTED)] == [Verdict.INCONCLUSIVE, Verdict.SKIPPED]


def test_checks_are_ordered_after_what_they_require():
    order = [c.id for c in in_order(SOFTMAX.checks())]
    assert order.index("softmax.shape") < order.index("softmax.values") < order.index("softmax.stable")


def test_a_circle_of_requirements_is_the_author_s_error():
    course = assignment(
        question("q", check("q.a", requires=["q.b"]), check("q.b", requires=["q.a"])),
    )
    with pytest.raises(AssignmentError, match=r"in a circle: q\.. → q\.. → q\.."):
        run(course, EXPECTED, EXPECTED)


def test_a_requirement_that_nobody_declares_is_the_author_s_error():
    course = assignment(question("q", check("q.a", requires=["q.z"])))
    with pytest.raises(AssignmentError, match=r"Checks require q\.z"):
        run(course, EXPECTED, EXPECTED)


# questions


TWO = assignment(
    question("first", check("first.a", Value(probe="softmax.big"))),
    question("second", check("second.a", requires=["first.a"])),
)


def test_only_the_named_questions_are_reported():
    assert [r.check for r in run(TWO, EXPECTED, EXPECTED, ["second"])] == ["second.a"]


def test_a_requirement_in_another_question_counts_where_it_was_observed():
    observed = EXPECTED | by_probe(answer("softmax.big", BIG + 1))
    (result,) = run(TWO, observed, EXPECTED, ["second"])
    assert result.verdict is Verdict.SKIPPED


def test_a_requirement_in_another_question_is_ignored_where_it_was_not_observed():
    (result,) = run(TWO, by_probe(EXPECTED["softmax.rect"]), EXPECTED, ["second"])
    assert result.verdict is Verdict.PASS


# probes without an answer


def test_a_missing_function_fails_its_checks_and_is_explained_once():
    missing = {name: Observation(probe=name, outcome=Outcome.UNDEFINED, error_message="softmax") for name in EXPECTED}
    course = assignment(
        question(
            "softmax",
            check("softmax.a", Value(probe="softmax.rect"), hint="A hint about sums."),
            check("softmax.b", Value(probe="softmax.big"), hint="A hint about size."),
        )
    )
    first, second = run(course, missing, EXPECTED)
    assert (first.verdict, second.verdict) == (Verdict.FAIL, Verdict.FAIL)
    assert first.reason.startswith("The notebook defines no function `softmax`. If you renamed it")
    assert second.reason == "As above: the notebook defines no function `softmax`."
    assert (first.hint, second.hint) == ("", "")
    assert first.evidence["outcome"] == "undefined"


def test_the_explanation_comes_first_in_order_of_declaration_not_of_judgement():
    stub = {name: raised(name, "NotImplementedError") for name in EXPECTED}
    course = assignment(
        question(
            "softmax",
            check("softmax.a", Value(probe="softmax.big"), ["softmax.c"]),
            check("softmax.b", Value(probe="softmax.big")),
            check("softmax.c", Value(probe="softmax.rect")),
        )
    )
    assert [r.reason for r in run(course, stub, EXPECTED)] == [
        "Not judged, because this is needed first: “Title of softmax.c”.",
        "`softmax` is not written yet.",
        "As above: `softmax` is not written yet.",
    ]


def test_each_question_explains_a_fault_anew():
    course = assignment(
        question("one", check("one.a", Value(probe="softmax.big"))),
        question("two", check("two.a", Value(probe="softmax.big"))),
    )
    reasons = [r.reason for r in run(course, EXPECTED | by_probe(raised("softmax.big")), EXPECTED)]
    assert reasons[0] == reasons[1] == "`one` raised ValueError: no."


def test_code_that_raises_gets_the_hint_as_code_that_misses_does():
    overflow = raised("softmax.big", "OverflowError", "math range error", error_line=2, error_function="softmax")
    result = softmax(big=overflow)["softmax.stable"]
    assert result.reason == "`softmax` raised OverflowError: math range error (line 2 of your cell)."
    assert result.hint == "Try 1000."
    assert result.evidence["error"] == "OverflowError"
    assert result.place == Place(function="softmax", line=2)


def test_only_code_that_raised_has_a_place():
    for error in ({"error_line": 2}, {"error_function": "softmax"}):
        assert softmax(big=raised("softmax.big", **error))["softmax.stable"].place is None
    stub = raised("softmax.big", "NotImplementedError", error_line=2, error_function="softmax")
    assert softmax(big=stub)["softmax.stable"].place is None


def test_a_probe_that_waited_for_another_is_blamed_on_the_other():
    course = assignment(
        question("build_model", check("build_model.ok", Easy(probe="describe"))),
        question(
            "train_model",
            check("train_model.accuracy", Accuracy(probe="scores", train="training", threshold=0.9)),
            check("train_model.history", History(probe="training")),
        ),
        question("predict_digits", check("predict_digits.ok", Easy(probe="scores.more"))),
    )
    observed = by_probe(
        answer("describe"),
        raised("training", "TypeError"),
        Observation(probe="scores", outcome=Outcome.NOT_RUN, error_message="training"),
        Observation(probe="scores.more", outcome=Outcome.NOT_RUN, error_message="training"),
    )
    results = {r.check: r.reason for r in run(course, observed, by_probe(answer("scores", np.zeros(3, int))))}
    assert results["train_model.accuracy"] == "`train_model` raised TypeError: no."
    assert results["train_model.history"] == "As above: `train_model` raised TypeError: no."
    assert results["predict_digits.ok"] == (
        "`predict_digits` could not be tried: it needs `train_model` to succeed first."
    )


def test_a_probe_is_named_by_the_function_its_id_begins_with():
    course = assignment(
        question("model", check("model.a", Easy(probe="build_model.describe")), functions=("make", "build_model"))
    )
    (result,) = run(course, by_probe(raised("build_model.describe")), {})
    assert result.reason.startswith("`build_model` raised")


def test_a_probe_that_no_question_reads_first_is_named_by_the_question_that_reads_it():
    course = assignment(
        question("norm", check("norm.a", Property(probe="one", holds="same_as", other="two"))),
    )
    (result,) = run(course, by_probe(answer("one", 1.0), raised("two")), {})
    assert result.reason.startswith("`norm` raised")


def test_a_probe_is_named_by_the_question_it_decides_rather_than_by_one_that_reads_it_too():
    course = assignment(
        question("norm", check("norm.a", Property(probe="one", holds="same_as", other="two"))),
        question("scale", check("scale.a", Easy(probe="three")), check("scale.b", Easy(probe="two"))),
    )
    observed = by_probe(answer("one", 1.0), raised("two"), answer("three"))
    reasons = [r.reason for r in run(course, observed, {})]
    assert reasons == ["`scale` raised ValueError: no.", "Good.", "`scale` raised ValueError: no."]


# faults of ours


def test_a_bug_in_a_check_is_an_error_that_names_the_exception_for_staff():
    course = assignment(question("softmax", check("softmax.a", Broken(), hint="Think."), check("softmax.b")))
    broken, good = run(course, EXPECTED, EXPECTED)
    assert (broken.verdict, broken.reason, broken.hint) == (Verdict.ERROR, OUR_FAULT, "")
    assert broken.evidence == {"cause": "a bug of ours", "exception": "ZeroDivisionError"}
    assert good.verdict is Verdict.PASS


def test_a_probe_that_was_never_sent_is_an_error():
    results = {r.check: r for r in run(SOFTMAX, by_probe(EXPECTED["softmax.rect"]), EXPECTED)}
    assert verdicts(results) == {"stable": "error", "shape": "pass", "values": "pass", "pure": "pass"}
    assert results["softmax.stable"].evidence["probes"] == ["softmax.big"]


def test_a_value_without_an_expected_one_is_an_error():
    results = {r.check: r for r in run(SOFTMAX, EXPECTED, by_probe(EXPECTED["softmax.rect"]))}
    assert results["softmax.stable"].verdict is Verdict.ERROR
    assert "the reference was not asked for 'softmax.big'" in results["softmax.stable"].evidence["cause"]


def test_where_the_reference_gave_no_answer_the_student_is_not_blamed_for_giving_none():
    slow = Observation(probe="softmax.big", outcome=Outcome.TIMED_OUT)
    expected, observed = EXPECTED | by_probe(slow), EXPECTED | by_probe(slow)
    results = {r.check: r for r in run(SOFTMAX, observed, expected)}
    assert results["softmax.stable"].verdict is Verdict.ERROR
    assert results["softmax.stable"].evidence["reference"] == {"softmax.big": "timed_out"}


def test_properties_and_mutation_need_no_reference():
    course = assignment(
        question(
            "softmax",
            check("softmax.a", Property(probe="softmax.rect", holds="rows_sum_to_one")),
            check("softmax.b", Unchanged(probe="softmax.rect")),
        )
    )
    assert {r.verdict for r in run(course, EXPECTED, {})} == {Verdict.PASS}


def test_what_requires_an_error_is_an_error_and_costs_no_points_either():
    course = assignment(
        question(
            "softmax",
            check("softmax.a", Broken()),
            check("softmax.b", requires=["softmax.a"]),
            check("softmax.c", requires=["softmax.b"]),
        )
    )
    assert [r.verdict for r in run(course, EXPECTED, EXPECTED)] == [Verdict.ERROR] * 3


def test_a_miss_among_the_requirements_outweighs_an_error():
    course = assignment(
        question(
            "softmax",
            check("softmax.a", Broken()),
            check("softmax.b", Value(probe="softmax.big")),
            check("softmax.c", requires=["softmax.a", "softmax.b"]),
        )
    )
    observed = EXPECTED | by_probe(answer("softmax.big", BIG + 1))
    results = run(course, observed, EXPECTED)
    assert results[2].verdict is Verdict.SKIPPED
    assert results[2].reason.endswith("“Title of softmax.b”.")


# structure of an assignment


def test_a_sound_assignment_has_no_problems():
    assert problems(SOFTMAX) == []
    assert problems(TWO) == []


@pytest.mark.parametrize(
    ("course", "sentence"),
    [
        (
            assignment(question("q", check("q.a", requires=["q.z"]))),
            "The check 'q.a' requires 'q.z', which no question declares.",
        ),
        (
            assignment(question("q", check("q.a", requires=["q.a"]))),
            "Checks require each other in a circle: q.a → q.a.",
        ),
        (
            assignment(question("q", check("q.a"), check("q.a"))),
            "The check 'q.a' is declared 2 times.",
        ),
        (
            assignment(question("q", check("q.a")), question("q", check("q.b"))),
            "The question 'q' is declared 2 times.",
        ),
        (
            assignment(msgspec.structs.replace(question("q", check("q.a")), points=20.0)),
            "The checks of question 'q' have 1 points together, 20 are declared.",
        ),
        (
            assignment(question("q", check("r.a"))),
            "The check 'r.a' is in question 'q': begin its id with `q.`.",
        ),
        (
            assignment(question("q", check("q"))),
            "The check 'q' is in question 'q': begin its id with `q.`.",
        ),
        (
            assignment(question("q", check("q.a", points=-1.0))),
            "The check 'q.a' has -1 points; 0 or more were expected.",
        ),
        (
            assignment(question("q", check("q.a", points=float("nan")))),
            "The check 'q.a' has nan points; 0 or more were expected.",
        ),
    ],
)
def test_each_problem_of_structure_has_its_sentence(course, sentence):
    assert sentence in problems(course)


def test_points_that_only_rounding_separates_are_equal():
    thirds = [check(f"q.{i}", points=20 / 3) for i in range(3)]
    course = assignment(msgspec.structs.replace(question("q", *thirds), points=20.0))
    assert problems(course) == []
