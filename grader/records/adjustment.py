"""What a person decided about a mark: appended with who and when, never changed, taken back only by another entry."""

import enum
from datetime import datetime

from grader.records.base import Record


class Act(enum.StrEnum):
    """What an adjustment does."""

    COMMENT = "comment"  # says something to the student
    ADD = "add"  # gives or takes points of a question, or of the whole
    OVERRIDE = "override"  # sets the points of one check
    RELEASE = "release"  # lets the student see the mark
    HOLD = "hold"  # takes a release back
    WITHDRAW = "withdraw"  # takes an earlier adjustment back


CHANGES_POINTS = frozenset({Act.ADD, Act.OVERRIDE})


class Adjustment(Record, frozen=True, kw_only=True):
    """One decision of a person about one student's hand-in.

    It stays with the code it was made for: graded again, the same code keeps it; other code does not get it. `target`
    is a check or a question, empty for the whole; `student` is empty for the whole class (release and hold only).
    `number` is its place in the archive, which `withdraws` refers to.
    """

    assignment: str
    student: str
    act: Act
    by: str
    target: str = ""
    points: float = 0.0
    text: str = ""
    withdraws: int = 0
    submission_hash: str = ""
    code_hash: str = ""
    number: int = 0
    created: datetime | None = None

    def fits(self, student: str, submission_hash: str, code_hash: str) -> bool:
        """Whether it is about this hand-in: the same student, and the same bytes or the same code."""
        if self.act in (Act.RELEASE, Act.HOLD):
            return self.student in ("", student)
        is_same = self.submission_hash == submission_hash or (self.code_hash != "" and self.code_hash == code_hash)
        return self.student == student and is_same
