"""Finds the submissions in a folder, in a zip archive, or in a single notebook file.

Whatever lies there was put there by students: links are not followed, nothing is unpacked onto the disk,
every amount has a limit, and what is wrong with one hand-in stays with that student.
"""

import contextlib
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

import msgspec

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
_WHY = ("it is a file", "it can be read", "it has the assignment's name", "it is the newest")
_JUNK = frozenset({"__MACOSX", "__pycache__"})
_NO_FILE = "not a file. Hand in the .ipynb file itself."


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

    `path` is a notebook, a folder or zip archive of `<student>.ipynb` or of `<student>/**/*.ipynb`. Of a
    student's several notebooks the one called `notebook_name` is taken, else the newest. Raises UsageError
    when `path` is none of these or holds no submission; everything else is the status of a submission.
    """
    mode, target = _modes(path)
    if stat.S_ISDIR(target):
        return _from_folder(path, notebook_name)
    if path.suffix.lower() == _SUFFIX:
        return _submissions([_single(path, mode)], _Folder(path.parent), notebook_name)
    if stat.S_ISREG(target) and (path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)):
        return _from_archive(path, notebook_name)
    raise UsageError(
        f"{_printable(str(path))} is not something to grade. Expected a notebook ({_SUFFIX}), a folder of "
        "notebooks, or a zip archive of either."
    )


def collect_one(path: Path) -> Submission:
    """The notebook at `path`, with the files that lie directly beside it for it to import or read."""
    submission = collect(path, path.name)[0]
    if submission.status is not Status.OK:
        return submission
    folder = path.absolute().parent
    source = _Folder(folder.parent)
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
        raise UsageError(f"{_printable(str(path))} cannot be opened: {_reason(error)}.") from None
    target = mode
    with contextlib.suppress(OSError):  # a link to nowhere stays a link
        target = path.stat().st_mode
    return mode, target


def _single(path: Path, mode: int) -> Entry:
    return Entry(path=path.name, problem=_problem_of(mode), is_folder=stat.S_ISDIR(mode))


def _from_folder(path: Path, notebook_name: str) -> list[Submission]:
    folder = _Folder(path)
    try:
        entries = list(folder.entries())
    except OSError as error:
        raise UsageError(f"The folder {_printable(str(path))} cannot be opened: {_reason(error)}.") from None
    found = _submissions(entries, folder, notebook_name)
    if not found and path.suffix.lower() == _SUFFIX:
        return _submissions([_single(path, stat.S_IFDIR)], _Folder(path.parent), notebook_name)
    if not found:
        raise UsageError(_nothing_found(path))
    return found


def _from_archive(path: Path, notebook_name: str) -> list[Submission]:
    try:
        opened = zipfile.ZipFile(path)
    except _ARCHIVE_ERRORS as error:
        raise UsageError(
            f"{_printable(str(path))} cannot be opened as a zip archive: {_reason(error)}. "
            "Pack it again, or unpack it and name the folder."
        ) from None
    with opened:
        archive = _Archive(opened, path)
        found = _submissions(archive.entries(notebook_name), archive, notebook_name)
    if not found:
        raise UsageError(_nothing_found(path))
    return found


def _nothing_found(path: Path) -> str:
    return (
        f"There is no submission in {_printable(str(path))}. Looked for notebooks called <student>{_SUFFIX} "
        "and for folders called <student> with a notebook in them."
    )


def _not_found(path: Path) -> str:
    try:
        beside = [entry.name for entry in os.scandir(path.parent)]
    except OSError:
        return f"{_printable(str(path))} does not exist, nor does the folder {_printable(str(path.parent))}."
    close = difflib.get_close_matches(path.name, beside, n=3)
    hint = f" Did you mean {' or '.join(map(_printable, close))}?" if close else " Check the spelling."
    return f"{_printable(str(path))} does not exist.{hint}"


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
    if len(entry.parts) == 1 and not (entry.is_folder or entry.is_notebook):
        return ""
    return _printable(first[: -len(_SUFFIX)] if first.lower().endswith(_SUFFIX) else first)


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
        why = f"{_printable(taken.parts[-1])} {error}"
        return Submission(student=student, source=where, status=Status.UNREADABLE, problem=why, notes=notes)
    files, skipped = _files_beside(taken, entries, source)
    return Submission(student=student, notebook=content, files=files, source=where, notes=notes + skipped)


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
    left = [_printable(entry.path) for entry in others if not entry.is_folder]
    if not left:
        return taken, ()
    differs = [ours != theirs for ours, theirs in zip(rank(taken), rank(others[0]), strict=True)]
    why = _WHY[differs.index(True)] if any(differs) else "its name comes first"
    name = _printable(taken.path)
    return taken, (f"{len(left) + 1} notebooks came in: {name} was graded ({why}), not {_listed(left)}.",)


def _is_candidate(entry: Entry) -> bool:
    if entry.is_notebook:
        return True
    return len(entry.parts) == 1 and bool(entry.problem)  # a student's folder that is none, such as a link


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _nothing_in(entries: list[Entry]) -> str:
    names = [_printable(entry.parts[-1]) for entry in entries if not entry.is_folder]
    seen = f"found only {_listed(names)}" if names else "the folder is empty"
    return f"No notebook was handed in: {seen}. Expected a file ending in {_SUFFIX}."


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
            skipped.append(f"{_printable(name)} {error}")
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
        raise SubmissionError(entry.problem or _problem_of(stat.S_IFDIR))
    return source.read(entry.path, limit)


def _too_large(limit: int) -> SubmissionError:
    return SubmissionError(f"is larger than the {limit // 1024**2} MB that are read.")


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
    return f"{kind}, {_NO_FILE}" if kind else ""


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
                found = self.children(folder)
            except OSError as error:
                if not folder:
                    raise
                yield Entry(path=folder, is_folder=True, problem=_closed(error))
                continue
            yield from found
            waiting += [entry.path for entry in found if entry.is_folder and not entry.problem]

    def children(self, folder: str) -> list[Entry]:
        """What lies directly in one folder, by name; hidden files left out."""
        found = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        return [
            self._entry(child, f"{folder}/{child.name}" if folder else child.name)
            for child in found
            if not _is_junk(child.name)
        ]

    def _entry(self, child: "os.DirEntry[str]", path: str) -> Entry:
        try:
            state = child.stat(follow_symlinks=False)
            is_folder = child.is_dir()  # a link to a folder stands for one, but is not entered
        except OSError as error:
            return Entry(path=path, problem=_closed(error))
        problem = "" if stat.S_ISDIR(state.st_mode) else _problem_of(state.st_mode)
        return Entry(path=path, modified=(state.st_mtime_ns,), problem=problem, is_folder=is_folder)

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
_UP = "\0up"  # no name in an archive has a zero byte; "..", as a name, would count as hidden
_DRIVE = re.compile(r"[A-Za-z]:")


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self.archive = archive
        self.path = path
        self.infos: dict[str, zipfile.ZipInfo] = {}
        self.unpacked = 0

    def entries(self, notebook_name: str) -> list[Entry]:
        """Everything in the archive but hidden files; raises UsageError for a path that is nobody's."""
        infos = self.archive.infolist()
        if len(infos) > MAX_ARCHIVE_ENTRIES:
            raise self._refused(f"holds more than {MAX_ARCHIVE_ENTRIES:,} entries")
        named = [(self._names(info), info) for info in infos]
        named = [(names, info) for names, info in named if names and not any(map(_is_junk, names))]
        depth = _depth([(names, _is_folder(info)) for names, info in named], notebook_name)
        found: dict[str, Entry] = {}
        for names, info in named:
            if len(names) > depth:
                entry = self._entry(names[depth:], info)
                known = found.get(entry.path)
                found[entry.path] = entry if known is None else _twice(known, entry)
                self.infos[entry.path] = info
        return list(found.values())

    def _names(self, info: zipfile.ZipInfo) -> list[str]:
        path = info.filename.replace("\\", "/")  # some programs of Windows pack with backslashes
        names = [_UP if name == ".." else name for name in path.split("/") if name not in {"", "."}]
        if path.startswith("/") or _DRIVE.match(path) or names[:1] == [_UP]:
            raise self._outside(info)
        return names

    def _entry(self, names: list[str], info: zipfile.ZipInfo) -> Entry:
        if names[0] == _UP:
            raise self._outside(info)
        path = "/".join(names)
        if _UP in names:
            problem = "leads out of its folder. Pack the hand-in again."
            return Entry(path=path.replace(_UP, ".."), problem=problem, spoils=True)
        kind = info.external_attr >> 16
        is_folder = _is_folder(info) or (stat.S_ISLNK(kind) and not PurePosixPath(path).suffix)
        problem = "" if _is_folder(info) else _problem_of(kind) or _problem_in_archive(info)
        return Entry(path=path, modified=info.date_time, problem=problem, is_folder=is_folder)

    def _outside(self, info: zipfile.ZipInfo) -> UsageError:
        return self._refused(f"holds {_printable(info.filename)}, a place outside of it")

    def _refused(self, what: str) -> UsageError:
        return UsageError(f"The archive {_printable(str(self.path))} {what}. Unpack it and name the folder.")

    def read(self, path: str, limit: int) -> bytes:
        # The sizes that an archive states can be false: what comes out is counted.
        try:
            with self.archive.open(self.infos[path]) as file:
                content = file.read(limit + 1)
        except _ARCHIVE_ERRORS as error:
            raise SubmissionError(f"is damaged in the archive: {_reason(error)}. Pack it again.") from None
        self.unpacked += len(content)
        if self.unpacked > MAX_ARCHIVE_BYTES:
            raise self._refused(f"unpacks to more than {MAX_ARCHIVE_BYTES // 1024**3} GB")
        if len(content) > limit:
            raise _too_large(limit)
        return content

    def where(self, path: str) -> str:
        return _printable(f"{self.path}/{path}")


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith(("/", "\\")) or stat.S_ISDIR(info.external_attr >> 16)


def _problem_in_archive(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 1:
        return "is locked with a password. Pack it again without one."
    if info.compress_type not in _METHODS:  # the others unpack without a limit
        return "is packed in an unusual way. Pack it again as an ordinary zip archive."
    return ""


def _twice(known: Entry, entry: Entry) -> Entry:
    if known.is_folder and entry.is_folder:
        return known
    return Entry(path=entry.path, problem="is in the archive more than once. Pack it again.", spoils=entry.spoils)


def _depth(found: list[tuple[list[str], bool]], notebook_name: str) -> int:
    """1 when everything lies in a single top folder that is the class and not a student, else 0."""
    tops = {names[0] for names, _ in found}
    has_files_on_top = any(len(names) == 1 and not is_folder for names, is_folder in found)
    is_students = any(len(names) == 2 and names[1].casefold() == notebook_name.casefold() for names, _ in found)
    return int(len(tops) == 1 and not has_files_on_top and not is_students and any(len(n) > 1 for n, _ in found))
