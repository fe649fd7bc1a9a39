"""The error tree: what its docstring draws is what there is."""

import inspect
import re

import pytest

from grader import errors
from grader.errors import GraderError

CLASSES = {name: item for name, item in vars(errors).items() if inspect.isclass(item)}


def drawn() -> list[str]:
    """Names in the docstring's tree, the root first."""
    return re.findall(r"^(?:[├└]── )?(\w+Error)\b", errors.__doc__, re.MULTILINE)


def test_the_tree_in_the_docstring_is_the_tree_of_classes():
    root, *branches = drawn()
    assert root == GraderError.__name__
    assert branches == [name for name in CLASSES if name != root]


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "GraderError"])
def test_every_error_is_a_grader_error_and_nothing_between(name):
    assert CLASSES[name].__bases__ == (GraderError,)


@pytest.mark.parametrize("error", CLASSES.values())
def test_every_error_says_when_it_is_raised(error):
    assert error.__doc__.strip().endswith((".", "fault."))
    assert str(error("what came, where")) == "what came, where"
