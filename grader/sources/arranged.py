"""A source seen as folders of students, whatever the platform that exported it calls them."""

from collections.abc import Callable, Iterable

import msgspec

from grader.sources.entry import NOTEBOOK_SUFFIX, Entry, Source, printable_name
from grader.sources.layouts import (
    GRADESCOPE_INDEX,
    Owner,
    Place,
    canvas_place,
    gradescope_places,
    moodle_place,
    recognised,
)
from grader.sources.roster import ANY, Roster

Index = dict[str, tuple[Owner, ...]]  # the owners of each folder of a Gradescope export
LAYOUTS = ("auto", "plain", "canvas", "moodle", "gradescope")


class Arranged:
    """A source whose entries lie under the students' names; what was read before is read by its old path.

    `owners` tells of each student, by the name in the paths, who that is, and `tops` under which name it was found;
    `lost` lists what belongs to nobody, `unknown` whom the roster does not have.
    """

    def __init__(self, source: Source, roster: Roster) -> None:
        self.source = source
        self.roster = roster
        self.owners: dict[str, Owner] = {}
        self.lost: list[str] = []
        self.unknown: list[str] = []
        self.tops: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._orders: dict[str, int] = {}

    def add(self, entry: Entry, places: Iterable[Place]) -> list[Entry]:
        """The entry at each of its places; an older one of two with the same path moves aside."""
        placed = list(places)
        if not placed and not entry.is_folder:
            self.lost.append(entry.path)
        return [moved for place in placed for moved in self._placed(entry, place)]

    def _placed(self, entry: Entry, place: Place) -> list[Entry]:
        student = self._student(place.owner)
        self.tops.setdefault(student, entry.parts[0])
        path = f"{student}/{place.inner}".rstrip("/")
        if path in self._origins and not entry.is_folder:
            # Of two files of one name the other keeps a place of its own, so that it is said to be there.
            path = f"{student}/{place.order or len(self._origins)}/{place.inner}"
        self._origins[path] = entry.path
        modified = (float(place.order),) if place.order else entry.modified
        return [msgspec.structs.replace(entry, path=path, modified=modified)]

    def _student(self, owner: Owner) -> str:
        person = self.roster.find(*owner.names)
        if person is None and self.roster.people and owner.student not in self.unknown:
            self.unknown.append(owner.student)
        # A name is one part of a path here.
        name = printable_name(person.student if person else owner.student).replace("/", "⁄")
        known = self.owners.get(name)
        submitted = (person.submitted if person else "") or owner.submitted
        if known is None or (submitted, owner.note) > (known.submitted, known.note):
            self.owners[name] = msgspec.structs.replace(owner, submitted=submitted)
        return name

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of an entry, at most `limit`; raises SubmissionError with the reason."""
        return self.source.read(self._origins.get(path, path), limit)

    def where(self, path: str) -> str:
        """The place of an entry, for people."""
        return self.source.where(self._origins.get(path, path))


def arrange(
    entries: list[Entry],
    arranged: Arranged,
    layout: str,
    notebook_name: str,
    index: Callable[[], dict[str, tuple[Owner, ...]]],
) -> list[Entry]:
    """The entries of an export under the students' names; `index` is read where Gradescope exported them."""
    kind = recognised(entries) if layout == "auto" else layout
    known = index() if kind == "gradescope" else {}
    # The newest first, so that it is the one that keeps its name.
    placed = [
        (entry, _places(entry, kind, notebook_name, known)) for entry in entries if entry.path != GRADESCOPE_INDEX
    ]
    placed.sort(key=lambda pair: -max((place.order for place in pair[1]), default=0))
    return [moved for entry, places in placed for moved in arranged.add(entry, places)]


def _places(entry: Entry, kind: str, notebook_name: str, index: Index) -> list[Place]:
    if kind == "gradescope":
        return gradescope_places(entry, index)
    if kind == "canvas":
        place = canvas_place(entry, notebook_name)
    elif kind == "moodle":
        place = moodle_place(entry)
    else:
        place = _plain(entry)
    return [] if place is None else [place]


def _plain(entry: Entry) -> Place | None:
    """`ada.ipynb` or `ada/…`; other files that lie about on top are nobody's."""
    top = entry.parts[0]
    if len(entry.parts) == 1 and not (entry.is_folder or entry.is_notebook):
        return None
    is_file = len(entry.parts) == 1 and entry.is_notebook
    student = top[: -len(NOTEBOOK_SUFFIX)] if is_file else top
    return Place(
        owner=Owner(student=student, names=((ANY, student), (ANY, top))),
        inner=top if is_file else "/".join(entry.parts[1:]),
    )
