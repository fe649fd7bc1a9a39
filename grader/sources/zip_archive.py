"""A zip archive of submissions: lists what it holds and reads it, unpacking nothing onto the disk.

An archive can be damaged, or made to do damage: paths that lead outside are refused, and what comes out is
counted, whatever sizes the archive states.
"""

import contextlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError, UsageError
from grader.sources.entry import Entry, is_junk, printable_name, problem_of, reason_of, within
from grader.sources.layouts import is_moodle

MAX_ARCHIVE_BYTES = 4 * 1024**3  # everything that is read from one archive
MAX_ARCHIVE_ENTRIES = 200_000

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


def is_archive(path: Path) -> bool:
    """Whether the file is, or at least is named as, a zip archive."""
    return path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)


@contextlib.contextmanager
def opened(path: Path) -> Iterator["ZipArchive"]:
    """The archive at `path`, open for the block; raises UsageError when it cannot be opened."""
    try:
        archive = zipfile.ZipFile(path)
    except _ARCHIVE_ERRORS as error:
        raise UsageError(
            f"{printable_name(str(path))} cannot be opened as a zip archive: {reason_of(error)}. "
            "Pack it again, or unpack it and name the folder."
        ) from None
    with archive:
        yield ZipArchive(archive, path)


class ZipArchive:
    """An open archive as a source of submissions; an entry can be read once `entries` has listed it."""

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
        named = [(names, info) for names, info in named if names and not any(map(is_junk, names))]
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
        problem = "" if _is_folder(info) else problem_of(kind) or _problem_in_archive(info)
        return Entry(path=path, modified=info.date_time, problem=problem, is_folder=is_folder)

    def _outside(self, info: zipfile.ZipInfo) -> UsageError:
        return self._refused(f"holds {printable_name(info.filename)}, a place outside of it")

    def _refused(self, what: str) -> UsageError:
        return UsageError(f"The archive {printable_name(str(self.path))} {what}. Unpack it and name the folder.")

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of an entry, at most `limit`.

        Raises SubmissionError with the reason, UsageError when the whole archive unpacks to too much.
        """
        # The sizes that an archive states can be false: what comes out is counted.
        try:
            with self.archive.open(self.infos[path]) as file:
                content = file.read(limit + 1)
        except _ARCHIVE_ERRORS as error:
            raise SubmissionError(f"is damaged in the archive: {reason_of(error)}. Pack it again.") from None
        self.unpacked += len(content)
        if self.unpacked > MAX_ARCHIVE_BYTES:
            raise self._refused(f"unpacks to more than {MAX_ARCHIVE_BYTES // 1024**3} GB")
        return within(content, limit)

    def where(self, path: str) -> str:
        """The place of an entry, for people."""
        return printable_name(f"{self.path}/{path}")


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
    is_students = any(map(is_moodle, tops)) or any(
        len(names) == 2 and names[1].casefold() == notebook_name.casefold() for names, _ in found
    )
    return int(len(tops) == 1 and not has_files_on_top and not is_students and any(len(n) > 1 for n, _ in found))
