"""The class that the benchmarks of the cluster grade: functions of the small course, no two with the same code."""

import shutil
import sys
from pathlib import Path

from classes import names
from measure import ROOT, WORK, grader_command

sys.path.insert(0, str(ROOT / "tests" / "cluster"))

from grader import catalog
from grader.release import combine

FOLDER = WORK / "cluster"
SLUG = "standardize"
SEED = "7"


def write_class(course: Path, folder: Path, size: int, code: str = "") -> Path:
    """A folder of `size` different solutions, written anew; `code` runs in each of them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    solution = catalog.load(SLUG, course).solution
    marked = combine(solution, f"STUDENT = 'nobody'\n{code}").decode()
    for name in names(size):
        (folder / f"{name}.ipynb").write_text(marked.replace("'nobody'", f"'{name}'"), "utf-8")
    return folder


def command(submissions: Path, out: Path, *flags: str) -> list[str | Path]:
    """`grader grade` on a class, with the seed of all."""
    return grader_command("grade", SLUG, submissions, "--out", out, "--seed", SEED, *flags)
