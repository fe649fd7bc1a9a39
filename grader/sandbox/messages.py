"""Messages from a kernel as this side takes them: what is not of Jupyter's form is an empty message, never an error.

A notebook holds its kernel's key and can send anything at all. An exception here would look like a fault of the
grader's, which costs no points.
"""

from typing import Any

from jupyter_client.session import Session

SIGNATURE_BYTES = 128
SIGNED_PARTS = 4  # header, parent header, metadata, content
SIGNED_BYTES = 16 * 1024**2  # parsed as JSON; the arrays of a frame come in buffers
MOST_BRACKETS = 500_000  # an empty list takes two bytes to send and fifty to hold
TABLES = ("header", "parent_header", "metadata", "content")


class KernelMessages(Session):  # type: ignore[misc, unused-ignore]
    """Signs what goes to one kernel and reads what comes from it.

    `refused_bytes` counts what came in messages too large to be read.
    """

    refused_bytes = 0

    def feed_identities(self, msg_list: list[Any], copy: bool = True) -> tuple[list[bytes], list[Any]]:
        """Split the sender's identities from the message; nothing is left of one that has no delimiter."""
        try:
            identities, parts = super().feed_identities(msg_list, copy)
        except ValueError:
            return [], []
        return identities, parts

    def deserialize(self, msg_list: list[Any], content: bool = True, copy: bool = True) -> dict[str, Any]:
        """The message, or the empty one of type `malformed`, which answers nobody."""
        if not is_small_enough(msg_list):
            self.refused_bytes += sum(map(len, msg_list))
            return malformed()
        try:
            message: dict[str, Any] = super().deserialize(msg_list, content, copy)
        except Exception:  # whatever reading a wrong signature, wrong JSON or a wrong version raises
            return malformed()
        return message if is_well_formed(message) else malformed()


def is_small_enough(parts: list[Any]) -> bool:
    """Whether what is kept for comparison, and what is parsed, can be held without harm."""
    signed = parts[1 : 1 + SIGNED_PARTS]
    if not parts or len(parts[0]) > SIGNATURE_BYTES or sum(map(len, signed)) > SIGNED_BYTES:
        return False
    brackets: int = sum(part.count(b"[") + part.count(b"{") for part in signed)
    return brackets <= MOST_BRACKETS


def is_well_formed(message: dict[str, Any]) -> bool:
    """Whether every part is a table, and what requests and answers are told by are texts."""
    if not all(isinstance(message[part], dict) for part in TABLES):
        return False
    told_by = (message["msg_id"], message["msg_type"], message["parent_header"].get("msg_id", ""))
    return all(isinstance(text, str) for text in told_by)


def malformed() -> dict[str, Any]:
    """A message that is no answer to anything."""
    header = {"msg_id": "", "msg_type": "malformed"}
    return {**header, "header": header, "parent_header": {}, "metadata": {}, "content": {}, "buffers": []}
