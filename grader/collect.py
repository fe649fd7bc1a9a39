"""Finds the submissions in a folder, in a zip archive, or in a single notebook file.

Whatever lies there was put there by students: links are not followed, nothing is unpacked onto the disk,
every amount has a limit, and what is wrong with one hand-in stays with that student.
"""

import contextlib
import difflib
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

import msgspec

from grader.errors import SubmissionError, UsageError
from grader.notebook import MAX_NOTEBOOK_BYTES
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sources import zip_archive
from grader.sources.entry import NOTEBOOK_SUFFIX, Entry, Source, printable_name, problem_of, reason_of
from grader.sources.folder import Folder

MAX_FILE_BYTES = 20 * 1024**2
MAX_FILES_BYTES = 100 * 1024**2  # all files beside one notebook
MAX_FILES = 2_000
MAX_NAME_BYTES = 255  # of one part of a path; more cannot be written to a disk

ATTEMPT_FOLDER = re.compile(r"attempt-(\d{1,6})(?!\d)", re.ASCII)

_WHY = ("it is a file", "it can be read", "it has the assignment's name", "it is the newest")


def collect(path: Path, notebook_name: str) -> list[Submission]:
    """All submissions in `path`, all in memory; see `collected`."""
    return list(collected(path, notebook_name))


def collected(path: Path, notebook_name: str) -> Iterator[Submission]:
    """The submissions in `path`, one per student, sorted by name, each read when it is asked for.

    `path` is a notebook, a folder or zip archive of `<student>.ipynb` or of `<student>/**/*.ipynb`. Of a
    student's several notebooks the one called `notebook_name` is taken, else the newest. Raises UsageError
    when `path` is none of these or holds no submission; everything else is the status of a submission.
    """
    mode, target = _modes(path)
    if stat.S_ISDIR(target):
        yield from _from_folder(path, notebook_name)
    elif path.suffix.lower() == NOTEBOOK_SUFFIX:
        yield from submissions_of([_single(path, mode)], Folder(path.parent), notebook_name)
    elif stat.S_ISREG(target) and zip_archive.is_archive(path):
        yield from _from_archive(path, notebook_name)
    else:
        raise UsageError(
            f"{printable_name(str(path))} is not something to grade. Expected a notebook ({NOTEBOOK_SUFFIX}), a folder "
            "of notebooks, or a zip archive of either."
        )


def collect_one(path: Path) -> Submission:
    """The notebook at `path`, with the files that lie directly beside it for it to import or read."""
    submission = collect(path, path.name)[0]
    if submission.status is not Status.OK:
        return submission
    folder = path.absolute().parent
    source = Folder(folder.parent)
    beside = [entry for entry in source.children(folder.name) if not (entry.is_folder or entry.is_notebook)]
    files, skipped = _files_beside(Entry(path=f"{folder.name}/{path.name}"), beside, source)
    return msgspec.structs.replace(submission, files=files, notes=submission.notes + skipped)


def _modes(path: Path) -> tuple[int, int]:
    """Kind of the path and, if that is a link, of what it leads to: the caller named it, no student did."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(_not_found(path)) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{printable_name(str(path))} cannot be opened: {reason_of(error)}.") from None
    target = mode
    with contextlib.suppress(OSError):  # a link to nowhere stays a link
        target = path.stat().st_mode
    return mode, target


def _single(path: Path, mode: int) -> Entry:
    return Entry(path=path.name, problem=problem_of(mode), is_folder=stat.S_ISDIR(mode))


def _from_folder(path: Path, notebook_name: str) -> Iterator[Submission]:
    folder = Folder(path)
    try:
        entries = list(folder.entries())
    except OSError as error:
        raise UsageError(f"The folder {printable_name(str(path))} cannot be opened: {reason_of(error)}.") from None
    found = submissions_of(entries, folder, notebook_name)
    if path.suffix.lower() == NOTEBOOK_SUFFIX:  # a student's folder called like a notebook is what was handed in
        alone = submissions_of([_single(path, stat.S_IFDIR)], Folder(path.parent), notebook_name)
        first = next(found, None)
        yield from alone if first is None else chain([first], found)
    else:
        yield from at_least_one(found, _nothing_found(path))


def _from_archive(path: Path, notebook_name: str) -> Iterator[Submission]:
    with zip_archive.opened(path) as archive:
        entries = archive.entries(notebook_name)
        yield from at_least_one(submissions_of(entries, archive, notebook_name), _nothing_found(path))


def at_least_one(found: Iterator[Submission], otherwise: str) -> Iterator[Submission]:
    """The submissions, or UsageError with what to say when there are none."""
    first = next(found, None)
    if first is None:
        raise UsageError(otherwise)
    yield first
    yield from found


def _nothing_found(path: Path) -> str:
    return (
        f"There is no submission in {printable_name(str(path))}. Looked for notebooks called "
        f"<student>{NOTEBOOK_SUFFIX} and for folders called <student> with a notebook in them."
    )


def _not_found(path: Path) -> str:
    try:
        beside = [entry.name for entry in os.scandir(path.parent)]
    except OSError:
        return f"{printable_name(str(path))} does not exist, nor does the folder {printable_name(str(path.parent))}."
    close = difflib.get_close_matches(path.name, beside, n=3)
    hint = f" Did you mean {' or '.join(map(printable_name, close))}?" if close else " Check the spelling."
    return f"{printable_name(str(path))} does not exist.{hint}"


def submissions_of(entries: Iterable[Entry], source: Source, notebook_name: str) -> Iterator[Submission]:
    """One submission per student of the entries, sorted by name; a student is the first part of a path.

    The source is read while they are asked for, one after the other.
    """
    students: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        student = _student(entry)
        if student:
            students[student].append(entry)
    for student in sorted(students):
        yield _submission(student, students.pop(student), source, notebook_name)


def _student(entry: Entry) -> str:
    """Name of the student an entry belongs to; empty for files that only lie about."""
    first = entry.parts[0]
    if len(entry.parts) == 1 and not (entry.is_folder or entry.is_notebook):
        return ""
    return printable_name(first[: -len(NOTEBOOK_SUFFIX)] if first.lower().endswith(NOTEBOOK_SUFFIX) else first)


def _submission(student: str, entries: list[Entry], source: Source, notebook_name: str) -> Submission:
    taken, notes = _choose(entries, notebook_name)
    spoiling = next((entry for entry in entries if entry.spoils), None)
    if spoiling or taken is None:
        return Submission(
            student=student,
            source=source.where(entries[0].parts[0]),
            status=Status.UNREADABLE if spoiling else Status.MISSING,
            problem=f"{printable_name(spoiling.path)} {spoiling.problem}" if spoiling else _nothing_in(entries),
        )
    where = source.where(taken.path)
    try:
        content = _content(taken, source, MAX_NOTEBOOK_BYTES)
    except SubmissionError as error:
        why = f"{printable_name(taken.parts[-1])} {error}"
        return Submission(student=student, source=where, status=Status.UNREADABLE, problem=why, notes=notes)
    files, skipped = _files_beside(taken, entries, source)
    return Submission(
        student=student,
        notebook=content,
        files=files,
        source=where,
        notes=notes + skipped,
        attempt=_attempt(taken),
    )


def _attempt(entry: Entry) -> int:
    """The n-th hand-in, where the folder says so, as those of `grader serve --hand-in` do."""
    found = [ATTEMPT_FOLDER.match(part) for part in entry.parts[1:-1]]
    return next((int(match[1]) for match in found if match), 1)


def _choose(entries: list[Entry], notebook_name: str) -> tuple[Entry | None, tuple[str, ...]]:
    """The notebook to grade, and a note when there was a choice; a readable one comes before any other."""

    def rank(entry: Entry) -> tuple[bool, bool, bool, tuple[float, ...]]:
        is_named = entry.parts[-1].casefold() == notebook_name.casefold()
        return not entry.is_folder, not entry.problem, is_named, entry.modified

    by_name = sorted((entry for entry in entries if _is_candidate(entry)), key=lambda entry: entry.path)
    notebooks = sorted(by_name, key=rank, reverse=True)  # stable: what is equal stays in order of its name
    if not notebooks:
        return None, ()
    taken, *others = notebooks
    left = [printable_name(entry.path) for entry in others if not entry.is_folder]
    if not left:
        return taken, ()
    differs = [ours != theirs for ours, theirs in zip(rank(taken), rank(others[0]), strict=True)]
    why = _WHY[differs.index(True)] if any(differs) else "its name comes first"
    name = printable_name(taken.path)
    return taken, (f"{len(left) + 1} notebooks came in: {name} was graded ({why}), not {_listed(left)}.",)


def _is_candidate(entry: Entry) -> bool:
    if entry.is_notebook:
        return True
    return len(entry.parts) == 1 and bool(entry.problem)  # a student's folder that is none, such as a link


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _nothing_in(entries: list[Entry]) -> str:
    names = [printable_name(entry.parts[-1]) for entry in entries if not entry.is_folder]
    seen = f"found only {_listed(names)}" if names else "the folder is empty"
    return f"No notebook was handed in: {seen}. Expected a file ending in {NOTEBOOK_SUFFIX}."


def _files_beside(
    taken: Entry, entries: list[Entry], source: Source
) -> tuple[tuple[tuple[str, bytes], ...], tuple[str, ...]]:
    """What lies in the notebook's folder and below, by relative path, and notes on what was left out."""
    folder = taken.path.rpartition("/")[0]
    if not folder:  # a notebook among those of others: what lies beside it is not its student's
        return (), ()
    beside = [entry for entry in entries if entry.path.startswith(folder + "/") and entry is not taken]
    wanted = sorted((entry for entry in beside if entry.problem or not entry.is_folder), key=lambda e: e.path)
    files: dict[str, bytes] = {}
    skipped: list[str] = []
    for entry in wanted[:MAX_FILES]:
        name = entry.path[len(folder) + 1 :]
        try:
            _check_name(name, files)
            files[name] = _fitting(_content(entry, source, MAX_FILE_BYTES), files)
        except SubmissionError as error:
            skipped.append(f"{printable_name(name)} {error}")
    notes = [f"Left out: {reason}" for reason in skipped[:5]]
    if left_out := len(skipped[5:]) + len(wanted[MAX_FILES:]):
        notes.append(f"{left_out:,} more files beside the notebook were left out.")
    return tuple(files.items()), tuple(notes)


def _check_name(name: str, files: dict[str, bytes]) -> None:
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in name) or any(
        len(part.encode()) > MAX_NAME_BYTES for part in name.split("/")
    ):
        raise SubmissionError("has a name that not every disk can hold.")
    if any(str(parent) in files for parent in PurePosixPath(name).parents):
        raise SubmissionError("lies in a folder that is also a file.")


def _fitting(content: bytes, files: dict[str, bytes]) -> bytes:
    if len(content) + sum(map(len, files.values())) > MAX_FILES_BYTES:
        raise SubmissionError(f"does not fit into the {MAX_FILES_BYTES // 1024**2} MB of one hand-in.")
    return content


def _content(entry: Entry, source: Source, limit: int) -> bytes:
    if entry.problem or entry.is_folder:
        raise SubmissionError(entry.problem or problem_of(stat.S_IFDIR))
    return source.read(entry.path, limit)
