"""Variants and mistakes are read, never run."""

import re
from pathlib import Path

import pytest

from grader.errors import AssignmentError
from grader.exemplars import equivalents, mistakes, read_exemplar, variants

MISTAKE = '''"""Rows and columns are mixed up.

More about it.
"""

CATALOGUE = "S-01"
FAILS = ("softmax.values", "softmax.rows")
HINT = "Along which axis?"

import numpy as np

EPSILON = 1e-7


def softmax(x):
    def inner():
        pass
    return x


class Net:
    def call(self):
        pass
'''


def write(folder: Path, text: str | bytes, name: str = "one.py") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(AssignmentError) as refused:
        read_exemplar(path)
    assert str(path) in str(refused.value)
    return str(refused.value)


def test_a_mistake_says_what_it_fails_and_what_it_redefines(tmp_path):
    found = read_exemplar(write(tmp_path, MISTAKE, "by_row.py"))
    assert found.id == "by_row"
    assert found.says.startswith("Rows and columns are mixed up.")
    assert found.fails == ("softmax.values", "softmax.rows")
    assert (found.catalogue, found.hint) == ("S-01", "Along which axis?")
    assert found.functions == ("EPSILON", "softmax", "Net")
    assert found.source == MISTAKE


def test_nothing_in_a_file_is_run(tmp_path):
    trace = tmp_path / "trace"
    code = f"from pathlib import Path\nPath({str(trace)!r}).touch()\ndef f(x):\n    return x\n"
    read_exemplar(write(tmp_path, code))
    assert not trace.exists()


def test_a_variant_declares_nothing(tmp_path):
    write(tmp_path / "variants", "def f(x):\n    return x\n")
    (found,) = variants(tmp_path)
    assert (found.fails, found.hint, found.says) == ((), "", "")


def test_exemplars_come_in_the_order_of_their_names(tmp_path):
    for name in ("c.py", "a.py", "b.py", "notes.md"):
        write(tmp_path / "variants", "x = 1\n", name)
    assert [variant.id for variant in variants(tmp_path)] == ["a", "b", "c"]


def test_an_assignment_may_have_no_exemplars_yet(tmp_path):
    assert variants(tmp_path) == mistakes(tmp_path) == ()


@pytest.mark.parametrize("lost", ["FAILS", "HINT"])
def test_a_mistake_without_what_it_fails_or_without_a_hint_is_named(tmp_path, lost):
    write(tmp_path / "mistakes", MISTAKE)
    write(tmp_path / "mistakes", MISTAKE.replace(lost, "OTHER"), "silent.py")
    with pytest.raises(AssignmentError, match=r"no FAILS or no HINT: silent\.$"):
        mistakes(tmp_path)


@pytest.mark.parametrize("text", ["def f(:\n", "FAILS = (softmax,)\n", "HINT = 'a' + str(1)\n", b"# \xe9\n", b"x\0\n"])
def test_what_is_no_python_or_no_literal_is_named_with_its_file(tmp_path, text):
    assert "cannot be read" in refusal(write(tmp_path, text))


@pytest.mark.parametrize("fails", ['("softmax.values")', "5", "(1, 2)", "None", '{"softmax.values"}'])
def test_a_forgotten_comma_in_what_a_mistake_fails_is_told(tmp_path, fails):
    assert "FAILS must be a tuple of check ids" in refusal(write(tmp_path, f"FAILS = {fails}\n"))


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    assert "cannot be read" in refusal(tmp_path / "absent.py")


# --- mutants declared equivalent ------------------------------------------------------------------------------


def test_equivalent_mutants_are_read_with_their_reasons(tmp_path):
    assert equivalents(tmp_path) == {}
    (tmp_path / "equivalent.py").write_text('"""Why."""\n\nEQUIVALENT = {"f: a -> " "b": ("It is " "the same.")}\n')
    assert equivalents(tmp_path) == {"f: a -> b": "It is the same."}


@pytest.mark.parametrize(
    "text", ["", "EQUIVALENT = {'f: a -> b': ''}", "EQUIVALENT = ['f']", "EQUIVALENT = dict(a=1)", "EQUIVALENT = {"]
)
def test_what_is_no_dictionary_of_reasons_is_refused_with_the_path(tmp_path, text):
    (tmp_path / "equivalent.py").write_text(text)
    with pytest.raises(AssignmentError, match=re.escape(str(tmp_path / "equivalent.py"))):
        equivalents(tmp_path)
