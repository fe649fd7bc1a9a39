"""What a Run is recognised by, so that nothing is executed twice: the code handed in, and what it was asked.

`code_hash` names a submission by its normalised code. `basis_hash` names everything else that can change what a Run
holds, but for seed and environment, which stand in the Run themselves. Points, titles and hints are in neither: they
are put to a Run when it is reported.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from grader import notebook as notebooks
from grader.errors import SubmissionError
from grader.records.assignment import Assignment, Check, Question
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.probe import Probe
from grader.records.submission import Submission

PLAIN = (type(None), bool, int, float, str, bytes)


def code_hash(submission: Submission) -> str:
    """SHA-256 over the code cells as the grader reads them, their order, and the files beside the notebook.

    Each cell counts with its repaired source and whether it is tagged `demo`. Metadata, outputs, prose, blank cells
    and the cells' ids do not count. What cannot be read is named by its status, its problem and its bytes.
    """
    files = sorted(submission.files)
    try:
        if submission.status is not Status.OK:
            return _hashed((str(submission.status), submission.problem, submission.notebook, files))
        cells = notebooks.read(submission.notebook).cells
    except SubmissionError as error:
        return _hashed((str(Status.UNREADABLE), str(error), submission.notebook, files))
    code = [(cell.source, notebooks.is_demo(cell)) for cell in cells if cell.source.strip()]
    return _hashed((str(Status.OK), code, files))


def basis_hash(assignment: Assignment, questions: Iterable[str], probes: Iterable[Probe], solution: Submission) -> str:
    """SHA-256 over what decides a Run beside the submission and the environment.

    That are the probes with the inputs that were drawn, the questions that are asked, every check with what it
    requires and compares, the limits, and the code of the solution that the expected values come from. It is taken
    from these values themselves, not from the text of `assignment.py`: comments, names and layout do not count, and
    neither do points, titles and hints. What has no plain value (a check of a class that `assignment.py` defines, a
    function) counts with the whole content of the assignment's files.
    """
    value = (_without_words(assignment), sorted(questions), tuple(probes), code_hash(solution))
    return _hashed(value, assignment.hash)


def training_hash(probes: Iterable[Probe], solutions: Iterable[Submission]) -> str:
    """SHA-256 over what trainings and their accuracies come from: the probes as drawn, and the code that is trained.

    Other questions, checks, thresholds, points and texts do not count, as they change no training.
    """
    return _hashed((tuple(probes), [(each.student, code_hash(each)) for each in solutions]))


def _without_words(assignment: Assignment) -> Assignment:
    """The assignment without what is only shown or counted when a Run is reported."""
    questions = tuple(_bare_question(question) for question in assignment.questions)
    reviews = tuple(msgspec.structs.replace(review, title="") for review in assignment.reviews)
    bare = msgspec.structs.replace(assignment, title="", hash="", feedback="hint", questions=questions, reviews=reviews)
    return msgspec.structs.replace(bare, numbers={})  # those of a student are in the probes and in the solution


def _bare_question(question: Question) -> Question:
    checks = tuple(_bare_check(check) for check in question.checks)
    return msgspec.structs.replace(question, title="", points=0.0, checks=checks, examples=())


def _bare_check(check: Check) -> Check:
    return msgspec.structs.replace(check, title="", points=0.0, hint="")


def _hashed(value: Any, elsewhere: str = "") -> str:
    return _digest(value, elsewhere).hex()


def _digest(value: Any, elsewhere: str) -> bytes:
    """SHA-256 of a value by its type and content; `elsewhere` stands for the content of what is not plain."""
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(value, np.generic):
        return _joined(name, [_digest(np.asarray(value), elsewhere)])
    if kind in PLAIN:
        return _joined(name, [value if isinstance(value, bytes) else repr(value).encode()])
    if kind in (tuple, list):
        return _joined(name, [_digest(item, elsewhere) for item in value])
    if kind is dict:
        return _joined(name, [_digest(item, elsewhere) for pair in value.items() for item in pair])
    if kind is np.ndarray and not value.dtype.hasobject:
        form = (value.dtype.descr, value.shape)
        return _joined(name, [repr(form).encode(), np.ascontiguousarray(value).tobytes()])
    fields = [_digest(item, elsewhere) for pair in _fields(value) for item in pair]
    is_ours = isinstance(value, Record) and kind.__module__.startswith("grader.")
    return _joined(name, fields if is_ours else [*fields, elsewhere.encode()])


def _fields(value: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(value, name)) for name in value.__struct_fields__] if isinstance(value, Record) else []


def _joined(name: str, parts: Iterable[bytes]) -> bytes:
    """A digest that tells apart where one part ends and the next begins."""
    digest = hashlib.sha256(f"{name}\0".encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()
