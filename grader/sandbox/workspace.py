"""A private folder per kernel: working directory, home and sockets; gone when the kernel is."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath

import psutil

from grader.errors import SubmissionError
from grader.records.base import Record

PREFIX = "grader-"
IMPOSSIBLE_NAMES = frozenset(
    {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}
)


class Workspace(Record, frozen=True, kw_only=True):
    """Where one kernel lives; `work` is its current directory with the files handed in beside the notebook."""

    root: Path

    @property
    def work(self) -> Path:
        """The kernel's current directory."""
        return self.root / "work"

    @property
    def home(self) -> Path:
        """The kernel's home, where Keras, IPython and matplotlib keep their settings."""
        return self.root / "home"

    @property
    def sockets(self) -> Path:
        """Folder of the kernel's sockets; its path is short, since socket addresses hold about 100 bytes."""
        return self.root / "k"

    @property
    def host_sockets(self) -> Path:
        """Folder of our sockets, from which what is sent is carried to the kernel's."""
        return self.root / "h"


@contextmanager
def workspace(files: Iterable[tuple[str, bytes]]) -> Iterator[Workspace]:
    """A fresh workspace holding `files` (relative POSIX path, content), removed afterwards."""
    sweep()
    place = Workspace(root=Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")))
    try:
        place.work.mkdir()
        place.home.mkdir()
        place.sockets.mkdir()
        place.host_sockets.mkdir()
        for name, content in files:
            write_file(place.work, name, content)
        yield place
    finally:
        shutil.rmtree(place.root, ignore_errors=True)


def write_file(folder: Path, name: str, content: bytes) -> None:
    """Put a handed-in file below `folder`; SubmissionError when its name leads elsewhere or no disk can hold it."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise SubmissionError(f"A file beside the notebook has a name that leads out of its folder: {name[:100]!r}.")
    target = folder.joinpath(*parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        if error.errno in IMPOSSIBLE_NAMES:
            raise SubmissionError(f"A file beside the notebook cannot be written: {name[:100]!r}.") from error
        raise


@cache
def sweep() -> None:
    """Remove, once per process, what graders that were killed left behind; theirs are told by the process id."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
