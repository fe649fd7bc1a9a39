"""Classroom 50's `classroom50/result/v1` of one submission: whole points, an identity, no other keys."""

import json
import re
from typing import Any

from grader.records.base import Record
from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import lines, remarks
from grader.reports.whole_points import apportioned, rounded, share
from grader.reports.wording import one_line, visible

SCHEMA = "classroom50/result/v1"
UNKNOWN_TIME = "1970-01-01T00:00:00Z"
MOST_TEXT = 4_000
_FOREIGN = re.compile(r"[^a-z0-9]+")


class Identity(Record, frozen=True, kw_only=True):
    """Whose result it is, as Classroom 50 tells a runner; its collector rejects a result of anybody else."""

    classroom: str
    assignment: str
    owner: str
    submission: str
    commit: str
    release: str
    review: str
    datetime: str = UNKNOWN_TIME
    graded_at: str = ""
    assignment_type: str = "individual"


def identity_of(results: Results, run: ScoredRun) -> Identity:
    """What a Run knows of its identity, where no runner tells: enough for the form, not for the collector."""
    link = f"urn:sha256:{run.submission_hash}"
    return Identity(
        classroom="local",
        assignment=results.assignment.slug,
        owner=_FOREIGN.sub("-", run.student.lower()).strip("-") or "student",
        submission=f"submit/{run.submission_hash[:7]}",
        commit=link,
        release=link,
        review=link,
        datetime=run.submitted or UNKNOWN_TIME,
    )


def render_classroom50(results: Results, run: ScoredRun, identity: Identity | None = None) -> str:
    """The result document; scores are whole, and where checks are not, each is rounded so that the maxima add up.

    The score on top is the student's own total, rounded. Checks that are held back are one line together, because
    everything in this document is public to the student.
    """
    who = identity or identity_of(results, run)
    shown = lines(run)
    maxima = apportioned([line.possible for line in shown])
    # With extra credit less is possible than the checks have together.
    has_extra = sum(line.possible for line in shown) > run.possible + 1e-6
    most = rounded(run.possible) if has_extra else sum(maxima)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        **{name: getattr(who, name) for name in ("classroom", "assignment", "assignment_type", "owner")},
        **{name: getattr(who, name) for name in ("submission", "commit", "release", "review", "datetime")},
        **({"graded_at": who.graded_at} if who.graded_at else {}),
        "score": max(0, min(most, rounded(run.earned))),
        "max-score": most,
        "tests": [
            {
                "test-name": one_line(line.title) or line.id,
                "passed": line.verdict in (Verdict.PASS, Verdict.ERROR),
                "score": share(line.earned, line.possible, whole),
                "max-score": whole,
                **({"message": visible(line.text)[:MOST_TEXT]} if line.text else {}),
            }
            for line, whole in zip(shown, maxima, strict=True)
        ],
    }
    said = remarks(run)
    if said and document["tests"]:
        document["tests"][0]["output"] = visible("\n".join(said))[:MOST_TEXT]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
