"""What a kernel may send, as this side reads it."""

import pytest
from jupyter_client.session import DELIM

from grader.sandbox.messages import MOST_BRACKETS, SIGNED_BYTES, KernelMessages

IDLE = {"execution_state": "idle"}


@pytest.fixture
def messages() -> KernelMessages:
    return KernelMessages()


def signed(session, *parts, buffers=()):
    packed = [part if isinstance(part, bytes) else session.pack(part) for part in parts]
    return [session.sign(packed[:4]), *packed, *buffers]


def status(session, **changes):
    return {**session.msg_header("status"), **changes}


def test_a_message_of_jupyters_form_is_read_with_its_buffers(messages):
    parent = messages.msg_header("execute_request")
    parts = [b"identity", DELIM, *signed(messages, status(messages), parent, {}, IDLE, buffers=[b"frame"])]
    identities, rest = messages.feed_identities(parts)
    message = messages.deserialize(rest)
    assert identities == [b"identity"]
    assert (message["msg_type"], message["content"]) == ("status", IDLE)
    assert message["parent_header"]["msg_id"] == parent["msg_id"]
    assert bytes(message["buffers"][0]) == b"frame"


MALFORMED = {
    "nothing": lambda s: [],
    "an empty part": lambda s: [b""],
    "too few parts": lambda s: signed(s, status(s)),
    "no signature": lambda s: [b"", *signed(s, status(s), {}, {}, IDLE)[1:]],
    "a wrong signature": lambda s: [b"0" * 64, *signed(s, status(s), {}, {}, IDLE)[1:]],
    "a long signature": lambda s: [b"0" * 1000, *signed(s, status(s), {}, {}, IDLE)[1:]],
    "a list as header": lambda s: signed(s, [], {}, {}, IDLE),
    "a number as header": lambda s: signed(s, 7, {}, {}, IDLE),
    "an empty header": lambda s: signed(s, {}, {}, {}, IDLE),
    "an id that is no text": lambda s: signed(s, status(s, msg_id=["a"]), {}, {}, IDLE),
    "a type that is no text": lambda s: signed(s, status(s, msg_type=None), {}, {}, IDLE),
    "a version that is no text": lambda s: signed(s, status(s, version=5), {}, {}, IDLE),
    "a version that is no number": lambda s: signed(s, status(s, version="x"), {}, {}, IDLE),
    "a list as parent": lambda s: signed(s, status(s), [], {}, IDLE),
    "a parent whose id is a list": lambda s: signed(s, status(s), {"msg_id": []}, {}, IDLE),
    "a list as metadata": lambda s: signed(s, status(s), {}, [], IDLE),
    "a list as content": lambda s: signed(s, status(s), {}, {}, []),
    "nothing as content": lambda s: signed(s, status(s), {}, {}, None),
    "content that is no JSON": lambda s: signed(s, status(s), {}, {}, b"{"),
    "content that is no text": lambda s: signed(s, status(s), {}, {}, b"\xff\xfe\x00"),
    "a number without end": lambda s: signed(s, status(s), {}, {}, b'{"a": ' + b"9" * 10_000 + b"}"),
    "content that is too deep": lambda s: signed(s, status(s), {}, {}, b"[" * 100_000 + b"]" * 100_000),
}


@pytest.mark.parametrize("make", MALFORMED.values(), ids=list(MALFORMED))
def test_anything_else_is_a_message_that_answers_nobody(messages, make):
    message = messages.deserialize(make(messages))
    assert message["msg_type"] == "malformed"
    assert message["parent_header"] == message["content"] == {}
    assert message["buffers"] == []


def test_a_message_that_comes_twice_counts_once(messages):
    parts = signed(messages, status(messages), {}, {}, IDLE)
    assert [messages.deserialize(list(parts))["msg_type"] for _ in range(2)] == ["status", "malformed"]


def test_a_message_without_a_delimiter_is_empty(messages):
    assert messages.feed_identities([b"a", b"b"]) == ([], [])
    assert messages.deserialize([])["msg_type"] == "malformed"


@pytest.mark.parametrize(
    "content",
    [b'{"text": "' + b"x" * SIGNED_BYTES + b'"}', b'{"a": [' + b"[]," * MOST_BRACKETS + b"[]]}"],
    ids=["many bytes", "many lists"],
)
def test_what_is_too_large_to_be_parsed_is_counted_and_not_kept(messages, content):
    parts = signed(messages, status(messages), {}, {}, content)
    assert messages.deserialize(parts)["msg_type"] == "malformed"
    assert messages.refused_bytes == sum(map(len, parts))
    assert not messages.digest_history


def test_a_large_frame_beside_a_small_message_is_read(messages):
    parts = signed(messages, status(messages), {}, {}, IDLE, buffers=[bytes(2 * SIGNED_BYTES)])
    assert len(messages.deserialize(parts)["buffers"][0]) == 2 * SIGNED_BYTES
    assert messages.refused_bytes == 0
