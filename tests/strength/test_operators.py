"""The small changes that make mutants: which are made, in which words, and which are not."""

import ast

import pytest

from grader.strength.operators import edits


def words(body: str, structural: bool = False) -> set[str]:
    """The changes of a function of `x` and `y` with these lines, in words."""
    lines = "\n    ".join(body.splitlines())
    return {found for found, _ in edits(ast.parse(f"def f(x, y):\n    {lines}\n").body[0], structural)}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("return x - y", "x - y -> x + y"),
        ("return x - y", "x - y -> y - x"),
        ("return x / 255.0", "x / 255.0 -> x"),
        ("return x / 255.0", "x / 255.0 -> x / 256.0"),
        ("return -np.mean(x)", "-np.mean(x) -> np.mean(x)"),
        ("return np.mean(x)", "np.mean(x) -> np.sum(x)"),
        ("return np.sum(x, axis=-1)", "np.sum(x, axis=-1) -> np.sum(x, axis=0)"),
        ("return np.sum(x, axis=-1)", "np.sum(x, axis=-1) -> np.sum(x)"),
        ("return np.max(x, axis=0, keepdims=True)", "np.max(x, axis=0, keepdims=True) -> np.max(x, axis=0)"),
        ("return np.clip(x, 1e-7, 1)", "np.clip(x, 1e-07, 1) -> x"),
        ("return np.clip(x, 1e-7, 1)", "np.clip(x, 1e-07, 1) -> np.clip(x, 0.0, 1)"),
        ("return x.astype('float32')", "x.astype('float32') -> x"),
        ("return f(x, y)", "f(x, y) -> f(y, x)"),
        ("return x > 0", "x > 0 -> x >= 0"),
        ("return x.T @ y", "x.T @ y -> y @ x.T"),
        ("return x.T @ y", "x.T @ y -> x @ y"),
        ("return x[1:]", "x[1:] -> x[2:]"),
        ("return x[1:]", "x[1:] -> x"),
        ("return [x for i in range(y)]", "range(y) -> range(y - 1)"),
        ("return x if y else 0", "x if y else 0 -> 0 if y else x"),
        ("return Dense(10, activation='relu')", "Dense(10, activation='relu') -> Dense(10, activation='linear')"),
        ("return x, y", "return (x, y) -> return (y, x)"),
        ("x += 1\nreturn x", "x += 1 -> nothing"),
        ("x = abs(x)\nreturn x", "x = abs(x) -> nothing"),
        ("if x and y:\n    return 1", "x and y -> x or y"),
    ],
)
def test_a_slip_of_numeric_code_is_among_the_changes(code, change):
    # The smallest call, sum, comparison or line around the slip is shown.
    assert any(found == change or found.endswith(change) or change in found for found in words(code)), words(code)


def test_every_mutant_is_python_and_another_program_than_all_the_others():
    tree = ast.parse(
        "def f(x):\n    'Text.'\n    y = x - np.max(x, axis=-1, keepdims=True)\n    return np.exp(y) / 2\n"
    )
    programs = [ast.unparse(changed) for _, changed in edits(tree.body[0])]
    assert len(programs) == len(set(programs)) >= 12
    assert not any("Text." in program for program in programs)
    for program in programs:
        compile(program, "mutant", "exec")


def test_what_no_answer_shows_is_left_alone():
    assert words('"""A docstring with 1."""\nraise ValueError("0 or 1" + str(2))') == set()
    assert words("return tf.add(x, y)") == {"tf.add(x, y) -> tf.multiply(x, y)"}  # either order is the same


def test_of_a_function_that_trains_only_the_structure_is_changed():
    code = "model.compile(optimizer='adam', loss='mse')\nreturn model.fit(x, y, epochs=2, batch_size=128)"
    assert words(code, structural=True) == {
        "model.compile(optimizer='adam', loss='mse') -> nothing",
        "model.fit(x, y, epochs=2, batch_size=128) -> model.fit(y, x, epochs=2, batch_size=128)",
    }
