"""The student's notebook and the reference, both made from one script."""

import json
import textwrap
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.definitions import definitions
from grader.errors import AssignmentError
from grader.notebook import is_demo, read
from grader.release import combine, read_script, release, solution_notebook

SCRIPT = '''\
# ---
# jupyter:
#   kernelspec: {name: foreign}
#   jupytext: {text_representation: {format_name: light}}
# ---

# %% [markdown]
# # Softmax
#
# Write it.

# %%
import numpy as np
# %matplotlib inline
# cat the arrays


# %%
def softmax(logits):
    """Probabilities (batch, classes)."""
    # BEGIN SOLUTION
    powers = np.exp(logits)

    return powers / powers.sum()
    # END SOLUTION


# %% tags=["demo"]
print(softmax(np.ones(3)))

# %%
class Net:
    def call(self, x):
        for _ in x:
            # BEGIN SOLUTION
            x = x + 1
            # END SOLUTION
        # BEGIN SOLUTION
        return x
        # END SOLUTION
'''


def sources(content: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(content)["cells"]]


def refusal(script: str) -> str:
    with pytest.raises(AssignmentError) as raised:
        release(textwrap.dedent(script), "a")
    return str(raised.value)


def test_every_solution_becomes_one_stub_that_names_its_function() -> None:
    cells = sources(release(SCRIPT, "mnist_softmax"))
    assert cells[2] == (
        'def softmax(logits):\n    """Probabilities (batch, classes)."""\n'
        '    raise NotImplementedError("Write softmax here.")'
    )
    assert cells[4] == (
        "class Net:\n    def call(self, x):\n        for _ in x:\n"
        '            raise NotImplementedError("Write Net.call here.")\n'
        '        raise NotImplementedError("Write Net.call here.")'
    )


def test_a_solution_outside_of_functions_is_replaced_too() -> None:
    script = "# %%\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n"
    assert sources(release(script, "a")) == ['raise NotImplementedError("Write your code here.")']


def test_text_magics_and_comments_stay_what_they_are() -> None:
    cells = sources(release(SCRIPT, "mnist_softmax"))
    assert cells[0] == "# Softmax\n\nWrite it."
    assert cells[1] == "import numpy as np\n%matplotlib inline\n# cat the arrays"


def test_the_reference_has_the_solutions_and_no_marks() -> None:
    content = solution_notebook(SCRIPT, "mnist_softmax")
    assert "return powers / powers.sum()" in sources(content)[2]
    assert b"SOLUTION" not in content


def test_stub_and_reference_have_the_same_cells_but_for_the_solutions() -> None:
    stub, reference = (json.loads(make(SCRIPT, "m", "T")) for make in (release, solution_notebook))
    for cell in stub["cells"] + reference["cells"]:
        cell.pop("source")
    assert stub == reference


def test_demo_cells_keep_their_tag() -> None:
    cells = read(release(SCRIPT, "m")).cells
    assert [is_demo(cell) for cell in cells] == [False, False, True, False]


def test_the_notebook_is_valid_clean_and_says_what_it_is() -> None:
    content = release(SCRIPT, "mnist softmax/é", "Softmax")
    found: Any = nbformat.reads(content.decode(), as_version=4)
    nbformat.validate(found)
    assert (found.nbformat, found.nbformat_minor) == (4, 5)
    assert len({cell.id for cell in found.cells}) == len(found.cells)
    assert all(not cell.outputs and cell.execution_count is None for cell in found.cells if "outputs" in cell)
    assert found.metadata.grader == {"assignment": "mnist softmax/é", "version": 1}
    assert (found.metadata.kernelspec.name, found.metadata.title) == ("python3", "Softmax")
    assert content.endswith(b"}\n")
    assert "é".encode() in content


def test_the_same_script_gives_the_same_bytes() -> None:
    assert release(SCRIPT, "m") == release(SCRIPT, "m") == release(SCRIPT.replace("\n", "\r\n"), "m")


def test_a_configuration_in_the_working_folder_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = release(SCRIPT, "m")
    (tmp_path / "jupytext.toml").write_text('cell_metadata_filter = "-all"\nformats = "md"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTEXT_CONFIG", str(tmp_path / "jupytext.toml"))
    assert release(SCRIPT, "m") == expected


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("# %%\n# BEGIN SOLUTION\nx = 1\n", "Line 2: `# BEGIN SOLUTION` without"),
        ("# %%\nx = 1\n# END SOLUTION\n", "Line 3: `# END SOLUTION` without"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION\n", "Line 2: a solution begins inside"),
        ("# BEGIN SOLUTION\n# %%\n# END SOLUTION\n", "Line 2: a cell begins inside"),
        ("def f():\n    #BEGIN SOLUTION\n    pass\n", "Line 2: `#BEGIN SOLUTION` is not a mark"),
        ("x = 1\n### begin solution\n", "Line 2"),
        ("# BEGIN SOLUTION softmax\n", "Line 1"),
        ("def f(:\n", "not Python as it stands (line 1)"),
        ("if x:\n    # BEGIN SOLUTION\n    y = 1\nif z:\n        # END SOLUTION\n        y\n", "Line 5: `# END"),
    ],
)
def test_marks_that_do_not_pair_up_are_named_with_their_line(script: str, said: str) -> None:
    assert said in refusal(script)


def test_a_stub_that_is_no_longer_python_is_refused() -> None:
    script = """\
    # BEGIN SOLUTION
    if x:
    # END SOLUTION
        y = 1
    """
    assert "once its solutions are taken out (line 2)" in refusal(script)


def test_a_missing_script_and_one_in_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="cannot be read: No such file"):
        read_script(tmp_path / "solution.py")
    (tmp_path / "latin.py").write_bytes(b"# \xe9")
    with pytest.raises(AssignmentError, match="not UTF-8"):
        read_script(tmp_path / "latin.py")


def test_a_byte_order_mark_is_no_part_of_the_script(tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read_script(tmp_path / "solution.py") == "x = 1\n"


def test_an_added_definition_replaces_the_first_and_several_can_be_added() -> None:
    once = combine(solution_notebook(SCRIPT, "m"), "\ndef softmax(logits):\n    return None\n")
    twice = combine(once, "x = 1")
    nbformat.validate(nbformat.reads(twice.decode(), as_version=4))
    found = definitions(read(twice))
    assert found["softmax"].source == "def softmax(logits):\n    return None"
    assert found["x"].cell == len(sources(twice)) - 1
    assert sources(twice)[:-2] == sources(solution_notebook(SCRIPT, "m"))


NAMES = st.from_regex(r"[a-z]{3,8}", fullmatch=True).map(lambda name: f"n_{name}")


@st.composite
def functions(draw: st.DrawFn) -> str:
    """A function whose solutions, and nothing else, hold the word SECRET."""
    lines = [f"def {draw(NAMES)}(x):", '    """Doc."""']
    for depth in draw(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=3)):
        lines += [f"{'    ' * level}if x:" for level in range(1, depth)]
        pad = "    " * depth
        body = draw(st.lists(st.sampled_from(["SECRET = 1", "", "# SECRET", "x = 'SECRET # %%'"]), max_size=4))
        lines += [f"{pad}# BEGIN SOLUTION", *(pad + line for line in body), f"{pad}x = 1", f"{pad}# END SOLUTION"]
    return "\n".join(lines)


@given(st.lists(functions(), min_size=1, max_size=3))
def test_a_released_notebook_never_holds_a_solution(cells: list[str]) -> None:
    script = "".join(f"# %%\n{cell}\n\n" for cell in cells)
    released = release(script, "m")
    assert released == release(script, "m")
    assert b"SECRET" not in released
    assert b"SOLUTION" not in released
    assert released.count(b"NotImplementedError") == script.count("# BEGIN")
    assert len(sources(released)) == len(sources(solution_notebook(script, "m"))) == len(cells)
