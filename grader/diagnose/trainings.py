"""Finds why a training did not learn: what was seen of it names suspects, and repairing one of them is the proof.

The order is that of reading a failed training by hand: was the given model fitted at all, do loss, output and labels
fit each other, are the images and labels those that were given, how large are the steps, do the weights start apart.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from grader.checks.training import Lack, lacking
from grader.diagnose import causes
from grader.diagnose.causes import Cause
from grader.diagnose.explanation import Explanation
from grader.records.assignment import Check
from grader.records.observation import Examination, Observation, Stopped, TrainingFacts

REPAIRS = ("loss", "inputs", "labels", "rate", "weights", "order", "penalty", "network")
GOOD, GAIN = 0.6, 0.2  # accuracy that a repair must reach within its few steps, and by how much it must gain
GREAT = 0.35  # gain that proves by itself, also where little is reached
LONE_GAIN = 0.04  # enough where one thing alone is out of the ordinary
FEWEST, MOST_FEW = 2000, 10_000  # images: fewer than the latter reach no goal that sixty thousand are needed for
PROVEN_GAIN = 0.08  # enough where the fault itself is seen in the data
SLOW_RATES = {"SGD": 0.05, "Adadelta": 0.1, "Adagrad": 0.005, "Ftrl": 0.01}  # below: a hundred steps lead nowhere
FAR = 400  # of SGD, learning rate times updates: some twenty epochs of MNIST at 0.01, which are not few
FEW_STEPS = 150
MOST_SHARE, MOST_DROPOUT, SMALL_CLIP, LARGE_DECAY = 0.5, 0.6, 0.1, 0.1
SMALL, LARGE, LARGE_SGD, LARGE_IN_ALL = 1e-4, 0.02, 0.5, 5.0  # learning rates
LARGE_SCALE = 4  # times the weights a layer usually starts with
MOST_WEIGHT = 10  # times the least of the weights of classes or samples
RECOGNISED, AGREED = 0.8, 0.97  # parts of a sample
RARE = 0.01  # of the labels: a class that hardly occurs
LOST = 0.3  # accuracy that a model had during its training and has not afterwards
ENDED_EARLY = 0.9  # of the steps that were asked for
FADED = 0.02  # of the first rate: next to nothing
MORE = 1.2  # times the steps of the first `fit`: then there is more than one
SAME_RATE = 5  # times larger or smaller a rate is still the one that was compiled

CHOOSING = ("categorical_crossentropy", "sparse_categorical_crossentropy")
ERRORS: tuple[tuple[str, Cause], ...] = (
    ("is not a valid dtype", causes.POSITIONAL_METRICS),
    ("string to float", causes.POSITIONAL_METRICS),
    ("must call `compile()`", causes.NOT_COMPILED),
    ("No loss to compute", causes.NO_LOSS),
    ("Expected `metrics` argument to be a list", causes.ONE_METRIC),
    ("cannot unpack non-iterable float", causes.ONE_NUMBER),
    ("Data cardinality is ambiguous", causes.COUNTS),
    ("outside the valid range", causes.LABEL_RANGE),
    ("is incompatible with the layer", causes.IMAGE_SHAPE),
    ("expected shape=", causes.IMAGE_SHAPE),
    ("Invalid input shape for input", causes.IMAGE_SHAPE),
    ("Could not interpret", causes.UNKNOWN_NAME),
    ("Unknown loss function", causes.UNKNOWN_NAME),
    ("Could not locate", causes.UNKNOWN_NAME),
)
RANKS = "must have the same rank"
WIDTHS = "must have the same shape"  # said of one-hot rows of another width, unless the encodings differ


def suspects(seen: Examination) -> tuple[Cause, ...]:
    """Causes that what was seen makes possible, in the order in which they are tried."""
    if not seen.fitted or not seen.is_given_model:
        return ()
    return tuple(cause for cause, fits in SIGNS if fits(seen))


def _gives_logits(seen: Examination) -> bool:
    is_raw = seen.last_activation in ("", "linear") and not seen.outputs_are_probabilities
    return seen.loss in CHOOSING and not seen.from_logits and is_raw


def _labels_fit(seen: Examination) -> bool:
    return seen.paired >= RECOGNISED * seen.recognised


def _known_images(seen: Examination) -> bool:
    return seen.has_arrays and seen.recognised >= RECOGNISED * max(1, seen.sampled)


def _mapped(seen: Examination) -> list[float]:
    """The labels told for the digits that were seen; nothing where they follow no rule, or are the right ones."""
    told = {digit: label for digit, label in enumerate(seen.label_map) if label >= 0}
    follows = _known_images(seen) and seen.map_agrees >= AGREED * seen.recognised > 0
    return list(told.values()) if follows and any(digit != label for digit, label in told.items()) else []


def _renamed(seen: Examination) -> bool:
    return len(set(_mapped(seen))) == len(_mapped(seen)) > 1


def _merged(seen: Examination) -> bool:
    return len(_mapped(seen)) > len(set(_mapped(seen))) > 1


def _scaled(seen: Examination) -> bool:
    """Whether classes are told as fractions, or one-hot rows as small ones."""
    fractions = seen.y_columns <= 1 and any(label % 1 for label in _mapped(seen))
    return fractions or (seen.has_arrays and seen.y_largest is not None and 0 < seen.y_largest < 0.1)


def _same_label(seen: Examination) -> bool:
    return seen.has_arrays and (seen.y_largest == 0 or len(set(_mapped(seen))) == 1)


def _unpaired(seen: Examination) -> bool:
    return _known_images(seen) and seen.paired < RECOGNISED * seen.recognised and not _mapped(seen)


def _shifted(seen: Examination) -> bool:
    """Whether the labels are those that were given, in other places."""
    return _unpaired(seen) and (seen.same_counts or seen.moved >= AGREED * seen.recognised)


def _rate_fades(seen: Examination) -> bool:
    rate, first = seen.learning_rate, seen.first_rate
    return rate is not None and first is not None and 0 <= rate < FADED * first


def _large_rate(seen: Examination) -> bool:
    """Momentum adds up: in the long run a step is 1 / (1 - momentum) times as long (Sutskever et al., 2013)."""
    rate, momentum = seen.learning_rate or 0.0, min(seen.momentum or 0.0, 0.9999)
    if seen.optimizer == "SGD":
        return rate > LARGE_SGD or rate / (1 - momentum) > LARGE_IN_ALL
    return rate > LARGE


def _updates(seen: Examination) -> int:
    used = max(0, seen.rows - int(seen.rows * seen.validation_part))
    steps = -(-used // max(1, seen.batch_size))
    return (min(steps, seen.steps_per_epoch) if seen.steps_per_epoch else steps) * seen.epochs


def _uses_few(seen: Examination, most: int) -> bool:
    """Whether the weights see few images, and few of those that were given."""
    used = seen.rows * (1 - seen.validation_part)
    return used < most and used < MOST_SHARE * seen.given_rows


def _is_slow(seen: Examination) -> bool:
    rate = seen.learning_rate
    if rate is None or (seen.optimizer == "SGD" and rate * _updates(seen) > FAR):
        return False
    return 0 <= rate <= SLOW_RATES.get(seen.optimizer, -1.0)


SIGNS: tuple[tuple[Cause, Callable[[Examination], bool]], ...] = (
    (causes.RAW_LOGITS, _gives_logits),
    (causes.LOSS_FOR_NUMBERS, lambda s: s.loss.startswith("sparse") and s.y_columns > 1),
    (causes.LOSS_FOR_ROWS, lambda s: s.loss == CHOOSING[0] and s.has_arrays and s.y_columns <= 1),
    (causes.SMOOTHED_LABELS, lambda s: s.label_smoothing is not None and s.label_smoothing > MOST_SHARE),
    (causes.SCALED_LABELS, _scaled),
    (causes.SAME_LABEL, _same_label),
    (causes.MOVED_LABELS, _renamed),
    (causes.MERGED_LABELS, _merged),
    (causes.UNPAIRED, _shifted),
    (causes.ALTERED_LABELS, lambda s: _unpaired(s) and not _shifted(s)),
    (causes.RAW_IMAGES, lambda s: _known_images(s) and s.x_largest is not None and s.x_largest > 10),
    (causes.TINY_IMAGES, lambda s: _known_images(s) and s.x_largest is not None and 0 < s.x_largest < 0.05),
    (causes.SCRAMBLED, lambda s: s.has_arrays and s.scrambled >= RECOGNISED * s.sampled > 0),
    (causes.OTHER_IMAGES, lambda s: s.has_arrays and max(s.recognised, s.scrambled) < RECOGNISED * s.sampled),
    (causes.MISSING_CLASSES, lambda s: _known_images(s) and _labels_fit(s) and s.rarest_share == 0),
    (
        causes.RARE_CLASSES,
        lambda s: _known_images(s) and _labels_fit(s) and s.rarest_share is not None and 0 < s.rarest_share < RARE,
    ),
    (causes.ONE_DIGIT, lambda s: _known_images(s) and s.largest_share is not None and s.largest_share > MOST_SHARE),
    (causes.FEW_IMAGES, lambda s: _known_images(s) and _labels_fit(s) and _uses_few(s, FEWEST)),
    (causes.NEGATIVE_RATE, lambda s: s.learning_rate is not None and s.learning_rate < 0),
    (causes.LARGE_RATE, _large_rate),
    (causes.RATE_FADES, _rate_fades),
    (causes.SMALL_RATE, lambda s: s.learning_rate is not None and 0 <= s.learning_rate < SMALL and not _rate_fades(s)),
    (causes.CLIPPED, lambda s: s.clip is not None and s.clip < SMALL_CLIP),
    (causes.DECAYED, lambda s: s.weight_decay is not None and s.weight_decay > LARGE_DECAY),
    (causes.CONSTANT_WEIGHTS, lambda s: s.constant_weights),
    (causes.LARGE_WEIGHTS, lambda s: s.weight_scale is not None and s.weight_scale > LARGE_SCALE),
    (causes.FROZEN, lambda s: s.frozen_layers > 0),
    (causes.IN_ORDER, lambda s: s.is_sorted and not s.shuffles),
    (causes.PENALISED, lambda s: s.penalty is not None and s.penalty > 1),
    (causes.NEGATED_LOSS, lambda s: s.first_loss is not None and s.first_loss < 0),
    (causes.WRONG_LOSS, lambda s: s.loss not in (*CHOOSING, "")),
    (causes.SLOW, _is_slow),
    (causes.TUNED, lambda s: s.settings > 0 and not _large_rate(s)),
    (causes.DROPS_TOO_MUCH, lambda s: s.dropout > MOST_DROPOUT),
    (causes.OUTPUT_ACTIVATION, lambda s: s.last_activation not in ("softmax", "linear", "") and not s.from_logits),
    (causes.NETWORK, lambda s: True),
)
PROVEN_BY_DATA = ("inputs", "labels")


def explain_error(seen: Examination, error: str) -> Explanation | None:
    """The cause that Keras' own words prove; `error` is what the training itself raised."""
    text = f"{error} {seen.error_message} {seen.try_error}"
    found = next((cause for sign, cause in ERRORS if sign in text), None)
    if found is None and WIDTHS in text and seen.y_columns > 1 and not seen.loss.startswith("sparse"):
        found = causes.LABEL_WIDTH
    if found is None and seen.y_axes > 2 and RANKS in text:
        found = causes.ENCODED_TWICE
    return _explained(found, seen, {}) if found is not None else None


def explain_training(
    seen: Examination,
    repaired: Mapping[str, Examination],
    facts: TrainingFacts | None = None,
    reached: float | None = None,
) -> Explanation | None:
    """The proven cause of a training that failed; None where nothing could be proven.

    `repaired` holds the examinations by the factor that was repaired, `facts` what was seen around the training, and
    `reached` is the accuracy on held-back images that it led to.
    """
    plain = _by_course(seen, facts, reached)
    if plain is not None:
        return _explained(plain, seen, {})
    whole = facts is None or not seen.has_arrays or facts.steps <= MORE * _updates(seen) + 1  # there is but one `fit`
    tried = [(cause, PROVEN_GAIN if cause.repair in PROVEN_BY_DATA else GAIN) for cause in suspects(seen)]
    for cause, gain in (*tried, *((lone, LONE_GAIN) for lone in _lone(seen))):
        after = repaired.get(cause.repair)
        if after is not None and restores(seen, after, gain) and (whole or cause not in OF_ONE_FIT):
            return _explained(cause, seen, {"accuracy": seen.accuracy, "repaired": after.accuracy})
    if (seen.accuracy or 0.0) < GOOD or not whole:
        return None
    if facts is not None and (on_the_way := _on_the_way(seen, facts)) is not None:
        return _explained(on_the_way, seen, {"steps": facts.steps})
    beside = next((cause for cause, fits in BESIDE if fits(seen)), None)
    return _explained(beside, seen, {"updates": _updates(seen)}) if beside is not None else None


def _lone(seen: Examination) -> tuple[Cause, ...]:
    """The one thing that is out of the ordinary, where it is alone; the network is the last resort, and none."""
    found = tuple(cause for cause in suspects(seen) if cause is not causes.NETWORK)
    return found if len(found) == 1 else ()


def explain_history(seen: Observation, missed: Sequence[Check]) -> Explanation | None:
    """The training went well, but its history did not come back, or lacks what should have been measured."""
    facts = seen.training
    if facts is None or not facts.weights_moved or (lack := lacking(facts, validation=True)) is None:
        return None
    cause = causes.UNMEASURED if lack is Lack.VALIDATION and facts.held_back else OF_HISTORY[lack]
    return Explanation(id=cause.id, says=cause.says, hint=cause.hint, checks=tuple(check.id for check in missed))


OF_HISTORY = {
    Lack.HISTORY: causes.WITHOUT_HISTORY,
    Lack.VALIDATION: causes.WITHOUT_VALIDATION,
    Lack.ACCURACY: causes.WITHOUT_ACCURACY,
    Lack.TRAINED: causes.VALIDATES_ON_TRAINED,
    Lack.FOREIGN: causes.VALIDATES_ON_FOREIGN,
}


def _is_short(seen: Examination) -> bool:
    return seen.has_arrays and _updates(seen) < FEW_STEPS


# What further calls of `fit` may make up for.
OF_ONE_FIT = (
    causes.FEW_IMAGES,
    causes.MISSING_CLASSES,
    causes.RARE_CLASSES,
    causes.ONE_DIGIT,
    causes.IN_ORDER,
    causes.SLOW,
)


def _on_the_way(seen: Examination, facts: TrainingFacts) -> Cause | None:
    """What went wrong after the first steps: the learning rate became another, or a callback interfered."""
    first = abs(seen.learning_rate or 0.0) if seen.first_rate is None else abs(seen.first_rate)
    rates = [abs(rate) for rate in _numbers(facts.curve_rate)]
    if first and rates:
        if max(rates) > SAME_RATE * first:
            return causes.LARGE_RATE
        if float(np.median(rates)) < first / SAME_RATE:
            return causes.RATE_FADES if rates[-1] < rates[0] / SAME_RATE else causes.SMALL_RATE
    is_cut = facts.stopped is Stopped.NOT and facts.steps < ENDED_EARLY * _updates(seen)
    return causes.CALLBACKS if seen.callbacks and (is_cut or _has_fallen(facts)) else None


def _has_fallen(facts: TrainingFacts) -> bool:
    """Whether the model knew more at one time than it did later."""
    best = 0.0
    for accuracy in _numbers(facts.watched_accuracy):
        best = max(best, accuracy)
        if best >= GOOD and accuracy < best - LOST:
            return True
    return False


def _numbers(array: np.ndarray | None) -> list[float]:
    return [] if array is None else [float(number) for number in array if np.isfinite(number)]


# What is not part of the few steps that are tried: where these learn and the training did not, it is to blame.
BESIDE: tuple[tuple[Cause, Callable[[Examination], bool]], ...] = (
    (causes.NO_EPOCH, lambda s: s.has_arrays and _updates(s) == 0),
    (causes.FEW_UPDATES, _is_short),
    (causes.FEW_IMAGES, lambda s: _known_images(s) and (_uses_few(s, MOST_FEW) or s.validation_part > MOST_SHARE)),
    (causes.WEIGHED, lambda s: s.weighs is not None and s.weighs > MOST_WEIGHT),
    (causes.ONE_EPOCH, lambda s: s.has_arrays and s.epochs == 1 and suspects(s) == (causes.NETWORK,)),
)


def _by_course(seen: Examination, facts: TrainingFacts | None, reached: float | None) -> Cause | None:
    if seen.error_name:
        return None
    has_steps = facts is not None and facts.steps > 0
    if not seen.fitted:
        return None if seen.moved_without_fit or has_steps else causes.NO_FIT
    if not seen.is_given_model:
        return None if has_steps else causes.OTHER_MODEL
    looks = _numbers(facts.watched_accuracy) if facts is not None else []
    was_good = bool(looks) and reached is not None and min(looks[-2:]) >= max(GOOD, reached + LOST)
    return causes.UNDONE if was_good else None


def restores(before: Examination, after: Examination, gain: float = GAIN) -> bool:
    """Whether a repair made a few steps lead somewhere which led nowhere without it."""
    reached, base = after.accuracy or 0.0, before.accuracy or 0.0
    return not after.try_error and reached >= base + gain and (reached >= GOOD or reached >= base + GREAT)


def _explained(cause: Cause, seen: Examination, proof: Mapping[str, object]) -> Explanation:
    facts = {
        "loss": seen.loss,
        "from_logits": seen.from_logits,
        "last_activation": seen.last_activation,
        "optimizer": seen.optimizer,
        "learning_rate": seen.learning_rate,
        "first_loss": seen.first_loss,
        **({"repair": cause.repair} if cause.repair else {}),
        **proof,
    }
    return Explanation(
        id=cause.id, says=cause.says, hint=cause.hint, catalogue=cause.catalogue, evidence={"facts": facts}
    )
