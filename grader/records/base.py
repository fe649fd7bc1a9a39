"""The one base of all records: frozen, keyword-only, compared by value."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A plain value: cannot be changed, only replaced (`msgspec.structs.replace`)."""
