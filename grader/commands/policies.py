"""Puts results under a policy file, with the other attempts of a class where the policy looks at them."""

from pathlib import Path

import click

from grader.ledger import ARCHIVE, decided, other_attempts
from grader.policy import apply_policy, read_policy
from grader.records.policy import Attempts
from grader.records.results import Results
from grader.reports.wording import one_line


def under_policy(results: Results, path: Path, place: Path) -> Results:
    """The results under the policy at `path`; `place` is the folder (or file) that they came from."""
    policy = read_policy(path)
    archive = (place if place.is_dir() else place.parent) / ARCHIVE
    earlier = other_attempts(results, archive) if policy.attempts is Attempts.BEST else {}
    applied = apply_policy(policy, results, decided(earlier, archive, results.assignment.slug))
    for remark in applied.remarks:
        click.echo(f"grader: {one_line(remark)}", err=True)
    return applied.results
