"""Hands in files and archives as students do, and collects what came in."""

import os
import zipfile
from pathlib import Path

import pytest

from grader.collect import collect
from grader.errors import UsageError
from grader.records.submission import Submission

NAME = "mnist.ipynb"


def put(path: Path, content: bytes | str = b"{}", modified: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if modified is not None:
        os.utime(path, (modified, modified))
    return path


def pack(path: Path, *members: str | tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            name, content = (member, b"{}") if isinstance(member, str) else member
            archive.writestr(name, content)
    return path


def taken(path: Path) -> dict[str, Submission]:
    found = collect(path, NAME)
    names = [submission.student for submission in found]
    assert names == sorted(set(names))
    return {submission.student: submission for submission in found}


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as raised:
        collect(path, NAME)
    return str(raised.value)


def only(path: Path) -> Submission:
    (submission,) = collect(path, NAME)
    return submission
