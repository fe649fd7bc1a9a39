"""What a diagnosis says of one question, before it is put into the results."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.records.base import Record


class Explanation(Record, frozen=True, kw_only=True):
    """The cause of some misses of a question; `checks` are those it explains, empty for all that did not pass.

    `id` names a known mistake, or is empty where only a property can be named. `says` is for staff, `hint` for the
    student; both may be empty. `confirmed` counts the fresh probes on which the match held.
    """

    id: str
    says: str
    hint: str = ""
    catalogue: str = ""
    checks: tuple[str, ...] = ()
    confirmed: int = 0
    evidence: Mapping[str, Any] = MappingProxyType({})


class Example(Record, frozen=True, kw_only=True):
    """A small input, what the student's own code made of it, and what was expected, each as text."""

    call: str
    observed: str
    expected: str
