"""What a Run keeps of a model: its weights beside the expected ones, and some of the images it misread."""

import base64
import io

import matplotlib.image
import numpy as np
import pytest

from grader.authoring import call
from grader.checks import Accuracy, Parameters
from grader.checks.training import confusion
from grader.portrait import grey_png, network_of, training_of
from grader.records.assignment import Assignment, Check, Question
from grader.records.observation import ModelFacts, Observation, Outcome, TrainingFacts, Value, WeightShape
from grader.records.probe import Array, Forward, Probe, Trained
from grader.records.run import Environment, Job
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Verdict

LABELS = np.arange(40) % 10
IMAGES = np.arange(40 * 16, dtype=np.uint8).reshape(40, 16)  # (images, 4 * 4)
FIRST_LAYER = WeightShape(shape=(784, 512))


def job(images: np.ndarray = IMAGES, examples: int = 12, divide_by: float | None = None) -> Job:
    accuracy = Accuracy(probe="held_back", train="train", threshold=0.5, examples=examples)
    checks = (
        Check(id="q.accuracy", title="", points=1, kind=accuracy),
        Check(id="q.count", title="", points=1, kind=Parameters(probe="built")),
    )
    return Job(
        assignment=Assignment(
            slug="a",
            title="",
            notebook="a.ipynb",
            questions=(Question(name="q", title="", points=2, functions=("f",), checks=checks),),
        ),
        submission=Submission(student="ada"),
        seed=1,
        probes=(
            Probe(
                id="held_back",
                seed=1,
                stimulus=Forward(model=Trained(probe="t"), inputs=Array(values=images, divide_by=divide_by)),
            ),
            Probe(id="train", seed=1, stimulus=call("f")),
        ),
        expected={"held_back": answer(LABELS), "built": built(FIRST_LAYER)},
        questions=("q",),
        environment=Environment(grader="", python="", tensorflow="", keras="", numpy="", platform=""),
    )


def answer(array: np.ndarray) -> Observation:
    value = Value(type_name="ndarray", dtype=array.dtype.name, array=array)
    return Observation(probe="held_back", outcome=Outcome.RETURNED, values=(value,))


def built(*weights: WeightShape) -> Observation:
    model = ModelFacts(input_shape=(None, 784), output_shape=(None, 10), weights=weights)
    return Observation(probe="built", outcome=Outcome.RETURNED, model=model)


def misread(predicted: np.ndarray, **changes: object):
    facts = TrainingFacts(returned="History", has_history=True, steps=3, weights_moved=True)
    trained = Observation(probe="train", outcome=Outcome.RETURNED, training=facts)
    evidence = {"accuracy": 0.5, "images": 40, "attempts": [0.5], "confusion": confusion(predicted, LABELS)}
    result = CheckResult(check="q.accuracy", question="q", verdict=Verdict.PASS, reason="", evidence=evidence)
    training = training_of(job(**changes), {"held_back": answer(predicted), "train": trained}, [result])
    assert training is not None
    return training.misread


def with_mistakes() -> np.ndarray:
    """Every 4 and two of the 7 are taken for a 9."""
    predicted = LABELS.copy()
    predicted[LABELS == 4] = 9
    predicted[[7, 17]] = 9
    return predicted


def test_the_most_frequent_confusions_come_first_and_show_the_images_that_were_sent():
    found = misread(with_mistakes())
    assert [(image.true, image.predicted) for image in found] == [(4, 9)] * 4 + [(7, 9)] * 2
    shown = matplotlib.image.imread(io.BytesIO(base64.b64decode(found[0].png)))
    assert (np.rint(shown * 255) == IMAGES[4].reshape(4, 4)).all()


def test_images_of_few_grey_values_are_shown_from_black_to_white():
    (first, *_) = misread(with_mistakes(), images=IMAGES % 17, divide_by=16.0)
    shown = matplotlib.image.imread(io.BytesIO(base64.b64decode(first.png)))
    assert np.abs(shown * 16 - IMAGES[4].reshape(4, 4) % 17).max() < 0.1


def test_a_model_without_mistakes_misreads_nothing():
    assert misread(LABELS) == ()


def test_an_assignment_may_keep_its_images_to_itself():
    assert misread(with_mistakes(), examples=0) == ()


@pytest.mark.parametrize(
    "images",
    [IMAGES[:, :15], IMAGES.astype("float32"), IMAGES[:20], np.zeros((40, 80, 80), np.uint8)],
    ids=["no square", "no pixels", "too few", "too large"],
)
def test_what_are_no_small_grey_images_is_not_shown(images):
    assert misread(with_mistakes(), images=images) == ()


@pytest.mark.parametrize("shape", [(40, 4, 4), (40, 4, 4, 1)])
def test_images_with_rows_and_columns_are_shown_as_flat_ones_are(shape):
    assert misread(with_mistakes(), images=IMAGES.reshape(shape)) == misread(with_mistakes())


def test_a_picture_is_read_back_as_it_was():
    image = np.random.default_rng(3).integers(0, 256, (5, 9), dtype=np.uint8)
    shown = matplotlib.image.imread(io.BytesIO(grey_png(image)))
    assert (np.rint(shown * 255) == image).all()


def test_the_weights_stand_beside_the_references():
    network = network_of(job(), {"built": built(WeightShape(shape=(784, 256)))})
    assert network is not None
    assert (network.observed, network.expected) == ((WeightShape(shape=(784, 256)),), (FIRST_LAYER,))


def test_without_a_model_there_is_no_network():
    assert network_of(job(), {}) is None
    assert network_of(job(), {"built": Observation(probe="built", outcome=Outcome.RAISED)}) is None
