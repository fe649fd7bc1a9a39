"""Fixtures that more than one folder of tests uses."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from course import build_course
from hypothesis import settings

from grader import catalog
from grader.datasets import DATASETS, SOURCES
from grader.pipeline import prepare
from grader.records.run import Job
from grader.sandbox.proof import chosen_level

# No test asserts a time: a slow machine is not a fault.
settings.register_profile("grader", deadline=None)
settings.load_profile("grader")

# A shell starts background jobs with Ctrl-C ignored, and every process the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of docs/authoring.md."""
    return build_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def declaration(course: Path) -> catalog.Declaration:
    """The small assignment `standardize`."""
    return catalog.load("standardize", course)


@pytest.fixture(scope="session")
def template(declaration: catalog.Declaration) -> Job:
    """A job of `standardize` without a student; starts one kernel."""
    return prepare(declaration, ("standardize",), seed=11, isolation=chosen_level("auto", ("numpy",)).level)


@pytest.fixture
def data_sets_kept() -> Iterator[None]:
    """Forgets afterwards which data sets a course of the test made known."""
    kept = dict(DATASETS), dict(SOURCES)
    yield
    for table, before in zip((DATASETS, SOURCES), kept, strict=True):
        table.clear()
        table.update(before)
