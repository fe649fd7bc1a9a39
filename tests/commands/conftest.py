"""Runs commands as they are typed, in the course of docs/authoring.md."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from course import CORRECT, notebook_of

from grader.cli import main

BY_ROW = """import numpy as np

def standardize(x):
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
"""


class Ended(NamedTuple):
    """How a command ended: exit code, what it printed, what it complained about."""

    code: int
    out: str
    err: str


Typed = Callable[..., Ended]


@pytest.fixture
def typed(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs `grader` with the given words in this process, in the small course unless another is set."""
    monkeypatch.setenv("GRADER_COURSE", str(course))
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["grader", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """A class of three: right, wrong, and unreadable."""
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(notebook_of(CORRECT))
    (folder / "ben.ipynb").write_bytes(notebook_of(BY_ROW))
    (folder / "chloe.ipynb").write_bytes(b"")
    return folder
