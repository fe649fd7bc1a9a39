"""What a cluster costs, and whether it loses anything when its parts are killed.

    python benchmarks/cluster.py
    python benchmarks/cluster.py --parts faults --rounds 20
    python benchmarks/cluster.py --parts overhead
    python benchmarks/cluster.py --parts handover absorb --to-the-end 100000 20000 5000

Four parts. `faults`: see `cluster_faults.py`. `overhead`: what a submission costs by the local pool and by
`--cluster local:2`, see `cluster_overhead.py`. `handover` and `absorb`: see `cluster_load.py`; classes of `--sizes`
are graded without reports, those of `--to-the-end` with them. Every part replaces its own section of the result.
"""

import argparse
import re
from pathlib import Path

from classes import small_course
from cluster_class import FOLDER
from cluster_faults import faults
from cluster_load import absorb, handed_over
from cluster_overhead import overhead
from measure import RESULTS, machine_lines

PARTS = ("faults", "overhead", "handover", "absorb")
RESULT = RESULTS / "cluster.md"


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
    parser.add_argument("--rounds", type=int, default=20, help="of faults; overhead takes six")
    parser.add_argument("--sizes", nargs="*", type=int, default=[], help="of classes graded without reports")
    parser.add_argument("--to-the-end", nargs="*", type=int, default=[100_000, 20_000, 5_000], help="with reports")
    parser.add_argument("--out", type=Path, default=RESULT)
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    course = small_course(FOLDER / "course")
    if "faults" in arguments.parts:
        published(faults(course, arguments.rounds), arguments.out)
    if "overhead" in arguments.parts:
        published(overhead(course, 6), arguments.out)
    if "handover" in arguments.parts:
        published(handed_over(course), arguments.out)
    if "absorb" in arguments.parts:
        for size in (*arguments.sizes, *arguments.to_the_end):
            published(absorb(course, size, to_the_end=size in arguments.to_the_end), arguments.out)


if __name__ == "__main__":
    main()
