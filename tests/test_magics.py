"""Repairing cells: commands and magics go, Python and every line's place stay."""

import ast
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.magics import repair
from grader.syntax import has_syntax_error


@pytest.mark.parametrize(
    ("source", "repaired", "commands"),
    [
        ("!pip install x\ny = 1", "pass  # neutralised: !pip install x\ny = 1", ["!pip install x"]),
        ("!!ls", "pass  # neutralised: !!ls", ["!!ls"]),
        ("%pip install x", "pass  # neutralised: %pip install x", ["%pip install x"]),
        ("%conda install x", "pass  # neutralised: %conda install x", ["%conda install x"]),
        ("pip install x\n", "# pip install x\n", ["pip install x"]),
        ("files = !ls", "files = []  # neutralised: !ls", ["files = !ls"]),
        ("x = %who_knows", "x = None  # neutralised: %who_knows", ["x = %who_knows"]),
        ("!echo it's", "pass  # neutralised: !echo it's", ["!echo it's"]),
        ("if x:\n    !ls\n    y = 1", "if x:\n    pass  # neutralised: !ls\n    y = 1", ["!ls"]),
        ("!pip install \\\n  x\ny = 1", "pass  # neutralised: !pip install \\\n# x\ny = 1", ["!pip install"]),
        ("%matplotlib inline\nx = 1", "pass  # neutralised: %matplotlib inline\nx = 1", []),
        ("%tensorflow_version 2.x", "pass  # neutralised: %tensorflow_version 2.x", []),
        ("%time x = f()", "x = f()", []),
        ("%timeit -n 10 -r3 f(1)", "f(1)", []),
        ("x = %time f()", "x = f()", []),
        ("%time f(1, \\\n  2)", "f(1, \\\n  2)", []),
        ("%time", "pass  # neutralised: %time", []),
        ("f?\nx = 1", "pass  # neutralised: f?\nx = 1", []),
        ("??f", "pass  # neutralised: ??f", []),
        ("%%time\ndef f():\n    return 1", "# %%time\ndef f():\n    return 1", []),
        ("\n%%capture out\n\n%%timeit -n 3 y = 1\nx = y", "\n# %%capture out\n\ny = 1\nx = y", []),
        ("%%bash\nls\n\nrm x", "# %%bash\n# ls\n\n# rm x", ["%%bash"]),
        ("%%html\n<b>hi</b>", "# %%html\n# <b>hi</b>", []),
        ("%%time\n!ls\nx = 1", "# %%time\npass  # neutralised: !ls\nx = 1", ["!ls"]),
    ],
)
def test_commands_and_magics_are_taken_out(source: str, repaired: str, commands: list[str]) -> None:
    assert repair(source) == (repaired, tuple(commands))
    assert not has_syntax_error(repaired)


@pytest.mark.parametrize(
    "source",
    [
        '"""\n!ls\n%time\n"""',
        "x = 7 \\\n  % 3",
        "x = (7\n% 3\n)",
        "x = '''\n%%bash\n'''",
        "# !ls\nx = 1",
        "get_ipython().system('ls')",
        'print(f"""{1}\n!ls""")',
        "pip = 1",
        "",
        "  x = 1",
    ],
)
def test_what_only_looks_like_a_magic_is_left_alone(source: str) -> None:
    assert repair(source) == (source, ())


def test_a_string_before_a_command_is_left_alone() -> None:
    assert repair('x = """\n!ls\n"""\n!pwd')[0] == 'x = """\n!ls\n"""\npass  # neutralised: !pwd'


def test_a_cell_with_a_syntax_error_keeps_its_lines() -> None:
    assert repair("def f(:\n    return 1") == ("def f(:\n    return 1", ())


def test_a_file_that_a_student_writes_is_still_written() -> None:
    repaired, commands = repair("%%writefile own.py\ndef f():\n    return 'it\\'s'\n")
    assert commands == ()
    assert repaired.count("\n") == 3
    call = ast.parse(repaired).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    name, file, body = (ast.literal_eval(argument) for argument in call.value.args)
    assert (name, file) == ("writefile", "own.py")
    assert "def f():\n    return 'it\\'s'\n" in body


MAGICS = ["!ls", "%time x = 1", "%%bash", "%%time", "x = !ls", "    !pwd \\", "f?", "?f", ",f a", ";f b", "/f c"]
PYTHON = ["x = 1", '"""', "'''", "(", ")", "if x:", "    y = 2", "  more", "%", "x = %", "", "\\", "#"]
PIECES = st.sampled_from([*MAGICS, *PYTHON, "\x0c", "\xa0", "\0"])
SOURCES = st.lists(PIECES | st.text(max_size=8), max_size=8).map(lambda lines: "\n".join(lines).replace("\r", ""))


@settings(max_examples=500, deadline=None)
@given(SOURCES)
def test_repairing_keeps_every_line_on_its_line(source: str) -> None:
    assert repair(source)[0].count("\n") == source.count("\n")


@settings(max_examples=500, deadline=None)
@given(SOURCES)
def test_repairing_never_changes_what_is_python(source: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError):
            return
    assert repair(source) == (source, ())


@settings(deadline=None)
@given(SOURCES)
def test_a_repaired_cell_needs_no_second_repair(source: str) -> None:
    once, _ = repair(source)
    if not has_syntax_error(once):
        assert repair(once) == (once, ())
