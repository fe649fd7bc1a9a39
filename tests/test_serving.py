"""Serving a local archive in place of what a data set's module would fetch."""

import importlib
import sys

import pytest

from grader.serving import ServeData

SOURCE = """
def get_file(path, origin):
    raise RuntimeError("the network")

def load_data():
    return get_file("d.npz", origin="far away")
"""


@pytest.fixture
def own_path(monkeypatch):
    monkeypatch.setattr(sys, "path", sys.path.copy())


@pytest.fixture
def dataset(tmp_path, monkeypatch, own_path):
    """A package that fetches its data as Keras does, importable as `far.data`."""
    package = tmp_path / "far"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "data.py").write_text(SOURCE)
    monkeypatch.setattr(sys, "meta_path", sys.meta_path.copy())
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield package
    for name in ("far", "far.data"):
        sys.modules.pop(name, None)


def test_a_module_imported_later_reads_the_local_archive(dataset):
    finder = ServeData("far.data", "/local/archive.npz")
    sys.meta_path.insert(0, finder)
    module = importlib.import_module("far.data")
    assert module.load_data() == "/local/archive.npz"
    assert finder not in sys.meta_path


def test_other_modules_are_left_alone(dataset):
    (dataset / "other.py").write_text(SOURCE)
    sys.meta_path.insert(0, ServeData("far.data", "/local/archive.npz"))
    with pytest.raises(RuntimeError, match="the network"):
        importlib.import_module("far.other").load_data()
    sys.modules.pop("far.other")


def test_a_module_that_does_not_exist_stays_missing(dataset):
    sys.meta_path.insert(0, ServeData("far.nothing", "/local/archive.npz"))
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("far.nothing")
