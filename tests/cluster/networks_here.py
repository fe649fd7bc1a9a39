"""Network namespaces on this machine, joined by a bridge: a worker in one shares no loopback, no port, no socket."""

import os
import shutil
import subprocess
from contextlib import ExitStack

NET = f"10.{77 + os.getpid() // 250 % 100}.{os.getpid() % 250}"  # who runs the same beside us has another


class Networks:
    """A bridge that we are on as `host`, and the namespaces behind it; all are gone when the stack is closed."""

    host = f"{NET}.1"

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.bridge = f"g{os.getpid()}b"
        self.count = 0
        _ip("link", "add", self.bridge, "type", "bridge")
        stack.callback(_ip, "link", "del", self.bridge)
        _ip("address", "add", f"{self.host}/24", "dev", self.bridge)
        _ip("link", "set", self.bridge, "up")

    def add(self) -> tuple[str, list[str]]:
        """A new namespace: its address, and the words before a command that is to run in it."""
        self.count += 1
        name = f"g{os.getpid()}n{self.count}"
        address, outer, inner = f"{NET}.{self.count + 1}", f"{name}o", f"{name}i"
        _ip("netns", "add", name)
        self.stack.callback(_ip, "netns", "del", name)
        _ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name)
        _ip("link", "set", outer, "master", self.bridge, "up")
        for words in (("address", "add", f"{address}/24", "dev", inner), ("link", "set", inner, "up")):
            _ip("-n", name, *words)
        _ip("-n", name, "link", "set", "lo", "up")
        return address, ["ip", "netns", "exec", name]


def obstacle() -> str:
    """Why there can be no network namespaces here; empty where there can."""
    if shutil.which("ip") is None:
        return "there is no program `ip` (iproute2)"
    with ExitStack() as stack:
        try:
            networks = Networks(stack)
            _, words = networks.add()
            subprocess.run([*words, "true"], check=True, capture_output=True)
        except subprocess.CalledProcessError as error:
            return f"`{' '.join(error.cmd)}` was refused: {error.stderr.decode(errors='replace').strip()}"
    return ""


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
