"""Finds why a training did not learn: what was seen of it names suspects, and repairing one of them is the proof.

The order is that of reading a failed training by hand: was the given model fitted at all, do loss, output and labels
fit each other, are the images and labels those that were given, how large are the steps, do the weights start apart.
"""

from collections.abc import Callable, Mapping, Sequence

from grader.diagnose.explanation import Explanation
from grader.records.assignment import Check
from grader.records.base import Record
from grader.records.observation import Examination, Observation

REPAIRS = ("loss", "inputs", "labels", "rate", "weights", "order")
GOOD, GAIN = 0.6, 0.2  # accuracy that a repair must reach within its few steps, and by how much it must gain
FEW_STEPS = 150
RECOGNISED, BROKEN = 0.8, 0.5  # parts of a sample


class Cause(Record, frozen=True, kw_only=True):
    """A misconception about training: `repair` names the factor that is set right to prove it, `says` is for staff."""

    id: str
    catalogue: str
    says: str
    hint: str
    repair: str = ""


def _cause(id: str, catalogue: str, repair: str, says: str, hint: str) -> Cause:
    return Cause(id=id, catalogue=catalogue, repair=repair, says=says, hint=hint)


NO_FIT = _cause(
    "training_forgets_to_fit",
    "TR20",
    "",
    "The function never calls `fit`, and no weight moves.",
    "Which line of your function changes the weights?",
)
OTHER_MODEL = _cause(
    "training_another_model",
    "TR20",
    "",
    "Another model is fitted than the one that was handed in.",
    "Is the model you train the one that was handed to you?",
)
RAW_LOGITS = _cause(
    "training_raw_logits",
    "TR01",
    "loss",
    "The model ends in raw logits, and the loss takes them for probabilities (from_logits=False).",
    "Your loss sits near ln 10 = 2.30, a coin with ten sides. What does the loss assume about the numbers it gets?",
)
LOSS_FOR_NUMBERS = _cause(
    "training_loss_for_numbers",
    "TR04",
    "loss",
    "The loss expects class numbers, but the labels are one-hot rows.",
    "There are two encodings of labels and two losses. Which encoding do your labels have?",
)
LOSS_FOR_ROWS = _cause(
    "training_loss_for_rows",
    "TR04",
    "loss",
    "The loss expects one-hot rows, but the labels are class numbers.",
    "There are two encodings of labels and two losses. Which encoding do your labels have?",
)
WRONG_LOSS = _cause(
    "training_unsuited_loss",
    "TR06",
    "loss",
    "The loss is none for choosing one of several classes.",
    "An untrained model of ten classes should start at ln 10. What does your loss measure?",
)
RAW_IMAGES = _cause(
    "training_images_too_large",
    "TR07",
    "inputs",
    "The images handed to `fit` have numbers far above 1.",
    "What is the largest number your first layer sees?",
)
TINY_IMAGES = _cause(
    "training_images_too_small",
    "TR08",
    "inputs",
    "The images handed to `fit` were scaled down once more.",
    "Print the largest value of what you hand to `fit`. Which one did you expect?",
)
SCRAMBLED = _cause(
    "training_images_scrambled",
    "TR14",
    "inputs",
    "The pixels of the images handed to `fit` are not in their places.",
    "Plot one row of what you hand to `fit` as a picture. Is it a digit?",
)
OTHER_IMAGES = _cause(
    "training_images_altered",
    "TR14",
    "inputs",
    "The images handed to `fit` are not those that were given.",
    "Plot one row of what you hand to `fit` as a picture. Is it a digit?",
)
SCALED_LABELS = _cause(
    "training_labels_scaled",
    "TR11",
    "labels",
    "The labels were scaled as if they were grey values.",
    "A tiny loss with chance accuracy: what is left of your labels?",
)
MOVED_LABELS = _cause(
    "training_labels_renamed",
    "TR13",
    "labels",
    "Every digit is handed to `fit` under another digit's label.",
    "Your model is right about something that is off by one. Which label belongs to which image?",
)
UNPAIRED = _cause(
    "training_labels_shifted",
    "TR12",
    "labels",
    "Images and labels were moved or shuffled against each other.",
    "Is label 0 still the label of image 0?",
)
MISSING_CLASSES = _cause(
    "training_misses_digits",
    "TR30",
    "labels",
    "Not every digit is among the images handed to `fit`.",
    "Count how often each digit occurs in what you hand to `fit`.",
)
FEW_IMAGES = _cause(
    "training_on_few_images",
    "TR32",
    "labels",
    "Only a small part of the images is handed to `fit`.",
    "How many of the images does your model ever see?",
)
LARGE_RATE = _cause(
    "training_rate_too_large",
    "TR16",
    "rate",
    "The learning rate is so large that training jumps about.",
    "Look at the first losses. How far does each step carry the weights?",
)
SMALL_RATE = _cause(
    "training_rate_too_small",
    "TR17",
    "rate",
    "The learning rate is so small that the weights hardly move.",
    "It learns, but how far does it get in your epochs?",
)
NEGATIVE_RATE = _cause(
    "training_goes_uphill",
    "TR19",
    "rate",
    "The learning rate is negative: the loss climbs.",
    "Downhill or uphill: which way do your steps go?",
)
CONSTANT_WEIGHTS = _cause(
    "training_from_equal_weights",
    "MD17",
    "weights",
    "All weights of a layer start with the same value.",
    "If all neurons start alike, what makes them differ?",
)
FROZEN = _cause(
    "training_frozen_layers",
    "MD18",
    "weights",
    "Layers of the model are not trainable.",
    "Which weights moved, and which may not?",
)
IN_ORDER = _cause(
    "training_in_order_of_labels",
    "TR23",
    "order",
    "The images are sorted by their labels and not shuffled.",
    "In which order does the model see the digits?",
)
FEW_UPDATES = _cause(
    "training_few_updates",
    "TR21",
    "",
    "The weights are updated only a handful of times: large batches, few epochs.",
    "How many updates did the weights receive?",
)
POSITIONAL_METRICS = _cause(
    "training_metrics_by_position",
    "TR28",
    "",
    "The metrics were handed to `compile` as its third argument, which is the weights of the loss.",
    "Give every argument of `compile` its name. Which one is the third?",
)
NOT_COMPILED = _cause(
    "training_not_compiled",
    "TR33",
    "",
    "`fit` is called on a model that was never compiled.",
    "What does a model need to know before it can be trained?",
)
ONE_NUMBER = _cause(
    "training_unpacks_one_number",
    "TR29",
    "",
    "What `evaluate` returns is unpacked, though without metrics it is one number.",
    "What did you ask Keras to measure?",
)

CHOOSING = ("categorical_crossentropy", "sparse_categorical_crossentropy")
ERRORS: tuple[tuple[str, Cause], ...] = (
    ("is not a valid dtype", POSITIONAL_METRICS),
    ("string to float", POSITIONAL_METRICS),
    ("must call `compile()`", NOT_COMPILED),
    ("cannot unpack non-iterable float", ONE_NUMBER),
)


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


def _renamed(seen: Examination) -> bool:
    told = [number for number in seen.label_map if number >= 0]
    is_one_to_one = len(set(told)) == len(told) > 1
    return _known_images(seen) and seen.map_agrees >= RECOGNISED * seen.recognised and is_one_to_one


def _unpaired(seen: Examination) -> bool:
    return _known_images(seen) and seen.paired < BROKEN * seen.recognised


def _updates(seen: Examination) -> int:
    return -(-seen.rows // max(1, seen.batch_size)) * seen.epochs


SIGNS: tuple[tuple[Cause, Callable[[Examination], bool]], ...] = (
    (RAW_LOGITS, _gives_logits),
    (LOSS_FOR_NUMBERS, lambda s: s.loss.startswith("sparse") and s.y_columns > 1),
    (LOSS_FOR_ROWS, lambda s: s.loss == CHOOSING[0] and s.has_arrays and s.y_columns <= 1),
    (SCALED_LABELS, lambda s: s.has_arrays and s.y_largest is not None and 0 < s.y_largest < 0.1),
    (MOVED_LABELS, lambda s: _unpaired(s) and _renamed(s)),
    (UNPAIRED, lambda s: _unpaired(s) and not _renamed(s)),
    (RAW_IMAGES, lambda s: _known_images(s) and s.x_largest is not None and s.x_largest > 10),
    (TINY_IMAGES, lambda s: _known_images(s) and s.x_largest is not None and 0 < s.x_largest < 0.05),
    (SCRAMBLED, lambda s: s.has_arrays and s.scrambled >= RECOGNISED * s.sampled > 0),
    (OTHER_IMAGES, lambda s: s.has_arrays and s.sampled > 0 and s.recognised == s.scrambled == 0),
    (MISSING_CLASSES, lambda s: _known_images(s) and _labels_fit(s) and -1 in s.label_map),
    (FEW_IMAGES, lambda s: _known_images(s) and _labels_fit(s) and s.rows < 2000),
    (NEGATIVE_RATE, lambda s: s.learning_rate is not None and s.learning_rate < 0),
    (LARGE_RATE, lambda s: s.learning_rate is not None and s.learning_rate > (1 if s.optimizer == "SGD" else 0.02)),
    (SMALL_RATE, lambda s: s.learning_rate is not None and 0 <= s.learning_rate < 1e-4),
    (CONSTANT_WEIGHTS, lambda s: s.constant_weights),
    (FROZEN, lambda s: s.frozen_layers > 0),
    (IN_ORDER, lambda s: s.is_sorted and not s.shuffles),
    (WRONG_LOSS, lambda s: s.loss not in (*CHOOSING, "")),
)


def explain_training(
    seen: Examination, repaired: Mapping[str, Examination], error: str, has_history: bool
) -> Explanation | None:
    """The proven cause of a training that failed; None where nothing could be proven.

    `repaired` holds the examinations by the factor that was repaired, `error` what the training itself raised.
    """
    plain = _by_error(seen, error) or _by_course(seen, has_history)
    if plain is not None:
        return _explained(plain, seen, {})
    for cause in suspects(seen):
        after = repaired.get(cause.repair)
        if after is not None and restores(seen, after):
            return _explained(cause, seen, {"accuracy": seen.accuracy, "repaired": after.accuracy})
    learns = (seen.accuracy or 0.0) >= GOOD
    return _explained(FEW_UPDATES, seen, {"updates": _updates(seen)}) if learns and _is_short(seen) else None


def without_history(seen: Observation, missed: Sequence[Check]) -> Explanation | None:
    """The training went well, but nothing came back."""
    facts = seen.training
    if facts is None or facts.returned != "NoneType" or not facts.weights_moved:
        return None
    checks = tuple(check.id for check in missed)
    says = "The model is trained, but the history is not returned."
    return Explanation(
        id="training_without_history",
        says=says,
        hint="`fit` returns something your function should hand on.",
        checks=checks,
    )


def _is_short(seen: Examination) -> bool:
    return seen.has_arrays and _updates(seen) < FEW_STEPS


def _by_error(seen: Examination, error: str) -> Cause | None:
    text = f"{error} {seen.error_message} {seen.try_error}"
    return next((cause for sign, cause in ERRORS if sign in text), None)


def _by_course(seen: Examination, has_history: bool) -> Cause | None:
    if seen.error_name:
        return None
    if not seen.fitted:
        return None if seen.moved_without_fit or has_history else NO_FIT
    return None if seen.is_given_model else OTHER_MODEL


def restores(before: Examination, after: Examination) -> bool:
    """Whether a repair made a few steps lead somewhere which led nowhere without it."""
    reached, base = after.accuracy or 0.0, before.accuracy or 0.0
    return not after.try_error and reached >= GOOD and reached >= base + GAIN


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
