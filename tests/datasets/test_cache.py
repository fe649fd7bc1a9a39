"""The cache: whole or not at all, one process at a time, never other bytes than the expected ones."""

import subprocess
import sys
from pathlib import Path

import filelock
import numpy as np
import platformdirs
import pytest

from grader.datasets.cache import ensure, locked, opened, root_folder, size_problem, workplace
from grader.datasets.sources import KerasCache
from grader.errors import DataError

# A process of its own that fetches the data set of which it finds the description in an .npz.
FETCH = """
import resource, sys
import numpy as np
from pathlib import Path
from grader.datasets.cache import ensure
from grader.datasets.description import Description, Part, checksum
from grader.datasets.progress import shown
from grader.datasets.sources import NPZ_MEMBERS, KerasCache
from grader.errors import DataError

root, largest_file = Path(sys.argv[1]), int(sys.argv[2])
with np.load(Path(sys.argv[3])) as arrays:
    parts = tuple(
        Part(name=name, shape=arrays[member].shape, sha256=checksum(arrays[member]))
        for name, member in NPZ_MEMBERS.items()
    )
if largest_file:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
with shown() as progress:
    try:
        description = Description(name="tiny", classes=10, parts=parts)
        ensure(root, description, [KerasCache(file="tiny.npz")], progress)
    except DataError as error:
        sys.exit(str(error))
"""


def start_fetch(root: Path, npz: Path, largest_file: int = 0) -> subprocess.Popen[str]:
    command = (sys.executable, "-c", FETCH, str(root), str(largest_file), str(npz))
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def keras_npz(tiny, home):
    return tiny.npz(home / "keras" / "datasets" / "tiny.npz")


@pytest.fixture
def source():
    return KerasCache(file="tiny.npz")


def everything(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*")} - {"tiny.lock"}


WHOLE = {"tiny", *(f"tiny/{p}.u8" for p in ("train_images", "train_labels", "test_images", "test_labels"))}


def test_the_cache_is_where_grader_data_says(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_DATA", str(tmp_path / "here"))
    assert root_folder() == tmp_path / "here"


def test_a_relative_grader_data_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADER_DATA", "here")
    assert root_folder() == tmp_path / "here"


@pytest.mark.parametrize("value", [None, ""])
def test_the_cache_is_the_users_when_grader_data_says_nothing(value, monkeypatch):
    monkeypatch.delenv("GRADER_DATA", raising=False)
    if value is not None:
        monkeypatch.setenv("GRADER_DATA", value)
    assert root_folder() == Path(platformdirs.user_cache_dir("grader"))


def test_a_fetched_data_set_is_read_only_arrays_of_the_right_values(tiny, keras_npz, source, home, lines):
    dataset = opened(ensure(home / "cache", tiny.description, [source], lines), tiny.description)
    for name, expected in tiny.arrays.items():
        observed = getattr(dataset, name)
        np.testing.assert_array_equal(observed, expected, strict=True)
        assert isinstance(observed, np.memmap)
        assert not observed.flags.writeable
    assert dataset.sums == {part.name: part.sha256 for part in tiny.description.parts}
    assert dataset.folder == home / "cache" / "tiny"


def test_a_fetch_leaves_the_data_set_and_nothing_else(tiny, keras_npz, source, home, lines):
    ensure(home / "cache", tiny.description, [source], lines)
    assert everything(home / "cache") == WHOLE


def test_other_users_may_read_a_fetched_data_set(tiny, keras_npz, source, home, lines):
    folder = ensure(home / "cache", tiny.description, [source], lines)
    assert folder.stat().st_mode & 0o055 == 0o055
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}


def test_a_data_set_that_is_there_needs_no_source(tiny, keras_npz, source, home, lines):
    ensure(home / "cache", tiny.description, [source], lines)
    ensure(home / "cache", tiny.description, [], lines)
    assert lines.text().endswith("tiny: already complete\n")


def test_a_source_with_other_bytes_is_refused_by_name_and_the_next_one_tried(tiny, keras_npz, home, source, lines):
    changed = tiny.arrays["train_images"].copy()
    changed[0, 0, 0] ^= 1
    tiny.npz(home / "keras" / "datasets" / "corrupt.npz", train_images=changed)
    corrupt = KerasCache(file="corrupt.npz")
    folder = ensure(home / "cache", tiny.description, [corrupt, source], lines)
    assert f"tiny: not from {corrupt.name}: train_images has SHA-256 " in lines.text()
    np.testing.assert_array_equal(opened(folder, tiny.description).train_images, tiny.arrays["train_images"])


def test_when_no_source_has_it_every_source_is_listed_with_its_reason(tiny, home, lines):
    changed = np.zeros_like(tiny.arrays["test_labels"])
    tiny.npz(home / "keras" / "datasets" / "corrupt.npz", test_labels=changed)
    (home / "keras" / "datasets" / "junk.npz").write_bytes(b"junk")
    sources = [KerasCache(file=f"{name}.npz") for name in ("absent", "junk", "corrupt")]
    with pytest.raises(DataError) as caught:
        ensure(home / "cache", tiny.description, sources, lines)
    first, *reasons, advice = str(caught.value).splitlines()
    assert first == "The data set tiny could not be had from any of 3 sources:"
    for reason, source, words in zip(
        reasons, sources, ("no such file", "junk.npz cannot be read", "test_labels has SHA-256"), strict=True
    ):
        assert reason.startswith(f"  - {source.name}: {words}")
    assert f"put tiny.npz into {home}/keras/datasets" in advice
    assert "set GRADER_DATA to a folder" in advice
    assert everything(home / "cache") == set()


def test_a_file_of_the_wrong_size_is_noticed_and_the_data_set_repaired(tiny, keras_npz, source, home, lines):
    folder = ensure(home / "cache", tiny.description, [source], lines)
    damaged = folder / "train_labels.u8"
    damaged.chmod(0o644)
    damaged.write_bytes(b"\1\2\3")
    assert size_problem(folder, tiny.description) == f"{damaged} has 3 bytes, expected 12"
    ensure(home / "cache", tiny.description, [source], lines)
    assert f"tiny: {damaged} has 3 bytes, expected 12; fetching it again" in lines.text()
    np.testing.assert_array_equal(opened(folder, tiny.description).train_labels, tiny.arrays["train_labels"])
    assert everything(home / "cache") == WHOLE


def test_a_changed_byte_is_noticed_by_the_next_fetch_and_repaired(tiny, keras_npz, source, home, lines):
    folder = ensure(home / "cache", tiny.description, [source], lines)
    damaged = folder / "test_labels.u8"
    damaged.chmod(0o644)
    damaged.write_bytes(b"\0\0\0")
    assert size_problem(folder, tiny.description) is None
    ensure(home / "cache", tiny.description, [source], lines)
    assert damaged.read_bytes() == bytes([7, 2, 1])


def test_a_repair_that_fails_leaves_what_was_there(tiny, keras_npz, source, home, lines):
    folder = ensure(home / "cache", tiny.description, [source], lines)
    (folder / "test_labels.u8").unlink()
    with pytest.raises(DataError, match="could not be had"):
        ensure(home / "cache", tiny.description, [], lines)
    assert everything(home / "cache") == WHOLE - {"tiny/test_labels.u8"}


def test_arrays_in_use_survive_a_repair(tiny, keras_npz, source, home, lines):
    folder = ensure(home / "cache", tiny.description, [source], lines)
    in_use = opened(folder, tiny.description)
    (folder / "test_labels.u8").unlink()
    ensure(home / "cache", tiny.description, [source], lines)
    np.testing.assert_array_equal(in_use.train_images, tiny.arrays["train_images"])


def test_a_write_that_fails_half_way_leaves_nothing(keras_npz, home):
    process = start_fetch(home / "cache", keras_npz, largest_file=100)  # train_images has 192 bytes
    _out, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"The data cache {home}/cache cannot be used" in complaint
    assert "set GRADER_DATA to another folder" in complaint
    assert everything(home / "cache") == set()


def test_two_processes_fetching_at_once_do_not_clash(tiny, keras_npz, home):
    root = home / "cache"
    root.mkdir()
    with filelock.FileLock(root / "tiny.lock"):  # so that both certainly arrive before either begins
        processes = [start_fetch(root, keras_npz) for _ in range(2)]
        for process in processes:
            assert "another grader is working on it, waiting" in process.stderr.readline()
    words = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], words
    assert sorted("fetched into" in text for text in words) == [False, True]
    assert sorted("already complete" in text for text in words) == [False, True]
    assert everything(root) == WHOLE
    np.testing.assert_array_equal(opened(root / "tiny", tiny.description).train_images, tiny.arrays["train_images"])


def test_what_a_killed_fetch_left_behind_is_removed_by_the_next(tiny, keras_npz, source, home, lines):
    left_behind = home / "cache" / ".tiny-0123456789ab.partial" / "fresh"
    left_behind.mkdir(parents=True)
    (left_behind / "train_images.u8").write_bytes(b"half")
    ensure(home / "cache", tiny.description, [source], lines)
    assert everything(home / "cache") == WHOLE


def test_a_cache_that_cannot_be_written_is_named(tiny, keras_npz, source, home, lines):
    (home / "cache").write_text("a file where a folder is expected")
    with pytest.raises(DataError, match=f"The data cache {home}/cache cannot be used"):
        ensure(home / "cache", tiny.description, [source], lines)


def test_a_workplace_is_gone_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), workplace(tmp_path, "tiny") as work:
        (work / "file").write_text("x")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_free_again_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path, "tiny"):
        raise ZeroDivisionError
    with filelock.FileLock(tmp_path / "tiny.lock", timeout=0):
        pass
