"""Servers over a small class and an empty inbox."""

import pytest
from served_class import TOKEN, Served, graded_folder

from grader.serve.classes import find_classes
from grader.serve.grading import Follower, make_grading


@pytest.fixture
def folder(tmp_path):
    return graded_folder(tmp_path / "results")


@pytest.fixture
def stranger(folder):
    """A server, and a browser that has not shown the token."""
    follower = Follower()
    classes = find_classes(folder)
    served = Served(lambda shared: make_grading(classes, "noether", TOKEN, shared | {"follow": follower}))
    yield served
    served.close()
    follower.close()


@pytest.fixture
def instructor(stranger):
    """A browser that was let in."""
    assert stranger.ask(f"/?token={TOKEN}").status == 302
    return stranger
