"""Draws classes of any kind, for property tests: texts, verdicts, statuses, tiers and effects of a policy."""

import msgspec
from hypothesis import Phase, settings
from hypothesis import strategies as st
from sample_class import CHECKS, made_class, made_run

from grader.records.execution import Status
from grader.records.results import PolicyEffect, Results, ScoredRun, Visibility
from grader.records.verdict import Verdict

TEXTS = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "::error::x",
        "a\n::set-output name=score::100",
        "=1+1",
        "<b>&amp;</b>",
        "]]>",
        "\x00\x1b[31m",
        "| a | b |",
        "%0A",
        "",
    ]
)
# A class is large: a hundred of them take seconds, and to make a failing one smaller takes minutes.
FEW = settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
FINDINGS = st.tuples(st.sampled_from(Verdict), TEXTS, TEXTS)
EFFECTS = st.builds(
    PolicyEffect,
    kind=st.sampled_from(["late", "extra_credit"]),
    points=st.floats(-5, 5).map(lambda value: round(value, 2)),
    reason=TEXTS,
)


@st.composite
def any_run(draw: st.DrawFn) -> ScoredRun:
    """One student's run, however odd."""
    run = made_run(draw(TEXTS.filter(bool)), tuple(draw(FINDINGS) for _ in CHECKS))
    tiers = [draw(st.sampled_from(Visibility)) for _ in run.checks]
    checks = [msgspec.structs.replace(c, visibility=v) for c, v in zip(run.checks, tiers, strict=True)]
    effects = tuple(draw(st.lists(EFFECTS, max_size=2)))
    kept = draw(st.integers(0, len(checks)))
    return msgspec.structs.replace(
        run,
        status=draw(st.sampled_from(Status)),
        problem=draw(TEXTS),
        notes=tuple(draw(st.lists(TEXTS, max_size=2))),
        checks=tuple(checks[:kept]),
        earned=max(0.0, sum(c.earned for c in checks[:kept]) + sum(e.points for e in effects)),
        possible=sum(c.possible for c in checks[:kept]),
        effects=effects,
    )


def any_class() -> st.SearchStrategy[Results]:
    """A class of nobody up to three, each under a name of its own."""
    runs = st.lists(any_run(), max_size=3, unique_by=lambda run: run.student)
    return runs.map(lambda found: made_class(*found))
