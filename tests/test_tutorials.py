"""The errors of the four tutorials behind the course, handed in, graded, and named by the feedback.

Each script in `tutorials/` is one hand-in; a cell tagged `retake` is added to it for a second one, where two errors
want the same function. The number in front of an error is that of the list the course was made from.
"""

from pathlib import Path

import jupytext
import nbformat
import pytest

from grader import catalog
from grader.pipeline import grade_one, prepare
from grader.records.execution import Status
from grader.records.run import Run
from grader.records.verdict import Verdict
from grader.release import combine
from grader.sandbox.proof import chosen_level
from grader.validation import Trial, job_of

pytestmark = pytest.mark.class_run

ROOT = Path(__file__).parents[1]
TUTORIALS = Path(__file__).parent / "tutorials"
LESSON = {
    "first_network": "digit_classifier",
    "softmax_and_logits": "logits",
    "digits_with_dropout": "digit_classifier",
    "digits_in_tensorflow": "digit_classifier",
}

# hand-in, number of the error, the check that must miss it, words that its reason or hint must hold
NAMED = [
    ("first_network", "S0-17", "small_networks.shallow_layers", "What does the first argument of that layer mean"),
    ("first_network", "S0-13", "count_parameters.one", "One weight for each pair"),
    ("first_network", "S0-20", "train_model.history", "TypeError"),
    ("first_network", "S0-16", "accuracy_to_report.unseen", "score"),
    ("first_network", "S0-16", "predictions.digits", "predict_classes"),
    ("first_network+1", "S0-18", "small_networks.shallow_layers", "784 → 64"),
    ("first_network+2", "S0-22", "train_model.history", "nothing that was measured on validation data"),
    ("first_network+2", "S0-21", "train_model.accuracy", "required 0.9750"),
    ("softmax_and_logits", "S1-03", "are_probabilities.sums", "What do those of one sample sum to?"),
    ("softmax_and_logits", "S1-06", "predict_probabilities.values", "How often is softmax applied?"),
    ("softmax_and_logits", "S1-08", "loss_of_probabilities.values", "What does your loss assume about its input?"),
    ("softmax_and_logits", "S1-10", "loss_of_logits.values", "what range do logits have"),
    ("softmax_and_logits", "S1-17", "initial_loss.many", "Which probability does the true class get"),
    ("softmax_and_logits", "S1-11", "train_model.moves", "sits at ln 10"),
    (
        "softmax_and_logits+1",
        "S1-02",
        "build_model.activations",
        "The output layer has softmax, no activation was asked for",
    ),
    ("softmax_and_logits+2", "S1-04", "build_model.output", "(batch, 11)"),
    ("digits_with_dropout", "S2-07", "build_classifier.layers", "`build_classifier` raised"),
    ("digits_with_dropout", "S2-11", "accuracy_to_report.unseen", "in which order"),
    ("digits_with_dropout", "S2-09", "predictions.unchanged", "changed its second argument in place"),
    ("digits_with_dropout", "S2-06", "plot_history.labels", "no label along x and y"),
    ("digits_with_dropout", "S2-06", "plot_history.legend", "the legend names none"),
    ("digits_with_dropout+1", "S2-10", "predictions.wrong", "2 values were expected"),
    ("digits_in_tensorflow", "S3-06", "one_hot.width", "highest classes do not occur"),
    ("digits_in_tensorflow", "S3-02", "small_networks.shallow_parameters", "50,816 parameters instead of 50,890"),
    ("digits_in_tensorflow", "S3-02", "count_parameters.one", "one more parameter"),
    ("digits_in_tensorflow", "S3-05", "accuracy_to_report.unseen", "On which images"),
    ("digits_in_tensorflow", "S3-09", "train_model.history", "nothing that was measured on validation data"),
    ("digits_in_tensorflow", "S3-04", "plot_history.curves", "Of 4 curves 3 are not in the figure"),
]

# cells that cannot run on any TensorFlow of today, and what the student is told of them
RAISING = {
    "first_network": {"S0-12": "enable_eager_execution", "S0-11": "Session"},
    "digits_with_dropout": {"S2-01": "tensorflow_datasets", "S2-02": "X_train"},
    "digits_in_tensorflow": {"S3-01": "dataset"},
}
EXPLAINED = {
    "first_network": "`tf.Session` is of TensorFlow 1 and was removed",
    "digits_with_dropout": "import only what you use",
}

# what is right in them must not lose a point
UNHARMED = {
    "first_network": ["small_networks.deep_parameters", "build_classifier.open", "predictions.right"],
    "softmax_and_logits": ["build_model.activations", "build_model.parameters", "build_model.dropout"],
    "digits_with_dropout": ["one_hot.width", "plot_history.curves", "predictions.digits", "count_parameters.chain"],
    "digits_in_tensorflow": ["build_classifier.open", "build_classifier.parameters", "predictions.digits"],
}


def handed_in(name: str) -> bytes:
    """A tutorial's script as a notebook, with the retake of the given number."""
    stem, _, retake = name.partition("+")
    notebook = jupytext.read(TUTORIALS / f"{stem}.py", fmt="py:percent")
    extra = [cell.source for cell in notebook.cells if "retake" in cell.metadata.get("tags", ())]
    notebook.cells = [cell for cell in notebook.cells if "retake" not in cell.metadata.get("tags", ())]
    content = nbformat.writes(notebook, version=4).encode()
    return combine(content, extra[int(retake) - 1]) if retake else content


def asked(name: str) -> tuple[str, ...]:
    """All questions of the lesson for a hand-in; for a retake those of its errors."""
    lesson = catalog.load(LESSON[name.partition("+")[0]], ROOT)
    own = {check.partition(".")[0] for hand_in, _, check, _ in NAMED if hand_in == name}
    questions = tuple(question.name for question in lesson.assignment.questions)
    trained = {"train_model"} - own
    return tuple(q for q in questions if (q in own or "+" not in name) and q not in trained)


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    templates = {}
    for lesson in dict.fromkeys(LESSON.values()):
        declaration = catalog.load(lesson, ROOT)
        level = chosen_level("auto", declaration.assignment.preload).level
        questions = tuple(question.name for question in declaration.assignment.questions)
        templates[lesson] = prepare(declaration, questions, seed=20_250_101, isolation=level)
    found = {}
    for name in dict.fromkeys(hand_in for hand_in, *_ in NAMED):
        trial = Trial(kind="mistake", name=name, notebook=handed_in(name), questions=asked(name))
        found[name] = grade_one(job_of(templates[LESSON[name.partition("+")[0]]], name, trial))
    return found


@pytest.mark.parametrize(("hand_in", "error", "check", "words"), NAMED)
def test_the_feedback_names_the_error(runs, hand_in, error, check, words):
    (result,) = [result for result in runs[hand_in].checks if result.check == check]
    assert result.verdict is Verdict.FAIL
    assert words in f"{result.reason} {result.hint}"


@pytest.mark.parametrize("hand_in", RAISING)
def test_a_cell_that_cannot_run_is_told_and_the_others_are_graded(runs, hand_in):
    run = runs[hand_in]
    assert run.status is Status.RAISED
    raised = [cell.error for cell in run.execution.cells if cell.error]
    assert len(raised) == len(RAISING[hand_in])
    for error, word in zip(raised, RAISING[hand_in].values(), strict=True):
        assert word in error


@pytest.mark.parametrize("hand_in", EXPLAINED)
def test_a_cell_that_cannot_run_is_explained(runs, hand_in):
    assert any(EXPLAINED[hand_in] in note for note in runs[hand_in].execution.notes)


@pytest.mark.parametrize(("hand_in", "check"), [(h, check) for h, checks in UNHARMED.items() for check in checks])
def test_what_is_right_beside_the_errors_earns_its_points(runs, hand_in, check):
    (result,) = [result for result in runs[hand_in].checks if result.check == check]
    assert result.verdict is Verdict.PASS


def test_every_error_in_a_script_is_in_a_table():
    known = {error for _, error, _, _ in NAMED} | {error for errors in RAISING.values() for error in errors}
    fine = {"S1-18", "S3-08"}  # named in a script, and no mistake
    written = set()
    for path in TUTORIALS.glob("*.py"):
        written |= {
            word.strip(":,") for word in path.read_text("utf-8").split() if word[:1] == "S" and word[2:3] == "-"
        }
    assert written == known | fine
