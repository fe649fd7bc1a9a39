"""Observations: what a probe brought back, from a student's kernel or from the reference's."""

import enum
import math
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from grader.records.base import Record


class Outcome(enum.StrEnum):
    """How a probe ended."""

    RETURNED = "returned"
    UNDEFINED = "undefined"  # the notebook defines no such function
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_LIMIT = "output_limit"
    DIED = "died"  # the kernel process ended
    UNSENDABLE = "unsendable"  # the answer was too large or malformed
    NOT_RUN = "not_run"  # an earlier probe this one needs did not succeed


class Value(Record, frozen=True, kw_only=True):
    """One returned value; `array` is None for anything that is not numeric.

    `type_name` is what the student returned ("ndarray", "EagerTensor", "list", "NoneType", "str"), `dtype` the
    dtype it had there (bfloat16 or object, say, which do not travel). `plain` is the value as JSON, in which containers
    name their type, where an expression was evaluated.
    """

    type_name: str
    dtype: str = ""
    array: np.ndarray | None = None
    plain: str | None = None


class WeightShape(Record, frozen=True, kw_only=True):
    """Shape and role of one weight of a model."""

    shape: tuple[int, ...]
    trainable: bool = True


class LayerFacts(Record, frozen=True, kw_only=True):
    """One layer of a model as Keras describes it, containers opened; testimony, not proof."""

    kind: str
    activation: str | None = None
    rate: float | None = None
    units: int | None = None


class ModelFacts(Record, frozen=True, kw_only=True):
    """A built model's structure; weights in the order Keras lists them."""

    input_shape: tuple[int | None, ...]
    output_shape: tuple[int | None, ...]
    weights: tuple[WeightShape, ...]
    layers: tuple[LayerFacts, ...] = ()

    @property
    def parameters(self) -> int:
        """Number of parameters, counted from the weights' shapes and never taken from `count_params`."""
        return sum(math.prod(weight.shape) for weight in self.weights)


class Stopped(enum.StrEnum):
    """What ended a training before its author's code did."""

    NOT = ""
    BUDGET = "budget"  # its optimizer steps are used up
    TIME = "time"  # its seconds are used up
    GOAL = "goal"  # training images it was watched on are classified well above the goal
    NOWHERE = "nowhere"  # it learns nothing


class TrainingFacts(Record, frozen=True, kw_only=True):
    """What was seen around a training; curves are testimony of the student's process."""

    returned: str  # type name of what the function returned
    has_history: bool  # whether it is a History, or its dictionary of lists
    steps: int  # optimizer steps counted around fit, 0 for a loop of the student's own
    weights_moved: bool
    stopped: Stopped = Stopped.NOT
    held_back: bool = False  # whether a `fit` was given anything to validate with
    validated_on: str = ""  # images that are "trained" with, or "foreign", none of the given ones; else unknown
    used_stand_in: bool = False
    curve_steps: np.ndarray | None = None  # (points,) integer
    curve_loss: np.ndarray | None = None  # (points,) running mean over the epoch, as Keras reports it
    curve_accuracy: np.ndarray | None = None  # (points,)
    curve_rate: np.ndarray | None = None  # (points,) learning rate
    watched_steps: np.ndarray | None = None  # (looks,) integer
    watched_accuracy: np.ndarray | None = None  # (looks,) on some of the training images
    history: dict[str, np.ndarray] = {}


class Curve(Record, frozen=True, kw_only=True):
    """A line, or scattered markers, of a figure: `x` and `y` are `(points,)` float64."""

    label: str
    x: np.ndarray
    y: np.ndarray


class AxesFacts(Record, frozen=True, kw_only=True):
    """One pair of axes; `legend` holds the texts of its entries."""

    title: str
    x_label: str
    y_label: str
    legend: tuple[str, ...] = ()
    curves: tuple[Curve, ...] = ()


class FigureFacts(Record, frozen=True, kw_only=True):
    """What a function drew, as numbers and texts, not as pixels."""

    axes: tuple[AxesFacts, ...]


class Examination(Record, frozen=True, kw_only=True):
    """How a notebook's function trains, as its process tells it; a number that is not finite is None.

    `repair` names the one factor that was set right before a few steps were tried; the facts about compilation and
    data come with the examination that repairs nothing.
    """

    repair: str = ""
    error_name: str = ""
    error_message: str = ""
    fitted: bool = False
    is_given_model: bool = False
    moved_without_fit: bool = False
    optimizer: str = ""
    learning_rate: float | None = None  # of a schedule after the steps that are tried
    first_rate: float | None = None  # before the first one
    loss: str = ""
    from_logits: bool = False
    label_smoothing: float | None = None
    last_activation: str = ""
    outputs_are_probabilities: bool = False
    frozen_layers: int = 0
    layers_with_weights: int = 0
    constant_weights: bool = False
    weight_scale: float | None = None  # of the largest first weights, in multiples of the usual ones
    dropout: float = 0.0  # the largest rate of a layer
    penalty: float | None = None  # what regularisation adds to the loss
    clip: float | None = None  # the smallest bound on a gradient
    weight_decay: float | None = None
    momentum: float | None = None  # of SGD
    settings: int = 0  # of the optimizer, that are not its usual ones
    callbacks: int = 0  # that may do more than look on
    weighs: float | None = None  # of classes or samples: the largest by the least, or how far all are from 1
    steps_per_epoch: int = 0
    validation_part: float = 0.0
    batch_size: int = 0
    epochs: int = 0
    shuffles: bool = True
    has_arrays: bool = False
    rows: int = 0
    given_rows: int = 0  # how many the function was given
    x_least: float | None = None
    x_largest: float | None = None
    x_dtype: str = ""
    y_axes: int = 0  # of the labels: 2 for one-hot rows
    y_columns: int = 0
    y_largest: float | None = None
    y_dtype: str = ""
    largest_share: float | None = None  # of the commonest class
    rarest_share: float | None = None  # of the rarest of the classes that there are
    same_counts: bool = False  # whether every class occurs as often as among the given labels
    is_sorted: bool = False
    sampled: int = 0
    recognised: int = 0  # images of the sample that are images which were given
    scrambled: int = 0  # images of the sample that are ones with other places for their pixels
    paired: int = 0  # of the recognised ones, those that have their own label
    label_map: tuple[float, ...] = ()  # true class -> the one most often told for it, -1 where there is none
    map_agrees: int = 0
    moved: int = 0  # of the recognised ones, those that have the label of a neighbour, always the same one
    first_loss: float | None = None
    last_loss: float | None = None
    accuracy: float | None = None  # on images and labels that belong together
    try_error: str = ""


class Measured(Record, frozen=True, kw_only=True):
    """Where a trained model's outputs were computed; said by the host, never by a kernel with student code.

    Without `beside` in the clean room; else `beside` says why the model could not go there. `parameters` were counted
    from the arrays that left (0: none did), `deviation` is the largest difference between the model's own answers in
    its kernel and those of the clean room for the same inputs.
    """

    beside: str = ""
    parameters: int = 0
    deviation: float = 0.0


class Observation(Record, frozen=True, kw_only=True):
    """What came back from one probe; validated on arrival, size-limited, free of student objects."""

    probe: str
    outcome: Outcome
    values: tuple[Value, ...] = ()
    arguments_after: tuple[np.ndarray | None, ...] = ()
    arguments_before: tuple[np.ndarray | None, ...] = ()  # filled in by the host, which sent them
    model: ModelFacts | None = None
    training: TrainingFacts | None = None
    figure: FigureFacts | None = None
    examined: Examination | None = None
    error_name: str = ""
    error_message: str = ""
    error_line: int | None = None  # line within the student's cell where it raised
    error_function: str = ""  # the function of that cell in which it did
    measured: Measured | None = None  # filled in by the host, for outputs of a trained model
    wrong_arity: str = ""  # the signature found, where the arguments do not fit it
    seconds: float = 0.0
    cpu_seconds: float = 0.0  # of the kernel's process tree, measured from outside

    @property
    def has_returned(self) -> bool:
        """Whether the probe ran to its end and its answer arrived."""
        return self.outcome is Outcome.RETURNED


Observations: TypeAlias = Mapping[str, Observation]
