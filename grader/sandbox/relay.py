"""Carries bytes between a kernel's sockets and ours, and counts them: what a notebook sends cannot fill our memory.

ZeroMQ bounds a message's parts, but not their number, and keeps all of them until the last one came. So the bytes are
bounded before they reach it. A kernel's socket is opened once, before the notebook has run: whatever a notebook puts
in its place later is never looked at.
"""

import asyncio
import contextlib
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

CHUNK_BYTES = 256 * 1024
ASK_AGAIN_SECONDS = 0.003


class Relay:
    """Listens in one folder, and speaks for it to the sockets of the same names in another.

    It holds plain sockets, not asyncio's transports: those are closed a while after they are told to, and one that
    was being accepted when all was over would never be.
    """

    def __init__(self, listening: Path, speaking: Path) -> None:
        self.listening, self.speaking = listening, speaking
        self.allowed_bytes = 0
        self._listeners: dict[str, socket.socket] = {}
        self._connections: list[socket.socket] = []
        self._running: set[asyncio.Task[None]] = set()

    @property
    def is_exhausted(self) -> bool:
        """Whether more came from the kernel than was allowed; nothing is carried from then on."""
        return self.allowed_bytes < 0

    def open(self, name: str) -> None:
        """Listen under this name, for one connection."""
        listener = self._listeners[name] = socket.socket(socket.AF_UNIX)
        listener.setblocking(False)
        listener.bind(str(self.listening / name))
        listener.listen()
        asyncio.get_running_loop().add_reader(listener, self._accept, name)

    async def close(self) -> None:
        """End listening, carrying and every connection; nothing is open afterwards, and closing twice is allowed."""
        for name in tuple(self._listeners):
            self._stop_listening(name)
        running = tuple(self._running)
        for story in running:
            story.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for connection in self._connections:
            connection.close()

    def _accept(self, name: str) -> None:
        """Take the one connection there is to be under this name; who comes later is refused."""
        try:
            connection, _ = self._listeners[name].accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # whoever asked has gone again
        self._stop_listening(name)
        connection.setblocking(False)
        self._connections.append(connection)
        self._run(self._join(name, connection))

    def _stop_listening(self, name: str) -> None:
        listener = self._listeners.pop(name)
        asyncio.get_running_loop().remove_reader(listener)
        listener.close()

    def _run(self, story: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        running = asyncio.create_task(story)
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return running

    async def _join(self, name: str, ours: socket.socket) -> None:
        """Join our side with the kernel's as soon as that is there, until the kernel's ends."""
        theirs = socket.socket(socket.AF_UNIX)
        self._connections.append(theirs)
        theirs.setblocking(False)
        while not is_connected(theirs, str(self.speaking / name)):
            await asyncio.sleep(ASK_AGAIN_SECONDS)
        outward = self._run(self._carry(ours, theirs, counted=False))
        await self._carry(theirs, ours, counted=True)
        outward.cancel()
        await asyncio.wait({outward})  # nobody may wait for a socket that is closed
        ours.close()
        theirs.close()

    async def _carry(self, source: socket.socket, target: socket.socket, *, counted: bool) -> None:
        """Carry one direction to its end, or to the end of what is allowed."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while not self.is_exhausted and (data := await loop.sock_recv(source, CHUNK_BYTES)):
                self.allowed_bytes -= len(data) if counted else 0
                await loop.sock_sendall(target, data)


def is_connected(connection: socket.socket, path: str) -> bool:
    """Try to connect; False as long as nobody listens there, nobody has room, or there is no such place yet."""
    try:
        connection.connect(path)
    except OSError:
        return False
    return True
