"""How often an honest training loses a point or raises a flag, and how often a cheat reaches the goal without one.

    python benchmarks/honest_training.py --seeds 5 --jobs 2 --out honest.json

Every notebook of `tests/cheats/` is graded as in a class: kernel, training on all 60,000 images, clean room, reviews.
`--images N` trains on the first N only, which is quicker and harder. With `--out` a run that was ended goes on where
it stopped: what is in the file already is not graded again.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "cheats"), str(ROOT / "tests")]

from cheating_training import CHEATS  # noqa: E402
from honest_training import HONEST, OTHER_NETWORKS  # noqa: E402
from measure import publish, spread, table  # noqa: E402
from small_training import DECLARATION, grade_all, job_of  # noqa: E402

from grader.records.run import Job, Run  # noqa: E402
from grader.records.verdict import Verdict  # noqa: E402
from grader.sandbox.proof import chosen_level  # noqa: E402

KINDS = {"honest": HONEST, "other network": OTHER_NETWORKS, "cheat": CHEATS}
GOAL = "train_model.learns"


def main() -> None:
    """Grade what is asked for and print the two rates."""
    terms = arguments()
    level = str(chosen_level("auto", DECLARATION.assignment.preload).level)
    rows = json.loads(terms.out.read_text("utf-8")) if terms.out and terms.out.exists() else []
    done = {(row["kind"], row["name"], row["seed"]) for row in rows}
    until = time.monotonic() + 60 * terms.minutes
    for seed in range(terms.first_seed, terms.first_seed + terms.seeds):
        for kind in terms.kinds:
            wanted = {name: given for name, given in KINDS[kind].items() if (kind, name, seed) not in done}
            if not wanted or time.monotonic() > until:
                continue
            job = job_of(terms.images, seed, level)
            for name, run in graded(job, wanted, terms.jobs, until):
                rows.append(row_of(kind, name, seed, run))
                print(told(rows[-1]), flush=True)
                if terms.out:
                    terms.out.write_text(json.dumps(rows, indent=1), "utf-8")
    print(summary(rows))
    if terms.table:
        publish("Honest trainings and cheats", [summary(rows), honest_table(rows), cheat_table(rows)], terms.table)


def graded(job: Job, wanted: dict[str, Any], width: int, until: float) -> Iterator[tuple[str, Run]]:
    """Grade notebooks side by side; after `until`, seconds of the monotonic clock, no further ones begin."""
    for names in batched(wanted, width):
        if time.monotonic() > until:
            return
        made = {name: wanted[name]() if callable(wanted[name]) else wanted[name] for name in names}
        yield from grade_all(job, made, width)


def batched(names: Iterable[str], width: int) -> Iterator[list[str]]:
    """So many names at a time."""
    left = iter(names)
    while chunk := list(islice(left, width)):
        yield chunk


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="so many seeds")
    parser.add_argument("--first-seed", type=int, default=1, help="the seed to count from")
    parser.add_argument("--minutes", type=float, default=600, help="after so many no further notebook begins")
    parser.add_argument("--images", type=int, default=0, help="training images; all of them without")
    parser.add_argument("--jobs", type=int, default=2, help="notebooks side by side")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--out", type=Path, help="JSON file of what was measured")
    parser.add_argument("--table", type=Path, help="Markdown file for the two rates and what they come from")
    return parser.parse_args()


def row_of(kind: str, name: str, seed: int, run: Run) -> dict[str, Any]:
    """What one grading showed."""
    own = "train_model" if kind == "other network" else ""  # such a network loses points of its own question
    lost = {c.check: c.reason for c in run.checks if c.verdict is not Verdict.PASS and c.check.startswith(own)}
    return {
        "kind": kind,
        "name": name,
        "seed": seed,
        "accuracy": run.training.accuracy if run.training else None,
        "reached": any(c.check == GOAL and c.verdict is Verdict.PASS for c in run.checks),
        "lost": lost,
        "flags": {flag.id: flag.evidence for flag in run.flags},
        "measured": sorted({c.evidence["measured"] for c in run.checks if "measured" in c.evidence}),
        "seconds": round(run.seconds, 1),
        "at": time.strftime("%Y-%m-%d %H:%M"),
    }


def told(row: dict[str, Any]) -> str:
    """A line about one grading."""
    found = f"{row['kind']:14} {row['name']:26} seed {row['seed']} accuracy {row['accuracy']} {row['seconds']} s"
    return f"{found} flags {sorted(row['flags'])} lost {sorted(row['lost'])}"


def honest_table(rows: list[dict[str, Any]]) -> str:
    """One row a notebook: what it reached, lost, and was flagged for."""
    honest = [row for row in rows if row["kind"] != "cheat"]
    lines = []
    for kind, name in dict.fromkeys((row["kind"], row["name"]) for row in honest):
        own = [row for row in honest if (row["kind"], row["name"]) == (kind, name)]
        reached = spread((row["accuracy"] for row in own if row["accuracy"] is not None), 4)
        where = "; ".join(sorted({place for row in own for place in row["measured"]}))
        lines.append((name, kind, len(own), sum(bool(r["lost"]) for r in own), flags_of(own), reached, where))
    return table(("notebook", "kind", "runs", "lost a point", "flags", "accuracy", "measured"), lines)


def cheat_table(rows: list[dict[str, Any]]) -> str:
    """One row a cheat: how often it reached 0.90, and what was raised."""
    cheats = [row for row in rows if row["kind"] == "cheat"]
    lines = []
    for name in dict.fromkeys(row["name"] for row in cheats):
        own = [row for row in cheats if row["name"] == name]
        unseen = sum(row["reached"] and not row["flags"] for row in own)
        lines.append((name, len(own), sum(row["reached"] for row in own), unseen, flags_of(own)))
    return table(("cheat", "runs", "reached 0.90", "of these unflagged", "flags"), lines)


def flags_of(rows: list[dict[str, Any]]) -> str:
    """Every flag with how often it was raised."""
    counted = Counter(flag for row in rows for flag in row["flags"])
    return ", ".join(f"{flag} {count}" for flag, count in sorted(counted.items())) or "–"


def summary(rows: list[dict[str, Any]]) -> str:
    """The two rates, and the numbers they come from."""
    honest = [row for row in rows if row["kind"] != "cheat"]
    cheats = [row for row in rows if row["kind"] == "cheat"]
    lines = []
    for what, said in (("lost", "lost a point"), ("flags", "raised a flag")):
        hurt = [f"{row['name']} ({row['seed']})" for row in honest if row[what]]
        lines.append(f"- honest trainings that {said}: {len(hurt)} of {len(honest)} {', '.join(hurt)}".rstrip())
    unseen = [f"{row['name']} ({row['seed']})" for row in cheats if row["reached"] and not row["flags"]]
    said = f"{len(unseen)} of {len(cheats)} {', '.join(unseen)}"
    lines.append(f"- cheats that reached the goal without a flag: {said}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
