"""The other graders: installs each into an environment of its own, and lets it grade a class the way it is meant to.

Both run as they come: nbgrader's `autograde` over the class, otter's `run` once per submission, since what otter has
for a class needs Docker. Neither is told how many threads TensorFlow may start.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from classes import names, numbered
from measure import ROOT, Timed, metered, run, say
from notebooks import nbgrader_master, nbgrader_submission, otter_master

from grader import datasets

PEERS = ROOT / "build" / "peers"
PACKAGES = {"nbgrader": "nbgrader==0.9.6", "otter": "otter-grader==7.0.0"}
SAME_AS_OURS = ("tensorflow", "keras", "numpy", "nbclient", "jupyter-client", "ipykernel")
NBGRADER_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "bench"
c.ExecutePreprocessor.timeout = 900
"""
TELL_VERSIONS = """import json, sys
from importlib.metadata import version
print(json.dumps([version(name) for name in sys.argv[1:]]))
"""
NBGRADER_SCORES = """import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps([[s.score, s.max_score] for s in book.assignment_submissions(sys.argv[1])]))
"""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A peer with a class handed in: `grade` runs it once, from a clean state, and tells how long it took."""

    name: str
    grade: Callable[[], Timed]


# --- environments -----------------------------------------------------------------------------------------------
def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment."""
    return PEERS / peer / "bin" / "python"


def requirements(peer: str) -> list[str]:
    """What a peer's environment holds: the peer itself, and the versions of everything else that are ours too."""
    return [PACKAGES[peer], *(f"{name}=={version(name)}" for name in SAME_AS_OURS)]


def install(peer: str) -> None:
    """Make a peer's environment, 2 GB of packages, unless it is there already."""
    if _is_installed(peer):
        return
    say(f"installing {PACKAGES[peer]} into {PEERS / peer} (once, two minutes or so)")
    subprocess.run([sys.executable, "-m", "venv", "--clear", PEERS / peer], check=True)
    flags = ["--quiet", "--quiet", "--disable-pip-version-check"]
    subprocess.run([str(python_of(peer)), "-m", "pip", "install", *flags, *requirements(peer)], check=True)
    if not _is_installed(peer):
        raise SystemExit(f"pip ended well, but {PEERS / peer} does not hold {', '.join(requirements(peer))}.")


def _is_installed(peer: str) -> bool:
    if not python_of(peer).exists():
        return False
    packages = dict(line.split("==") for line in requirements(peer))
    done = subprocess.run([python_of(peer), "-c", TELL_VERSIONS, *packages], capture_output=True, check=False)
    return done.returncode == 0 and json.loads(done.stdout) == list(packages.values())


def environment(peer: str, data: Path) -> dict[str, str]:
    """Variables for a peer: its own programs first, a home of its own, so that nothing configured here is found."""
    home = PEERS / "home" / peer
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    return {
        **kept,
        "PATH": os.pathsep.join([str(python_of(peer).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "MPLBACKEND": "agg",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "BENCH_MNIST": str(data),
    }


def data_file() -> Path:
    """MNIST as one uncompressed file for the peers' notebooks and the floor, made once."""
    path = PEERS / "mnist.npz"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        data = datasets.load("mnist")
        arrays = {name: getattr(data, name) for name in ("train_images", "train_labels", "test_images", "test_labels")}
        with (path.with_suffix(".partial")).open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        path.with_suffix(".partial").replace(path)
    return path


# --- nbgrader ---------------------------------------------------------------------------------------------------
def prepare_nbgrader(folder: Path, kind: str, size: int) -> Peer:
    """A course of nbgrader with a class handed in."""
    install("nbgrader")
    env, log = environment("nbgrader", data_file()), folder / "log.txt"
    command = [str(python_of("nbgrader")), "-m", "nbgrader"]
    source = folder / "source" / kind / "bench.ipynb"
    _fresh(folder, source.parent)
    (folder / "nbgrader_config.py").write_text(NBGRADER_CONFIG, "utf-8")
    source.write_text(nbgrader_master(kind), "utf-8")
    run([*command, "generate_assignment", kind], env=env, cwd=folder, log=log)
    solved = nbgrader_submission(folder / "release" / kind / "bench.ipynb")
    for number, name in enumerate(names(size), 1):
        path = folder / "submitted" / name / kind / "bench.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(numbered(solved, number), "utf-8")
    shutil.copy(folder / "gradebook.db", folder / "gradebook.before")

    def grade() -> Timed:
        shutil.rmtree(folder / "autograded", ignore_errors=True)
        shutil.copy(folder / "gradebook.before", folder / "gradebook.db")
        timed = run([*command, "autograde", kind], env=env, cwd=folder, log=log)
        _require_full_marks("nbgrader", _nbgrader_scores(folder, kind, env), size, log)
        return timed

    return Peer(name="nbgrader", grade=grade)


def _nbgrader_scores(folder: Path, kind: str, env: Mapping[str, str]) -> list[list[float]]:
    command = [str(python_of("nbgrader")), "-c", NBGRADER_SCORES, kind]
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, check=True)
    scores: list[list[float]] = json.loads(done.stdout.splitlines()[-1])
    return scores


# --- otter ------------------------------------------------------------------------------------------------------
def prepare_otter(folder: Path, kind: str, size: int) -> Peer:
    """An autograder of otter with a class handed in."""
    install("otter")
    env, log = environment("otter", data_file()), folder / "log.txt"
    command = [str(python_of("otter").with_name("otter"))]
    _fresh(folder, folder / "submitted")
    (folder / "bench.ipynb").write_text(otter_master(kind), "utf-8")
    run([*command, "assign", "--no-run-tests", "bench.ipynb", "dist"], env=env, cwd=folder, log=log)
    (archive,) = (folder / "dist" / "autograder").glob("*.zip")
    solved = (folder / "dist" / "autograder" / "bench.ipynb").read_text("utf-8")
    for number, name in enumerate(names(size), 1):
        (folder / "submitted" / f"{name}.ipynb").write_text(numbered(solved, number), "utf-8")

    def grade() -> Timed:
        shutil.rmtree(folder / "graded", ignore_errors=True)
        for name in names(size):
            (folder / "graded" / name).mkdir(parents=True)
        with metered() as meter:
            for name in names(size):
                flags = ["--no-logo", "-a", str(archive), "-o", f"graded/{name}", f"submitted/{name}.ipynb"]
                run([*command, "run", *flags], env=env, cwd=folder, log=log)
        _require_full_marks("otter", _otter_scores(folder), size, log)
        return meter.timed

    return Peer(name="otter", grade=grade)


def _otter_scores(folder: Path) -> list[list[float]]:
    found = []
    for path in sorted((folder / "graded").glob("*/results.json")):
        tests = [test for test in json.loads(path.read_text("utf-8"))["tests"] if test.get("max_score")]
        found.append([sum(test["score"] for test in tests), sum(test["max_score"] for test in tests)])
    return found


def _fresh(folder: Path, inner: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    inner.mkdir(parents=True)


def _require_full_marks(peer: str, scores: list[list[float]], size: int, log: Path) -> None:
    """A class that did not run is quickly graded: every submission must have earned everything."""
    if len(scores) != size or any(not possible or earned < possible for earned, possible in scores):
        raise SystemExit(f"{peer}: expected full marks for {size} submissions, found {scores}; see {log}.")


PREPARE: Mapping[str, Callable[[Path, str, int], Peer]] = {"nbgrader": prepare_nbgrader, "otter": prepare_otter}
