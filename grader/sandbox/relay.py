"""Carries bytes between a kernel's sockets and ours, and counts them: what a notebook sends cannot fill our memory.

ZeroMQ bounds a message's parts, but not their number, and keeps all of them until the last one came. So the bytes are
bounded before they reach it. A kernel's socket is opened once, before the notebook has run: whatever a notebook puts
in its place later is never looked at.
"""

import asyncio
import contextlib
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

CHUNK_BYTES = 256 * 1024
ASK_AGAIN_SECONDS = 0.003


class Relay:
    """Listens in one folder, and speaks for it to the sockets of the same names in another."""

    def __init__(self, listening: Path, speaking: Path) -> None:
        self.listening, self.speaking = listening, speaking
        self.allowed_bytes = 0
        self._servers: list[asyncio.Server] = []
        self._running: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._opened: set[str] = set()

    @property
    def is_exhausted(self) -> bool:
        """Whether more came from the kernel than was allowed; nothing is carried from then on."""
        return self.allowed_bytes < 0

    async def open(self, name: str) -> None:
        """Listen under this name."""

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._writers.append(writer)
            if name in self._opened:
                writer.close()
            else:
                self._opened.add(name)
                self._run(self._join(name, reader, writer))

        path = str(self.listening / name)
        self._servers.append(await asyncio.start_unix_server(accept, path, limit=CHUNK_BYTES))

    async def close(self) -> None:
        """Stop listening and carrying; closing twice is allowed."""
        for server in self._servers:
            server.close()
        for running in tuple(self._running):
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _run(self, story: Coroutine[Any, Any, None]) -> None:
        running = asyncio.create_task(story)
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def _join(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join our side with the kernel's as soon as that is there."""
        while True:
            try:
                their_reader, their_writer = await asyncio.open_unix_connection(
                    str(self.speaking / name), limit=CHUNK_BYTES
                )
                break
            except (FileNotFoundError, ConnectionRefusedError):
                await asyncio.sleep(ASK_AGAIN_SECONDS)
        self._writers.append(their_writer)
        self._run(self._carry(reader, their_writer, counted=False))
        self._run(self._carry(their_reader, writer, counted=True))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool) -> None:
        """Carry one direction to its end, or to the end of what is allowed."""
        with contextlib.suppress(OSError):
            while not self.is_exhausted and (data := await reader.read(CHUNK_BYTES)):
                self.allowed_bytes -= len(data) if counted else 0
                writer.write(data)
                await writer.drain()
        writer.close()
