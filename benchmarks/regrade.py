"""How long it takes to report a class again that is graded already: nothing may run a second time.

    python benchmarks/regrade.py --size 200 --rounds 5

The same `grader grade` is given again and again on an unchanged class; the whole command counts. Beside it: the first
time, the same class under other names (equal code is recognised), and `grader --help`, which is the start alone.
"""

import argparse
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from classes import ASSIGNMENT, COURSE, question_flags, write_class
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

FOLDER = WORK / "regrade"
CLASS, OUT = FOLDER / "class", FOLDER / "out"
SEED = "7"
PREFIX = "renamed-"


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command that is given several times, and how long it took each time."""

    title: str
    timed: list[Timed]


def grade(isolation: str) -> Timed:
    """`grader grade` on the class, into the one folder of results."""
    flags = ["--isolation", isolation, "--seed", SEED, "--out", str(OUT), *question_flags("functions")]
    return given("grade", ASSIGNMENT, str(CLASS), *flags)


def given(*arguments: str) -> Timed:
    """Time one command of the grader."""
    return run(grader_command(*arguments), env=grader_environment(COURSE), cwd=HERE, log=FOLDER / "log.txt")


def executed() -> int:
    """How often a notebook was executed: a Run taken over from another student keeps the seconds it once took."""
    with closing(sqlite3.connect(OUT / "archive.sqlite")) as archive:
        return len(archive.execute("SELECT DISTINCT code_hash, seconds FROM runs").fetchall())


def rename_class() -> None:
    """Give every notebook to another student."""
    for path in sorted(CLASS.glob("*.ipynb")):
        path.rename(path.with_name(PREFIX + path.name))


def measure(size: int, rounds: int, isolation: str) -> list[Command]:
    """All commands; SystemExit when something ran again that had not to."""
    shutil.rmtree(OUT, ignore_errors=True)
    write_class(CLASS, size)
    say(f"grading {size} submissions for the first time")
    first = grade(isolation)
    say(f"it took {first.wall_seconds:.1f} s; now again, {rounds} times")
    again = [grade(isolation) for _ in range(rounds)]
    start = [given("--help") for _ in range(rounds)]
    rename_class()
    renamed = grade(isolation)
    if executed() != size:
        raise SystemExit(f"Expected {size} executed submissions in {OUT}, found {executed()}: something ran again.")
    return [
        Command(title="the first time", timed=[first]),
        Command(title="**again, nothing changed**", timed=again),
        Command(title="again, every student renamed", timed=[renamed]),
        Command(title="`grader --help`", timed=start),
    ]


def command_table(commands: list[Command]) -> str:
    """Seconds per command."""
    rows = [
        (
            command.title,
            len(command.timed),
            spread((timed.wall_seconds for timed in command.timed), 2),
            spread((timed.cpu_seconds for timed in command.timed), 2),
            spread((timed.foreign_seconds for timed in command.timed), 2),
        )
        for command in commands
    ]
    return table(("`grader grade` …", "times", "wall s", "CPU s", "CPU s of others meanwhile"), rows)


def main() -> None:
    """Grade once, report often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--isolation", default="strong")
    parser.add_argument("--out", type=Path, default=RESULTS / "regrade.md")
    chosen = parser.parse_args()
    commands = measure(chosen.size, chosen.rounds, chosen.isolation)
    intro = (
        f"A class of {chosen.size} function-only submissions of `{ASSIGNMENT}`, isolation {chosen.isolation}: "
        "the whole command, all reports written. Median (smallest–largest)."
    )
    publish("Regrade", [intro, command_table(commands)], chosen.out)


if __name__ == "__main__":
    main()
