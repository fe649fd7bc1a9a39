"""Whether every honest mark of a class is right although hostile notebooks are graded among them.

    python benchmarks/hostile_class.py --size 200 --hostile 20

Makes a class for the functions of `mnist_softmax` (no training): its solution, its variants and its known mistakes in
turn, each with code of its own, and hostile notebooks of `tests/attacks` spread among them, under shorter limits than
the course's own, so that endless loops end soon. `grader grade --jobs auto`
grades it, the whole command counts. What an honest notebook must earn is known from what it declares; a hostile one,
which answers nothing, must earn nothing. Ends with exit code 1 where a single mark is another.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import nbformat
from classes import added
from measure import HERE, RESULTS, ROOT, WORK, Timed, grader_command, grader_environment, publish, run, say, table
from nbformat import v4 as nbformat4

from grader import catalog
from grader.catalog import Declaration
from grader.validation import Trial, trials

sys.path.insert(0, str(ROOT / "tests" / "attacks"))
from catalogue import EVERY

FOLDER = WORK / "hostile_class"
COURSE, CLASS, OUT = FOLDER / "course", FOLDER / "class", FOLDER / "out"
SLUG = "mnist_softmax"
FUNCTIONS = ("preprocess", "softmax", "cross_entropy", "build_model", "predict_digits")
SEED = "7"
LIMITS = "limits=Limits(cell_cpu_seconds=20.0, cell_wall_seconds=120.0, memory_bytes=2 * 1024**3),"
# Attacks by their cells, of every sort; those that act in a function of another assignment would never be called.
ATTACKS = (
    "fork-bomb",
    "daemons",
    "endless-loop",
    "memory",
    "output-flood",
    "kills-everyone",
    "disk",
    "exits-in-a-cell",
    "malformed-messages",
    "searches-processes",
    "inodes",
    "uncounted-output",
    "searches-files",
    "calls-the-system",
    "patches-libraries",
    "threads",
    "searches-own-memory",
    "goes-out",
    "giant-display",
    "result-files",
    "a-million-messages",
    "wants-privileges",
    "descriptors",
    "patches-python",
)


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """One submission of the class: `kind` tells where it comes from, `points` what it must earn."""

    student: str
    kind: str
    notebook: bytes
    points: float


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A mark that is not the one it must be."""

    handed_in: HandedIn
    observed: float
    status: str


def write_course() -> Declaration:
    """A copy of the course with shorter limits."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "reference" / SLUG, COURSE / "reference" / SLUG)
    path = COURSE / "reference" / SLUG / "assignment.py"
    text = path.read_text("utf-8").replace("\nASSIGNMENT = Assignment(", f"\nASSIGNMENT = Assignment(\n    {LIMITS}")
    path.write_text(
        text.replace("from grader.authoring import (", "from grader.authoring import (\n    Limits,"), "utf-8"
    )
    declaration = catalog.load(SLUG, COURSE)
    if declaration.assignment.limits.cell_cpu_seconds != 20.0:
        raise SystemExit(f"Expected the limits in {path} to be shortened, found {declaration.assignment.limits}.")
    return declaration


def declared_points(declaration: Declaration, trial: Trial) -> float:
    """What a known notebook earns for the functions."""
    return sum(check.points for check in declaration.assignment.checks(FUNCTIONS) if check.id not in trial.fails)


def honest(declaration: Declaration) -> Iterator[HandedIn]:
    """Known notebooks without end, no two with the same code."""
    known = [t for t in trials(declaration) if t.kind != "released" and "train_model" not in concerned_by(t)]
    for number, trial in enumerate(cycle(known), 1):
        yield HandedIn(
            student=f"honest{number:04d}",
            kind=trial.kind,
            notebook=added(trial.notebook, number),
            points=declared_points(declaration, trial),
        )


def concerned_by(trial: Trial) -> set[str]:
    """The questions a known notebook is about; the solution is about none in particular."""
    return set() if trial.kind == "reference" else set(trial.questions)


def hostile() -> Iterator[HandedIn]:
    """Hostile notebooks without end, no two with the same code."""
    by_name = {attack.name: attack for attack in EVERY}
    for number, name in enumerate(cycle(ATTACKS), 1):
        cells = [nbformat4.new_code_cell(source) for source in (*by_name[name].cells, f"STUDENT = {number}")]
        text = nbformat.writes(nbformat4.new_notebook(cells=cells))
        yield HandedIn(student=f"hostile{number:04d}-{name}", kind="hostile", notebook=text.encode(), points=0.0)


def make_class(declaration: Declaration, size: int, hostile_size: int) -> list[HandedIn]:
    """Write the class; the largest notebooks are graded first, so the hostile get the sizes of honest ones."""
    good = list(islice(honest(declaration), size - hostile_size))
    sizes = sorted(len(member.notebook) for member in good)
    every = max(1, len(sizes) // max(1, hostile_size))
    bad = [
        replace(m, notebook=m.notebook.ljust(n)) for m, n in zip(hostile(), sizes[::every][:hostile_size], strict=False)
    ]
    CLASS.mkdir()
    for member in (*good, *bad):
        (CLASS / f"{member.student}.ipynb").write_bytes(member.notebook)
    return [*good, *bad]


def graded(jobs: str, isolation: str) -> tuple[Timed, dict[str, Any]]:
    """`grader grade` on the class: how long it took, and the results document."""
    questions = [part for name in FUNCTIONS for part in ("--question", name)]
    flags = ["--jobs", jobs, "--isolation", isolation, "--seed", SEED, "--out", str(OUT), *questions]
    command = grader_command("grade", SLUG, CLASS, *flags)
    timed = run(command, env=grader_environment(COURSE), cwd=HERE, log=FOLDER / "log.txt")
    return timed, json.loads((OUT / "results.json").read_text("utf-8"))


def wrong_marks(members: list[HandedIn], runs: dict[str, Any]) -> list[Wrong]:
    """Every mark that is not as it must be."""
    return [
        Wrong(handed_in=member, observed=runs[member.student]["earned"], status=runs[member.student]["status"])
        for member in members
        if abs(runs[member.student]["earned"] - member.points) > 1e-9
    ]


def kind_table(members: list[HandedIn], wrong: list[Wrong]) -> str:
    """How many marks of each kind are right."""
    handed_in, missed = Counter(m.kind for m in members), Counter(w.handed_in.kind for w in wrong)
    rows = [(kind, count, count - missed[kind]) for kind, count in handed_in.items()]
    return table(("notebooks", "handed in", "with the mark they must get"), rows)


def status_table(members: list[HandedIn], runs: dict[str, Any]) -> str:
    """How the hostile ones ended."""
    statuses = Counter(runs[member.student]["status"] for member in members if member.kind == "hostile")
    return table(("hostile notebooks ended", "times"), statuses.most_common())


def main() -> None:
    """Make the class, grade it, hold every mark against what it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200, help="Submissions all told.")
    parser.add_argument("--hostile", type=int, default=20, help="How many of them are hostile.")
    parser.add_argument("--jobs", default="auto")
    parser.add_argument("--isolation", default="strong")
    parser.add_argument("--out", type=Path, default=RESULTS / "hostile-class.md")
    chosen = parser.parse_args()
    members = make_class(write_course(), chosen.size, chosen.hostile)
    say(f"grading {chosen.size} submissions, {chosen.hostile} of them hostile")
    timed, document = graded(chosen.jobs, chosen.isolation)
    runs = {run["student"]: run for run in document["runs"]}
    wrong = wrong_marks(members, runs)
    intro = (
        f"{chosen.size} submissions for the functions of `{SLUG}`, {chosen.hostile} of them hostile,"
        f" `--jobs {chosen.jobs}`, isolation {document['environment']['isolation']}: {timed.wall_seconds:.0f} s"
        f" ({timed.cpu_seconds:.0f} CPU seconds, {timed.foreign_seconds:.0f} of others meanwhile)."
    )
    tables = [kind_table(members, wrong), status_table(members, runs)]
    publish("A class with hostile notebooks", [intro, *tables], chosen.out)
    for mark in wrong:
        member = mark.handed_in
        say(f"{member.student} ({member.kind}): expected {member.points:g}, found {mark.observed:g} ({mark.status})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
