"""Parsing cells: what IPython takes is Python, and no text is too much."""

import ast

import pytest

from grader.syntax import has_syntax_error, parse


def test_python_is_parsed_as_it_stands() -> None:
    tree, text = parse("x = 1\ny = 2")
    assert [ast.unparse(statement) for statement in tree.body] == ["x = 1", "y = 2"]
    assert text == "x = 1\ny = 2"


@pytest.mark.parametrize("source", ["  x = 1\n  y = 2", ">>> x = 1\n>>> y = 2", "In [1]: x = 1\n   ...: y = 2"])
def test_indentation_and_prompts_are_taken_off_and_lines_keep_their_places(source: str) -> None:
    tree, text = parse(source)
    assert text == "x = 1\ny = 2"
    assert [statement.lineno for statement in tree.body] == [1, 2]


def test_what_is_no_python_has_no_tree() -> None:
    for source in ("def f(:", "!ls", "\0"):
        assert parse(source) is None


def test_code_nested_beyond_measure_is_a_syntax_error_and_no_crash() -> None:
    for source in ("-" * 200_000 + "1", "(" * 100_000, "x" + ".y" * 100_000, "f" + "()" * 100_000):
        assert has_syntax_error(source)
