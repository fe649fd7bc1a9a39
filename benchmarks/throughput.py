"""How fast a class is graded: nbgrader, otter-grader, this grader, and the floor under all of them.

    python benchmarks/throughput.py --kind functions --rounds 3
    python benchmarks/throughput.py --kind training --rounds 2
    python benchmarks/throughput.py --kind functions --tools grader floor --rounds 1

The same assignment, the same solution, a class of 8 with different code in every notebook, nothing cached. Rounds are
interleaved: in each every tool grades its class once, in another order, and ratios are taken within a round.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from classes import ASSIGNMENT, COURSE, KINDS, question_flags, write_class
from measure import (
    HERE,
    RESULTS,
    WORK,
    Timed,
    grader_command,
    grader_environment,
    publish,
    run,
    say,
    spread,
    table,
)
from notebooks import data_code, plain_code
from peers import PACKAGES, PREPARE, data_file, environment

TOOLS = ("floor", "grader", "nbgrader", "otter")
SEED = "7"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One tool (or one of its sizes) in one round; `bare` leaves its imports out, where that was measured."""

    what: str
    size: int
    timed: Timed
    bare: Timed | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What was asked for on the command line."""

    kind: str
    tools: tuple[str, ...]
    rounds: int
    size: int
    large: int
    isolation: str

    @property
    def folder(self) -> Path:
        """Where classes and results of this kind lie."""
        return WORK / "throughput" / self.kind


Round = dict[str, Sample]


# --- tools ------------------------------------------------------------------------------------------------------
def prepared(plan: Plan) -> dict[str, Callable[[], Sample]]:
    """Everything that is measured once per round, by name, with its class handed in."""
    found: dict[str, Callable[[], Sample]] = {}
    if "floor" in plan.tools:
        found["floor"] = floor(plan)
    if "grader" in plan.tools:
        found |= {f"grader-{size}": grader(plan, size) for size in (plan.size, plan.large)}
    for name in plan.tools:
        if name in PREPARE:
            say(f"preparing {name}")
            found[name] = peer(plan, name)
    return found


def peer(plan: Plan, name: str) -> Callable[[], Sample]:
    """Another grader."""
    ready = PREPARE[name](plan.folder / name, plan.kind, plan.size)
    return lambda: Sample(what=name, size=plan.size, timed=ready.grade())


def grader(plan: Plan, size: int) -> Callable[[], Sample]:
    """This grader on a class of one size."""
    name = f"grader-{size}"
    submissions, out = write_class(plan.folder / name / "class", size), plan.folder / name / "out"
    flags = ["--force", "--jobs", "auto", "--isolation", plan.isolation, "--seed", SEED, "--out", str(out)]
    command = grader_command("grade", ASSIGNMENT, submissions, *flags, *question_flags(plan.kind))

    def sample() -> Sample:
        shutil.rmtree(out, ignore_errors=True)
        timed = run(command, env=grader_environment(COURSE), cwd=HERE, log=plan.folder / name / "log.txt")
        require_full_marks(out, size)
        return Sample(what=name, size=size, timed=timed)

    return sample


def require_full_marks(out: Path, size: int) -> None:
    """A class that did not run is quickly graded: every submission must have earned everything."""
    runs = json.loads((out / "results.json").read_text("utf-8"))["runs"]
    poor = [run["student"] for run in runs if run["status"] != "ok" or run["earned"] < run["possible"]]
    if len(runs) != size or poor:
        raise SystemExit(f"grader: expected full marks for {size} submissions, found {len(runs)}, short of it {poor}.")


def floor(plan: Plan) -> Callable[[], Sample]:
    """Forks that do nothing but the work."""
    folder = plan.folder / "floor"
    folder.mkdir(parents=True, exist_ok=True)
    code, reads, log = folder / "code.py", folder / "data.py", folder / "log.txt"
    code.write_text(plain_code(plan.kind), "utf-8")
    reads.write_text(data_code(plan.kind), "utf-8")
    flags: list[str | Path] = ["--size", str(plan.size), "--code", code, "--data-code", reads]
    env = environment("floor", data_file())

    def sample() -> Sample:
        timed = run([sys.executable, HERE / "floor.py", *flags], env=env, cwd=HERE, log=log)
        told = json.loads(log.read_text("utf-8").splitlines()[-1])
        bare = Timed(wall_seconds=told["class_seconds"], cpu_seconds=told["class_cpu_seconds"])
        return Sample(what="floor", size=plan.size, timed=timed, bare=bare)

    return sample


def measure(plan: Plan) -> list[Round]:
    """All rounds; the order of the tools moves on by one from round to round."""
    samples = prepared(plan)
    rounds = []
    for number in range(plan.rounds):
        names = list(samples)
        shift = number % len(names)
        taken: Round = {}
        for name in names[shift:] + names[:shift]:
            taken[name] = samples[name]()
            timed = taken[name].timed
            say(
                f"round {number + 1}: {name} {timed.wall_seconds:.1f} s, CPU {timed.cpu_seconds:.1f} s,"
                f" others meanwhile {timed.foreign_seconds:.1f} s"
            )
        rounds.append(taken)
    return rounds


# --- figures ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Figure:
    """A row of the table: seconds for a class of `size`, per round; a marginal row counts submissions beyond it."""

    title: str
    size: int
    wall_seconds: list[float]
    cpu_seconds: list[float]

    @property
    def per_submission(self) -> list[float]:
        """Seconds per submission, per round."""
        return [seconds / self.size for seconds in self.wall_seconds]


def figures(plan: Plan, rounds: list[Round]) -> dict[str, Figure]:
    """Every figure that the measured tools give, by name."""
    small, large = f"grader-{plan.size}", f"grader-{plan.large}"
    titles = {
        "nbgrader": f"{PACKAGES['nbgrader'].replace('==', ' ')}, `autograde`",
        "otter": f"{PACKAGES['otter'].replace('==', ' ')}, `run` one after another",
        small: f"grader, whole command, class of {plan.size}",
        large: f"grader, whole command, class of {plan.large}",
        "floor": "floor, whole process",
    }
    found = {
        name: figure(title, rounds[0][name].size, (taken[name].timed for taken in rounds))
        for name, title in titles.items()
        if name in rounds[0]
    }
    if small in found:
        found["further"] = further(found[small], found[large])
    if "floor" in found:
        bare = (taken["floor"].bare for taken in rounds)
        found["bare floor"] = figure("floor, without its import", plan.size, (timed for timed in bare if timed))
    return found


def figure(title: str, size: int, timings: Iterable[Timed]) -> Figure:
    """One measurement per round."""
    taken = list(timings)
    return Figure(
        title=title,
        size=size,
        wall_seconds=[timed.wall_seconds for timed in taken],
        cpu_seconds=[timed.cpu_seconds for timed in taken],
    )


def further(small: Figure, large: Figure) -> Figure:
    """What the submissions cost by which one class is larger: start, imports and reference are in both."""

    def between(few: list[float], many: list[float]) -> list[float]:
        return [after - before for before, after in zip(few, many, strict=True)]

    return Figure(
        title=f"grader, every further submission (from {small.size} to {large.size})",
        size=large.size - small.size,
        wall_seconds=between(small.wall_seconds, large.wall_seconds),
        cpu_seconds=between(small.cpu_seconds, large.cpu_seconds),
    )


def figure_table(found: Mapping[str, Figure]) -> str:
    """Seconds and rates."""
    rows = [
        (
            figure.title,
            figure.size,
            spread(figure.wall_seconds),
            spread(figure.cpu_seconds),
            spread(figure.per_submission, 2),
            spread((60 / seconds for seconds in figure.per_submission), 1),
        )
        for figure in found.values()
    ]
    return table(("", "submissions", "wall s", "CPU s", "s per submission", "submissions per minute"), rows)


def ratio_table(plan: Plan, found: Mapping[str, Figure]) -> str:
    """How many times longer a submission takes in the one than in the other, taken within each round."""
    small = f"grader-{plan.size}"
    pairs = [
        ("nbgrader", small),
        ("otter", small),
        ("nbgrader", "further"),
        ("otter", "further"),
        (small, "floor"),
        ("further", "bare floor"),
        ("nbgrader", "floor"),
        ("otter", "floor"),
        ("nbgrader", "bare floor"),
        ("otter", "bare floor"),
    ]
    rows = [
        (
            found[one].title,
            found[other].title,
            spread(ratios(found[one], found[other]), 2),
            spread(cpu_ratios(found[one], found[other]), 2),
        )
        for one, other in pairs
        if one in found and other in found
    ]
    return table(("a submission in …", "takes so many times what it takes in …", "wall", "CPU"), rows)


def ratios(one: Figure, other: Figure) -> list[float]:
    """Seconds per submission of the one over those of the other, round by round."""
    return [a / b for a, b in zip(one.per_submission, other.per_submission, strict=True)]


def cpu_ratios(one: Figure, other: Figure) -> list[float]:
    """The same of CPU seconds, which a busy machine stretches less than wall seconds."""
    sizes = other.size / one.size
    return [sizes * a / b for a, b in zip(one.cpu_seconds, other.cpu_seconds, strict=True)]


def every_run(rounds: list[Round]) -> str:
    """The raw measurements, in the order they were made."""
    rows = [
        (
            number,
            name,
            f"{sample.timed.wall_seconds:.2f}",
            f"{sample.timed.cpu_seconds:.2f}",
            f"{sample.timed.foreign_seconds:.2f}",
        )
        for number, taken in enumerate(rounds, 1)
        for name, sample in taken.items()
    ]
    return table(("round", "what", "wall s", "CPU s", "CPU s of others meanwhile"), rows)


WORDS = {
    "functions": "Functions only: `softmax`, `cross_entropy`, the structure of `build_model`, `predict_digits`.",
    "training": "The functions, and one epoch of training on 60,000 images in batches of 128, then 10,000 predictions.",
}


def parts(plan: Plan, rounds: list[Round]) -> list[str]:
    """The result page."""
    found = figures(plan, rounds)
    return [
        f"{WORDS[plan.kind]} Class of {plan.size}, all correct, all different; {plan.rounds} interleaved rounds, "
        f"isolation {plan.isolation}, `--jobs auto`, nothing cached. Median (smallest–largest).",
        figure_table(found),
        "Ratios, each taken within one round:",
        ratio_table(plan, found),
        "Every measurement:",
        every_run(rounds),
    ]


def plan_of(chosen: argparse.Namespace) -> Plan:
    """The command line as a plan."""
    return Plan(
        kind=chosen.kind,
        tools=tuple(chosen.tools),
        rounds=chosen.rounds,
        size=chosen.size,
        large=chosen.large,
        isolation=chosen.isolation,
    )


def main() -> None:
    """Measure one kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, default="functions")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, default=8, help="submissions in the class")
    parser.add_argument("--large", type=int, default=32, help="submissions in the grader's second class")
    parser.add_argument("--isolation", default="strong")
    parser.add_argument("--out", type=Path, help="default: benchmarks/results/throughput-KIND.md, with all tools")
    chosen = parser.parse_args()
    if chosen.large <= chosen.size:
        parser.error("--large must be larger than --size: the difference between the two is what is told")
    plan = plan_of(chosen)
    default = RESULTS / f"throughput-{plan.kind}.md" if set(plan.tools) == set(TOOLS) else None
    publish(f"Throughput: {plan.kind}", parts(plan, measure(plan)), chosen.out or default, peer_versions())


def peer_versions() -> dict[str, str]:
    """What the peers' environments hold."""
    return dict(package.split("==") for package in PACKAGES.values())


if __name__ == "__main__":
    main()
