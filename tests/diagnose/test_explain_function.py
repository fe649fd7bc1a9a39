"""A mistake is named only where it behaves as the student does, in every facet and on fresh probes, too."""

import msgspec
import numpy as np
import pytest

from grader.authoring import Check, Shape, Unchanged, Value
from grader.diagnose.behaviour import fingerprint, same_answer
from grader.diagnose.evidence import FRESH, Evidence
from grader.diagnose.functions import explain_function
from grader.diagnose.hypotheses import Hypotheses, Hypothesis
from grader.records.mistake import Mistake
from grader.records.observation import Observation, Outcome
from grader.records.observation import Value as Returned

INPUTS = {
    "f.inside": np.array([[1.0, 2.0, 4.0], [0.5, -1.0, 3.0]]),
    "f.edge": np.array([[0.0, 1000.0]]),
    FRESH + "f.inside": np.array([[2.0, -3.0, 0.25], [1.5, 1.0, -2.0]]),
    FRESH + "f.edge": np.array([[1000.0, 0.0]]),
}
CHECKS = (
    Check(id="f.shape", title="", points=1, kind=Shape(probe="f.inside")),
    Check(id="f.inside", title="", points=1, kind=Value(probe="f.inside")),
    Check(id="f.edge", title="", points=1, kind=Value(probe="f.edge")),
    Check(id="f.unchanged", title="", points=1, kind=Unchanged(probe="f.inside")),
)


def right(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def over_rows(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=0)


def overflowing(x):
    with np.errstate(all="ignore"):
        return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def in_place(x):
    x -= x.max(axis=-1, keepdims=True)
    return right(x)


def answers(function):
    """What a function answers to all probes, as the host would observe it."""
    found = {}
    for probe, given in INPUTS.items():
        argument = given.copy()
        facts = {"probe": probe, "arguments_before": (given,)}
        try:
            array = np.asarray(function(argument))
        except ValueError:
            found[probe] = Observation(outcome=Outcome.RAISED, error_name="ValueError", **facts)
            continue
        value = Returned(type_name="ndarray", dtype=array.dtype.name, array=array)
        found[probe] = Observation(outcome=Outcome.RETURNED, values=(value,), arguments_after=(argument,), **facts)
    return found


def known(function, name):
    mistake = Mistake(id=name, says=f"It is {name}.", source="", functions=("f",), catalogue="X1", hint=f"{name}?")
    return Hypothesis(mistake=mistake, setting=(), answers=answers(function))


KNOWN = (known(over_rows, "over_rows"), known(overflowing, "overflowing"), known(in_place, "in_place"))


def evidence(function, *missed, hypotheses=KNOWN):
    return Evidence(
        observed=answers(function) if callable(function) else function,
        known=Hypotheses(solution=answers(right), known=hypotheses),
        probes=("f.inside", "f.edge"),
        edges=("f.edge",),
        missed=tuple(check for check in CHECKS if check.id in missed),
    )


def named(found):
    return [(explanation.id, explanation.checks) for explanation in found]


@pytest.mark.parametrize("function", [over_rows, overflowing, in_place])
def test_a_function_that_behaves_like_a_mistake_everywhere_is_named_for_all_that_was_missed(function):
    (found,) = explain_function(evidence(function, "f.inside", "f.edge"))
    assert (found.id, found.checks, found.confirmed) == (function.__name__, (), 2)
    assert found.says == f"It is {function.__name__}."


def test_another_spelling_of_the_mistake_is_named_all_the_same():
    def columns(x):
        return right(x.T).T

    assert named(explain_function(evidence(columns, "f.inside"))) == [("over_rows", ())]


def test_a_match_that_fresh_probes_do_not_confirm_is_not_spoken():
    observed = answers(over_rows)
    for probe in INPUTS:
        if probe.startswith(FRESH):
            observed[probe] = answers(right)[probe]
    assert explain_function(evidence(observed, "f.inside")) == ()


def test_without_fresh_probes_nothing_is_spoken():
    observed = {probe: found for probe, found in answers(over_rows).items() if not probe.startswith(FRESH)}
    assert explain_function(evidence(observed, "f.inside")) == ()


def test_a_mistake_nobody_knows_is_not_guessed():
    assert explain_function(evidence(lambda x: right(x) ** 1.5, "f.inside", "f.edge")) == ()


def test_a_correct_function_is_no_mistake():
    assert explain_function(evidence(right)) == ()


def test_a_function_that_only_raises_is_not_named_though_a_mistake_raises_alike():
    def broken(x):
        raise ValueError

    assert explain_function(evidence(broken, "f.shape", hypotheses=(known(broken, "broken"),))) == ()


def test_two_mistakes_in_two_facets_are_named_each_for_its_own_checks():
    def both(x):
        result = over_rows(x)
        x -= x.max(axis=-1, keepdims=True)
        return result

    found = explain_function(evidence(both, "f.inside", "f.unchanged"))
    assert named(found) == [("over_rows", ("f.inside",)), ("in_place", ("f.unchanged",))]


def test_at_the_edges_nothing_is_named_while_the_inside_is_not_understood():
    def unknown(x):
        return overflowing(x) ** np.where(np.abs(x) < 500, 1.5, 1.0)

    observed = answers(unknown)
    edges = {probe: found for probe, found in answers(overflowing).items() if probe.endswith("edge")}
    assert explain_function(evidence(observed | edges, "f.inside", "f.edge")) == ()


def test_the_inside_is_named_though_the_edges_are_not_understood():
    observed = answers(over_rows)
    for probe in INPUTS:
        if probe.endswith("edge"):
            value = Returned(type_name="ndarray", dtype="float64", array=np.array([[0.3, 0.4]]))
            observed[probe] = msgspec.structs.replace(observed[probe], values=(value,))
    assert named(explain_function(evidence(observed, "f.inside", "f.edge"))) == [("over_rows", ("f.inside",))]


def test_mistakes_that_behave_alike_are_told_to_staff():
    (found,) = explain_function(evidence(over_rows, "f.inside", hypotheses=(*KNOWN, known(over_rows, "twin"))))
    assert found.id == "over_rows"
    assert found.evidence["alike"] == ["twin"]


def pair(function, *names, fails=((), ())):
    """A hypothesis of two mistakes, with the checks that each of them fails."""
    one, other = (
        Mistake(id=name, says="", source="", functions=("f",), hint=f"{name}?", fails=failed)
        for name, failed in zip(names, fails, strict=True)
    )
    return Hypothesis(mistake=one, also=other, setting=(), answers=answers(function))


def unshifted_over_rows(x):
    with np.errstate(all="ignore"):
        return np.exp(x) / np.exp(x).sum(axis=0)


def test_two_mistakes_at_once_are_named_each_where_it_alone_fails():
    both = pair(unshifted_over_rows, "over_rows", "overflowing", fails=(("f.inside",), ("f.edge",)))
    found = explain_function(evidence(unshifted_over_rows, "f.inside", "f.edge", hypotheses=(both,)))
    assert set(named(found)) == {("over_rows", ("f.inside",)), ("overflowing", ("f.edge",))}


def test_two_mistakes_that_fail_the_same_checks_are_told_together():
    both = pair(unshifted_over_rows, "over_rows", "overflowing", fails=(("f.inside",), ("f.inside",)))
    (found,) = explain_function(evidence(unshifted_over_rows, "f.inside", hypotheses=(both,)))
    assert (found.id, found.hint) == ("over_rows", "over_rows? And then: overflowing?")
    assert found.evidence["and"] == "overflowing"


def test_one_mistake_is_enough_where_two_would_behave_alike():
    both = pair(over_rows, "overflowing", "in_place")
    assert named(explain_function(evidence(over_rows, "f.inside", hypotheses=(both, *KNOWN)))) == [("over_rows", ())]


def test_a_spelling_that_fails_more_than_its_mistake_does_is_two_mistakes():
    one = pair(unshifted_over_rows, "over_rows", "over_rows", fails=(("f.inside",), ("f.inside",)))
    spelled = msgspec.structs.replace(one, also=None)
    both = pair(unshifted_over_rows, "over_rows", "overflowing", fails=(("f.inside",), ("f.edge",)))
    found = explain_function(evidence(unshifted_over_rows, "f.inside", "f.edge", hypotheses=(spelled, both)))
    assert {explanation.id for explanation in found} == {"over_rows", "overflowing"}
    alone = explain_function(evidence(unshifted_over_rows, "f.inside", hypotheses=(spelled, both)))
    assert named(alone) == [("over_rows", ())]


def test_of_two_mistakes_only_the_one_is_named_that_all_explanations_share():
    either = [pair(unshifted_over_rows, "over_rows", other) for other in ("overflowing", "in_place")]
    found = explain_function(evidence(unshifted_over_rows, "f.inside", hypotheses=tuple(either)))
    assert [explanation.id for explanation in found] == ["over_rows"]
    neither = [pair(unshifted_over_rows, *names) for names in (("a", "b"), ("c", "d"))]
    assert explain_function(evidence(unshifted_over_rows, "f.inside", hypotheses=tuple(neither))) == ()


def test_exceptions_of_two_libraries_for_one_cause_agree():
    one = Observation(probe="p", outcome=Outcome.RAISED, error_name="ValueError")
    other = Observation(probe="p", outcome=Outcome.RAISED, error_name="InvalidArgumentError")
    assert same_answer(one, other)
    assert not same_answer(one, Observation(probe="p", outcome=Outcome.RAISED, error_name="AttributeError"))
    assert not same_answer(one, msgspec.structs.replace(one, wrong_arity="(a)"))


def test_behaviours_are_recognised_by_a_few_digits():
    probes = ("f.inside", "f.edge")
    name = fingerprint(answers(over_rows), probes)
    assert name
    assert fingerprint(answers(lambda x: over_rows(x) + 1e-9), probes) == name
    assert fingerprint(answers(overflowing), probes) != name
    assert fingerprint({}, probes) == ""


def test_a_changed_argument_that_no_mistake_changes_alike_is_named_for_its_check_alone():
    def shifts(x):
        answer = right(x)
        x += 1.0
        return answer

    assert named(explain_function(evidence(shifts, "f.unchanged"))) == [("changes_its_argument", ("f.unchanged",))]


def test_nan_at_the_edges_alone_is_named_where_the_inside_is_right():
    def fragile(x):
        return right(x) if np.max(x) < 100 else np.full(x.shape, np.nan)

    found = explain_function(evidence(fragile, "f.edge", hypotheses=()))
    assert named(found) == [("not_finite_at_the_edges", ("f.edge",))]


def test_right_values_in_another_order_are_named_whatever_they_are():
    def pair(first, second):
        found = {}
        for probe, given in INPUTS.items():
            parts = {"right": right(given), "total": np.asarray(given.sum())}
            values = tuple(
                Returned(type_name="ndarray", dtype="float64", array=parts[name]) for name in (first, second)
            )
            found[probe] = Observation(
                probe=probe,
                outcome=Outcome.RETURNED,
                values=values,
                arguments_before=(given,),
                arguments_after=(given,),
            )
        return found

    asked = evidence(pair("total", "right"), "f.inside")
    asked = msgspec.structs.replace(asked, known=Hypotheses(solution=pair("right", "total"), known=()))
    assert named(explain_function(asked)) == [("values_in_another_order", ())]
