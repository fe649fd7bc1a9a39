"""Takes hand-ins from wherever they were exported: a folder, an archive, a platform's export, a folder of clones."""

import csv
from contextlib import ExitStack
from pathlib import Path

import msgspec

from grader.collect import at_least_one, collected, submissions_of
from grader.errors import UsageError
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.shelf import Shelf
from grader.sources import zip_archive
from grader.sources.arranged import Arranged, arrange
from grader.sources.clones import Clones, are_clones, student_of
from grader.sources.entry import Entry, Source
from grader.sources.folder import Folder
from grader.sources.gradescope_index import MAX_INDEX_BYTES, owners
from grader.sources.layouts import GRADESCOPE_INDEX, Owner, Place, recognised
from grader.sources.roster import Named, Roster, read_roster


class Terms(Record, frozen=True, kw_only=True):
    """How hand-ins are to be read: the layout, and the files that say who is who and which commits count."""

    layout: str = "auto"
    roster: Path | None = None
    commits: Path | None = None


AS_IT_COMES = Terms()


class Received(Record, frozen=True, kw_only=True):
    """What came in, one submission per student; and what nobody could be found for.

    `unknown` are names that the roster does not have (they are graded all the same), `lost` files that are nobody's,
    `commits` the commit of each student's clone.
    """

    submissions: Shelf
    unknown: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    commits: tuple[tuple[str, str], ...] = ()


def receive(path: Path, notebook_name: str, terms: Terms = AS_IT_COMES) -> Received:
    """Everything handed in at `path`; students of the roster who are not there are MISSING. Raises UsageError."""
    roster = read_roster(terms.roster) if terms.roster else Roster()
    pins = read_commits(terms.commits) if terms.commits else {}
    if terms.layout == "auto" and path.is_dir() and are_clones(path):
        received = _of_clones(path, notebook_name, roster, pins)
    elif pins:
        raise UsageError(f"{path} holds no clones, so that there are no commits to choose. Leave out --commits.")
    else:
        received = _of_export(path, notebook_name, roster, terms.layout)
    return _with_absent(received, roster)


def _of_export(path: Path, notebook_name: str, roster: Roster, layout: str) -> Received:
    with ExitStack() as closing:
        listed = _listed(path, notebook_name, closing)
        kind = recognised(listed[0]) if listed and layout == "auto" else layout
        if listed is None or (kind in ("plain", "auto") and not roster.people):
            return Received(submissions=Shelf.of(collected(path, notebook_name)))
        entries, source = listed
        arranged = Arranged(source, roster)

        def index() -> dict[str, tuple[Owner, ...]]:
            return owners(source.read(GRADESCOPE_INDEX, MAX_INDEX_BYTES))

        placed = arrange(entries, arranged, kind, notebook_name, index)
        return _received(placed, arranged, notebook_name, path)


def _listed(path: Path, notebook_name: str, closing: ExitStack) -> tuple[list[Entry], Source] | None:
    """The entries of a folder or an archive with their source; None for anything else, which `collect` knows."""
    if path.is_dir():
        folder = Folder(path)
        try:
            return list(folder.entries()), folder
        except OSError:
            return None
    if path.is_file() and path.suffix.lower() == ".zip":
        archive = closing.enter_context(zip_archive.opened(path))
        return archive.entries(notebook_name), archive
    return None


def _of_clones(path: Path, notebook_name: str, roster: Roster, pins: dict[str, str]) -> Received:
    names = sorted(child.name for child in path.iterdir() if (child / ".git").exists())
    students = {name: student_of(name, path.resolve().name, names) for name in names}
    called = {name: _called(name, students[name], roster) for name in names}
    by_clone = {name: pins[key] for name in names for key in called[name] if key in pins}
    strange = sorted(set(pins) - {key for keys in called.values() for key in keys})
    if strange:
        raise UsageError(f"The list of commits names {', '.join(strange[:5])}, of whom there is no clone in {path}.")
    clones = Clones(path, by_clone)
    arranged = Arranged(clones, roster)
    placed = []
    for entry in list(clones.entries()):
        clone = entry.parts[0]
        commit = clones.commits.get(clone)
        note = f"Commit {commit.sha[:12]} was graded." if commit else "The repository has no commit."
        submitted = commit.submitted if commit else ""
        owner = Owner(student=students[clone], names=_logins(clone, students[clone]), submitted=submitted, note=note)
        placed += arranged.add(entry, [Place(owner=owner, inner="/".join(entry.parts[1:]))])
    received = _received(placed, arranged, notebook_name, path)
    commits = [(name, clones.commits[clone].sha) for name, clone in arranged.tops.items() if clone in clones.commits]
    return msgspec.structs.replace(received, commits=tuple(sorted(commits)))


def _called(clone: str, student: str, roster: Roster) -> tuple[str, ...]:
    """The names under which a clone's commit may be pinned: its folder's, its student's, and that in the roster."""
    person = roster.find(*_logins(clone, student))
    return (clone, student, *([person.student] if person else []))


def _logins(clone: str, student: str) -> tuple[Named, ...]:
    """What a clone's name may be in a roster: a login, as a rule."""
    return (("github", student), ("student", student), ("github", clone), ("student", clone))


def _received(entries: list[Entry], arranged: Arranged, notebook_name: str, path: Path) -> Received:
    nothing = (
        f"No hand-in was recognised in {path}. Name how it is laid out with --layout, or unpack it into folders "
        "called after the students."
    )
    found = at_least_one(submissions_of(entries, arranged, notebook_name), nothing)
    return Received(
        submissions=Shelf.of(_owned(submission, arranged.owners.get(submission.student)) for submission in found),
        unknown=tuple(arranged.unknown),
        lost=tuple(arranged.lost),
    )


def _owned(submission: Submission, owner: Owner | None) -> Submission:
    if owner is None:
        return submission
    notes = (*submission.notes, *filter(None, [owner.note]))
    return msgspec.structs.replace(submission, submitted=owner.submitted, notes=notes)


def _with_absent(received: Received, roster: Roster) -> Received:
    present = set(received.submissions.students)
    for person in roster.people:
        if person.student not in present:
            problem = "No hand-in was found."
            received.submissions.add(Submission(student=person.student, status=Status.MISSING, problem=problem))
    return received


def read_commits(path: Path) -> dict[str, str]:
    """The pinned commit of each student (or clone) from a CSV of `student,commit`; UsageError where it is no such."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
            pins = {row["student"].strip(): row["commit"].strip() for row in rows}
    except (OSError, UnicodeDecodeError, KeyError, AttributeError) as error:
        raise UsageError(f"The list of commits {path} cannot be read ({error}): expected `student,commit`.") from None
    return pins
