"""Data sets of a course's own: described in the folder `reference/data`, which may hold the data, too."""

import re
from pathlib import Path

import msgspec

from grader.datasets.description import BUILT_IN, DATASETS, PARTS, Description, described
from grader.datasets.sources import SOURCES, KerasCache, NpzFile, Source, read_keras_npz
from grader.errors import DataError

FOLDER = "data"
NAME = re.compile(r"[a-z][a-z0-9_]*")


def learn(reference: Path) -> None:
    """Make every data set that is described in a course's reference known by its name.

    Raises DataError for a description that cannot be used.
    """
    for path in sorted((reference / FOLDER).glob("*.json")):
        know(_read(path), NpzFile(path=path.with_suffix(".npz")))


def know(description: Description, *sources: Source) -> None:
    """Make one data set known by its name, to be had from these sources, else from the Keras cache."""
    DATASETS[description.name] = msgspec.structs.replace(description, is_own=True)
    SOURCES[description.name] = (*sources, KerasCache(file=f"{description.name}.npz"))


def written(reference: Path, name: str | None) -> bytes:
    """The description of a data set as a course keeps it; empty where the data set is none of its own."""
    path = _path(reference, name or "")
    return path.read_bytes() if path.is_file() else b""


def add(reference: Path, file: Path) -> Path:
    """Describe an `.npz` as Keras keeps it and keep both in the course; where the description is.

    Raises DataError where the file holds no images and labels that fit together, or its name will not do.
    """
    _check_name(file.stem, str(file))
    place = _path(reference, file.stem)
    try:
        found = described(file.stem, read_keras_npz(file))
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.resolve() != place.with_suffix(".npz").resolve():
            place.with_suffix(".npz").write_bytes(file.read_bytes())
        place.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    except OSError as error:
        raise DataError(f"{error.filename or file} cannot be used: {error.strerror or error}.") from error
    return place


def _path(reference: Path, name: str) -> Path:
    return reference / FOLDER / f"{name}.json"


def _read(path: Path) -> Description:
    _check_name(path.stem, str(path))
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Description)
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(f"{path} is no description of a data set: {error}. Write it with `grader data add`.") from error
    names = tuple(part.name for part in found.parts)
    if found.name != path.stem or names != PARTS:
        raise DataError(
            f"{path} describes {found.name!r} with the parts {', '.join(names) or 'none'}; expected {path.stem!r} "
            f"with {', '.join(PARTS)}. Write it with `grader data add`."
        )
    return found


def _check_name(name: str, where: str) -> None:
    if name in BUILT_IN or not NAME.fullmatch(name):
        reason = "the grader's own data set" if name in BUILT_IN else "not lower-case letters, digits and underscores"
        raise DataError(
            f"A data set cannot be called {name!r}, which is {reason}: {where}. Give the file another name."
        )
