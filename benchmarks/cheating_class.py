"""A class with every cheat at a training among honest students, graded by the command line.

    python benchmarks/cheating_class.py --jobs 2

Writes `build/benchmarks/cheating_class/` with the notebooks of `tests/cheats/` and grades them with `grader grade`;
the flags are in the section "To review" of `out/index.html`. Ends with exit code 1 when a cheat reaches 0.90 unflagged,
or an honest student loses a point of the training or is flagged.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from measure import ROOT, WORK, grader_command, grader_environment, run, say, table

sys.path[:0] = [str(ROOT / "tests" / "cheats"), str(ROOT / "tests")]
from cheating_training import CHEATS, Cheat  # noqa: E402
from course import notebook_of  # noqa: E402
from honest_training import HONEST  # noqa: E402

FOLDER = WORK / "cheating_class"
CLASS, OUT, LOG = FOLDER / "class", FOLDER / "out", FOLDER / "log.txt"
SLUG, SEED = "mnist_softmax", "31"
ASKED = ("--question", "build_model", "--question", "train_model")
HONESTLY = ("plain", "subclassed, tape", "sgd momentum", "early stopping")
TRIED = "cheat: "


def main() -> None:
    """Write, grade, and tell who was flagged for what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", default="2")
    terms = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    class_ = {folder_name(TRIED + name): make() for name, make in CHEATS.items()}
    class_ |= {folder_name(name): Cheat(source=HONEST[name]) for name in HONESTLY if name in HONEST}
    for student, given in class_.items():
        write(CLASS / student, given)
    command = grader_command("grade", SLUG, CLASS, "--out", OUT, "--seed", SEED, "--jobs", terms.jobs, *ASKED)
    say(f"grading {len(class_)} notebooks")
    run(command, env=grader_environment(ROOT), cwd=ROOT, log=LOG)
    rows = [row_of(each) for each in json.loads((OUT / "results.json").read_text("utf-8"))["runs"]]
    print(table(("student", "accuracy", "flags"), rows))
    wrong = [row[0] for row in rows if is_wrong(*row)]
    say(f"{OUT / 'index.html'}; " + (f"not as it should be: {', '.join(wrong)}" if wrong else "all as it should be"))
    sys.exit(bool(wrong))


def folder_name(name: str) -> str:
    """A student's name that a folder may have."""
    return name.replace(": ", "-").replace(", ", "-").replace(" ", "-")


def write(folder: Path, given: Cheat) -> None:
    """One student's hand-in: the notebook and what lies beside it."""
    folder.mkdir(parents=True)
    (folder / f"{SLUG}.ipynb").write_bytes(notebook_of(given.source))
    for name, content in given.files:
        (folder / name).write_bytes(content)


def row_of(submission: dict[str, Any]) -> tuple[str, str, str]:
    """Student, accuracy, and what raised flags."""
    training = submission.get("training") or {}
    flags = ", ".join(flag["id"] for flag in submission["flags"])
    return submission["student"], f"{training.get('accuracy', 0):.4f}", flags


def is_wrong(student: str, accuracy: str, flags: str) -> bool:
    """A cheat that got through, or an honest student under suspicion."""
    reached = float(accuracy) >= 0.9
    return reached and not flags if student.startswith("cheat-") else bool(flags) or not reached


if __name__ == "__main__":
    main()
