"""A class with every hostile notebook among honest ones, graded once; what was there before and after."""

import os
import secrets
import tempfile
from collections.abc import Iterator

import msgspec
import pytest
from classroom import LOOPS, NOISY
from course import CORRECT, build_course, notebook_of
from hostile_class import LIMITS, Graded, hand_in, run_class
from traces import Traces

from grader import catalog
from grader.pipeline import prepare
from grader.records.run import Job
from grader.records.submission import Submission
from grader.sandbox.proof import chosen_level


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A secret of this process: in its memory, environment, files, open descriptors and shared memory."""
    word = f"canary-{secrets.token_hex(16)}"
    folder = tmp_path_factory.mktemp(word)
    for name in ("archive.sqlite", "hidden-tests.py", "labels.csv"):
        (folder / name).write_text(word, "utf-8")
    before = dict(os.environ)
    with (
        (folder / "labels.csv").open("r+", encoding="utf-8") as opened,
        tempfile.NamedTemporaryFile("w", prefix=f"{word}-", dir=shared_memory(), encoding="utf-8") as shared,
    ):
        shared.write(word)
        shared.flush()
        os.set_inheritable(opened.fileno(), True)
        os.environ |= {"GITHUB_TOKEN": word, "GRADER_LABELS": word}
        yield word
        os.environ.clear()
        os.environ |= before


def shared_memory() -> str | None:
    """The folder of shared memory, where there is one to be written."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@pytest.fixture(scope="session")
def guarded(canary: str, tmp_path_factory: pytest.TempPathFactory) -> Job:
    """A job of `standardize` with short limits; the canary is in the reference."""
    root = build_course(tmp_path_factory.mktemp("guarded"))
    for name in ("solution.py", "assignment.py"):
        path = root / "reference" / "standardize" / name
        path.write_text(path.read_text("utf-8") + f"\n\nCANARY = {canary!r}\n", "utf-8")
    level = chosen_level("auto", ("numpy",)).level
    job = prepare(catalog.load("standardize", root), ("standardize",), seed=11, isolation=level)
    return msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, limits=LIMITS))


@pytest.fixture(scope="session")
def honest(canary: str) -> dict[str, Submission]:
    """Good and wrong notebooks, each with the canary in code, in memory and in a file beside it."""
    kept = f"# {canary}\nkept = {canary!r}\n"
    sources = {"arrays": CORRECT, "loops": LOOPS, "noisy": NOISY}
    return {
        name: Submission(
            student=name,
            notebook=notebook_of(kept + source, "print(kept)\nopen('mine.txt', 'w').write(kept)"),
            files=(("data.csv", canary.encode()),),
        )
        for name, source in sources.items()
    }


@pytest.fixture(scope="session")
def graded(guarded: Job, honest: dict[str, Submission], tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The class, graded once: the honest alone, then all together, the honest spread among the others."""
    submitted = hand_in(tmp_path_factory.mktemp("class"))
    alone = run_class(guarded, honest)
    before = Traces.now()
    mixed: dict[str, Submission] = {}
    for number, (name, submission) in enumerate(submitted.items()):
        if number % (len(submitted) // len(honest)) == 0 and len(mixed) - number < len(honest):
            neighbour = list(honest)[len(mixed) - number]
            mixed[f"honest {neighbour}"] = honest[neighbour]
        mixed[name] = submission
    runs = run_class(guarded, mixed)
    return Graded(
        template=guarded,
        alone=alone,
        hostile={name: run for name, run in runs.items() if name in submitted},
        honest={name: runs[f"honest {name}"] for name in honest},
        before=before,
        after=Traces.settled(before),
    )
