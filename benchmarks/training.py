"""How soon a training's verdict is certain, against training it in full; and how often an honest one is failed.

    python benchmarks/training.py --rounds 3 --honest 210
    python benchmarks/training.py --fit 3

Every case is a `train_model` (and, where it says so, a `build_model`) as a student hands it in for `mnist_softmax`. It
is graded as in a class; beside it the same code is run by plain Keras, with the same thread settings, for its full five
epochs. Compared are CPU seconds of the training, and optimizer steps. `--fit` compares one epoch of plain `fit` with
one of ours, without any ending.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec
from measure import RESULTS, ROOT, publish, say, spread, table

from grader import catalog
from grader.pipeline import draft, grade_one, with_expected
from grader.records.observation import Stopped
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.release import combine
from grader.sandbox import live
from grader.sandbox.environment import REPEATABLE
from grader.sandbox.proof import chosen_level

ASSIGNMENT, QUESTION, CHECK = "mnist_softmax", "train_model", "train_model.accuracy"
FIRST_SEED = 500
EPOCHS = 5
FIT_EPOCHS, FIT_IMAGES = 8, 10_000
FIT = """
def train_model(model, x_train, y_train):
    model.compile(optimizer={optimizer}, loss={loss}, metrics=["accuracy"])
    return model.fit({data}, batch_size={batch}, epochs={epochs})
"""
BUILD = """
def build_model():
    return keras.Sequential([keras.Input((784,)), {layers}])
"""
PLAIN = Path(__file__).with_name("plain_fit.py")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A student's training: `kind` says what is to come of it."""

    name: str
    kind: str  # honest, hopeless, short of the goal
    layers: str
    batch: int = 128
    optimizer: str = '"adam"'
    loss: str = '"categorical_crossentropy"'
    data: str = "x_train, y_train"
    epochs: int = EPOCHS

    @property
    def source(self) -> str:
        """The two functions as a cell."""
        names = ("optimizer", "loss", "data", "batch", "epochs")
        return BUILD.format(layers=self.layers) + FIT.format(**{name: getattr(self, name) for name in names})


def dense(units: int, dropout: float | None = None, last: str = "softmax") -> str:
    """Layers of a network with one hidden layer."""
    middle = f"keras.layers.Dropout({dropout}), " if dropout else ""
    return f'keras.layers.Dense({units}, activation="relu"), {middle}keras.layers.Dense(10, activation="{last}")'


CASES = (
    Case(name="784-512-dropout-10, batch 128", kind="honest", layers=dense(512, 0.2)),
    Case(name="784-512-10, batch 32", kind="honest", layers=dense(512), batch=32),
    Case(name="784-128-dropout-10, batch 32", kind="honest", layers=dense(128, 0.2), batch=32),
    Case(name="784-64-10, batch 32", kind="honest", layers=dense(64), batch=32),
    Case(name="512, labels shifted by one", kind="hopeless", layers=dense(512, 0.2), data="x_train[:-1], y_train[1:]"),
    Case(
        name="128, logits taken for probabilities, batch 32",
        kind="hopeless",
        layers=dense(128, 0.2, "linear"),
        batch=32,
    ),
    Case(
        name="512, Adam with rate 1.0",
        kind="hopeless",
        layers=dense(512, 0.2),
        optimizer="keras.optimizers.Adam(1.0)",
    ),
    Case(
        name="no hidden layer, batch 128",
        kind="short of the goal",
        layers='keras.layers.Dense(10, activation="softmax")',
    ),
)
SMALL = (
    Case(name="784-128-10, batch 128, 3 epochs", kind="honest", layers=dense(128), epochs=3),
    Case(name="784-128-dropout-10, batch 32, 3 epochs", kind="honest", layers=dense(128, 0.2), batch=32, epochs=3),
    Case(name="784-64-10, batch 32, 3 epochs", kind="honest", layers=dense(64), batch=32, epochs=3),
)


class Bench:
    """Grades cases; one course, one level of isolation."""

    def __init__(self, isolation: str) -> None:
        self.declaration = catalog.load(ASSIGNMENT, ROOT)
        self.level = str(chosen_level(isolation, self.declaration.assignment.preload).level)
        self.answers = with_expected(self.draft(FIRST_SEED)).expected

    def draft(self, seed: int) -> Job:
        """The job of a seed, without a submission."""
        return draft(self.declaration, (QUESTION,), seed, self.level)

    def grade(self, case: Case, seed: int) -> Run:
        """One student's Run."""
        return grade_one(self.job(case, seed))

    def job(self, case: Case, seed: int) -> Job:
        """What a worker needs for it; without the probes for review, which come after the verdict."""
        whole = self.draft(seed)
        needed = {probe for check in whole.assignment.checks((QUESTION,)) for probe in check.kind.probes()}
        job = msgspec.structs.replace(
            whole,
            assignment=msgspec.structs.replace(whole.assignment, reviews=()),
            probes=tuple(probe for probe in whole.probes if probe.id in needed),
        )
        known = {probe.id: self.answers[probe.id] for probe in job.probes if probe.id in self.answers}
        expected = known | with_expected(job).expected
        submission = Submission(student="s", notebook=combine(self.declaration.solution, case.source))
        return msgspec.structs.replace(job, submission=submission, expected=expected)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one case in one round, and what plain Keras needed for all of its epochs."""

    case: Case
    run: Run
    plain_seconds: float
    plain_steps: int

    @property
    def seconds(self) -> float:
        """CPU seconds of all attempts."""
        return sum(attempt.cpu_seconds for attempt in self.attempts)

    @property
    def steps(self) -> int:
        """Optimizer steps of all attempts."""
        return sum(attempt.steps for attempt in self.attempts)

    @property
    def attempts(self):
        """Every attempt that was made."""
        return self.run.training.attempts if self.run.training is not None else ()


def plain_fit(case: Case, seed: int, ours: bool = False, images: int = 60_000) -> dict[str, float]:
    """CPU seconds and steps of the same code in a plain process (or with our steps), measured by itself."""
    environment = {**os.environ, **REPEATABLE, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    command = [sys.executable, str(PLAIN), str(seed), "ours" if ours else "plain", str(images)]
    answered = subprocess.run(
        command, input=case.source, env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(answered.stdout.splitlines()[-1])


def verdicts(bench: Bench, rounds: int) -> Iterator[Verdict]:
    """Every case in every round, plain and graded next to each other in time."""
    for number in range(rounds):
        for case in CASES:
            plain = plain_fit(case, FIRST_SEED + number)
            run = bench.grade(case, FIRST_SEED + number)
            found = Verdict(case=case, run=run, plain_seconds=plain["seconds"], plain_steps=int(plain["steps"]))
            say(f"{case.name}: {found.seconds:.1f} of {found.plain_seconds:.1f} s, {verdict_of(run)}")
            yield found


def verdict_of(run: Run) -> str:
    """The verdict about the goal."""
    return str(next(result.verdict for result in run.checks if result.check == CHECK))


def verdict_table(found: list[Verdict]) -> str:
    """One row a case: medians over the rounds."""
    rows = []
    for case in CASES:
        own = [verdict for verdict in found if verdict.case == case]
        rows.append(
            (
                case.name,
                case.kind,
                "/".join(sorted({verdict_of(v.run) for v in own})),
                spread(len(v.attempts) for v in own)
                if len({len(v.attempts) for v in own}) > 1
                else len(own[0].attempts),
                spread((v.steps for v in own), 0),
                spread((v.seconds for v in own), 1),
                spread((v.plain_seconds for v in own), 1),
                f"**{statistics.median(v.seconds / v.plain_seconds for v in own):.2f}**",
                f"{statistics.median(v.steps / v.plain_steps for v in own):.2f}",
            )
        )
    head = ("case", "kind", "verdict", "attempts", "steps", "CPU s", "plain CPU s", "ratio", "ratio of steps")
    return table(head, rows)


def honest_runs(bench: Bench, count: int, jobs: int, minutes: float) -> Iterator[tuple[Case, Run]]:
    """Honest trainings of the small models, each with a seed of its own: so many, or as many as the minutes allow."""
    until = time.monotonic() + 60 * minutes
    work = [(SMALL[number % len(SMALL)], FIRST_SEED + 1000 + number) for number in range(count)]
    with ThreadPoolExecutor(jobs) as executor:
        for start in range(0, count, jobs):
            if time.monotonic() > until:
                break
            chosen = work[start : start + jobs]
            runs = executor.map(grade_one, [bench.job(*pair) for pair in chosen])  # drawn here: by one thread
            yield from ((case, run) for (case, _), run in zip(chosen, runs, strict=True))
            if (start + jobs) % 10 < jobs:
                say(f"{start + jobs} of {count} honest trainings")


def honest_table(graded: Iterable[tuple[Case, Run]]) -> str:
    """How the small models did, and how many were failed."""
    graded = list(graded)
    rows = []
    for case in SMALL:
        runs = [run for its, run in graded if its == case]
        if not runs:
            continue
        trainings = [run.training for run in runs if run.training is not None]
        rows.append(
            (
                case.name,
                len(runs),
                sum(verdict_of(run) != "pass" for run in runs),
                sum(len(training.attempts) > 1 for training in trainings),
                sum(training.attempts[0].stopped is Stopped.GOAL for training in trainings),
                spread((training.accuracy for training in trainings), 4),
                spread((training.attempts[0].steps for training in trainings), 0),
                spread((training.attempts[0].cpu_seconds for training in trainings), 1),
            )
        )
    failed = sum(row[2] for row in rows)
    # 95 % bound for a proportion: the rule of three where nothing failed (Hanley & Lippman-Hand, JAMA 1983)
    bound = f"; at 95 % confidence the rate is below {3 / len(graded):.1%}" if not failed else ""
    head = ("model", "trainings", "failed", "second attempts", "ended early", "accuracy", "steps", "CPU s")
    return f"{table(head, rows)}\n\nHonest trainings failed: {failed} of {len(graded)}{bound}."


def fit_table(rounds: int) -> str:
    """CPU seconds of the quickest further epoch (the first one carries the tracing), plain and ours turn by turn."""
    rows = []
    for batch in (32, 128):
        case = Case(name="784-512-10", kind="honest", layers=dense(512), batch=batch, epochs=FIT_EPOCHS)
        plain, ours = [], []
        for number in range(rounds):
            for with_ours in (False, True) if number % 2 else (True, False):
                measured = plain_fit(case, FIRST_SEED + number, with_ours, FIT_IMAGES)
                (ours if with_ours else plain).append(measured)
            say(f"batch {batch}: {plain[-1]['epoch']:.2f} plain, {ours[-1]['epoch']:.2f} ours")
        ratio = statistics.median(o["epoch"] / p["epoch"] for o, p in zip(ours, plain, strict=True))
        rows.append(
            (
                f"batch {batch}",
                spread((p["epoch"] for p in plain), 2),
                spread((o["epoch"] for o in ours), 2),
                f"**{ratio:.2f}**",
                spread((p["accuracy"] for p in plain), 4),
                spread((o["accuracy"] for o in ours), 4),
            )
        )
    head = (f"{FIT_IMAGES:,} images", "plain CPU s an epoch", "ours", "ratio", "accuracy, plain", "accuracy, ours")
    return table(head, rows)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=0, help="rounds of all cases")
    parser.add_argument("--honest", type=int, default=0, help="honest trainings of the small models")
    parser.add_argument("--minutes", type=float, default=600, help="after so many no further honest training begins")
    parser.add_argument("--fit", type=int, default=0, help="rounds of plain fit against ours")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--isolation", default="auto")
    parser.add_argument("--out", type=Path, default=RESULTS / "training.md")
    chosen = parser.parse_args()
    parts = []
    if chosen.fit:
        parts += ["## One epoch of `fit`", fit_table(chosen.fit)]
    with live.leaving_none_behind():
        if chosen.rounds or chosen.honest:
            bench = Bench(chosen.isolation)
        if chosen.rounds:
            about = f"Median (smallest–largest) of {chosen.rounds} rounds; plain is {EPOCHS} epochs of the same code."
            parts += ["## To the verdict", about, verdict_table(list(verdicts(bench, chosen.rounds)))]
        if chosen.honest:
            parts += [
                "## Honest trainings",
                honest_table(honest_runs(bench, chosen.honest, chosen.jobs, chosen.minutes)),
            ]
    publish("Training", parts, chosen.out)


if __name__ == "__main__":
    main()
