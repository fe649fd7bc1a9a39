"""Reads `submission_metadata.yml` of a Gradescope export: who handed in what, and when."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import yaml

from grader.errors import UsageError
from grader.sources.entry import printable_name, reason_of
from grader.sources.layouts import GRADESCOPE_INDEX, Owner

MAX_INDEX_BYTES = 50 * 1024**2
_NAMES = (("gradescope_sid", ":sid"), ("email", ":email"), ("name", ":name"))
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, in C, where it was built


def owners(content: bytes) -> dict[str, tuple[Owner, ...]]:
    """The owners of each `submission_…` folder; UsageError where the file is not what Gradescope writes.

    A student is called by the SID, else by the address, else by the name.
    """
    try:
        document = yaml.load(content, _Loader)  # both loaders make plain values only
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(
            f"{GRADESCOPE_INDEX} cannot be read: {reason_of(error)[:200]}. Export the submissions again."
        ) from None
    if not isinstance(document, dict):
        raise UsageError(f"{GRADESCOPE_INDEX} is not the index that Gradescope writes. Export the submissions again.")
    return {str(name): _owners(entry) for name, entry in document.items() if isinstance(entry, dict)}


def _owners(entry: Mapping[Any, Any]) -> tuple[Owner, ...]:
    submitters = entry.get(":submitters")
    found = [submitter for submitter in submitters or () if isinstance(submitter, dict)]
    together = f"Handed in together by {len(found)} students." if len(found) > 1 else ""
    return tuple(_owner(submitter, _moment(entry.get(":created_at")), together) for submitter in found)


def _owner(submitter: Mapping[Any, Any], submitted: str, note: str) -> Owner:
    values = {field: printable_name(str(submitter.get(key) or "").strip()) for field, key in _NAMES}
    names = tuple((field, value) for field, value in values.items() if value)
    return Owner(student=names[0][1] if names else "unknown", names=names, submitted=submitted, note=note)


def _moment(value: object) -> str:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace(" UTC", "Z").replace(" Z", "Z"))
        except ValueError:
            return ""
    if not isinstance(value, datetime):
        return ""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
