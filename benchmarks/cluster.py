"""What a cluster costs, and whether it loses anything when its parts are killed.

    python benchmarks/cluster.py
    python benchmarks/cluster.py --parts faults --rounds 20
    python benchmarks/cluster.py --parts overhead
    python benchmarks/cluster.py --parts handover absorb --sizes 100000 --to-the-end 5000

Four parts. `faults`: see `cluster_faults.py`. `overhead`: a class by the local pool and by `--cluster local:2`, what
every further submission costs compared. `handover` and `absorb`: see `cluster_load.py`; classes of `--sizes` are graded
without, those of `--to-the-end` with the reports. Every part replaces its own section of the result.
"""

import argparse
import re
import shutil
from pathlib import Path

from classes import small_course
from cluster_class import FOLDER, SLUG, command, write_class
from cluster_faults import faults
from cluster_load import absorb, handed_over
from measure import HERE, RESULTS, Timed, grader_environment, machine_lines, run, say, spread, table

PARTS = ("faults", "overhead", "handover", "absorb")
SMALL, LARGE = 10, 90
RESULT = RESULTS / "cluster.md"


def overhead(course: Path, rounds: int) -> list[str]:
    """The cost of every further submission, by the local pool and by a cluster of as many workers."""
    env = grader_environment(course)
    classes = {size: write_class(course, FOLDER / f"class-{size}", size) for size in (SMALL, LARGE)}
    ways = {"local pool, --jobs 2": ("--jobs", "2"), "--cluster local:2": ("--cluster", "local:2")}
    further: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(rounds):
        for way in sorted(ways, reverse=bool(number % 2)):
            taken = {size: timed(classes[size], env, ways[way]) for size in (SMALL, LARGE)}
            each = (taken[LARGE].wall_seconds - taken[SMALL].wall_seconds) / (LARGE - SMALL)
            further[way].append(1000 * each)
            say(f"round {number + 1}: {way}: {1000 * each:.0f} ms per further submission")
    here, there = further.values()
    ratios = [b / a for a, b in zip(here, there, strict=True)]
    rows = [(way, spread(values)) for way, values in further.items()]
    return [
        "## Overhead",
        f"Functions only (`{SLUG}`), every further submission from {SMALL} to {LARGE}; {rounds} interleaved rounds.",
        table(("way", "ms per further submission"), rows),
        f"Cluster against pool, within a round: {spread(ratios, 2)} times.",
    ]


def timed(submissions: Path, env: dict[str, str], flags: tuple[str, ...]) -> Timed:
    """One class from the beginning, nothing kept."""
    out = FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    return run(command(submissions, out, *flags), env=env, cwd=HERE, log=FOLDER / "log.txt")


def published(sections: list[str], file: Path) -> None:
    """Put a part's section, with the machine it was measured on, into the result in place of the one before."""
    title = sections[0]
    text = "\n\n".join([title, "\n".join(machine_lines()), *sections[1:]]) + "\n"
    before = file.read_text("utf-8") if file.is_file() else "# Cluster\n"
    parts = {part.partition("\n")[0]: part.strip() for part in re.split(r"^(?=## )", before, flags=re.MULTILINE)}
    parts[title] = text.strip()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join(parts.values()) + "\n", "utf-8")
    print(text)


def main() -> None:
    """Measure the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=20, help="of faults; overhead takes three")
    parser.add_argument("--sizes", nargs="*", type=int, default=[100_000], help="of classes graded without reports")
    parser.add_argument("--to-the-end", nargs="*", type=int, default=[5_000], help="of classes graded with reports")
    parser.add_argument("--out", type=Path, default=RESULT)
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    course = small_course(FOLDER / "course")
    if "faults" in arguments.parts:
        published(faults(course, arguments.rounds), arguments.out)
    if "overhead" in arguments.parts:
        published(overhead(course, 3), arguments.out)
    if "handover" in arguments.parts:
        published(handed_over(course), arguments.out)
    if "absorb" in arguments.parts:
        for size in (*arguments.sizes, *arguments.to_the_end):
            published(absorb(course, size, to_the_end=size in arguments.to_the_end), arguments.out)


if __name__ == "__main__":
    main()
