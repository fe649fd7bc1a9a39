"""Names of what lies in a source: which are passed over, and how the others are shown."""

import os
from pathlib import Path

from handed_in import only, put, taken


def test_hidden_and_generated_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "a.ipynb", "1")
    for junk in (".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git"):
        put(tmp_path / junk / "x.ipynb")
        put(tmp_path / "alice" / junk / "mnist.ipynb")
    put(tmp_path / "._bob.ipynb")
    put(tmp_path / "alice" / ".secret")
    found = only(tmp_path)
    assert (found.student, found.notebook, found.files, found.notes) == ("alice", b"1", (), ())


def test_composed_and_decomposed_letters_are_one_name(tmp_path: Path) -> None:
    put(tmp_path / "Jos\u00e9.ipynb", "flat", modified=1)
    put(tmp_path / "Jose\u0301" / "mnist.ipynb", "named")
    found = only(tmp_path)
    assert (found.student, found.notebook) == ("Jos\u00e9", b"named")


def test_names_that_differ_stay_apart_and_are_safe_to_show(tmp_path: Path) -> None:
    raw = ["Alice", "alice", "a\x1b[31mb", "a\nb", "a\\nb", "\u202eeve", "-rf", "J. Doe", "Jos\u00e9"]
    for name in raw:
        put(tmp_path / f"{name}.ipynb", name)
    (tmp_path / os.fsdecode(b"b\xff.ipynb")).write_bytes(b"latin")
    found = taken(tmp_path)
    assert sorted(one.notebook for one in found.values()) == sorted([name.encode() for name in raw] + [b"latin"])
    assert all(name.isprintable() and name.encode() for name in found)
    assert {"Alice", "alice", "a\\nb", "a\\\\nb", "\\u202eeve", "José", "b\\udcff"} <= set(found)
    assert all(one.hash and one.source.isprintable() for one in found.values())
