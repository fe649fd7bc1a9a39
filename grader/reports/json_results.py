"""The published form of results: JSON of schema `grader/results/v1`, written and read back."""

import contextlib
import json
import math
import weakref
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any, BinaryIO, TypeVar

import msgspec
import numpy as np

from grader.errors import StorageError
from grader.records.results import SCHEMA, Results, ScoredRun
from grader.records.stored_runs import StoredRuns

# Terminals obey these; inside a text, where alone they can be, JSON has another way to write them.
_C1 = {number: f"\\u{number:04x}" for number in range(0x7F, 0xA0)}
Document = TypeVar("Document", Results, ScoredRun)
RUN_INDENT = "    "
IN_MEMORY_BYTES = 64 * 1024**2
_FIRST_LINE, _LAST_LINE, _AFTER = b'  "runs": [\n', b"}\n", b"]}"
_RUN_BEGINS, _RUN_ENDS = b"    {\n", (b"    },\n", b"    }\n")
CURVES = ("curve_loss", "curve_accuracy")  # what a notebook reported, so the only floats that may be NaN


def encode_results(results: Results) -> bytes:
    """The document as UTF-8 JSON: fields in the order of the records, free keys sorted, two spaces of indent.

    A number of a curve that is not finite becomes null, one in evidence its name as text ("nan", "inf").
    Raises ValueError for a non-finite number anywhere else, which would be a bug of the grader.
    """
    return b"".join(encoded_pieces(results))


def encoded_pieces(results: Results) -> Iterator[bytes]:
    """The same document piece by piece, for a class whose text would be much larger than its Runs in memory."""
    around = _text(_plain(_plain_floats(msgspec.structs.replace(results, runs=()))))
    before, no_runs, after = around.rpartition("[]")  # `runs` is the last field
    if not results.runs:
        yield _bytes(before + no_runs + after)
    else:
        for number, run in enumerate(results.runs):
            yield _bytes(",\n" if number else before + "[\n") + _bytes(indent(_run_text(run), RUN_INDENT))
        yield _bytes("\n" + RUN_INDENT[2:] + "]" + after)
    yield b"\n"


def _run_text(run: ScoredRun) -> str:
    plain = _plain(_plain_floats(run))
    if plain["training"]:
        _null_curves(plain["training"])
    for part in (*plain["checks"], *plain["flags"]):
        part["evidence"] = _named_numbers(part["evidence"])
    return _text(plain)


def _text(plain: dict[str, Any]) -> str:
    return json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False).translate(_C1)


def _bytes(text: str) -> bytes:
    # The only characters UTF-8 cannot carry are lone surrogates (file names that were no text); a backslash
    # escape is how JSON writes them.
    return text.encode("utf-8", "backslashreplace")


def read_results(content: bytes) -> Results:
    """Read what `encode_results` wrote; a null in a curve becomes NaN, unknown fields are ignored.

    Raises StorageError when the content is not a results document of this schema.
    """
    plain = _document(content)
    _restore_curves(plain)
    try:
        return msgspec.convert(plain, Results)
    except msgspec.ValidationError as error:
        raise StorageError(
            f"These are not results this grader can read: expected the fields of {SCHEMA} (docs/results.md), "
            f"but: {error}. Take the results.json that `grader grade` wrote, or grade again."
        ) from error


def open_results(path: Path) -> Results:
    """The results in a file; of a large one that is laid out as it was written, Runs are read when they are asked for.

    Raises OSError, and StorageError as `read_results` does.
    """
    stream = path.open("rb")
    with contextlib.ExitStack() as closing:
        closing.callback(stream.close)
        if path.stat().st_size <= IN_MEMORY_BYTES or not (places := _places(stream)):
            stream.seek(0)
            return read_results(stream.read())
        closing.pop_all()  # the Runs need it for as long as there are any
    before = _at(stream, 0, places[0][0])

    def read(place: tuple[int, int]) -> ScoredRun:
        return read_results(before + _at(stream, *place) + _AFTER).runs[0]

    weakref.finalize(read, stream.close)
    return msgspec.structs.replace(read_results(before + _AFTER), runs=StoredRuns.of(places, read))


def _places(stream: BinaryIO) -> list[tuple[int, int]]:
    """Start and end of every Run; none where the lines are not those of `encode_results`."""
    places: list[tuple[int, int]] = []
    start = end = 0
    is_behind = False  # the line that begins the Runs
    line = b""
    for line in stream:
        end += len(line)
        is_behind = is_behind or line == _FIRST_LINE
        if is_behind and line == _RUN_BEGINS:
            start = end - len(line)
        elif is_behind and line in _RUN_ENDS:
            places.append((start, end - len(line) + len(_RUN_ENDS[-1]) - 1))
    return places if line == _LAST_LINE else []


def _at(stream: BinaryIO, start: int, end: int) -> bytes:
    stream.seek(start)
    return stream.read(end - start)


def _document(content: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise StorageError(
            f"These are not results: expected JSON, but {error}. "
            "Name the folder `grader grade` wrote to, or the results.json in it."
        ) from error
    found = plain.get("schema") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or found != SCHEMA:
        raise StorageError(
            f"These are not results this grader can read: expected a JSON object with the schema {SCHEMA!r}, "
            f"but found {_brief(plain, found)}. Take the results.json that `grader grade` wrote."
        )
    return plain


def _brief(plain: Any, found: Any) -> str:
    if not isinstance(plain, dict):
        return f"a {type(plain).__name__}"
    return f"the schema {str(found)[:60]!r}" if "schema" in plain else "an object that names no schema"


def _plain(record: Results | ScoredRun) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(record, order="deterministic", enc_hook=_plain_array)
    return plain


def _plain_floats(record: Document) -> Document:
    """The record with 20.0 where it holds the integer 20: equal results must be equal bytes."""
    return msgspec.convert(_plain(record), type(record))


def _plain_array(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise NotImplementedError(f"Results hold a {type(value).__name__}, which JSON has no form for.")


def _null_curves(training: dict[str, Any]) -> None:
    for curve in CURVES:
        training[curve] = [v if math.isfinite(v) else None for v in training[curve]]


def _restore_curves(plain: dict[str, Any]) -> None:
    """Put NaN for null into every curve that is there; what else may be wrong, the conversion says."""
    for run in _listed(plain.get("runs")):
        training = run.get("training") if isinstance(run, dict) else None
        if isinstance(training, dict):
            restored = {c: [math.nan if v is None else v for v in _listed(training.get(c))] for c in CURVES}
            training.update({c: curve for c, curve in restored.items() if curve})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _named_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _named_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_named_numbers(inner) for inner in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
