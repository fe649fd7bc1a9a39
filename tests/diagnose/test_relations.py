"""What relates to the expected numbers everywhere alike is said, and nothing that holds on some inputs only."""

import numpy as np
import pytest

from grader.diagnose.relations import explain_relation
from grader.records.observation import Observation, Outcome, Value

RANDOM = np.random.default_rng(5)
WANTED = {probe: RANDOM.normal(size=(3, 4)) for probe in ("f.one", "f.other", "fresh/f.one")}
OWN, FRESH = ("f.one", "f.other"), ("fresh/f.one",)


def observations(change):
    """What a function would be seen to return that changes the expected arrays; None travels as no array."""
    found = {}
    for number, (probe, wanted) in enumerate(WANTED.items()):
        array = change(wanted, number)
        name = "NoneType" if array is None else "ndarray"
        value = Value(type_name=name, dtype="" if array is None else array.dtype.name, array=array)
        found[probe] = Observation(
            probe=probe, outcome=Outcome.RETURNED, values=(value,), arguments_before=(np.exp(wanted),)
        )
    return found


def named(change):
    found = explain_relation(observations(change), observations(lambda wanted, _: wanted), OWN, FRESH, 0)
    return (found.id, found.evidence.get("setting", {}).get("constant", "")) if found is not None else None


@pytest.mark.parametrize(
    ("change", "name", "constant"),
    [
        (lambda wanted, _: None, "returns_nothing", ""),
        (lambda wanted, _: np.exp(wanted), "hands_back_its_argument", ""),
        (lambda wanted, _: 2.5 * wanted, "off_by_a_factor", "2.5"),
        (lambda wanted, _: -wanted, "off_by_a_sign", ""),
        (lambda wanted, _: 1 - wanted, "complement", ""),
        (lambda wanted, _: wanted + 3, "off_by_a_constant", "3"),
        (lambda wanted, _: np.round(wanted, 2), "rounded", "2"),
        (lambda wanted, _: wanted.astype(int), "cut_to_integers", ""),
        (lambda wanted, _: wanted.T, "transposed", ""),
        (lambda wanted, _: wanted.reshape(-1), "in_another_shape", ""),
        (lambda wanted, _: wanted[:, ::-1], "in_reversed_order", ""),
        (lambda wanted, _: wanted**2, "squared", ""),
        (lambda wanted, _: np.abs(wanted), "without_sign", ""),
        (lambda wanted, _: wanted.sum(), "summed_up", ""),
        (lambda wanted, _: wanted.mean(axis=0), "averaged", ""),
        (lambda wanted, _: wanted.max(axis=1, keepdims=True), "only_the_largest", ""),
        (lambda wanted, _: wanted[0], "only_the_first", ""),
        (lambda wanted, _: wanted[-1:], "only_the_last", ""),
        (lambda wanted, _: wanted[:-1], "without_the_last", ""),
        (lambda wanted, _: np.roll(wanted, 1, axis=1), "moved_by_one_place", ""),
        (lambda wanted, _: np.sort(wanted, axis=-1), "in_ascending_order", ""),
        (lambda wanted, _: np.cumsum(wanted, axis=0), "added_up_on_the_way", ""),
        (lambda wanted, _: np.maximum(wanted, 0), "zero_below_zero", ""),
        (lambda wanted, _: wanted * np.nan, "not_a_number", ""),
        (lambda wanted, _: np.full(3, 0.25), "always_the_same", ""),
        (lambda wanted, _: np.stack([wanted, np.zeros_like(wanted)]), "returns_more_than_asked", ""),
    ],
)
def test_a_relation_is_named_with_its_constant(change, name, constant):
    assert named(change) == (name, constant)


@pytest.mark.parametrize(
    "change",
    [
        lambda wanted, _: wanted,
        lambda wanted, _: wanted**3,
        lambda wanted, number: wanted * (2 + number),
        lambda wanted, number: wanted if number == 2 else 2 * wanted,
        lambda wanted, number: None if number else wanted,
    ],
)
def test_what_does_not_hold_everywhere_with_one_constant_is_not_said(change):
    assert named(change) is None


def test_a_constant_from_two_numbers_is_said_only_where_people_multiply_by_it():
    few = {probe: np.array(2.0 if number else 5.0) for number, probe in enumerate(WANTED)}

    def told(factor):
        def seen(arrays):
            return {
                probe: Observation(
                    probe=probe,
                    outcome=Outcome.RETURNED,
                    values=(Value(type_name="float", dtype="float64", array=array),),
                )
                for probe, array in arrays.items()
            }

        scaled = {probe: factor * array for probe, array in few.items()}
        found = explain_relation(seen(scaled), seen(few), OWN, FRESH, 0)
        return found.id if found is not None else None

    assert told(100.0) == "off_by_a_factor"
    assert told(1.37) is None


def test_answers_that_cannot_show_another_shape_must_be_right():
    def flat_where_it_shows(wanted, number):
        return wanted if number == 0 else wanted.reshape(-1)

    assert named(flat_where_it_shows) == ("in_another_shape", "")


def test_without_fresh_probes_no_relation_is_said():
    seen = observations(lambda wanted, _: 2 * wanted)
    assert explain_relation(seen, observations(lambda wanted, _: wanted), OWN, (), 0) is None


def test_a_factor_that_follows_the_number_of_rows_is_told_from_a_constant_one():
    rows = {"f.one": 3, "f.other": 5, "fresh/f.one": 4}

    def seen(scale):
        found = {}
        for probe, count in rows.items():
            given = np.random.default_rng(count).normal(size=(count, 2))
            array = np.asarray(np.mean(given**2) * scale(count))
            value = Value(type_name="float64", dtype="float64", array=array)
            found[probe] = Observation(
                probe=probe, outcome=Outcome.RETURNED, values=(value,), arguments_before=(given,)
            )
        return found

    expected = seen(lambda count: 1)
    cases = {"times_the_count": lambda n: n, "divided_by_the_count": lambda n: 1 / n}
    cases["divided_by_one_less"] = lambda n: n / (n - 1)
    for name, scale in cases.items():
        assert explain_relation(seen(scale), expected, OWN, FRESH, 0).id == name
    assert explain_relation(seen(lambda n: n**2), expected, OWN, FRESH, 0) is None
