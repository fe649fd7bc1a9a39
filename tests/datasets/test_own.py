"""Data sets that a course brings along, as other rooms use them."""

import pytest

from grader import datasets
from grader.errors import DataError


@pytest.fixture
def reference(tiny, home, data_sets_kept):
    """The reference folder of a course that has `tiny` under the name of `specks`."""
    tiny.npz(home / "specks.npz")
    datasets.add(home / "reference", home / "specks.npz")
    return home / "reference"


def test_a_computer_that_has_only_the_course_has_its_data(reference, home, tiny):
    (home / "specks.npz").unlink()
    datasets.learn(reference)
    assert (datasets.load("specks").train_images == tiny.arrays["train_images"]).all()


def test_data_that_are_not_beside_their_description_may_be_in_the_keras_cache(reference, home):
    (reference / "data" / "specks.npz").unlink()
    datasets.learn(reference)
    with pytest.raises(DataError, match=r"from any of 2 sources(.|\n)*reference/data/specks.npz: no such file"):
        datasets.load("specks")
    (home / "keras" / "datasets").mkdir(parents=True)
    (home / "specks.npz").rename(home / "keras" / "datasets" / "specks.npz")
    assert datasets.load("specks").name == "specks"


def test_other_data_under_the_same_name_are_not_taken_for_these(reference, home, tiny):
    datasets.learn(reference)
    before = datasets.load("specks")
    tiny.arrays["test_labels"][:] = tiny.arrays["test_labels"][::-1].copy()
    tiny.npz(home / "specks.npz")
    datasets.add(reference, home / "specks.npz")
    datasets.learn(reference)
    after = datasets.load("specks")
    assert after.folder != before.folder
    assert (after.test_labels == tiny.arrays["test_labels"]).all()


def test_only_what_a_course_keeps_itself_is_written_there(reference):
    assert b'"specks"' in datasets.written(reference, "specks")
    assert datasets.written(reference, "mnist") == datasets.written(reference, None) == b""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"classes": ', '"classes": "many", "was": ', "is no description of a data set"),
        ('"name": "specks"', '"name": "dots"', "describes 'dots'"),
        ('"name": "train_labels"', '"name": "labels"', "the parts train_images, labels"),
    ],
)
def test_a_description_that_cannot_be_used_is_refused_with_the_place(reference, old, new, said):
    path = reference / "data" / "specks.json"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        datasets.learn(reference)
    assert said in str(caught.value)
    assert f"{path}" in str(caught.value)
    assert "grader data add" in str(caught.value)
