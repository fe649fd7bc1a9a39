"""`grader calibrate`: what it refuses before it trains anything, and what it writes and says."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console
from test_calibration import HONEST, calibrated

from grader import catalog
from grader.calibration import sampling
from grader.commands.calibrate import print_calibration, write

ROOT = Path(__file__).parents[2]


def test_an_assignment_without_a_threshold_cannot_be_calibrated(typed):
    ended = typed("calibrate", "standardize")
    assert ended.code == 2
    assert "standardize has no Accuracy check, so there is no threshold to calibrate." in ended.err


def test_a_variant_that_does_not_train_is_refused_with_those_that_do(typed, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(ROOT))
    ended = typed("calibrate", "mnist_softmax", "--variant", "plain_loops")
    assert ended.code == 2
    assert "No variant plain_loops trains. Those that do: batches_by_hand, closures_and_lambdas," in ended.err


def test_the_reference_and_every_variant_that_trains_are_measured():
    plan = sampling(catalog.load("mnist_softmax", ROOT), (1, 2), "none")
    names = {trial.name for trial in plan.trials}
    assert (plan.check.id, plan.aim.threshold, plan.aim.attempts) == ("train_model.accuracy", 0.95, 3)
    assert {"solution", "own_training_loop", "layers_out_of_order"} <= names
    assert {trial.kind for trial in plan.trials} == {"reference", "variant"}
    assert "log_softmax" not in names


def test_the_document_and_the_picture_are_written(tmp_path):
    document, picture = write(calibrated(), tmp_path / "new")
    assert json.loads(document.read_text("utf-8"))["proposal"]["worst_variant"] == "weak"
    assert len(json.loads(document.read_text("utf-8"))["samples"]) == len(HONEST)
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


@pytest.mark.filterwarnings("error")
def test_the_weakest_variant_stands_first_and_what_is_outside_is_said_last(capsys):
    print_calibration(Console(width=200), calibrated(memory_bytes=1024**3))
    said = capsys.readouterr().out
    assert said.index("weak ") < said.index("good ")
    assert "Threshold: at most 0.955 fails an honest student with probability 0.0001 in 3 attempts" in said


def test_the_committed_calibration_of_mnist_softmax_is_of_its_present_threshold():
    found = json.loads((ROOT / "reference/mnist_softmax/calibration.json").read_text("utf-8"))
    declared = sampling(catalog.load("mnist_softmax", ROOT), (1,), "none").aim
    assert (found["threshold"], found["attempts"]) == (declared.threshold, declared.attempts)
    assert found["proposal"]["fails"] < found["probability"]
    assert found["proposal"]["threshold"] >= declared.threshold
