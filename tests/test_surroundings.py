"""What a Run's numbers depend on: told from this machine, and from what other systems say of theirs."""

import hashlib

import numpy as np

from grader import datasets
from grader.sandbox.environment import REPEATABLE, THREADS
from grader.surroundings import _processor, current_surroundings

ONE = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nflags\t\t: fpu avx2 sse4_2 fma avx512f ht\n\n"
X86 = ONE + "processor\t: 1\nmodel name\t: Another\n"
ARM = "processor : 0\nFeatures : fp asimd sve crc32 bf16\n"


def test_the_processor_is_named_with_what_mathematical_libraries_choose_by(tmp_path):
    (tmp_path / "cpuinfo").write_text(X86)
    assert _processor(tmp_path / "cpuinfo") == ("Some CPU @ 2 GHz", ("avx2", "avx512f", "fma", "sse4_2"))


def test_another_architecture_calls_them_features(tmp_path):
    (tmp_path / "cpuinfo").write_text(ARM)
    name, features = _processor(tmp_path / "cpuinfo")
    assert name
    assert features == ("asimd", "bf16", "sve")


def test_a_system_without_that_file_still_has_a_processor(tmp_path):
    name, features = _processor(tmp_path / "nothing")
    assert name
    assert features == ()


def test_the_settings_are_those_that_kernels_get():
    found = current_surroundings(None)
    assert found.settings == REPEATABLE
    assert set(THREADS) < set(found.settings)
    assert found.data == {}


def test_the_data_are_named_by_their_sums():
    sums = current_surroundings("mnist").data
    assert sorted(sums) == ["test_images", "test_labels", "train_images", "train_labels"]
    if datasets.is_cached("mnist"):
        labels = np.ascontiguousarray(datasets.load("mnist").test_labels, dtype="uint8")
        assert sums["test_labels"] == hashlib.sha256(labels.tobytes()).hexdigest()
