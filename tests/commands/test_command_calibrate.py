"""`grader calibrate`: what it refuses before it trains anything, and what it writes and says."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from course import notebook_of
from rich.console import Console
from test_calibration import HONEST, calibrated

from grader import catalog
from grader.calibration import basis_of, outdated, sampling
from grader.commands.calibrate import print_calibration, write
from grader.pipeline import draft

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


@pytest.mark.parametrize("slug", ["mnist_softmax", "logits", "digit_classifier", "small_digits"])
def test_the_committed_calibration_bears_the_threshold_that_is_declared_now(slug):
    declared = sampling(catalog.load(slug, ROOT), (1,), "none").aim
    found = json.loads((ROOT / f"reference/{slug}/calibration.json").read_text("utf-8"))
    assert (found["threshold"], found["attempts"]) == (declared.threshold, declared.attempts)
    assert found["proposal"]["fails"] < found["probability"]
    assert found["proposal"]["threshold"] >= found["threshold"]
    assert len(found["samples"]) == sum(variant["samples"] for variant in found["variants"])


# --- whether a calibration still holds --------------------------------------------------------------------


@pytest.fixture(scope="module")
def measured():
    """A plan of `logits` with its job."""
    declaration = catalog.load("logits", ROOT)
    plan = sampling(declaration, (3,), "none")
    return plan, draft(declaration, (plan.check.question,), 3, "none")


def test_a_calibration_is_named_by_what_is_trained_and_not_by_what_is_asked_of_it(measured):
    plan, job = measured
    known = basis_of(plan, job)
    assert basis_of(msgspec.structs.replace(plan, aim=msgspec.structs.replace(plan.aim, threshold=0.5)), job) == known
    renamed = msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, title="Other", hash="h"))
    assert basis_of(plan, renamed) == known
    assert basis_of(msgspec.structs.replace(plan, trials=plan.trials[1:]), job) != known
    other = msgspec.structs.replace(plan.trials[0], notebook=notebook_of("def train_model(model, x, y): pass"))
    assert basis_of(msgspec.structs.replace(plan, trials=(other, *plan.trials[1:])), job) != known
    shorter = [msgspec.structs.replace(probe, seed=probe.seed + 1) for probe in job.probes]
    assert basis_of(plan, msgspec.structs.replace(job, probes=tuple(shorter))) != known


def test_a_missing_and_an_old_calibration_are_told_apart(tmp_path):
    declaration = msgspec.structs.replace(catalog.load("logits", ROOT), folder=tmp_path)
    for folder in ("variants", "mistakes"):
        shutil.copytree(ROOT / "reference" / "logits" / folder, tmp_path / folder)
    for name in ("solution.py", "assignment.py"):
        shutil.copy(ROOT / "reference" / "logits" / name, tmp_path)
    assert outdated(declaration) == "Nobody has measured how well honest trainings do. Run `grader calibrate logits`."
    plan = sampling(declaration, (0,), "none")
    kept = {"check": plan.check.id, "threshold": plan.aim.threshold, "attempts": plan.aim.attempts}
    write(msgspec.structs.replace(calibrated(), **kept), tmp_path)
    assert "is of other data, or of other solutions and variants." in outdated(declaration)
    write(msgspec.structs.replace(calibrated(), **kept | {"attempts": 99}), tmp_path)
    assert "is of another threshold, or of other attempts." in outdated(declaration)
    (tmp_path / "calibration.json").write_text("{}", "utf-8")
    assert "cannot be read" in outdated(declaration)


def test_an_assignment_without_a_goal_needs_no_calibration(declaration):
    assert outdated(declaration) == ""
