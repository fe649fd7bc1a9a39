"""The log of `grader grade`: beside the results, one line per event, added to and never replaced."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.errors import StorageError

LOG = logging.getLogger("grader.grade")
NAME = "grade.log"
FORM = "%(asctime)s %(levelname)-7s %(message)s"


@contextlib.contextmanager
def run_log(folder: Path) -> Iterator[logging.Logger]:
    """Keep what happens inside in the folder's log, the command line first and last how it ended."""
    handler = _handler(folder / NAME)
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        LOG.info("%s", " ".join(["grader", *map(one_line, sys.argv[1:])]))
        yield LOG
        LOG.info("ended")
    except BaseException as error:
        LOG.error("ended by %s: %s", type(error).__name__, one_line(str(error)))
        raise
    finally:
        LOG.removeHandler(handler)
        handler.close()


def one_line(text: str) -> str:
    """Text that cannot begin a line of its own or steer a terminal; a log is read with `less` and `tail`."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _handler(path: Path) -> logging.Handler:
    try:
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise StorageError(
            f"The log {path} cannot be written: {error.strerror or error}. Make it writable or name another --out."
        ) from error
    handler.setFormatter(logging.Formatter(FORM))
    return handler
