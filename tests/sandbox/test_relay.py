"""What is carried between a kernel's sockets and ours, and what is not."""

import asyncio
import contextlib
import socket
from pathlib import Path

import psutil
import pytest

from grader.sandbox.relay import CHUNK_BYTES, Relay


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """Where we listen, and where a kernel does."""
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    return tmp_path / "ours", tmp_path / "theirs"


class Kernel:
    """A kernel's end of one socket: keeps what came, and sends what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "s-1")
        self.connections: list[asyncio.StreamWriter] = []
        self.received = b""

    async def start(self) -> None:
        self.server = await asyncio.start_unix_server(self.accept, self.path)

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.append(writer)
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                self.received += data

    async def stop(self) -> None:
        if hasattr(self, "server"):
            self.server.close()
        for writer in self.connections:
            writer.close()


def told(folders, story, allowed_bytes=1000):
    """Run a story with a relay and a kernel; both are ended afterwards."""

    async def whole():
        ours, theirs = folders
        relay, kernel = Relay(ours, theirs), Kernel(theirs)
        relay.allowed_bytes = allowed_bytes
        relay.open("s-1")
        try:
            async with asyncio.timeout(20):
                return await story(relay, kernel, str(ours / "s-1"))
        finally:
            await relay.close()
            await kernel.stop()

    return asyncio.run(whole())


async def until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.005)


async def count(reader: asyncio.StreamReader) -> int:
    """How many bytes come until the connection ends, however it ends."""
    came = 0
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK_BYTES):
            came += len(data)
    return came


def test_bytes_are_carried_both_ways(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"question")
        await until(lambda: kernel.received == b"question")
        kernel.connections[0].write(b"answer")
        answer = await reader.readexactly(6)
        writer.close()
        return answer, relay.allowed_bytes

    assert told(folders, story) == (b"answer", 994)


def test_a_kernel_that_listens_later_is_waited_for(folders):
    async def story(relay, kernel, path):
        _, writer = await asyncio.open_unix_connection(path)
        writer.write(b"early")
        await asyncio.sleep(0.05)
        await kernel.start()
        await until(lambda: kernel.received == b"early")
        writer.close()

    told(folders, story)


def test_more_than_is_allowed_ends_the_connection(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        reader, writer = await asyncio.open_unix_connection(path)
        await until(lambda: kernel.connections)
        reading = asyncio.create_task(count(reader))
        with contextlib.suppress(OSError):
            for _ in range(200):
                kernel.connections[0].write(bytes(CHUNK_BYTES))
                await kernel.connections[0].drain()
        came = await reading
        writer.close()
        return came, relay.is_exhausted

    came, is_exhausted = told(folders, story, allowed_bytes=3 * CHUNK_BYTES)
    assert is_exhausted
    assert 0 < came <= 4 * CHUNK_BYTES


def test_who_does_not_read_is_not_sent_without_end(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        _, writer = await asyncio.open_unix_connection(path)  # reads 64 KiB ahead, and no more
        await until(lambda: kernel.connections)
        sent = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                while True:
                    kernel.connections[0].write(bytes(CHUNK_BYTES))
                    await kernel.connections[0].drain()
                    sent += CHUNK_BYTES
        writer.transport.abort()
        return sent

    assert told(folders, story, allowed_bytes=10**12) < 20 * CHUNK_BYTES


def test_what_we_send_is_not_counted(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        _, writer = await asyncio.open_unix_connection(path)
        writer.write(bytes(100_000))
        await until(lambda: len(kernel.received) == 100_000)
        writer.close()
        return relay.allowed_bytes

    assert told(folders, story) == 1000


def test_a_kernels_socket_is_opened_only_once(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        _, first = await asyncio.open_unix_connection(path)
        await until(lambda: kernel.connections)
        first.close()
        await kernel.stop()
        Path(kernel.path).unlink(missing_ok=True)
        await kernel.start()  # something else in its place
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_unix_connection(path)
        return len(kernel.connections)

    assert told(folders, story) == 1


def test_the_last_words_of_a_kernel_that_ends_are_carried(folders):
    async def story(relay, kernel, path):
        await kernel.start()
        reader, writer = await asyncio.open_unix_connection(path)
        await until(lambda: kernel.connections)
        writer.write(b"nobody reads this")
        kernel.connections[0].write(b"last words")
        kernel.connections[0].close()
        said = await reader.read()
        writer.close()
        return said

    assert told(folders, story) == b"last words"


def test_closing_ends_what_still_waits_and_may_be_done_twice(folders):
    async def story(relay, kernel, path):
        reader, writer = await asyncio.open_unix_connection(path)
        await relay.close()
        ended = await count(reader)
        writer.close()
        return ended

    assert told(folders, story) == 0


def open_descriptors() -> int:
    """How many descriptors this process holds, sockets among them."""
    return psutil.Process().num_fds()


@pytest.mark.parametrize("breaths", range(6))
@pytest.mark.parametrize("is_there", [True, False], ids=["a kernel", "no kernel"])
def test_nothing_is_open_after_closing_however_soon_after_a_connection(folders, breaths, is_there):
    before = open_descriptors()

    async def story(relay, kernel, path):
        with socket.socket(socket.AF_UNIX) as client, socket.socket(socket.AF_UNIX) as listener:
            if is_there:
                listener.bind(kernel.path)
                listener.listen()
            client.connect(path)
            for _ in range(breaths):
                await asyncio.sleep(0)
            await relay.close()
            client.settimeout(5)
            with contextlib.suppress(ConnectionResetError):
                assert client.recv(1) == b""
        return relay  # what it holds is not collected before it is counted

    kept = told(folders, story)
    assert kept is not None
    assert open_descriptors() == before
