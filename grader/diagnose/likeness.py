"""The ways in which answers may relate to the expected ones, each with its name, what is said of it and its hint."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from grader.comparison import DTYPE_KINDS
from grader.diagnose import parts
from grader.diagnose.parts import near
from grader.records.base import Record

RTOL, ATOL = 1e-6, 1e-7
DECIMALS = range(1, 5)

Pairs = Sequence[tuple[np.ndarray, np.ndarray]]


class Relation(Record, frozen=True, kw_only=True):
    """A relation; `holds` takes pairs of observed and expected arrays and tells its constant, or an empty text."""

    id: str
    says: str
    hint: str
    holds: Callable[[Pairs], str]


STRUCTURE = "yes"


def _everywhere(relates: Callable[[np.ndarray, np.ndarray], bool]) -> Callable[[Pairs], str]:
    """A relation without a constant."""
    return lambda pairs: STRUCTURE if all(relates(seen, wanted) for seen, wanted in pairs) else ""


def _where_it_shows(relates: Callable[[np.ndarray, np.ndarray], bool]) -> Callable[[Pairs], str]:
    """A relation without a constant that some answers cannot show: these are right."""

    def holds(pairs: Pairs) -> str:
        shown = [relates(seen, wanted) for seen, wanted in pairs]
        rest = [pair for pair, shows in zip(pairs, shown, strict=True) if not shows]
        return STRUCTURE if any(shown) and all(_is_right(seen, wanted) for seen, wanted in rest) else ""

    return holds


def _is_right(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return near(seen, wanted) and DTYPE_KINDS[seen.dtype.kind] == DTYPE_KINDS[wanted.dtype.kind]


def _has_other_kind(seen: np.ndarray, wanted: np.ndarray) -> bool:
    same = seen.shape == wanted.shape and np.array_equal(seen.astype(np.float64), wanted.astype(np.float64))
    return same and DTYPE_KINDS[seen.dtype.kind] != DTYPE_KINDS[wanted.dtype.kind]


def _is_cut(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.dtype.kind in "iu" and wanted.dtype.kind == "f" and near(seen, np.trunc(wanted))


def _is_turned(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.ndim == 2 and min(wanted.shape) > 1 and not near(seen, wanted) and near(seen, wanted.T)


def _has_other_shape(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.shape != wanted.shape and seen.size == wanted.size and near(seen.ravel(), wanted.ravel())


def _has_more(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.ndim == wanted.ndim + 1 and len(seen) > 1 and any(near(part, wanted) for part in seen)


def _is_flipped(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.ndim > 0 and len(wanted) > 1 and near(seen, np.flip(wanted, axis=-1))


def _is_logarithm(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return bool((wanted > 0).all()) and near(seen, np.log(wanted.astype(np.float64)))


def _rounded(pairs: Pairs) -> str:
    for decimals in DECIMALS:
        if all(seen.dtype.kind == "f" and near(seen, np.round(want, decimals)) for seen, want in pairs):
            return str(decimals)
    return ""


def _flat(pairs: Pairs) -> tuple[np.ndarray, np.ndarray] | None:
    """All numbers of pairs of floats of equal shapes."""
    if any(seen.shape != want.shape or want.dtype.kind != "f" for seen, want in pairs):
        return None
    both = (np.concatenate([each[at].ravel().astype(np.float64) for each in pairs]) for at in (0, 1))
    seen, wanted = both
    return seen, wanted


def _factor(pairs: Pairs) -> str:
    """The one factor by which all numbers are off."""
    flat = _flat(pairs)
    if flat is None:
        return ""
    seen, wanted = flat
    largest = int(np.argmax(np.abs(wanted)))
    factor = seen[largest] / wanted[largest] if wanted[largest] else 0.0
    is_one = abs(factor) < 1e-3 or abs(factor - 1) < 1e-3
    return "" if is_one or not np.allclose(seen, factor * wanted, rtol=10 * RTOL, atol=ATOL) else f"{factor:.4g}"


def _offset(pairs: Pairs) -> str:
    """The one number by which all numbers are too large."""
    flat = _flat(pairs) or _whole(pairs)
    if flat is None:
        return ""
    seen, wanted = flat
    offset = float(seen[0] - wanted[0])
    is_none = abs(offset) < 1e-3
    return "" if is_none or not np.allclose(seen, wanted + offset, rtol=RTOL, atol=ATOL) else f"{offset:.4g}"


def _whole(pairs: Pairs) -> tuple[np.ndarray, np.ndarray] | None:
    if any(seen.shape != want.shape or seen.dtype.kind not in "iu" for seen, want in pairs):
        return None
    seen, wanted = (np.concatenate([each[at].ravel().astype(np.float64) for each in pairs]) for at in (0, 1))
    return seen, wanted


def _complement(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.dtype.kind == "f" and near(seen, 1.0 - wanted.astype(np.float64))


def _relation(id: str, holds: Callable[[Pairs], str], says: str, hint: str) -> Relation:
    return Relation(id=id, says=says, hint=hint, holds=holds)


NOTHING = _relation(
    "returns_nothing",
    lambda pairs: "",
    "The function returns None.",
    "Your function ends without handing anything back. Which line says what it returns?",
)
ARGUMENT = _relation(
    "hands_back_its_argument",
    lambda pairs: "",
    "An argument comes back as it was given.",
    "Compare what you return with what came in. What has your function done with it?",
)
NO_NUMBERS = _relation(
    "returns_no_numbers",
    lambda pairs: "",
    "No numbers come back, but something of type {constant}.",
    "Print the type of what you return. What was asked for?",
)
NOT_A_NUMBER = _relation(
    "not_a_number",
    lambda pairs: "",
    "Every number that comes back is NaN.",
    "Print what your function computes on the way. Where does the first NaN come from?",
)
CONSTANT = _relation(
    "always_the_same",
    lambda pairs: "",
    "One and the same number comes back, whatever goes in.",
    "Call your function with two inputs. Should the answers be the same?",
)
BY_COUNT: tuple[tuple[Relation, Callable[[int], float]], ...] = (
    (
        _relation(
            "divided_by_the_count",
            lambda pairs: "",
            "Every number is divided by how many there are, once too often.",
            "How often do you divide by the number of samples? Try the same numbers twice over.",
        ),
        lambda n: 1 / n,
    ),
    (
        _relation(
            "times_the_count",
            lambda pairs: "",
            "Every number is as many times too large as there are samples.",
            "Is a sum or a mean asked for? Try the same numbers twice over.",
        ),
        lambda n: n,
    ),
    (
        _relation(
            "divided_by_one_less",
            lambda pairs: "",
            "The sum is divided by one less than there are.",
            "Of how many numbers do you take the mean, and by how many do you divide?",
        ),
        lambda n: n / (n - 1),
    ),
)
RELATIONS: Iterable[Relation] = (
    _relation(
        "other_kind_of_number",
        _everywhere(_has_other_kind),
        "The numbers are right, but of another kind of dtype.",
        "The numbers are right. Of which dtype are they, and which was asked for?",
    ),
    _relation(
        "cut_to_integers",
        _everywhere(_is_cut),
        "The numbers are cut to integers.",
        "What does an integer array keep of 0.7?",
    ),
    _relation(
        "transposed",
        _where_it_shows(_is_turned),
        "The numbers are right, but rows and columns are exchanged.",
        "Which axis holds the samples in what you return?",
    ),
    _relation(
        "in_another_shape",
        _where_it_shows(_has_other_shape),
        "The numbers are right, but not in the shape that was asked for.",
        "The numbers are right. Print the shape of what you return, and compare it with the text.",
    ),
    _relation(
        "returns_more_than_asked",
        _everywhere(_has_more),
        "What was asked for comes back among other things.",
        "One value was asked for. How many does your function hand back?",
    ),
    _relation(
        "rounded",
        _rounded,
        "The numbers are rounded to {constant} decimals.",
        "How many digits does your answer have? Return what was computed.",
    ),
    _relation(
        "off_by_a_sign",
        lambda pairs: "-1" if _factor(pairs) == "-1" else "",
        "Every number has the wrong sign.",
        "Compare the sign of one number with one you compute by hand.",
    ),
    _relation(
        "off_by_a_factor",
        _factor,
        "Every number is {constant} times what it should be.",
        "One constant factor is off everywhere. Compute one number by hand: how many times too large is yours?",
    ),
    _relation(
        "complement",
        _everywhere(_complement),
        "Every number is 1 minus what it should be.",
        "Add one of your numbers to the one you compute by hand. What do you get?",
    ),
    _relation(
        "off_by_a_constant",
        _offset,
        "Every number is too large by {constant}.",
        "Compute one number by hand: by how much is yours off, and is it the same for the next?",
    ),
    _relation(
        "logarithm_of_the_answer",
        _everywhere(_is_logarithm),
        "The logarithm of the answer comes back.",
        "On which scale are your numbers?",
    ),
    _relation(
        "in_reversed_order",
        _everywhere(_is_flipped),
        "The numbers come in the reversed order.",
        "The numbers are right. Which of them comes first?",
    ),
    _relation(
        "opposite_answer",
        _everywhere(parts.is_inverted),
        "True and False are exchanged.",
        "Which answer does your comparison give where it holds?",
    ),
    _relation(
        "only_the_first",
        _where_it_shows(parts.is_first),
        "Only the first part of the answer comes back.",
        "How many came in, and how many go out? Where does your `return` stand?",
    ),
    _relation(
        "only_the_last",
        _where_it_shows(parts.is_last),
        "Only the last part of the answer comes back.",
        "How many came in, and how many go out? What becomes of the earlier ones?",
    ),
    _relation(
        "without_the_last",
        _where_it_shows(parts.lacks_last),
        "The last part of the answer is missing.",
        "Where does your range end?",
    ),
    _relation(
        "without_the_first",
        _where_it_shows(parts.lacks_first),
        "The first part of the answer is missing.",
        "Where does your range begin?",
    ),
    _relation(
        "summed_up",
        _where_it_shows(parts.reduced_by(np.sum)),
        "What was asked for is summed up.",
        "Print the shape of what you return. Which axis should still be there?",
    ),
    _relation(
        "averaged",
        _where_it_shows(parts.reduced_by(np.mean)),
        "The mean of what was asked for comes back.",
        "Print the shape of what you return. Which axis should still be there?",
    ),
    _relation(
        "only_the_largest",
        _where_it_shows(parts.reduced_by(np.max)),
        "Only the largest of what was asked for comes back.",
        "Print the shape of what you return. How many numbers were asked for?",
    ),
    _relation(
        "squared",
        _where_it_shows(parts.changed_by(np.square)),
        "The square of the answer comes back.",
        "One operation too many, or too few: compute one number by hand.",
    ),
    _relation(
        "square_root_of_the_answer",
        _where_it_shows(parts.changed_by(np.sqrt)),
        "The square root of the answer comes back.",
        "One operation too many, or too few: compute one number by hand.",
    ),
    _relation(
        "reciprocal",
        _where_it_shows(parts.changed_by(lambda x: 1 / x)),
        "1 divided by the answer comes back.",
        "Which number is divided by which?",
    ),
    _relation(
        "exponential_of_the_answer",
        _where_it_shows(parts.changed_by(np.exp)),
        "The exponential of the answer comes back.",
        "On which scale are your numbers?",
    ),
    _relation(
        "without_sign",
        _where_it_shows(parts.changed_by(np.abs)),
        "The signs are lost.",
        "Can the answer be negative? Compute one number by hand.",
    ),
    _relation(
        "zero_below_zero",
        _where_it_shows(parts.below_zero_lost),
        "What should be negative is 0.",
        "Can the answer be negative? What does your last step do with it?",
    ),
    _relation(
        "one_above_one",
        _where_it_shows(parts.above_one_lost),
        "What should be larger than 1 is 1.",
        "Can the answer be larger than 1? What does your last step do with it?",
    ),
    _relation(
        "in_ascending_order",
        _where_it_shows(parts.is_sorted),
        "The numbers are right, but sorted.",
        "The numbers are right. In which order are they asked for?",
    ),
    _relation(
        "moved_by_one_place",
        _where_it_shows(parts.is_moved),
        "The numbers are right, but each stands one place beside its own.",
        "Where does counting begin? Follow one number by hand.",
    ),
    _relation(
        "added_up_on_the_way",
        _where_it_shows(parts.adds_up),
        "Every number is the sum of all up to it.",
        "Is a running total asked for?",
    ),
)
