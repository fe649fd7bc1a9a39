"""One self-contained HTML page from a template: no script, nothing fetched, foreign text always escaped."""

from collections.abc import Iterator
from typing import Any

import jinja2
from markupsafe import Markup

from grader.reports.wording import (
    ENDED_WORDS,
    GRADER_FAULT,
    REPEATS_SENTENCES,
    STATUS_SENTENCES,
    STATUS_WORDS,
    VERDICT_SIGNS,
    VERDICT_WORDS,
    counted,
    decided,
    percent,
    points,
    prose,
    signed,
    visible,
)

JOINED = 500  # pieces of a template, which are a few words each


def _finalize(value: Any) -> Any:
    """Every expression of a template passes here before it is escaped, so no place can forget it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("grader.reports"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    finalize=_finalize,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.filters |= {"points": points, "signed": signed, "decided": decided, "prose": prose, "counted": counted}
PAGES.globals |= {
    "percent": percent,
    "verdict_words": VERDICT_WORDS,
    "verdict_signs": VERDICT_SIGNS,
    "status_words": STATUS_WORDS,
    "status_sentences": STATUS_SENTENCES,
    "grader_fault": GRADER_FAULT,
    "ended_words": ENDED_WORDS,
    "repeats_sentences": REPEATS_SENTENCES,
}


def render_page(template: str, **values: Any) -> str:
    """The page of a template in `templates/`."""
    return PAGES.get_template(template).render(**values)


def page_pieces(template: str, **values: Any) -> Iterator[str]:
    """The same page piece by piece; what a macro of the template writes is one piece."""
    stream = PAGES.get_template(template).stream(**values)
    stream.enable_buffering(JOINED)
    return stream
