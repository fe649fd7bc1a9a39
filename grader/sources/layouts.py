"""How learning platforms name what they export: whose a file is, told by its path.

The patterns follow what the platforms write: Canvas and Moodle name files or folders after student and id, Gradescope
numbers folders and tells in a YAML file whose they are.
"""

import re
from collections.abc import Iterable, Mapping

from grader.records.base import Record
from grader.sources.entry import Entry
from grader.sources.roster import Named

_CANVAS = (
    re.compile(r"(?P<late>LATE_)?anon_(?P<id>[A-Za-z0-9]+)_(?P<file_id>\d+)_(?P<file>.+)", re.DOTALL),
    re.compile(r"(?P<name>\w*?)_(?P<late>LATE_)?(?P<id>\d{2,})_(?P<file_id>\d{2,})_(?P<file>.+)", re.DOTALL),
    re.compile(r"(?P<name>\w*?)_(?P<late>LATE_)?(?P<id>\d{2,})_(?P<file>(text|link)\.html)"),
)
_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL)
_GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")
GRADESCOPE_INDEX = "submission_metadata.yml"


class Owner(Record, frozen=True, kw_only=True):
    """Whose something is: a name to call the student by, and what else names them; `submitted` in UTC."""

    student: str
    names: tuple[Named, ...] = ()
    submitted: str = ""
    note: str = ""


class Place(Record, frozen=True, kw_only=True):
    """Whose an entry is, and its path within the hand-in; `order` tells the newer of two of the same name."""

    owner: Owner
    inner: str
    order: int = 0


def is_moodle(name: str) -> bool:
    """Whether a name on top is one that Moodle gives."""
    return _MOODLE.fullmatch(name) is not None


def recognised(entries: Iterable[Entry]) -> str:
    """The layout of an export: `canvas`, `moodle`, `gradescope`, or `plain` where it is none of these."""
    listed = list(entries)
    tops = {entry.parts[0] for entry in listed}
    files = {entry.path for entry in listed if len(entry.parts) == 1 and not entry.is_folder}
    if GRADESCOPE_INDEX in files and any(_GRADESCOPE.fullmatch(top) for top in tops):
        return "gradescope"
    if tops and all(is_moodle(top) for top in tops):
        return "moodle"
    if files and files == tops and _are_canvas(files):
        return "canvas"
    return "plain"


def canvas_place(entry: Entry, notebook_name: str) -> Place | None:
    """Canvas: `doejane_LATE_12345_67890_hw1.ipynb`, all in one folder; the student is called `doejane_12345`."""
    match = _canvas(entry.parts[0])
    if match is None:
        return None
    found = match.groupdict()
    name = found.get("name") or "anon"
    late = "Canvas marks this hand-in as late." if found["late"] else ""
    inner = _without_count(found["file"], notebook_name)
    owner = Owner(student=f"{name}_{found['id']}", names=(("canvas_id", found["id"]),), note=late)
    return Place(owner=owner, inner="/".join((inner, *entry.parts[1:])), order=int(found.get("file_id") or 0))


def moodle_place(entry: Entry) -> Place | None:
    """Moodle: a folder, or a file, `Full Name_12345_assignsubmission_file`; the student is `Full Name_12345`."""
    match = _MOODLE.fullmatch(entry.parts[0])
    if match is None:
        return None
    name, number = match["name"], match["id"]
    owner = Owner(student=f"{name}_{number}", names=(("moodle_participant", number), ("name", name)))
    inner = [match["file"]] if match["file"] and not entry.is_folder and len(entry.parts) == 1 else []
    return Place(owner=owner, inner="/".join([*inner, *entry.parts[1:]]))


def gradescope_places(entry: Entry, index: Mapping[str, tuple[Owner, ...]]) -> list[Place]:
    """Gradescope: `submission_123/…`, which is everybody's who handed it in together."""
    inner = "/".join(entry.parts[1:])
    return [Place(owner=owner, inner=inner) for owner in index.get(entry.parts[0], ())]


def _are_canvas(names: Iterable[str]) -> bool:
    """Whether all names are such as Canvas gives, where no two files have the same number.

    `lab_03_2026_ada.ipynb` beside `lab_03_2026_ben.ipynb` is a class that was told how to name its files.
    """
    matches = [_canvas(name) for name in names]
    numbers = [match["file_id"] for match in matches if match and match.groupdict().get("file_id")]
    return all(matches) and len(set(numbers)) == len(numbers)


def _canvas(name: str) -> re.Match[str] | None:
    return next((match for pattern in _CANVAS if (match := pattern.fullmatch(name))), None)


def _without_count(file: str, notebook_name: str) -> str:
    """The file's own name where Canvas put the number of the attempt behind it: `hw1-2.ipynb` for `hw1.ipynb`."""
    own = re.sub(r"-\d+(?=\.\w+$)", "", file)
    return own if own.casefold() == notebook_name.casefold() else file
