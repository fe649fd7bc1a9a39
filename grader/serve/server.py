"""Runs an application on one address until it is told to end."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from grader.errors import UsageError

BODY_SECONDS = 120.0
LOG = logging.getLogger("grader.serve")


def listen(address: str, port: int) -> list[socket.socket]:
    """Sockets on an address; port 0 takes a free one. Raises UsageError where that cannot be had."""
    try:
        return bind_sockets(port, address)
    except OSError as error:
        raise UsageError(
            f"Nothing can be served at {address} port {port}: {error.strerror or error}. Choose another --port."
        ) from error


def port_of(sockets: list[socket.socket]) -> int:
    """The port that the sockets have."""
    return int(sockets[0].getsockname()[1])


def run(
    make: Callable[[], Application], sockets: list[socket.socket], largest_body: int, is_proxied: bool = False
) -> None:
    """Serve until Ctrl-C or a request to end; `make` is called within the loop.

    Only with a proxy in front is it believed what a request says of the address it came from.
    """
    limits = {"max_body_size": largest_body, "max_buffer_size": largest_body + 1024**2, "xheaders": is_proxied}
    asyncio.run(_serve(make, sockets, limits))


async def _serve(make: Callable[[], Application], sockets: list[socket.socket], limits: dict[str, Any]) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    server = HTTPServer(make(), body_timeout=BODY_SECONDS, idle_connection_timeout=BODY_SECONDS, **limits)
    server.add_sockets(sockets)
    await ended.wait()
    server.stop()
    await server.close_all_connections()
