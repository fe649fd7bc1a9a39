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
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
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
FIRST_SEED, HONEST_SEED = 500, 5000
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


def verdicts(bench: Bench, rounds: int, kinds: list[str]) -> Iterator[Verdict]:
    """Every case of these kinds in every round, plain and graded next to each other in time."""
    for number in range(rounds):
        for case in (case for case in CASES if case.kind in kinds):
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
        if not own:
            continue
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


@dataclass(frozen=True, kw_only=True)
class Honest:
    """What came of one honest training."""

    case: str
    seed: int
    verdict: str
    attempts: int
    ended_early: bool
    accuracy: float
    steps: int
    cpu_seconds: float


def honest_of(case: Case, run: Run) -> Honest:
    """The figures of a Run."""
    attempts = run.training.attempts if run.training is not None else ()
    return Honest(
        case=case.name,
        seed=run.seed,
        verdict=verdict_of(run),
        attempts=len(attempts),
        ended_early=bool(attempts) and attempts[0].stopped is Stopped.GOAL,
        accuracy=run.training.accuracy if run.training is not None else math.nan,
        steps=attempts[0].steps if attempts else 0,
        cpu_seconds=attempts[0].cpu_seconds if attempts else math.nan,
    )


def honest_runs(bench: Bench, terms: argparse.Namespace) -> list[Honest]:
    """Honest trainings of the small models, each with a seed of its own: so many, or as many as the minutes allow.

    What is in the file to keep them in is not trained again.
    """
    until = time.monotonic() + 60 * terms.minutes
    found = json.loads(terms.keep.read_text("utf-8"), object_hook=lambda row: Honest(**row)) if kept(terms) else []
    done = {(row.case, row.seed) for row in found}
    work = [(SMALL[number % len(SMALL)], HONEST_SEED + number) for number in range(terms.honest)]
    todo = [(case, seed) for case, seed in work if (case.name, seed) not in done]
    with ThreadPoolExecutor(terms.jobs) as executor:
        for start in range(0, len(todo), terms.jobs):
            if time.monotonic() > until:
                break
            chosen = todo[start : start + terms.jobs]
            runs = executor.map(grade_one, [bench.job(*pair) for pair in chosen])  # drawn here: by one thread
            found += [honest_of(case, run) for (case, _), run in zip(chosen, runs, strict=True)]
            if terms.keep:
                terms.keep.write_text(json.dumps([asdict(row) for row in found], indent=0), "utf-8")
            say(f"{len(found)} of {terms.honest} honest trainings")
    return found


def kept(terms: argparse.Namespace) -> bool:
    """Whether there are honest trainings of earlier."""
    return terms.keep is not None and terms.keep.exists()


def honest_table(found: list[Honest]) -> str:
    """How the small models did, and how many were failed."""
    rows = []
    for case in SMALL:
        own = [row for row in found if row.case == case.name]
        if own:
            rows.append(
                (
                    case.name,
                    len(own),
                    sum(row.verdict != "pass" for row in own),
                    sum(row.attempts > 1 for row in own),
                    sum(row.ended_early for row in own),
                    spread((row.accuracy for row in own), 4),
                    spread((row.steps for row in own), 0),
                    spread((row.cpu_seconds for row in own), 1),
                )
            )
    failed = sum(row[2] for row in rows)
    # 95 % bound for a proportion: the rule of three where nothing failed (Hanley & Lippman-Hand, JAMA 1983)
    bound = f"; at 95 % confidence the rate is below {3 / len(found):.1%}" if not failed else ""
    head = ("model", "trainings", "failed", "second attempts", "ended early", "accuracy", "steps", "CPU s")
    return f"{table(head, rows)}\n\nHonest trainings failed: {failed} of {len(found)}{bound}."


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
    kinds = list(dict.fromkeys(case.kind for case in CASES))
    parser.add_argument("--kinds", nargs="+", choices=kinds, default=kinds, help="kinds of cases in the rounds")
    parser.add_argument("--honest", type=int, default=0, help="honest trainings of the small models")
    parser.add_argument("--minutes", type=float, default=600, help="after so many no further honest training begins")
    parser.add_argument("--keep", type=Path, help="JSON file of honest trainings, to go on where it was ended")
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
            parts += ["## To the verdict", about, verdict_table(list(verdicts(bench, chosen.rounds, chosen.kinds)))]
        if chosen.honest:
            parts += ["## Honest trainings", honest_table(honest_runs(bench, chosen))]
    publish("Training", parts, chosen.out)


if __name__ == "__main__":
    main()
