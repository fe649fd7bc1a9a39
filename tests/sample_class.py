"""A small hand-made class for the report tests: every verdict, odd statuses, hostile text."""

import itertools
import math

import msgspec

from grader.records.execution import CellRun, Execution, Status
from grader.records.observation import Stopped, WeightShape
from grader.records.results import AssignmentHead, QuestionHead, Results, ScoredCheck, ScoredRun
from grader.records.run import Attempt, Environment, Misread, Network, Repeats, Training
from grader.records.stored_runs import with_equals
from grader.records.verdict import Place, Verdict

PASS, FAIL, SKIPPED = Verdict.PASS, Verdict.FAIL, Verdict.SKIPPED
INCONCLUSIVE, ERROR = Verdict.INCONCLUSIVE, Verdict.ERROR

HOSTILE_NAME = "<script>alert(1)</script>"
HOSTILE_TEXT = '"><img src=x onerror=alert(1)> {{ 7 * 7 }} [bold]x[/bold] \x1b[31mred\u202egnp.exe'
FORMULA = '=HYPERLINK("http://evil.example","points")'

# A grey square of four pixels, as `grader.portrait.grey_png` writes it.
SQUARE = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg=="

SOFTMAX = '''\
def softmax(logits):
    """Turn logits into probabilities."""
    exps = np.exp(logits)  # overflows for large logits
    return exps / exps.sum(axis=-1, keepdims=True)
'''
BUILD = """\
def build_model():
    return keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
"""
TRAIN = """\
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
"""

QUESTIONS = (
    QuestionHead(name="softmax", title="Softmax", points=20, functions=("softmax",)),
    QuestionHead(name="build_model", title="The network", points=20, functions=("build_model",)),
    QuestionHead(name="train_model", title="Training", points=20, functions=("train_model",)),
)
CHECKS = (
    ("softmax.shape", "Has the shape of its input", 5.0),
    ("softmax.value", "Gives the probabilities of the logits", 8.0),
    ("softmax.stable", "Stays finite for logits of 1000", 7.0),
    ("build_model.layers", "Has the layers that were asked for", 12.5),
    ("build_model.parameters", "Has 407,050 parameters", 7.5),
    ("train_model.history", "Returns the history of the fit", 5.0),
    ("train_model.accuracy", "Reaches 95 % on held-back images", 15.0),
)
PASSED = tuple((PASS, "As expected.", "") for _ in CHECKS)


def made_class(*runs: ScoredRun) -> Results:
    """Results of these runs under one small assignment."""
    return Results(
        assignment=AssignmentHead(
            slug="mnist_softmax", title="Softmax on MNIST", hash="4f1c" * 16, points=60, questions=QUESTIONS
        ),
        seed=7,
        environment=Environment(
            grader="0.1.0",
            python="3.12.4",
            tensorflow="2.21.0",
            keras="3.15.1",
            numpy="2.4.6",
            platform="Linux x86_64",
        ),
        runs=runs,
    )


def small_class() -> Results:
    """Four students: perfect, every verdict, unreadable, hostile."""
    return made_class(perfect_run(), mixed_run(), unreadable_run(), hostile_run())


def made_run(student: str, findings: tuple[tuple[Verdict, str, str], ...], **fields: object) -> ScoredRun:
    """A run with one (verdict, reason, hint) per check."""
    checks = tuple(
        ScoredCheck(
            id=id,
            question=id.partition(".")[0],
            title=title,
            verdict=verdict,
            earned=points if verdict in (PASS, ERROR) else 0.0,
            possible=points,
            reason=reason,
            hint=hint,
        )
        for (id, title, points), (verdict, reason, hint) in zip(CHECKS, findings, strict=True)
    )
    run = ScoredRun(
        student=student,
        attempt=1,
        status=Status.OK,
        problem="",
        earned=sum(check.earned for check in checks),
        possible=sum(check.possible for check in checks),
        seconds=41.25,
        peak_bytes=1_288_490_188,
        submission_hash="ab12" * 16,
        execution=Execution(cells=(CellRun(index=0, status=Status.OK, seconds=0.5),)),
        checks=checks,
    )
    return msgspec.structs.replace(run, **fields)


def confusion(rights: int, wrongs: dict[tuple[int, int], int]) -> tuple[tuple[int, ...], ...]:
    """A ten by ten matrix with equal counts on its diagonal and some beside it."""
    return tuple(
        tuple(rights if true == predicted else wrongs.get((true, predicted), 0) for predicted in range(10))
        for true in range(10)
    )


def weights(*widths: int) -> tuple[WeightShape, ...]:
    """Kernels and biases of dense layers with these widths."""
    pairs = itertools.pairwise(widths)
    return tuple(WeightShape(shape=shape) for a, b in pairs for shape in ((a, b), (b,)))


def perfect_run() -> ScoredRun:
    return made_run(
        "ada",
        PASSED,
        code={"softmax": SOFTMAX, "build_model": BUILD, "train_model": TRAIN},
        network=Network(observed=weights(784, 512, 10), expected=weights(784, 512, 10)),
        training=Training(
            accuracy=0.9803,
            threshold=0.95,
            images=10_000,
            confusion=confusion(980, {(4, 9): 14, (9, 4): 9, (7, 2): 8, (5, 3): 6, (8, 3): 3, (2, 7): 1}),
            steps=2345,
            seconds=18.5,
            curve_steps=(469, 938, 1407, 1876, 2345),
            curve_loss=(0.2614, 0.1127, 0.0759, 0.0551, 0.0422),
            curve_accuracy=(0.9246, 0.9671, 0.9772, 0.9836, 0.9871),
            misread=tuple(Misread(true=true, predicted=guess, png=SQUARE) for true, guess in ((4, 9), (4, 9), (9, 4))),
        ),
    )


def mixed_run() -> ScoredRun:
    unstable = "For logits of 1000 every probability was nan; finite ones were expected."
    run = made_run(
        "grace",
        (
            (PASS, "As expected.", ""),
            (PASS, "As expected.", ""),
            (FAIL, unstable, "Subtract the largest logit of each row before exponentiating."),
            (
                FAIL,
                "Found Dense 512, Dense 10; Dropout is missing.",
                "A Dropout of 0.2 belongs between them.",
            ),
            (ERROR, "The reference answered with another number of weights.", ""),
            (SKIPPED, "Waits for build_model.layers, which failed.", ""),
            (
                INCONCLUSIVE,
                "The training was stopped at its budget before it ended.",
                "Train for fewer epochs.",
            ),
        ),
        status=Status.RAISED,
        attempt=2,
        execution=Execution(
            cells=(
                CellRun(index=1, status=Status.OK),
                CellRun(
                    index=4,
                    status=Status.RAISED,
                    error="NameError: name 'plt' is not defined",
                    line=2,
                    code="plt.plot(losses)",
                ),
            ),
            restarts=1,
            notes=("Cell 2: the magic `!pip install` was left out.",),
        ),
        code={"softmax": SOFTMAX, "build_model": BUILD},
        code_lines={"softmax": 4, "build_model": 1},
        network=Network(observed=weights(784, 256, 10)[:-1], expected=weights(784, 512, 10)),
        notes=("Two notebooks were found; the newer one was taken.",),
        training=Training(
            accuracy=0.8912,
            threshold=0.95,
            images=10_000,
            confusion=confusion(890, {(4, 9): 60, (9, 4): 45, (3, 5): 31}),
            steps=1200,
            curve_steps=(100, 400, 800, 1200),
            curve_loss=(2.1, math.nan, 0.9, 0.6),
            curve_accuracy=(0.31, 0.62, math.inf, 0.85),
            attempts=(
                Attempt(seed=7, accuracy=0.8912, steps=1200, cpu_seconds=9.5),
                Attempt(seed=8, accuracy=0.0980, steps=200, stopped=Stopped.NOWHERE, cpu_seconds=2.25),
                Attempt(seed=9, accuracy=None, steps=1200, stopped=Stopped.BUDGET, cpu_seconds=9.0),
            ),
            repeats=Repeats.DETERMINISTIC,
        ),
    )
    known = {
        "softmax.stable": {"place": Place(function="softmax", line=6)},
        "train_model.history": {"waits_for": "build_model.layers"},
    }
    checks = tuple(msgspec.structs.replace(check, **known.get(check.id, {})) for check in run.checks)
    return msgspec.structs.replace(run, checks=checks)


def unreadable_run() -> ScoredRun:
    problem = "Expected a Jupyter notebook (JSON), but the file starts with 'PK'. Hand in the .ipynb itself."
    return made_run(
        "linus",
        tuple((SKIPPED, problem, "") for _ in CHECKS),
        status=Status.UNREADABLE,
        problem=problem,
        seconds=0.0,
        peak_bytes=0,
        execution=Execution(),
    )


def hostile_run() -> ScoredRun:
    return made_run(
        HOSTILE_NAME,
        tuple((FAIL, HOSTILE_TEXT, f"{FORMULA} </p></style><!--") for _ in CHECKS),
        status=Status.RAISED,
        problem=FORMULA,
        notes=(HOSTILE_TEXT,),
        execution=Execution(cells=(CellRun(index=0, status=Status.RAISED, error=HOSTILE_TEXT),), notes=(HOSTILE_NAME,)),
        code={"softmax": f"def softmax(x):\n    '''</code></pre>{HOSTILE_NAME}'''\n    # {HOSTILE_TEXT}\n    ("},
    )


def class_with_equal_code() -> Results:
    """Two groups with equal code (two perfect, three unstable), one student alone, two empty files."""
    unstable = (*PASSED[:2], (FAIL, "Every probability was nan.", "Subtract the largest logit."), *PASSED[3:])
    readable = [made_run(name, PASSED, code_hash="p" * 64) for name in ("ada", "ben")]
    readable += [made_run(name, unstable, code_hash="u" * 64) for name in ("chloe", HOSTILE_NAME, "emil")]
    readable.append(made_run("fatma", PASSED, code_hash="f" * 64))
    empty = [msgspec.structs.replace(unreadable_run(), student=name, code_hash="e" * 64) for name in ("goran", "hana")]
    return made_class(*with_equals([*readable, *empty]))
