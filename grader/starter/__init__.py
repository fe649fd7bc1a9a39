"""The files that `grader new` starts an assignment with: a small one that already validates."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
SUFFIX = ".txt"  # so that nobody imports, formats or tests them here


def starting_files(slug: str, title: str) -> Iterator[tuple[str, str]]:
    """Path, relative to `reference/<slug>`, and text of every file; the README belongs to the student's folder."""
    for path in sorted(FOLDER.rglob(f"*{SUFFIX}")):
        text = path.read_text("utf-8").replace("{slug}", slug).replace("{title}", title)
        yield path.relative_to(FOLDER).as_posix().removesuffix(SUFFIX), text
