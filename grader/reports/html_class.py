"""The class page: distribution of the totals, pass rates of the checks, and a way to every student's page."""

from collections import Counter

from grader.records.base import Record
from grader.records.results import Results, ScoredRun
from grader.records.score import Score
from grader.records.verdict import Flag, Verdict
from grader.reports.charts import bars
from grader.reports.class_figures import (
    BINS,
    distribution,
    equal_code,
    grader_faults,
    pass_rates,
    quartiles,
    statuses,
)
from grader.reports.html_page import render_page
from grader.reports.page_names import page_names
from grader.reports.wording import evidence_words


class StudentRow(Record, frozen=True, kw_only=True):
    """One student's line of the class table."""

    run: ScoredRun
    page: str
    scores: tuple[Score, ...]
    verdicts: tuple[tuple[Verdict, int], ...]


class EqualCode(Record, frozen=True, kw_only=True):
    """Students (name, page) who handed in the same code, and what one of them got for it."""

    students: tuple[tuple[str, str], ...]
    run: ScoredRun


class FlagView(Record, frozen=True, kw_only=True):
    """One flag of a student's Run with its evidence in words."""

    student: str
    page: str
    flag: Flag
    evidence: tuple[str, ...]


def render_class(results: Results) -> str:
    """The page of the whole class, as an HTML document that links to `feedback/`."""
    counts = distribution(results)
    labels = [f"{tenth * 100 // BINS}" for tenth in range(BINS)]
    return render_page(
        "class.html",
        results=results,
        quartiles=quartiles([run.earned for run in results.runs]),
        bars=bars(counts, labels),
        distribution=list(zip(labels, counts, strict=True)),
        rates=pass_rates(results),
        statuses=statuses(results),
        faults=grader_faults(results),
        rows=_rows(results),
        equals=_equals(results),
        flags=_flags(results),
    )


def _equals(results: Results) -> list[EqualCode]:
    pages = page_names(run.student for run in results.runs)
    return [
        EqualCode(students=tuple((run.student, _page(pages[run.student])) for run in group), run=group[0])
        for group in equal_code(results)
    ]


def _page(name: str) -> str:
    return f"feedback/{name}.html"


def _flags(results: Results) -> list[FlagView]:
    pages = page_names(run.student for run in results.runs)
    return [
        FlagView(student=run.student, page=_page(pages[run.student]), flag=flag, evidence=evidence_words(flag))
        for run in results.runs
        for flag in run.flags
    ]


def _rows(results: Results) -> list[StudentRow]:
    pages = page_names(run.student for run in results.runs)
    return [
        StudentRow(
            run=run,
            page=_page(pages[run.student]),
            scores=tuple(run.question_score(q.name) for q in results.assignment.questions),
            verdicts=_verdicts(run),
        )
        for run in results.runs
    ]


def _verdicts(run: ScoredRun) -> tuple[tuple[Verdict, int], ...]:
    counts = Counter(check.verdict for check in run.checks)
    order = (Verdict.PASS, Verdict.FAIL, Verdict.SKIPPED, Verdict.INCONCLUSIVE, Verdict.ERROR)
    return tuple((verdict, counts[verdict]) for verdict in order if counts[verdict])
