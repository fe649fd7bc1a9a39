"""A private folder per kernel: working directory, home and sockets; gone when the kernel is."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from grader.records.base import Record


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
    def socket(self) -> Path:
        """Prefix of the kernel's socket names; short, since socket addresses hold about 100 bytes."""
        return self.root / "s"


@contextmanager
def workspace(files: Iterable[tuple[str, bytes]]) -> Iterator[Workspace]:
    """A fresh workspace holding `files` (relative POSIX path, content), removed afterwards."""
    root = Path(tempfile.mkdtemp(prefix="grader-"))
    place = Workspace(root=root)
    try:
        place.work.mkdir()
        place.home.mkdir()
        for name, content in files:
            target = place.work.joinpath(*PurePosixPath(name).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield place
    finally:
        shutil.rmtree(root, ignore_errors=True)
