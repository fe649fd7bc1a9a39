"""A folder of submissions: lists what lies in it and reads its files without following a link."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.errors import SubmissionError
from grader.sources.entry import Entry, is_junk, printable_name, problem_of, reason_of, within


class Folder:
    """A folder as a source of submissions."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> Iterator[Entry]:
        """Everything below the root but hidden files; links are named, not followed.

        Raises OSError when the root itself cannot be opened.
        """
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
            if not is_junk(child.name)
        ]

    def _entry(self, child: "os.DirEntry[str]", path: str) -> Entry:
        try:
            state = child.stat(follow_symlinks=False)
            is_folder = child.is_dir()  # a link to a folder stands for one, but is not entered
        except OSError as error:
            return Entry(path=path, problem=_closed(error))
        problem = "" if stat.S_ISDIR(state.st_mode) else problem_of(state.st_mode)
        return Entry(path=path, modified=(state.st_mtime_ns,), problem=problem, is_folder=is_folder)

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file, at most `limit`; raises SubmissionError with the reason."""
        # The file can have been exchanged since it was listed: what was opened is what counts.
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with os.fdopen(os.open(self.root / path, flags), "rb") as file:
                problem = problem_of(os.fstat(file.fileno()).st_mode)
                if problem:
                    raise SubmissionError(problem)
                content = file.read(limit + 1)
        except OSError as error:
            raise SubmissionError(_closed(error)) from None
        return within(content, limit)

    def where(self, path: str) -> str:
        """The place of an entry, for people."""
        return printable_name(str(self.root / path))


def _closed(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return problem_of(stat.S_IFLNK)
    return f"cannot be opened: {reason_of(error)}. Hand it in again, readable for everyone."
