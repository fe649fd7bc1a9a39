"""`grader replay`: a stored Run once more."""

import pytest

pytestmark = pytest.mark.kernel


@pytest.fixture
def results(typed, notebooks, tmp_path):
    """The class of three, graded."""
    assert typed("grade", "standardize", notebooks, "--out", tmp_path / "out", "--jobs", "1").code == 0
    return tmp_path / "out"


def test_a_replay_on_the_same_machine_gives_no_difference(typed, results, notebooks):
    for student in ("ben", "chloe"):
        ended = typed("replay", results, notebooks, "--student", student)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith(f"{student}, standardize, seed ")
        assert ended.out.rstrip().endswith("no difference.")
    unknown = typed("replay", results, notebooks, "--student", "eve")
    assert unknown.code == 2
    assert "holds 0 Runs of eve" in unknown.err
    (notebooks / "ben.ipynb").unlink()
    gone = typed("replay", results, notebooks, "--student", "ben")
    assert gone.code == 2
    assert "is not among the 2 submissions" in gone.err
