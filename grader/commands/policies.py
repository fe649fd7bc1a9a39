"""Puts results under a policy file, with the other attempts of a class where the policy looks at them."""

from collections.abc import Iterator
from pathlib import Path

import click

from grader import catalog
from grader.errors import UsageError
from grader.policy import apply_policy, read_policy
from grader.records.policy import Attempts
from grader.records.results import Results, ScoredRun, scored
from grader.records.run import Run
from grader.reports.wording import one_line
from grader.store.archive import Archive

ARCHIVE = "archive.sqlite"


def under_policy(results: Results, path: Path, place: Path) -> Results:
    """The results under the policy at `path`; `place` is the folder (or file) that they came from."""
    policy = read_policy(path)
    earlier = _earlier(results, place) if policy.attempts is Attempts.BEST else {}
    applied = apply_policy(policy, results, earlier)
    for remark in applied.remarks:
        click.echo(f"grader: {one_line(remark)}", err=True)
    return applied.results


def _earlier(results: Results, place: Path) -> dict[str, list[ScoredRun]]:
    """The attempts of each student beside the one reported, the oldest first."""
    path = (place if place.is_dir() else place.parent) / ARCHIVE
    assignment = catalog.load(results.assignment.slug).assignment
    if assignment.hash != results.assignment.hash:
        raise UsageError(
            f"{assignment.slug} was changed since these results were written, so that older attempts would have other "
            "points. Give `grader grade` again first, which executes only what it must."
        )
    questions = tuple(question.name for question in results.assignment.questions)
    with Archive.open(path) as archive:
        runs = [
            run for run in archive.runs() if run.assignment == assignment.slug and set(run.questions) == set(questions)
        ]
    return {
        reported.student: [scored(run, assignment) for run in _attempts(reported, runs)] for reported in results.runs
    }


def _attempts(reported: ScoredRun, runs: list[Run]) -> Iterator[Run]:
    """The newest Run of every other hand-in of the student that was asked the same as the one reported."""
    own = [run for run in runs if run.student == reported.student]
    basis = next((run.basis_hash for run in reversed(own) if run.submission_hash == reported.submission_hash), None)
    newest = {run.submission_hash: run for run in own if run.basis_hash == basis}
    newest.pop(reported.submission_hash, None)
    yield from newest.values()
