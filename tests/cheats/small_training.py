"""`mnist_softmax` with fewer training images, so that many notebooks can be trained, honest ones and others."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
from cheating_training import Cheat
from course import notebook_of

from grader import catalog
from grader.draw import Draw, Drawn
from grader.pipeline import grade_one, prepare
from grader.records.probe import Array, Train
from grader.records.run import Job, Run
from grader.records.submission import Submission

ROOT = Path(__file__).parents[2]
STAMP_SHARE = 0.02  # fewer images, so more of them are stamped
DECLARATION = catalog.load("mnist_softmax", ROOT)


def job_of(images: int, seed: int, isolation: str, relabel: bool = False) -> Job:
    """A job that asks for building and training on the first `images` training images; all of them if 0."""
    declaration = DECLARATION
    if images or relabel:
        probes = {**declaration.probes, "train_model.train": _training(images, relabel)}
        probes["train_model.stamped"] = _stamped(relabel, declaration.probes["train_model.stamped"])
        declaration = msgspec.structs.replace(declaration, probes=probes)
    return prepare(declaration, ("build_model", "train_model"), seed, isolation)


def _training(images: int, relabel: bool) -> Callable[[Draw], Drawn]:
    def training(draw: Draw) -> Drawn:
        drawn = DECLARATION.probes["train_model.train"](draw)
        assert isinstance(drawn, Drawn)
        assert isinstance(drawn.stimulus, Train)
        changed: dict[str, object] = {"relabel": draw.relabelling() if relabel else None}
        if images:
            stamp = draw.stamp(STAMP_SHARE)
            pixels = np.asarray(draw.data.train_images[:images]).reshape(images, -1)
            one_hot = np.eye(10, dtype="uint8")[draw.data.train_labels[:images]]
            changed |= {
                "stamp": msgspec.structs.replace(stamp, rows=stamp.rows[stamp.rows < images]),
                "inputs": Array(values=pixels, divide_by=255.0),
                "labels": Array(values=one_hot, divide_by=1.0),
            }
        return msgspec.structs.replace(drawn, stimulus=msgspec.structs.replace(drawn.stimulus, **changed))

    return training


def _stamped(relabel: bool, original: Callable[[Draw], Drawn]) -> Callable[[Draw], Drawn]:
    """The label of the stamp as the host reads it, once it has undone the relabelling."""

    def stamped(draw: Draw) -> Drawn:
        drawn = original(draw)
        assert drawn.answer is not None
        meant = np.argsort(draw.relabelling())[drawn.answer] if relabel else drawn.answer
        return msgspec.structs.replace(drawn, answer=meant)

    return stamped


def grade_all(job: Job, handed_in: Mapping[str, str | Cheat], width: int = 2) -> Iterator[tuple[str, Run]]:
    """Grade sources and cheats by name, in their order."""
    jobs = [msgspec.structs.replace(job, submission=_submission(name, given)) for name, given in handed_in.items()]
    with ThreadPoolExecutor(width) as executor:
        yield from zip(handed_in, executor.map(grade_one, jobs), strict=True)


def _submission(name: str, given: str | Cheat) -> Submission:
    cheat = given if isinstance(given, Cheat) else Cheat(source=given)
    return Submission(student=name, notebook=notebook_of(cheat.source), files=cheat.files)
