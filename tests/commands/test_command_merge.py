"""A class graded in parts and put together is the class graded at once."""

import json
from pathlib import Path

import pytest

from grader.records.adjustment import Act, Adjustment
from grader.store.archive import Archive
from grader.store.decisions import append_decision

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(240)]
SAME = ("--seed", 5, "--isolation", "none", "--jobs", 2)


def marks(out: Path) -> dict[str, float]:
    return {run["student"]: run["earned"] for run in json.loads((out / "results.json").read_text("utf-8"))["runs"]}


def test_the_parts_of_a_class_make_the_whole(typed, notebooks, tmp_path):
    whole, parts = tmp_path / "whole", [tmp_path / "1", tmp_path / "2"]
    assert typed("grade", "standardize", notebooks, "--out", whole, *SAME).code == 0
    for number, part in enumerate(parts, 1):
        assert typed("grade", "standardize", notebooks, "--out", part, "--shard", f"{number}/2", *SAME).code == 0
    shares = [set(marks(part)) for part in parts]
    assert shares[0] | shares[1] == {"ada", "ben", "chloe"}
    assert not shares[0] & shares[1]

    for _ in range(2):  # the second time changes nothing
        ended = typed("merge", "standardize", *parts, "--out", tmp_path / "merged")
        assert ended.code == 0
        assert marks(tmp_path / "merged") == marks(whole)
        with Archive.open(tmp_path / "merged" / "archive.sqlite") as archive:
            assert len(list(archive.runs())) == 3


def test_parts_on_other_inputs_are_not_put_together(typed, notebooks, tmp_path):
    for name, seed in (("1", 5), ("2", 6)):
        typed("grade", "standardize", notebooks, "--out", tmp_path / name, "--seed", seed, "--isolation", "none")
    ended = typed("merge", "standardize", tmp_path / "1", tmp_path / "2", "--out", tmp_path / "merged")
    assert ended.code == 2
    assert "the same --seed" in ended.err
    assert not (tmp_path / "merged").exists()


def test_a_part_needs_a_seed_in_common_with_the_others(typed, notebooks, tmp_path):
    ended = typed("grade", "standardize", notebooks, "--out", tmp_path / "out", "--shard", "1/2")
    assert ended.code == 2
    assert "--shard needs --seed" in ended.err


@pytest.mark.parametrize("part", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_what_is_no_part_is_refused(typed, notebooks, tmp_path, part):
    ended = typed("grade", "standardize", notebooks, "--out", tmp_path / "out", "--shard", part, "--seed", 1)
    assert ended.code == 2
    assert "2/8" in ended.err


def test_decisions_made_in_a_part_are_not_lost_in_silence(typed, notebooks, tmp_path):
    typed("grade", "standardize", notebooks, "--out", tmp_path / "1", *SAME)
    decision = Adjustment(assignment="standardize", student="ada", act=Act.COMMENT, by="staff", text="well done")
    append_decision(tmp_path / "1" / "archive.sqlite", decision)
    ended = typed("merge", "standardize", tmp_path / "1", "--out", tmp_path / "merged")
    assert ended.code == 2
    assert "Merge first, then decide" in ended.err
