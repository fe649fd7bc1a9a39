"""No capabilities, now or ever: neither set-uid files nor a new program bring any back."""

import struct

from grader.sandbox import syscalls

CAPABILITY_VERSION_3 = 0x20080522
MOST_CAPABILITIES = 64


def forbid_new_privileges() -> None:
    """Make executing a program gain nothing, whatever its set-uid bit and its capabilities say."""
    syscalls.prctl(syscalls.NO_NEW_PRIVILEGES, 1)


def drop_capabilities() -> None:
    """Empty the bounding set and every capability set."""
    for capability in range(MOST_CAPABILITIES):
        try:
            syscalls.prctl(syscalls.DROP_BOUNDING, capability)
        except OSError:
            break  # the first number this kernel does not know, or no right to drop: capset below decides
    syscalls.system_call("capset", struct.pack("Ii", CAPABILITY_VERSION_3, 0), bytes(24))
