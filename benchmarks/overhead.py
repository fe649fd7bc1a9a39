"""Milliseconds per submission from the fork to the stored result, by stage, and what the sandbox adds to them.

    python benchmarks/overhead.py --rounds 30

Two assignments: the small course of docs/authoring.md (NumPy only, so that nearly everything is ours) and mnist_softmax
without its training. One submission at a time. In every round each level of isolation grades one submission, in another
order, and what the sandbox adds is the difference within a round.
"""

import argparse
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from classes import added, small_course
from measure import RESULTS, ROOT, WORK, metered, publish, say, spread, table
from stages import SANDBOX, SHOWN, STORE, Clock, instrument

from grader import catalog
from grader.catalog import Declaration
from grader.pipeline import grade_one, prepare
from grader.records.execution import Status
from grader.records.run import Job
from grader.records.submission import Submission
from grader.sandbox.parent import close_parents
from grader.store.archive import Archive

LEVELS = ("none", "standard", "strong")
SEED = 7
UNCOUNTED = 2  # rounds before the first that counts: files are read and caches filled
COURSES = ("standardize", "mnist_softmax")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One submission at one level; all in milliseconds."""

    stages: dict[str, float]
    probes: dict[str, float]
    whole: float
    from_fork: float


Samples = dict[str, list[Sample]]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """An assignment with a job prepared for each level, and where the Runs go."""

    declaration: Declaration
    jobs: Mapping[str, Job]
    archive: Archive
    clock: Clock

    def sample(self, level: str, number: int) -> Sample:
        """Grade and store one submission that nobody handed in before."""
        content = added(self.declaration.solution, number)
        submission = Submission(student=f"student{number:04d}", notebook=content)
        job = msgspec.structs.replace(self.jobs[level], submission=submission)
        self.clock.reset()
        began = time.perf_counter()
        run = grade_one(job)
        with self.clock.span(STORE):
            self.archive.append(run)
        ended = time.perf_counter()
        if run.status is not Status.OK or not run.execution.cells or self.clock.forked_at is None:
            raise SystemExit(f"Expected a graded submission at isolation {level}, found {run.status}: {run.problem}")
        whole = 1000 * (ended - began)
        return Sample(
            stages=self.clock.stages(whole),
            probes=dict(self.clock.probes),
            whole=whole,
            from_fork=1000 * (ended - self.clock.forked_at),
        )


def questions_of(declaration: Declaration) -> tuple[str, ...]:
    """All questions but those that train."""
    names = (question.name for question in declaration.assignment.questions)
    return tuple(name for name in names if name != "train_model")


def measure(declaration: Declaration, levels: Sequence[str], rounds: int, clock: Clock) -> Samples:
    """Samples per level, as many as there are rounds."""
    found: Samples = {level: [] for level in levels}
    jobs = {level: prepare(declaration, questions_of(declaration), SEED, level) for level in levels}
    path = WORK / "overhead" / declaration.assignment.slug / "archive.sqlite"
    path.unlink(missing_ok=True)
    with Archive.open(path, write=True) as archive:
        bench = Bench(declaration=declaration, jobs=jobs, archive=archive, clock=clock)
        for number in range(rounds + UNCOUNTED):
            shift = number % len(levels)
            for level in (*levels[shift:], *levels[:shift]):
                sample = bench.sample(level, number * len(levels) + levels.index(level))
                if number >= UNCOUNTED:
                    found[level].append(sample)
    close_parents()
    return found


# --- tables -----------------------------------------------------------------------------------------------------
def stage_table(found: Samples) -> str:
    """Milliseconds per stage and level."""
    rows = [[stage, *(spread(s.stages[stage] for s in samples) for samples in found.values())] for stage in SHOWN]
    rows.append(["**from the fork to the stored result**", *(spread(s.from_fork for s in x) for x in found.values())])
    rows.append(["**whole**", *(spread(s.whole for s in samples) for samples in found.values())])
    return table(("ms", *(f"isolation {level}" for level in found)), rows)


def added_table(found: Samples) -> str:
    """What each level takes more than none, taken within each round."""
    rows = []
    for level, samples in found.items():
        if level == "none" or "none" not in found:
            continue
        pairs = list(zip(samples, found["none"], strict=True))
        rows += [
            [f"{level}: {stage}", spread(s.stages[stage] - n.stages[stage] for s, n in pairs)] for stage in SANDBOX
        ]
        rows.append([f"**{level}: whole submission**", spread(s.whole - n.whole for s, n in pairs)])
    return table(("what is added to isolation none", "ms"), rows)


def probe_table(found: Samples) -> str:
    """Milliseconds per probe at every level."""
    names = next(iter(found.values()))[0].probes
    rows = [[f"`{name}`", *(spread(s.probes[name] for s in samples) for samples in found.values())] for name in names]
    return table(("probe, ms", *(f"isolation {level}" for level in found)), rows)


def parts_of(name: str, found: Samples) -> list[str]:
    """The part of the page about one assignment."""
    return [f"## {name}", stage_table(found), added_table(found), probe_table(found)]


def declarations(chosen: Sequence[str]) -> list[Declaration]:
    """The assignments to measure."""
    course = small_course(WORK / "overhead" / "course")
    roots = {"standardize": course, "mnist_softmax": ROOT}
    return [catalog.load(name, roots[name]) for name in chosen]


def main() -> None:
    """Measure every assignment at every level."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--levels", nargs="+", choices=LEVELS, default=LEVELS)
    parser.add_argument("--assignments", nargs="+", choices=COURSES, default=COURSES)
    parser.add_argument("--out", type=Path, help="default: benchmarks/results/overhead.md, with everything")
    chosen = parser.parse_args()
    clock = Clock()
    instrument(clock)
    parts = []
    with metered() as meter:
        for declaration in declarations(chosen.assignments):
            say(f"{declaration.assignment.slug}: {chosen.rounds} submissions at each of {', '.join(chosen.levels)}")
            found = measure(declaration, tuple(chosen.levels), chosen.rounds, clock)
            parts += parts_of(declaration.assignment.slug, found)
            whole = {level: statistics.median(s.whole for s in samples) for level, samples in found.items()}
            say(", ".join(f"{level} {milliseconds:.0f} ms" for level, milliseconds in whole.items()))
    timed = meter.timed
    intro = (
        f"Milliseconds, median (smallest–largest) of {chosen.rounds} submissions per level, one after another, the "
        f"levels interleaved, warm parent running. It took {timed.wall_seconds:.0f} s; other processes used "
        f"{timed.foreign_seconds:.0f} CPU seconds meanwhile."
    )
    complete = set(chosen.levels) == set(LEVELS) and set(chosen.assignments) == set(COURSES)
    publish("Overhead", [intro, *parts], chosen.out or (RESULTS / "overhead.md" if complete else None))


if __name__ == "__main__":
    main()
