"""Puts finished reports on the disk, each either whole or not at all."""

import secrets
from collections.abc import Iterable
from pathlib import Path

from grader.errors import StorageError


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    write_pieces(path, [content])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, so that a reader sees the old content or the new, never a part.

    Raises StorageError when the disk refuses; an older file of that name is then untouched.
    """
    # Beside its destination, because a rename is atomic only within one file system. Opened with the usual
    # permissions, because a page that is served must be readable for more than its owner.
    unfinished = path.with_name(f".{secrets.token_hex(8)}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("xb") as stream:
                stream.writelines(pieces)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(_refusal(path, error)) from error


def _refusal(path: Path, error: OSError) -> str:
    why = error.strerror or type(error).__name__
    return (
        f"Cannot write {path}: {why}. "
        "Make room, allow writing there or name another folder with --out, then give the same command again."
    )
