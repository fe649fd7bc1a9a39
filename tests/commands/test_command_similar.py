"""`grader similar` on a small class; nothing is run, so that no kernel is needed."""

import csv
import re

import pytest
from course import CORRECT, notebook_of

LONG = """
def scaled(values, low, high):
    smallest, largest = values.min(axis=0), values.max(axis=0)
    span = np.where(largest > smallest, largest - smallest, 1)
    return low + (values - smallest) / span * (high - low)

def clipped(values, limit):
    centre = np.median(values, axis=0)
    spread = np.abs(values - centre).mean(axis=0)
    return np.clip(values, centre - limit * spread, centre + limit * spread)
"""
OWN = """
import numpy as np

def standardize(rows):
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    means = [sum(column) / len(column) for column in columns]
    print('</ol><script>alert(1)</script>')
    spreads = []
    for column, mean in zip(columns, means):
        squares = [(value - mean) ** 2 for value in column]
        spreads.append((sum(squares) / len(squares)) ** 0.5)
    return np.array([[(v - m) / s for v, m, s in zip(row, means, spreads)] for row in rows])
"""


@pytest.fixture
def alike_class(tmp_path):
    """Two whose code is alike, one of another mind, one who handed in nothing that can be read."""
    folder = tmp_path / "alike"
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(notebook_of(CORRECT, LONG))
    (folder / "ben.ipynb").write_bytes(notebook_of(LONG.replace("span", "width").replace("limit", "most"), CORRECT))
    (folder / "<b>eve.ipynb").write_bytes(notebook_of(OWN))
    (folder / "zoe.ipynb").write_bytes(b"")
    return folder


def test_a_pair_is_shown_side_by_side(typed, alike_class, tmp_path):
    ended = typed("similar", "standardize", alike_class, "--out", tmp_path / "out" / "similar.html")
    assert ended.code == 0
    assert ended.out.startswith("1 pairs of 3 notebooks share 40 % or more.")
    assert "zoe is not compared: The file is empty." in ended.err
    page = (tmp_path / "out" / "similar.html").read_text()
    assert re.search(r"ada and ben: ([89]\d|100) %", page)
    assert "<mark>    return low + (values - smallest) / width * (high - low)</mark>" in page
    assert "<script" not in page
    (row,) = csv.DictReader((tmp_path / "out" / "similar.csv").read_text().splitlines())
    assert (row["first"], row["second"]) == ("ada", "ben")
    assert float(row["percent"]) > 80


def test_students_and_code_are_escaped(typed, alike_class, tmp_path):
    ended = typed("similar", "standardize", alike_class, "--least", "0", "--out", tmp_path / "similar.html")
    assert ended.code == 0
    page = (tmp_path / "similar.html").read_text()
    assert not re.search(r"<script|<b>eve", page)


def test_nobody_alike_is_a_page_that_says_so(typed, notebooks, tmp_path):
    ended = typed("similar", "standardize", notebooks, "--out", tmp_path / "similar.html")
    assert ended.code == 0
    assert "No two notebooks are as much alike" in (tmp_path / "similar.html").read_text()


def test_the_export_is_what_jplag_and_dolos_read(typed, alike_class, tmp_path):
    words = ("--out", tmp_path / "similar.html", "--export", tmp_path / "export")
    assert typed("similar", "standardize", alike_class, *words).code == 0
    rows = list(csv.DictReader((tmp_path / "export" / "info.csv").read_text().splitlines()))
    assert [row["full_name"] for row in rows] == ["<b>eve", "ada", "ben"]
    for row in rows:
        assert "\ndef standardize" in (tmp_path / "export" / row["filename"]).read_text()
        assert "<" not in row["filename"]
    assert (tmp_path / "export" / "base" / "notebook.py").exists()
    assert "--base-code base submissions" in (tmp_path / "export" / "README.txt").read_text()
