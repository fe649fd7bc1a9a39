"""Packs an assignment with the grader into one archive that a platform unpacks and runs by itself."""

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import grader
from grader.catalog import Declaration
from grader.errors import UsageError

PROJECT_FILES = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")
SCRIPTS = ("setup.sh", "run_autograder")
_YEAR = (1980, 1, 1, 0, 0, 0)  # equal content gives an equal archive
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}


def gradescope_archive(declaration: Declaration, policy: bytes = b"") -> bytes:
    """Gradescope's autograder zip: its two scripts, the grader, and the course reduced to this assignment.

    Raises UsageError where the grader does not run from a checkout, since its pinned packages are listed there.
    """
    if declaration.assignment.numbers:
        raise UsageError(
            f"Students have numbers of their own in {declaration.assignment.slug}, and Gradescope's autograder is not "
            "told who the student is. Grade Gradescope's export with `grader grade` and a roster instead."
        )
    slug = declaration.assignment.slug
    course = declaration.folder.parents[1]
    contents: dict[str, bytes] = {name: _script(name) for name in SCRIPTS}
    contents |= {"assignment": f"{slug}\n".encode(), "dataset": f"{declaration.assignment.dataset or ''}\n".encode()}
    contents |= {f"project/{name}": content for name, content in _project()}
    for folder in (declaration.folder, declaration.released.parent):
        contents |= {f"course/{name}": content for name, content in _files(folder, course)}
    if policy:
        contents["policy.toml"] = policy
    return _zipped(contents)


def _script(name: str) -> bytes:
    return (resources.files("grader") / "scripts" / name).read_bytes()


def _project() -> Iterator[tuple[str, bytes]]:
    package = Path(grader.__file__).resolve().parent
    root = package.parent
    missing = [name for name in PROJECT_FILES[:2] if not (root / name).is_file()]
    if missing:
        raise UsageError(
            f"The grader was installed without {' and '.join(missing)}, which the archive needs. "
            "Run this command from a checkout of the grader (make setup)."
        )
    yield from ((name, (root / name).read_bytes()) for name in PROJECT_FILES if (root / name).is_file())
    yield from _files(package, root)


def _files(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder by its path below the root; nothing hidden, nothing generated."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(part.startswith(".") or part in _LEFT_OUT for part in parts):
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _zipped(contents: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, _YEAR)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
            archive.writestr(info, content)
    return stream.getvalue()
