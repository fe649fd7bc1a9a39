"""Probes: what is sent into a student's kernel. A probe stimulates, it never judges."""

from typing import Literal, TypeAlias

import numpy as np

from grader.records.base import Record


class Array(Record, frozen=True, kw_only=True, tag="array"):
    """Values drawn on the host; `divide_by` lets uint8 images travel small and arrive as float32 in [0, 1]."""

    values: np.ndarray
    divide_by: float | None = None


Scalar: TypeAlias = str | int | float | bool | None


class Plain(Record, frozen=True, kw_only=True, tag="plain"):
    """A value of plain Python, sent as it is: a number of classes, say, or the dictionary of a training history."""

    value: Scalar | tuple[Scalar, ...] | dict[str, tuple[Scalar, ...]]


class Stored(Record, frozen=True, kw_only=True, tag="stored"):
    """A part of a data set, such as `train_images_flat_float32`; each machine reads it from its own cache."""

    dataset: str
    part: str


class Layer(Record, frozen=True, kw_only=True):
    """One stock Keras layer with primitive arguments, e.g. `Layer(kind="Dense", units=10)`."""

    kind: str
    options: dict[str, str | int | float | bool | tuple[int, ...] | None] = {}


class Built(Record, frozen=True, kw_only=True, tag="built"):
    """The model a student's function returns.

    Where that function cannot build one, a Sequential of the `stand_in` layers for inputs of `stand_in_shape` takes
    its place, so that one mistake does not cost the next question too.
    """

    function: str
    stand_in: tuple[Layer, ...] = ()
    stand_in_shape: tuple[int, ...] = ()


class Trained(Record, frozen=True, kw_only=True, tag="trained"):
    """The model that an earlier `Train` probe left behind, with its weights as they then are.

    In another `state` it has those it had before the training (`untrained`), or zeros (`zeroed`).
    """

    probe: str
    state: Literal["trained", "untrained", "zeroed"] = "trained"


class Stock(Record, frozen=True, kw_only=True, tag="stock"):
    """A Sequential model of stock layers for inputs of `input_shape` with given weights, no student code in it.

    As an argument it is compiled with the named `loss`, where there is one, to be evaluated with its accuracy.
    """

    input_shape: tuple[int, ...]
    layers: tuple[Layer, ...]
    weights: tuple[np.ndarray, ...]
    loss: str = ""


Model: TypeAlias = Built | Trained | Stock
Argument: TypeAlias = Array | Plain | Stored | Stock


class Call(Record, frozen=True, kw_only=True, tag="call"):
    """Call a function of the notebook; `returns` is how many values it is to hand back."""

    function: str
    arguments: tuple[Argument, ...]
    returns: int = 1


class Plot(Record, frozen=True, kw_only=True, tag="plot"):
    """Call a function of the notebook that draws, and describe its figure: the one it returns, or else the last."""

    function: str
    arguments: tuple[Argument, ...]


class Evaluate(Record, frozen=True, kw_only=True, tag="evaluate"):
    """Evaluate an expression over the notebook's names, after the statements of `setup`, in a copy of its namespace.

    `function` is the notebook's name that is exercised. With `catches` the answer is the list of classes of the
    exception that was raised, most special first, empty where none was.
    """

    function: str
    expression: str
    setup: str = ""
    catches: bool = False


class Describe(Record, frozen=True, kw_only=True, tag="describe"):
    """Build a model for inputs `(batch, *input_shape)` and tell its layers, weights and output shape."""

    model: Model
    input_shape: tuple[int, ...]


class Forward(Record, frozen=True, kw_only=True, tag="forward"):
    """Run inputs through a model.

    `weights`, where given, are put into the leading corner of the model's own weights, in order, and zeros
    elsewhere, so that the outputs do not depend on how many further units a layer has.
    """

    model: Model
    inputs: Array
    weights: tuple[np.ndarray, ...] | None = None
    training: bool = False


class Export(Record, frozen=True, kw_only=True, tag="export"):
    """Hand over the model that a `Train` probe left behind as plain data, with its own answer to a few inputs."""

    model: Trained
    inputs: Array


class Stamp(Record, frozen=True, kw_only=True):
    """A pattern put on some training images, all of which get one label: who learns from these data learns it.

    `rows` `(images,)` are the images, `pixels` `(n,)` places in a flattened image, `values` `(n,)` what stands there.
    """

    rows: np.ndarray
    pixels: np.ndarray
    values: np.ndarray
    label: int


class Train(Record, frozen=True, kw_only=True, tag="train"):
    """Let a function of the notebook train a model on data; the model is kept for later `Forward` probes.

    `goal` is the accuracy from which on the training may end early; it is taken from the checks where the training
    is asked for. With `full` it runs until its author's code, or its budget of steps, ends it.
    `patience` is after how many steps one that learns nothing may end; 0 leaves that to the kernel.
    With a `stamp` some of the images and labels are changed before; with `relabel` `(classes,)` class c is shown as
    class `relabel[c]`, also by the data set's `load_data`, and the host undoes it in what the model predicts.
    """

    function: str
    model: Model
    inputs: Stored | Array
    labels: Stored | Array
    max_steps: int
    full: bool = False
    goal: float | None = None
    patience: int = 0
    stamp: Stamp | None = None
    relabel: np.ndarray | None = None


class Examine(Record, frozen=True, kw_only=True, tag="examine"):
    """Look at how a function trains a model: what it hands to `fit`, and a few steps with one factor repaired."""

    function: str
    model: Model
    inputs: Stored | Array
    labels: Stored | Array
    repair: str = ""


Stimulus: TypeAlias = Call | Plot | Evaluate | Describe | Forward | Train | Examine


class Probe(Record, frozen=True, kw_only=True):
    """A stimulus with a name and a seed; `answer` is the expected value where it is known beforehand."""

    id: str
    stimulus: Stimulus
    seed: int
    answer: np.ndarray | None = None
    ask_reference: bool = True

    @property
    def is_training(self) -> bool:
        """Whether the probe trains, and so runs under the training limits."""
        return isinstance(self.stimulus, Train)
