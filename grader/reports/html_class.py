"""The class page: what needs a look, totals, every student, every check, and a way to every student's page."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

from markupsafe import Markup

from grader.records.base import Record
from grader.records.results import Results, ScoredRun
from grader.records.score import Score
from grader.records.stored_runs import in_short
from grader.records.verdict import Flag, Verdict
from grader.reports.charts import Bar, Strip, bars, strip
from grader.reports.class_figures import (
    BINS,
    distribution,
    equal_code,
    grader_faults,
    histogram,
    margins,
    quartiles,
    slowest,
    statuses,
)
from grader.reports.class_items import alarms, misconceptions, pass_rates
from grader.reports.class_review import to_review
from grader.reports.html_page import page_pieces
from grader.reports.page_names import page_names
from grader.reports.wording import evidence_words

SCRIPT = (resources.files("grader.reports") / "templates" / "class.js").read_text("utf-8")
MIB = 1024**2
ODD = frozenset({Verdict.INCONCLUSIVE, Verdict.ERROR})  # neither passed, failed nor skipped


class StudentRow(Record, frozen=True, kw_only=True):
    """One student's line of the class table."""

    run: ScoredRun
    page: str
    scores: tuple[Score, ...]
    verdicts: tuple[tuple[Verdict, int], ...]

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return dict(self.verdicts).get(Verdict.PASS, 0)


class EqualCode(Record, frozen=True, kw_only=True):
    """Students (name, page) who handed in the same code, and what one of them got for it."""

    students: tuple[tuple[str, str], ...]
    run: ScoredRun


class Spread(Record, frozen=True, kw_only=True):
    """A histogram of something measured, with its median and its largest value."""

    bars: tuple[Bar, ...]
    median: float
    largest: float


class FlagView(Record, frozen=True, kw_only=True):
    """One flag of a student's Run with its evidence in words."""

    student: str
    page: str
    flag: Flag
    evidence: tuple[str, ...]


def render_class(results: Results) -> str:
    """The page of the whole class, as an HTML document that links to `feedback/`."""
    return "".join(class_pieces(results))


def class_pieces(results: Results) -> Iterator[str]:
    """The same page piece by piece: that of a large class is larger than what is known of its students."""
    short = in_short(results)
    pages = page_names(run.student for run in short.runs)
    return page_pieces(
        "class.html",
        **class_values(short, {student: f"feedback/{page}.html" for student, page in pages.items()}),
        script=Markup(SCRIPT),
        script_hash=script_hash(),
    )


def class_values(results: Results, pages: dict[str, str]) -> dict[str, Any]:
    """What the templates of a class show; `pages` are the addresses of the students' pages."""
    counts = distribution(results)
    labels = [f"{tenth * 100 // BINS}" for tenth in range(BINS)]
    return {
        "results": results,
        "pages": pages,
        "quartiles": quartiles([run.earned for run in results.runs]),
        "bars": bars(counts, labels),
        "distribution": list(zip(labels, counts, strict=True)),
        "rates": pass_rates(results),
        "alarms": alarms(results),
        "misconceptions": misconceptions(results),
        "review": to_review(results),
        "flags": _flags(results, pages),
        "statuses": statuses(results),
        "faults": grader_faults(results),
        "rows": _rows(results, pages),
        "has_odd": any(check.verdict in ODD for run in results.runs for check in run.checks),
        "has_effects": any(run.effects for run in results.runs),
        "equals": _equals(results, pages),
        "margins": margins(results),
        "margin_strip": _strip(results),
        "seconds": _spread([run.seconds for run in results.runs]),
        "memory": _spread([run.peak_bytes / MIB for run in results.runs]),
        "slowest": slowest(results),
    }


def script_hash() -> str:
    """The source expression by which the page's policy allows its one script and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}"


def _strip(results: Results) -> Strip | None:
    found = margins(results)
    return strip([each.accuracy for each in found], found[0].threshold) if found else None


def _spread(values: list[float]) -> Spread | None:
    middle = quartiles(values)
    if middle is None:
        return None
    counts, starts = histogram(values)
    places = 0 if max(values) >= 100 else 1  # longer numbers would run into each other below the bars
    return Spread(
        bars=bars(counts, [f"{start:.{places}f}" for start in starts]), median=middle.median, largest=max(values)
    )


def _equals(results: Results, pages: dict[str, str]) -> list[EqualCode]:
    return [
        EqualCode(students=tuple((run.student, pages[run.student]) for run in group), run=group[0])
        for group in equal_code(results)
    ]


def _flags(results: Results, pages: dict[str, str]) -> list[FlagView]:
    return [
        FlagView(student=run.student, page=pages[run.student], flag=flag, evidence=evidence_words(flag))
        for run in results.runs
        for flag in run.flags
    ]


def _rows(results: Results, pages: dict[str, str]) -> Iterator[StudentRow]:
    """A line for every student, made when it is written."""
    for run in results.runs:
        yield StudentRow(
            run=run,
            page=pages[run.student],
            scores=tuple(run.question_score(q.name) for q in results.assignment.questions),
            verdicts=_verdicts(run),
        )


def _verdicts(run: ScoredRun) -> tuple[tuple[Verdict, int], ...]:
    counts = Counter(check.verdict for check in run.checks)
    order = (Verdict.PASS, Verdict.FAIL, Verdict.SKIPPED, Verdict.INCONCLUSIVE, Verdict.ERROR)
    return tuple((verdict, counts[verdict]) for verdict in order if counts[verdict])
