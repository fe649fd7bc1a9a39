"""Reading notebooks: everything students have handed in, and whatever else bytes can be."""

import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import notebook
from grader.errors import SubmissionError
from grader.notebook import is_demo, read


def code(source: Any, **fields: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **fields}


def as_bytes(*cells: Any, **fields: Any) -> bytes:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields).encode()


def problem(content: bytes) -> str:
    with pytest.raises(SubmissionError) as raised:
        read(content)
    return str(raised.value)


def test_code_cells_keep_their_position_among_all_cells() -> None:
    found = read(as_bytes({"cell_type": "markdown", "source": "# hi"}, code("x = 1"), code("y = 2")))
    assert [(cell.index, cell.source) for cell in found.cells] == [(1, "x = 1"), (2, "y = 2")]


def test_a_source_may_be_a_list_of_lines_or_a_string() -> None:
    found = read(as_bytes(code(["x = 1\n", "y = 2"]), code("z = 3")))
    assert [cell.source for cell in found.cells] == ["x = 1\ny = 2", "z = 3"]


def test_a_notebook_without_metadata_outputs_and_ids_is_read() -> None:
    content = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"}]}).encode()
    assert read(content).cells[0].source == "x = 1"


def test_a_newer_minor_version_is_read_as_it_is() -> None:
    assert read(as_bytes(code("x = 1"), nbformat_minor=99)).notes == ()


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf" + as_bytes(code("x = 1"))).cells
    assert read(as_bytes(code("x = 1")).decode().encode("utf-16")).cells


def test_line_ends_of_windows_become_plain() -> None:
    assert read(as_bytes(code("x = 1\r\ny = 2\r"))).cells[0].source == "x = 1\ny = 2\n"


def test_halves_of_surrogate_pairs_do_not_survive() -> None:
    assert read(as_bytes(code("x = '\ud800'"))).cells[0].source == "x = '?'"


def test_reading_neither_warns_nor_prints(capfd: pytest.CaptureFixture[str]) -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": 'x = "\\d"', "outputs": 3}]}]}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read(as_bytes(code('x = "\\d"', id=3)))
        read(json.dumps(old).encode())
    assert caught == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("major", [2, 3])
def test_an_old_format_is_upgraded_with_a_note(major: int) -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "hi"},
        {"cell_type": "code", "language": "python", "input": ["def f():\n", "    return 1"], "outputs": [{"odd": 1}]},
    ]
    old = {"nbformat": major, "nbformat_minor": 0, "metadata": {"name": "x"}, "worksheets": [{"cells": cells}]}
    found = read(json.dumps(old).encode())
    assert [(cell.index, cell.source) for cell in found.cells] == [(1, "def f():\n    return 1")]
    assert f"old format {major}" in found.notes[0]


def test_a_newer_format_than_known_is_unreadable_and_both_versions_are_named() -> None:
    message = problem(as_bytes(code("x"), nbformat=7))
    assert "format 7" in message
    assert "newer than 4" in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b'{"cells": \n "\xe9t\xe9"}', "byte 3 of line 2"),
        (b"import numpy as np\n", "line 1, column 1"),
        (b'{"cells": [],\n nbformat: 4}', "line 2, column 2"),
        (b'{"cells": [{"cell_type": "code", ', "cut off"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"%PDF-1.4", "PDF"),
        (b"\n<!DOCTYPE html><html></html>", "web page"),
        (b"<HTML>", "web page"),
        (b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> theirs\n]}', "merge conflict (line 2)"),
        (b"[1, 2]", "no list of cells"),
        (b"null", "no list of cells"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 4, "cells": {"a": 1}}', "no list of cells"),
        (b'{"nbformat": 1, "cells": []}', "no list of cells"),
        (b'{"nbformat": 4, "cells": []}', "no code cells"),
        (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "no code cells"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "x"}, 3, null]}', "no code cells"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b"1" * 10_000, "not a notebook"),
    ],
)
def test_what_is_no_notebook_is_named(content: bytes, said: str) -> None:
    assert said in problem(content)


def test_a_file_with_too_many_bytes_is_refused_before_it_is_read() -> None:
    assert "50 MB" in problem(b" " * (notebook.MAX_NOTEBOOK_BYTES + 1))


def test_large_outputs_do_not_count_as_code() -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}}
    assert read(as_bytes(code("x = 1", outputs=[picture]))).cells[0].source == "x = 1"


def test_too_much_code_is_refused() -> None:
    assert "bytes of code" in problem(as_bytes(code("#" * (notebook.MAX_CODE_BYTES + 1))))
    assert "code cells" in problem(as_bytes(*[code("")] * (notebook.MAX_CELLS + 1)))


def test_millions_of_empty_lists_are_refused() -> None:
    assert "lists" in problem(b"[" + b"[]," * notebook.MAX_BRACKETS + b"[]]")


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"name": "julia-1.10"}}, "julia"),
        ({"kernelspec": {"name": "ir"}}, "R"),
    ],
)
def test_a_notebook_in_another_language_is_unreadable(metadata: dict[str, Any], language: str) -> None:
    assert f"written in {language};" in problem(as_bytes(code("x"), metadata=metadata))


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "tf-gpu", "display_name": "TF"}},
        {"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "ipython"}},
        {"kernelspec": 3, "language_info": []},
        {"colab": {"provenance": []}, "accelerator": "GPU", "kernelspec": {"name": "python3"}},
        None,
        [],
    ],
)
def test_every_python_kernel_is_accepted(metadata: Any) -> None:
    assert read(as_bytes(code("x"), metadata=metadata)).cells


def test_the_demo_tag_is_found_and_its_commands_are_not_noted() -> None:
    found = read(as_bytes(code("!ls", metadata={"tags": ["demo", 3]}), code("x", metadata={"tags": None})))
    assert [is_demo(cell) for cell in found.cells] == [True, False]
    assert found.notes == ()


def test_notes_name_the_cell_and_the_command() -> None:
    found = read(as_bytes({"cell_type": "raw"}, code("import os\n!pip install `x`\n\x1b[31m")))
    assert found.notes == ("Cell 2: `!pip install 'x'` was left out; it does nothing while grading.",)


def test_hundreds_of_commands_give_a_short_list_of_notes() -> None:
    notes = read(as_bytes(code("!ls\n" * 100))).notes
    assert len(notes) == notebook.MAX_NOTES + 1
    assert notes[-1].startswith("And 80 more")


def test_more_commands_than_can_be_taken_out_are_left_to_the_kernel() -> None:
    crowded = "!ls\n" * 500 + "x = a + (1, 2)\n" * 5_000
    cells = read(as_bytes(code("!ls"), code(crowded), code("!pwd"))).cells
    assert [cell.source == source for cell, source in zip(cells, ["!ls", crowded, "!pwd"], strict=True)] == [
        False,
        True,
        False,
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(["cell_type", "source", "input", "metadata", "tags", "outputs", "id", "language"])
CELLS = st.dictionaries(KEYS, st.sampled_from(["code", "markdown", "x = 1", "!ls", "%%bash"]) | JSON)
CELL_LISTS = st.lists(CELLS | JSON, max_size=4) | JSON
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": st.integers(-1, 6) | JSON,
        "nbformat_minor": JSON,
        "metadata": st.dictionaries(st.sampled_from(["kernelspec", "language_info"]), JSON) | JSON,
        "cells": CELL_LISTS,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": CELL_LISTS}) | JSON, max_size=2) | JSON,
    },
)


def read_or_refused(content: bytes) -> None:
    try:
        found = read(content)
    except SubmissionError as error:
        assert str(error)
        return
    assert found.cells
    assert all(cell.source.encode() is not None for cell in found.cells)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS | JSON)
def test_any_json_is_read_or_refused(document: Any) -> None:
    read_or_refused(json.dumps(document).encode())


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_notebook_with_one_wrong_byte_is_read_or_refused(position: int, byte: int) -> None:
    content = bytearray(as_bytes(code("!ls\nx = 1"), metadata={"kernelspec": {"language": "python"}}))
    content[position % len(content)] = byte
    read_or_refused(bytes(content))


# --- definitions ---
