"""Finding definitions: which of a notebook's names count, and where they stand."""

import pytest

from grader.definitions import definitions, parts
from grader.notebook import Cell, Notebook


def holding(*sources: str) -> Notebook:
    return Notebook(cells=tuple(Cell(index=index, source=source) for index, source in enumerate(sources)))


def test_of_several_definitions_the_last_one_counts() -> None:
    found = definitions(holding("def f():\n    return 1", "x = 1\ndef f():\n    return 2\n"))
    assert (found["f"].cell, found["f"].line, found["f"].source) == (1, 2, "def f():\n    return 2")


@pytest.mark.parametrize(
    "source", ["f = lambda x: x", "f = other", "f = tf.nn.f", "class f:\n    pass", "import a as f"]
)
def test_every_way_to_bind_a_name_is_a_definition(source: str) -> None:
    assert definitions(holding(source))["f"].source == source


def test_a_definition_begins_with_its_decorators() -> None:
    found = definitions(holding("\n@a\n@b(\n  1)\ndef f():\n    pass\n\nx = 1"))["f"]
    assert (found.line, found.source) == (2, "@a\n@b(\n  1)\ndef f():\n    pass")


def test_inner_functions_and_methods_are_no_definitions() -> None:
    assert set(definitions(holding("def f():\n    def g(): pass\nclass A:\n    def h(self): pass"))) == {"f", "A"}


def test_definitions_in_blocks_count_and_are_shown_without_indentation() -> None:
    source = "try:\n    import a\nexcept ImportError:\n    def f():\n        return 1\nelse:\n    pass"
    found = definitions(holding(source))
    assert (found["f"].line, found["f"].source) == (4, "def f():\n    return 1")


def test_a_cell_that_is_not_python_is_passed_over() -> None:
    assert set(definitions(holding("def f(:", "def g(): pass", "\0"))) == {"g"}


def test_cells_that_ipython_takes_are_python() -> None:
    assert set(definitions(holding("  def f():\n    pass", ">>> def g():\n...     pass"))) == {"f", "g"}


def test_demo_cells_define_nothing_unless_asked_for() -> None:
    cells = (Cell(index=0, source="def f(): pass", tags=("demo",)), Cell(index=1, source="def g(): pass"))
    both = Notebook(cells=cells)
    assert set(definitions(both)) == {"g"}
    assert set(definitions(both, demo=True)) == {"f"}


def test_thousands_of_branches_are_searched() -> None:
    source = "if x:\n    pass\n" + "elif x:\n    def f(): pass\n" * 500
    assert definitions(holding(source))["f"].line == 1002


def test_the_parts_of_a_function_are_all_it_uses_in_the_order_of_the_notebook() -> None:
    found = definitions(
        holding(
            "import numpy as np\nEPS = 1",
            "def g(x): return np.abs(x) + EPS",
            "def f(x): return g(x)\ndef h(): return 2",
        )
    )
    assert [part.name for part in parts("f", found)] == ["np", "EPS", "g", "f"]
    assert [part.name for part in parts("h", found)] == ["h"]
    assert parts("absent", found) == ()


def test_a_circle_of_functions_is_walked_once() -> None:
    found = definitions(holding("def f(x): return g(x)", "def g(x): return f(x)"))
    assert [part.name for part in parts("f", found)] == ["f", "g"]
