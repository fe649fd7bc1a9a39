"""The rules of a course that change marks without executing anything: lateness, attempts, extra credit, tiers."""

import enum
from datetime import datetime
from typing import Annotated

import msgspec

from grader.records.results import Visibility

Percent = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Amount = Annotated[float, msgspec.Meta(ge=0)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of what stands in a policy file: a name that is not known there is a mistake, not a wish."""


class Attempts(enum.StrEnum):
    """Which of several hand-ins of a student counts."""

    LAST = "last"
    BEST = "best"


class Of(enum.StrEnum):
    """What a penalty in percent is taken of."""

    POSSIBLE = "possible"
    EARNED = "earned"


class Late(Rule, frozen=True, kw_only=True):
    """What each day costs that begins after the due date; `free_days` of them cost nothing.

    `grace_minutes` come before the first day. After `closed_after_days` nothing counts any more.
    """

    percent_per_day: Percent = 0.0
    of: Of = Of.POSSIBLE
    max_percent: Percent = 100.0
    free_days: Count = 0
    grace_minutes: Amount = 0.0
    closed_after_days: Count | None = None


class ExtraCredit(Rule, frozen=True, kw_only=True):
    """Questions whose points come on top; the whole is at most `cap_percent` of the others' points."""

    questions: tuple[str, ...]
    cap_percent: Percent | None = None


class StudentRule(Rule, frozen=True, kw_only=True):
    """What is different for one student; `submitted` is for a hand-in whose time no platform tells."""

    extension_hours: Amount = 0.0
    due: datetime | None = None
    free_days: Count | None = None
    submitted: datetime | None = None
    reason: str = ""


class Policy(Rule, frozen=True, kw_only=True):
    """One policy file. `visibility` is by check or question; `default` stands for all that are not named."""

    due: datetime | None = None
    attempts: Attempts = Attempts.LAST
    late: Late = Late()
    extra_credit: ExtraCredit | None = None
    students: dict[str, StudentRule] = {}
    visibility: dict[str, Visibility] = {}
