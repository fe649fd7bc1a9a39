"""`grader report --policy`: rules applied to what was graded, with the other attempts of the archive."""

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest
from graded import graded

from grader.commands.sheets import SHEETS
from grader.policy import read_policy
from grader.records.policy import Policy
from grader.records.results import Results, head, scored
from grader.records.verdict import Verdict
from grader.reports import FORMATS, STUDENT_FORMATS, write_all
from grader.sources.roster import HEADINGS, read_roster
from grader.store.archive import Archive

DOCS = Path(__file__).parents[2] / "docs"
PASS, FAIL = Verdict.PASS, Verdict.FAIL


@pytest.fixture
def out(declaration, tmp_path):
    """The output folder of a class of one, whose second attempt was worse and late."""
    own = {"assignment_hash": declaration.assignment.hash}
    first = graded(submission_hash="1" * 64, submitted="2026-05-01T10:00:00Z", **own)
    other = graded(submission_hash="0" * 64, submitted="2026-05-01T09:00:00Z", basis_hash="other checks", **own)
    last = graded(PASS, FAIL, submission_hash="2" * 64, submitted="2026-05-03T10:00:00Z", **own)
    with Archive.open(tmp_path / "out" / "archive.sqlite", write=True) as archive:
        archive.append(other, graded(FAIL, submission_hash="1" * 64, **own), first, last)
    results = Results(
        assignment=head(declaration.assignment, ("standardize",)),
        seed=7,
        environment=last.environment,
        runs=(scored(last, declaration.assignment),),
    )
    write_all(results, tmp_path / "out")
    return tmp_path / "out"


def rules(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    return path


LATE = "due = 2026-05-02T10:00:00Z\nlate.percent_per_day = 10\n"


def test_a_policy_changes_what_is_reported_and_nothing_that_is_kept(typed, out, tmp_path):
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    ended = typed("report", out, "--policy", rules(tmp_path, LATE), "--format", "policy")
    assert (ended.code, ended.err) == (0, "")
    (row,) = csv.DictReader(ended.out.splitlines())
    assert (row["before"], row["after"], row["possible"]) == ("4", "3", "10")
    assert row["reasons"] == "1 day late: 10 % of the possible points"
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_the_best_attempt_on_the_same_checks_counts(typed, out, tmp_path):
    ended = typed("report", out, "--policy", rules(tmp_path, LATE + 'attempts = "best"'), "--format", "json")
    (run,) = json.loads(ended.out)["runs"]
    assert (run["earned"], run["submitted"]) == (10, "2026-05-01T10:00:00Z")
    assert [effect["kind"] for effect in run["effects"]] == ["attempt"]
    assert "the best of 2" in run["effects"][0]["reason"]


def test_other_attempts_need_the_assignment_as_it_was(typed, out, tmp_path):
    document = json.loads((out / "results.json").read_text())
    document["assignment"]["hash"] = "changed since"
    (out / "results.json").write_text(json.dumps(document))
    ended = typed("report", out, "--policy", rules(tmp_path, 'attempts = "best"'), "--format", "text")
    assert ended.code == 2
    assert "was changed since these results were written" in ended.err


def test_a_policy_that_is_none_ends_with_2(typed, out, tmp_path):
    ended = typed("report", out, "--policy", rules(tmp_path, "late = 3"), "--format", "text")
    assert ended.code == 2
    assert "docs/policy.md lists what may stand in it" in ended.err


def test_the_policy_that_is_documented_is_one_and_shows_every_rule(tmp_path):
    (block,) = re.findall(r"```toml\n(.*?)```", (DOCS / "policy.md").read_text("utf-8"), re.DOTALL)
    policy = read_policy(rules(tmp_path, block))
    shown = tomllib.loads(block)
    assert set(shown) == set(Policy.__struct_fields__)
    assert set(shown["late"]) == set(type(policy.late).__struct_fields__)
    assert {*shown["students"]["grace"], "due"} == set(type(policy.students["grace"]).__struct_fields__)


def test_the_roster_that_is_documented_has_every_column(tmp_path):
    (block,) = re.findall(r"```csv\n(.*?)```", (DOCS / "exports.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "roster.csv").write_text(block)
    (person,) = read_roster(tmp_path / "roster.csv").people
    assert all(getattr(person, field) for field in HEADINGS)


def test_every_format_is_documented():
    text = (DOCS / "exports.md").read_text("utf-8")
    assert [name for name in (*FORMATS, *STUDENT_FORMATS, *SHEETS) if f"`{name}`" not in text] == []
