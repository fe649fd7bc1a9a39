"""Reads what stands behind `--cluster`: where the workers are, or how they are to be started."""

import re
from pathlib import Path

from grader.errors import UsageError
from grader.records.base import Record

FORMS = "tcp://HOST:PORT (also tls://), local:N, or slurm:FILE"


class Address(Record, frozen=True, kw_only=True):
    """A running scheduler (`url`), `workers` processes on this machine, or a dask-jobqueue configuration (`file`)."""

    url: str = ""
    workers: int = 0
    file: Path | None = None


def parse_address(text: str) -> Address:
    """The address meant by a `--cluster` value. Raises UsageError naming the three forms when it is none of them."""
    kind, _, rest = text.partition(":")
    if re.fullmatch(r"(tcp|tls)://[^\s/]+:\d{1,5}", text):
        return Address(url=text)
    if kind == "local" and rest.isdecimal() and 1 <= int(rest) <= 256:
        return Address(workers=int(rest))
    if kind == "slurm" and rest:
        if not Path(rest).is_file():
            raise UsageError(f"--cluster {text}: expected a dask-jobqueue configuration, found no file {rest}.")
        return Address(file=Path(rest))
    raise UsageError(f"--cluster {text}: expected {FORMS}.")
