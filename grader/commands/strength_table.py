"""The one table of `grader validate`: what was tried, what it showed, and whether that is as it should be."""

from collections import Counter
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.strength.figures import Margin, Strength
from grader.validation import Outcome

Row = tuple[str, str, bool]  # what was tried, what it showed, whether it is as it should be
FULL_MARKS = (
    ("reference", "full marks"),
    ("edition", "full marks"),
    ("variant", "full marks"),
    ("released", "no points"),
)
DIAGNOSES = (("itself", "as themselves"), ("another", "as another"), ("silent", "not at all"))
DECLARED = (("mistake", "exactly what they declare"), ("combined", "the sum of their mistakes"))


def print_strength(outcomes: list[Outcome], strength: Strength) -> None:
    """Print the table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("tried", "found", ""):
        table.add_column(heading, overflow="fold")
    for tried, found, is_good in rows(outcomes, strength):
        table.add_row(tried, Text(found), Text("ok", "green") if is_good else Text("BAD", "bold red"))
    Console(highlight=False, soft_wrap=False).print(table)


def rows(outcomes: list[Outcome], strength: Strength) -> Iterator[Row]:
    """The table's rows, the invariants first."""
    for kind, words in (*FULL_MARKS, *DECLARED):
        own = [outcome for outcome in outcomes if outcome.trial.kind == kind]
        good = sum(not outcome.problems for outcome in own)
        if own:
            yield kind, f"{good} of {len(own)}: {words}", good == len(own)
    yield diagnosed(outcomes)
    if strength.mutation is not None:
        yield (
            "trivial answers",
            f"{strength.trivial - len(strength.unearned)} of {strength.trivial}: no points",
            (not strength.unearned),
        )
        yield "mutants", mutants(strength), strength.mutation.is_good
    yield "checks no mistake fails", str(len(strength.undetected)), not strength.undetected
    yield "checks nothing tells apart", str(len(strength.twins)), not strength.twins
    yield "more misses, more points", f"{len(strength.unfair)} pairs", not strength.unfair
    yield from margin_rows(strength.margins)


def diagnosed(outcomes: list[Outcome]) -> Row:
    """How many mistakes are diagnosed as themselves; none is allowed to pass for another."""
    own = [o for o in outcomes if o.trial.kind == "mistake" and o.run is not None]
    named = Counter(
        "itself" if o.trial.name in found else "another" if found else "silent"
        for o in own
        for found in [{r.diagnosis for r in o.run.checks if r.diagnosis} if o.run else set()]
    )
    words = ", ".join(f"{named[what]} {words}" for what, words in DIAGNOSES if named[what])
    return "mistakes diagnosed", words or "0", not named["another"]


def mutants(strength: Strength) -> str:
    """Killed, declared, surviving."""
    figures = strength.mutation
    assert figures is not None
    parts = [f"{figures.killed} of {figures.mutants} killed"]
    if figures.equivalent:
        parts.append(f"{len(figures.equivalent)} declared equivalent")
    if figures.survivors:
        parts.append(f"{len(figures.survivors)} surviving")
    return ", ".join(parts)


def margin_rows(margins: tuple[Margin, ...]) -> Iterator[Row]:
    """How close the nearest wrong program and the farthest correct one come, over all checks and in tolerances."""
    wrong = min((m for m in margins if m.wrong is not None), key=lambda m: m.wrong or 0.0, default=None)
    correct = max((m for m in margins if m.correct is not None), key=lambda m: m.correct or 0.0, default=None)
    if correct is not None and correct.correct is not None:
        yield "farthest correct", f"{correct.correct:.2g} tolerances: {correct.check}, {correct.correct_name}", True
    if wrong is not None and wrong.wrong is not None:
        yield "nearest wrong", f"{wrong.wrong:.3g} tolerances: {wrong.check}, {wrong.wrong_name}", True
