"""A folder of cloned repositories, one per student, read at a commit and not from the working tree.

Git's own object store is asked, so that nothing in a clone is checked out, filtered or run.
"""

import itertools
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from grader.errors import SubmissionError, UsageError
from grader.records.base import Record
from grader.sources.entry import Entry, is_junk, printable_name, within

# Nothing that a clone's own configuration names is started.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*")
_MODES = {b"120000": "is a symbolic link, not a file. Hand in the .ipynb file itself.", b"160000": "is a submodule."}
_SECONDS = 120


class Commit(Record, frozen=True, kw_only=True):
    """The commit of a clone that is graded; `submitted` is when it was made, in UTC, as its author's clock said."""

    sha: str
    submitted: str


def are_clones(folder: Path) -> bool:
    """Whether the folder holds clones and is none itself."""
    try:
        inner = [child for child in folder.iterdir() if child.is_dir() and not child.is_symlink()]
    except OSError:
        return False
    return not (folder / ".git").exists() and any((child / ".git").exists() for child in inner)


class Clones:
    """A folder of clones as a source; `commits` pins some by the name of their folder, the others are read at HEAD."""

    def __init__(self, root: Path, commits: Mapping[str, str]) -> None:
        self.root = root
        self.pinned = commits
        self.commits: dict[str, Commit] = {}
        self._objects: dict[str, tuple[str, str]] = {}

    def entries(self) -> Iterator[Entry]:
        """Everything that the commits hold but hidden files; UsageError for a pinned commit that a clone lacks."""
        for clone in sorted(self.root.iterdir()):
            if (clone / ".git").exists() and not clone.is_symlink():
                yield from self._entries(clone)

    def _entries(self, clone: Path) -> Iterator[Entry]:
        yield Entry(path=clone.name, is_folder=True)
        wanted = self.pinned.get(clone.name, "HEAD")
        try:
            told = _git(clone, "log", "-1", "--format=%H %ct", "--end-of-options", f"{wanted}^{{commit}}").decode()
        except SubmissionError:
            if clone.name in self.pinned:
                raise UsageError(
                    f"The clone {clone.name} has no commit {printable_name(wanted)}. Fetch it, or correct the list."
                ) from None
            return  # a repository without a commit: nothing was handed in
        sha, seconds = told.split()
        moment = datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.commits[clone.name] = Commit(sha=sha, submitted=moment)
        for line in _git(clone, "ls-tree", "-r", "-z", sha).split(b"\0"):
            meta, _, name = line.partition(b"\t")
            path = os.fsdecode(name)
            if path and not any(map(is_junk, path.split("/"))):
                yield self._entry(clone.name, path, meta)

    def _entry(self, clone: str, path: str, meta: bytes) -> Entry:
        mode, _, sha = meta.split(b" ")
        self._objects[f"{clone}/{path}"] = (clone, sha.decode())
        return Entry(path=f"{clone}/{path}", problem=_MODES.get(mode, ""))

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file, at most `limit`; raises SubmissionError with the reason."""
        clone, sha = self._objects[path]
        size = int(_git(self.root / clone, "cat-file", "-s", sha))
        if size > limit:
            return within(b" " * (limit + 1), limit)
        return _git(self.root / clone, "cat-file", "blob", sha)

    def where(self, path: str) -> str:
        """The place of an entry, for people."""
        return printable_name(str(self.root / path))


def _git(clone: Path, *words: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *_SAFE, "-C", str(clone), *words]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=_SECONDS, check=True)
    except FileNotFoundError:
        raise UsageError("Clones are read with git, which is not installed here. Install git.") from None
    except subprocess.SubprocessError as error:
        said = getattr(error, "stderr", None) or b""
        why = printable_name(said.decode("utf-8", "replace").strip()[:200])
        raise SubmissionError(f"cannot be read from its clone: {why or 'git gave no answer'}.") from None
    return done.stdout


def student_of(clone: str, folder: str, clones: list[str]) -> str:
    """The student's name in the name of a clone: what follows the assignment's name that all of them begin with."""
    if folder.endswith("-submissions"):
        return clone.removeprefix(folder.removesuffix("submissions")) or clone
    return clone.removeprefix(_shared_words(clones)) or clone


def _shared_words(names: list[str]) -> str:
    """What all of several names begin with, up to a hyphen; empty for a single one."""
    if len(names) < 2:
        return ""
    pairs = zip(min(names), max(names), strict=False)  # what the first and the last share, all share
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    words, hyphen, _ = names[0][:same].rpartition("-")
    return words + hyphen
