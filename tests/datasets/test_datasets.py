"""The data room as the other rooms use it."""

import os
import subprocess
import sys

import numpy as np
import pytest

from grader import datasets
from grader.errors import DataError


def test_data_are_fetched_when_first_loaded(served_tiny, home, capfd):
    assert not datasets.is_cached("tiny")
    dataset = datasets.load("tiny")
    np.testing.assert_array_equal(dataset.test_images, served_tiny.arrays["test_images"])
    assert datasets.is_cached("tiny")
    assert f"tiny: fetched into {home}/cache/tiny" in capfd.readouterr().err


def test_data_that_are_there_are_loaded_silently_without_a_source(served_tiny, home, capfd):
    datasets.load("tiny")
    (home / "keras" / "datasets" / "tiny.npz").unlink()
    capfd.readouterr()
    assert datasets.load("tiny").name == "tiny"
    assert capfd.readouterr() == ("", "")


def test_a_cache_file_of_the_wrong_size_is_repaired_when_loaded(served_tiny):
    path = datasets.load("tiny").folder / "train_images.u8"
    path.chmod(0o644)
    os.truncate(path, 5)
    assert not datasets.is_cached("tiny")
    np.testing.assert_array_equal(datasets.load("tiny").train_images, served_tiny.arrays["train_images"])


def test_data_can_be_loaded_from_a_folder_nobody_may_write_to(served_tiny, home):
    datasets.load("tiny")
    (home / "cache" / "tiny.lock").unlink()
    for folder in (home / "cache" / "tiny", home / "cache"):
        folder.chmod(0o555)
    try:
        np.testing.assert_array_equal(datasets.load("tiny").test_labels, [7, 2, 1])
        assert not (home / "cache" / "tiny.lock").exists()
    finally:
        (home / "cache").chmod(0o755)
        (home / "cache" / "tiny").chmod(0o755)


def test_a_fetch_reports_to_whom_it_is_told(served_tiny, lines, capfd):
    datasets.fetch("tiny", lines)
    assert "tiny: fetched into" in lines.text()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("use", [datasets.load, datasets.fetch, datasets.is_cached, datasets.verify])
def test_an_unknown_name_is_refused_with_the_known_ones(use, home):
    with pytest.raises(DataError, match=r"no data set 'signs'\. Known: digits, mnist\."):
        use("signs")
    assert not (home / "cache").exists()


def test_verifying_data_that_are_not_there_says_how_to_get_them(home):
    with pytest.raises(DataError, match=r"does not exist.*run `grader data fetch mnist`"):
        datasets.verify("mnist")


def test_the_data_room_does_not_import_tensorflow():
    code = "import sys, grader.datasets; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.class_run
def test_the_real_mnist_is_fetched_verified_and_served(home):
    dataset = datasets.load("mnist")
    assert dataset.train_images.shape == (60_000, 28, 28)
    assert dataset.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert dataset.test_labels[:5].tolist() == [7, 2, 1, 0, 4]
    flat = datasets.stored("mnist", "train_images_flat_float32")
    assert (flat.shape, flat.path.stat().st_size) == ((60_000, 784), 188_160_000)
    with np.load(datasets.served_archive("mnist")) as archive:
        assert archive["x_test"].shape == (10_000, 28, 28)
        decoy = {image.tobytes() for image in archive["x_test"]}
    assert len(decoy) == 10_000
    assert not decoy & {image.tobytes() for image in dataset.test_images}
    assert datasets.verify("mnist") == dataset.sums
