"""Recognises which assignment a notebook belongs to: by its metadata, else by the functions it defines."""

import json

from grader import catalog
from grader.definitions import definitions
from grader.errors import SubmissionError, UsageError
from grader.notebook import read


def recognise(content: bytes) -> str:
    """Slug of the assignment; UsageError when none fits, two fit equally well, or the notebook cannot be read."""
    known = catalog.names()
    named = named_in_metadata(content)
    if named in known:
        return str(named)
    try:
        defined = set(definitions(read(content)))
    except SubmissionError as error:
        raise UsageError(f"Which assignment this is cannot be told, since it cannot be read. {error}") from error
    fits = {name: _share(name, defined) for name in known}
    best = max(fits.values(), default=0.0)
    winners = [name for name, share in fits.items() if share == best]
    if best == 0.0 or len(winners) != 1:
        raise UsageError(
            "The notebook does not say which assignment it is, and its functions do not tell either. "
            f"Name it with --assignment; known are: {', '.join(known)}."
        )
    return winners[0]


def named_in_metadata(content: bytes) -> str | None:
    """The assignment that the released notebook carries in its metadata, where it survived."""
    try:
        name = json.loads(content)["metadata"]["grader"]["assignment"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return name if isinstance(name, str) else None


def _share(name: str, defined: set[str]) -> float:
    wanted = {f for q in catalog.load(name).assignment.questions for f in q.functions}
    return len(wanted & defined) / len(wanted)
