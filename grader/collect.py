"""Finds the submissions in a folder, in a zip archive, or in a single notebook file.

Whatever lies there was put there by students: links are not followed, nothing is unpacked onto the disk, every
amount has a limit, and what is wrong with one hand-in stays with that student.
"""

import difflib
import errno
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from grader.errors import SubmissionError, UsageError
from grader.notebook import MAX_NOTEBOOK_BYTES
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.submission import Submission

MAX_FILE_BYTES = 20 * 1024**2
MAX_FILES_BYTES = 100 * 1024**2  # all files beside one notebook
MAX_FILES = 2_000
MAX_ARCHIVE_BYTES = 4 * 1024**3  # everything that is read from one archive
MAX_ARCHIVE_ENTRIES = 200_000
MAX_NAME_BYTES = 255  # of one part of a path; more cannot be written to a disk

_SUFFIX = ".ipynb"
_JUNK = frozenset({"__MACOSX", "__pycache__"})
_HAND_IN_A_FILE = "Hand in the .ipynb file itself."


class Entry(Record, frozen=True, kw_only=True):
    """Something found, by its path below the submissions; `problem` says why it cannot be read.

    `modified` orders the entries of one source in time. What `spoils` makes its student's hand-in unreadable.
    """

    path: str
    modified: tuple[float, ...] = ()
    problem: str = ""
    is_folder: bool = False
    spoils: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The names along the path."""
        return tuple(self.path.split("/"))

    @property
    def is_notebook(self) -> bool:
        """Whether the name is one of a notebook."""
        return self.path.lower().endswith(_SUFFIX)


class Source(Protocol):
    """Where submissions come from: a folder or an archive."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of an entry, at most `limit`; raises SubmissionError with the reason."""

    def where(self, path: str) -> str:
        """The place of an entry, for people."""


def collect(path: Path, notebook_name: str) -> list[Submission]:
    """All submissions in `path`, one per student, sorted by name.

    `path` is a notebook, a folder or zip archive of `<student>.ipynb` or of `<student>/**/*.ipynb`. Of several
    notebooks of one student the one called `notebook_name` is taken, else the newest. Raises UsageError when
    `path` is none of these or holds no submission; everything else is the status of a submission.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(path.stat().st_mode):
            return _from_folder(path, notebook_name)
    except FileNotFoundError:
        if not path.is_symlink():
            raise UsageError(_not_found(path)) from None
        mode = stat.S_IFLNK
    except (OSError, ValueError) as error:
        raise UsageError(f"{_printable(str(path))} cannot be opened: {_reason(error)}.") from None
    if path.suffix.lower() == _SUFFIX:
        entry = Entry(path=path.name, problem=_problem_of(mode))
        return _submissions([entry], _Folder(path.parent), notebook_name)
    if stat.S_ISREG(path.stat().st_mode) and (path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)):
        return _from_archive(path, notebook_name)
    raise UsageError(
        f"{_printable(str(path))} is not something to grade. Expected a notebook ({_SUFFIX}), a folder of "
        "notebooks, or a zip archive of either."
    )


def _from_folder(path: Path, notebook_name: str) -> list[Submission]:
    folder = _Folder(path)
    try:
        entries = list(folder.entries())
    except OSError as error:
        raise UsageError(f"The folder {_printable(str(path))} cannot be opened: {_reason(error)}.") from None
    found = _submissions(entries, folder, notebook_name)
    if not found and path.suffix.lower() == _SUFFIX:
        entry = Entry(path=path.name, problem=_problem_of(stat.S_IFDIR))
        return _submissions([entry], folder, notebook_name)
    return found or _nothing_found(path)


def _from_archive(path: Path, notebook_name: str) -> list[Submission]:
    try:
        with zipfile.ZipFile(path) as archive:
            opened = _Archive(archive, path, notebook_name)
            return _submissions(opened.entries, opened, notebook_name) or _nothing_found(path)
    except _ARCHIVE_ERRORS as error:
        raise UsageError(
            f"{_printable(str(path))} cannot be opened as a zip archive: {_reason(error)}. "
            "Pack it again, or unpack it and name the folder."
        ) from None


def _nothing_found(path: Path) -> list[Submission]:
    raise UsageError(
        f"There is no submission in {_printable(str(path))}. Looked for notebooks called <student>{_SUFFIX} and "
        f"for folders called <student> with a notebook in them."
    )


def _not_found(path: Path) -> str:
    try:
        beside = [entry.name for entry in os.scandir(path.parent)]
    except OSError:
        return f"{_printable(str(path))} does not exist, nor does the folder {_printable(str(path.parent))}."
    close = difflib.get_close_matches(path.name, beside, n=3)
    hint = f" Did you mean {' or '.join(map(_printable, close))}?" if close else " Check the spelling."
    return f"{_printable(str(path))} does not exist.{hint}"


# --- choosing ---------------------------------------------------------------------------------------------


def _submissions(entries: Iterable[Entry], source: Source, notebook_name: str) -> list[Submission]:
    students: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        student = _student(entry)
        if student:
            students[student].append(entry)
    return [_submission(student, students[student], source, notebook_name) for student in sorted(students)]


def _student(entry: Entry) -> str:
    """Name of the student an entry belongs to; empty for files that only lie about."""
    first = entry.parts[0]
    is_students = len(entry.parts) > 1 or entry.is_folder or entry.is_notebook
    return _printable(first[: -len(_SUFFIX)] if first.lower().endswith(_SUFFIX) else first) if is_students else ""


def _submission(student: str, entries: list[Entry], source: Source, notebook_name: str) -> Submission:
    taken, notes = _choose(entries, notebook_name)
    spoiling = next((entry for entry in entries if entry.spoils), None)
    if spoiling or taken is None:
        return Submission(
            student=student,
            source=source.where(entries[0].parts[0]),
            status=Status.UNREADABLE if spoiling else Status.MISSING,
            problem=f"{_printable(spoiling.path)} {spoiling.problem}" if spoiling else _nothing_in(entries),
        )
    where = source.where(taken.path)
    try:
        content = _content(taken, source, MAX_NOTEBOOK_BYTES)
    except SubmissionError as error:
        problem = f"{_printable(taken.parts[-1])} {error}"
        return Submission(student=student, source=where, status=Status.UNREADABLE, problem=problem, notes=notes)
    files, skipped = _files_beside(taken, entries, source)
    return Submission(student=student, notebook=content, files=files, source=where, notes=notes + skipped)


def _choose(entries: list[Entry], notebook_name: str) -> tuple[Entry | None, tuple[str, ...]]:
    """The notebook to grade, and a note when there was a choice; a readable one comes before any other."""

    def rank(entry: Entry) -> tuple[bool, bool, bool, tuple[float, ...]]:
        is_named = entry.parts[-1].casefold() == notebook_name.casefold()
        return not entry.problem, not entry.is_folder, is_named, entry.modified

    by_name = sorted((entry for entry in entries if _is_candidate(entry)), key=lambda entry: entry.path)
    notebooks = sorted(by_name, key=rank, reverse=True)  # stable: what is equal stays in order of its name
    if not notebooks:
        return None, ()
    taken, *others = notebooks
    others = [entry for entry in others if not entry.is_folder]
    if not others:
        return taken, ()
    why = "it has the assignment's name" if rank(taken)[2] else "it is the newest"
    left = ", ".join(_printable(entry.path) for entry in others[:5]) + (", …" if len(others) > 5 else "")
    return taken, (
        f"{len(others) + 1} notebooks were handed in; {_printable(taken.path)} was graded ({why}), {left} not.",
    )


def _is_candidate(entry: Entry) -> bool:
    if entry.is_notebook:
        return True
    return len(entry.parts) == 1 and bool(entry.problem)  # a student's folder that is none, such as a link


def _nothing_in(entries: list[Entry]) -> str:
    names = [_printable(entry.parts[-1]) for entry in entries if not entry.is_folder]
    seen = f"found only {', '.join(names[:5])}{', …' if len(names) > 5 else ''}" if names else "the folder is empty"
    return f"No notebook was handed in: {seen}. Expected a file ending in {_SUFFIX}."


def _files_beside(
    taken: Entry, entries: list[Entry], source: Source
) -> tuple[tuple[tuple[str, bytes], ...], tuple[str, ...]]:
    """What lies in the notebook's folder and below, by relative path, and a note on what was left out."""
    folder = taken.path.rpartition("/")[0]
    if not folder:  # a notebook among those of others: what lies beside it is not its student's
        return (), ()
    beside = [entry for entry in entries if entry.path.startswith(folder + "/") and entry is not taken]
    files: dict[str, bytes] = {}
    skipped: list[str] = []
    room = MAX_FILES_BYTES
    for entry in sorted(beside, key=lambda entry: entry.path):
        name = entry.path[len(folder) + 1 :]
        if entry.is_folder and not entry.problem:
            continue
        try:
            _check_name(name, files)
            files[name] = _content(entry, source, min(MAX_FILE_BYTES, room))
            room -= len(files[name])
        except SubmissionError as error:
            skipped.append(f"{_printable(name)} {error}")
    return tuple(files.items()), _skip_notes(skipped)


def _skip_notes(skipped: list[str]) -> tuple[str, ...]:
    notes = [f"Left out: {reason}" for reason in skipped[:5]]
    if len(skipped) > 5:
        notes.append(f"{len(skipped) - 5} more files beside the notebook were left out.")
    return tuple(notes)


def _check_name(name: str, files: dict[str, bytes]) -> None:
    if len(files) >= MAX_FILES:
        raise SubmissionError(f"is one of more than {MAX_FILES:,} files.")
    encoded = name.encode("utf-8", "surrogatepass")
    if not _is_plain_text(name) or any(len(part) > MAX_NAME_BYTES for part in encoded.split(b"/")):
        raise SubmissionError("has a name that not every disk can hold.")
    if any(str(parent) in files for parent in PurePosixPath(name).parents):
        raise SubmissionError("lies in a folder that is also a file.")


def _content(entry: Entry, source: Source, limit: int) -> bytes:
    if entry.problem:
        raise SubmissionError(entry.problem)
    return source.read(entry.path, limit)


def _too_large(limit: int) -> SubmissionError:
    return SubmissionError(f"is larger than the {limit / 1024**2:.0f} MB that are read.")


def _is_plain_text(name: str) -> bool:
    return all(unicodedata.category(char) not in {"Cc", "Cs"} for char in name)


def _printable(name: str) -> str:
    """The name in letters that are safe to show; different names stay different.

    Composed and decomposed letters are one name, as they are on the disks of a Mac.
    """
    composed = unicodedata.normalize("NFC", name)
    return "".join(
        char if char.isprintable() and char != "\\" else char.encode("unicode_escape").decode() for char in composed
    )


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _printable(str(error)) or type(error).__name__


# --- folders ----------------------------------------------------------------------------------------------

_KINDS = {
    stat.S_IFLNK: "is a symbolic link",
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFSOCK: "is a socket",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
}


def _problem_of(mode: int) -> str:
    kind = _KINDS.get(stat.S_IFMT(mode))
    return f"{kind}, not a file. {_HAND_IN_A_FILE}" if kind else ""


def _is_junk(name: str) -> bool:
    return name.startswith(".") or name in _JUNK


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> Iterator[Entry]:
        """Everything below the root but hidden files; links are named, not followed."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                found = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
            except OSError as error:
                if not folder:
                    raise
                yield Entry(path=folder, is_folder=True, spoils=True, problem=_closed(error))
                continue
            for child in found:
                if _is_junk(child.name):
                    continue
                entry = self._entry(child, f"{folder}/{child.name}" if folder else child.name)
                yield entry
                if entry.is_folder:
                    waiting.append(entry.path)

    def _entry(self, child: "os.DirEntry[str]", path: str) -> Entry:
        state = child.stat(follow_symlinks=False)
        is_folder = stat.S_ISDIR(state.st_mode)
        is_linked_folder = child.is_symlink() and child.is_dir()
        problem = _problem_of(state.st_mode)
        if is_folder and not path.lower().endswith(_SUFFIX):
            problem = ""
        return Entry(
            path=path,
            modified=(state.st_mtime_ns,),
            problem=problem,
            is_folder=is_folder or is_linked_folder,
        )

    def read(self, path: str, limit: int) -> bytes:
        # The file can have been exchanged since it was listed: what was opened is what counts.
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with os.fdopen(os.open(self.root / path, flags), "rb") as file:
                problem = _problem_of(os.fstat(file.fileno()).st_mode)
                if problem:
                    raise SubmissionError(problem)
                content = file.read(limit + 1)
        except OSError as error:
            raise SubmissionError(_closed(error)) from None
        if len(content) > limit:
            raise _too_large(limit)
        return content

    def where(self, path: str) -> str:
        return _printable(str(self.root / path))


def _closed(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return _problem_of(stat.S_IFLNK)
    return f"cannot be opened: {_reason(error)}. Hand it in again, readable for everyone."


# --- archives ---------------------------------------------------------------------------------------------

# What `zipfile` raises for archives that are damaged, or made to do damage.
_ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    IndexError,
)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DRIVE = re.compile(r"[A-Za-z]:")


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, path: Path, notebook_name: str) -> None:
        self.archive = archive
        self.path = path
        self.unpacked = 0
        self.infos: dict[str, zipfile.ZipInfo] = {}
        infos = archive.infolist()
        if len(infos) > MAX_ARCHIVE_ENTRIES:
            raise UsageError(
                f"{_printable(str(path))} holds {len(infos):,} entries; at most {MAX_ARCHIVE_ENTRIES:,} are read. "
                "Unpack it and name the folder."
            )
        self.entries = self._list(infos, notebook_name)

    def _list(self, infos: list[zipfile.ZipInfo], notebook_name: str) -> list[Entry]:
        named = [(self._parts(info), info) for info in infos]
        named = [(parts, info) for parts, info in named if parts and not any(map(_is_hidden, parts))]
        depth = _top_folders([parts for parts, _ in named], notebook_name)
        listed: dict[str, Entry] = {}
        for parts, info in named:
            path = "/".join(parts[depth:])
            if path in listed and not listed[path].is_folder:
                problem = "is in the archive more than once. Pack it again."
                listed[path] = Entry(path=path, problem=problem)
            elif path:
                listed[path] = self._entry(path, info)
                self.infos[path] = info
        return list(listed.values())
