"""The roster of a class: who is who in the systems that name a student differently."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.records.base import Record

# The headings a column may have, ours first; other systems' exports can be used as they are.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "student": ("student", "student_id", "roster_identifier", "username", "orgdefinedid"),
    "name": ("name", "full_name", "fullname"),
    "email": ("email", "email_address", "mail"),
    "github": ("github", "github_username", "github_login"),
    "canvas_id": ("canvas_id", "canvas"),
    "sis_id": ("sis_id", "sis_user_id", "id_number"),
    "sis_login": ("sis_login", "sis_login_id"),
    "moodle_participant": ("moodle_participant", "participant", "identifier"),
    "gradescope_sid": ("gradescope_sid", "sid"),
    "submitted": ("submitted", "submitted_at", "submission_timestamp"),
}
_WORD = re.compile(r"\D*(\d+)")


class Person(Record, frozen=True, kw_only=True):
    """One student under every name there is; `student` is the one that marks and pages carry."""

    student: str
    name: str = ""
    email: str = ""
    github: str = ""
    canvas_id: str = ""
    sis_id: str = ""
    sis_login: str = ""
    moodle_participant: str = ""
    gradescope_sid: str = ""
    submitted: str = ""

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Everything that names this person, with the field it stands in."""
        fields = (field for field in HEADINGS if field != "submitted" and getattr(self, field))
        return tuple((field, getattr(self, field)) for field in fields)


ANY = ""  # whatever a name is of: a folder may be called after a login, a number or an address
Named = tuple[str, str]  # the field of a Person that a name is of, or ANY, and the name


class Roster:
    """The people of a class, found by a name of a certain kind; one that two of them share finds nobody.

    Kinds are told apart, because the numbers of two systems may be equal and mean different people.
    """

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people = tuple(people)
        self._by_name: dict[Named, set[str]] = {}
        for person in self.people:
            for field, name in person.names:
                self._by_name.setdefault((field, folded(name)), set()).add(person.student)
                self._by_name.setdefault((ANY, folded(name)), set()).add(person.student)
        self._of = {person.student: person for person in self.people}

    def find(self, *names: Named) -> Person | None:
        """The person whom the first of these names belongs to that is known; None where none is, or two share it."""
        for field, name in names:
            students = self._by_name.get((field, folded(name)), set()) if name.strip() else set()
            if len(students) == 1:
                return self._of[next(iter(students))]
        return None


def folded(name: str) -> str:
    """A name as it is compared: without case and without spaces around it."""
    return " ".join(name.split()).casefold()


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file; UsageError where it cannot be read, has no column `student` or one student twice."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The roster {path} cannot be read: {error}. Save it as CSV in UTF-8.") from None
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    columns = _columns(rows[0] if rows else {})
    if "student" not in columns:
        raise UsageError(
            f"The roster {path} needs a heading with a column `student`, and may have {', '.join(list(HEADINGS)[1:])}."
        )
    people = [_person(row, columns) for row in rows]
    students = [person.student for person in people]
    twice = sorted({student for student in students if students.count(student) > 1})
    if twice or "" in students:
        what = f"has {', '.join(twice[:5])} twice" if twice else "has a line without a student"
        raise UsageError(f"The roster {path} {what}. Give every student one line and a name of their own.")
    return Roster(people)


def _columns(row: Mapping[str, str]) -> dict[str, str]:
    headings = {re.sub(r"[\s-]+", "_", heading.strip().lower()): heading for heading in row if heading}
    found = {}
    for field, names in HEADINGS.items():
        known = [headings[name] for name in names if name in headings]
        if known:
            found[field] = known[0]
    return found


def _person(row: Mapping[str, str], columns: Mapping[str, str]) -> Person:
    values = {field: " ".join((row.get(heading) or "").split()) for field, heading in columns.items()}
    number = _WORD.fullmatch(values.get("moodle_participant", ""))  # "Participant 12345" in the site's language
    if number:
        values["moodle_participant"] = number[1]
    return Person(**values)
