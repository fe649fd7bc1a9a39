"""Notebooks that search for what they must not see: in memory, files, the environment, processes, other kernels."""

from pathlib import Path

from hostile import WRONG, Hostile, telling

from grader.records.execution import Status

# The canary is planted in the grader's memory, environment, files and open descriptors, in the reference and in the
# notebooks of others. Its pattern is put together here, so that no notebook holds it by holding this text.
PATTERN = """
import os, re
pattern = re.compile(b"cana" + b"ry-[0-9a-f]{32}")
found, looked_at = set(), 0
def look(content):
    global looked_at
    looked_at += len(content)
    found.update(pattern.findall(content))
def end(where):
    if looked_at == 0:
        raise RuntimeError("looked at nothing in " + where)
    raise RuntimeError("got the canary from " + where if found else "nothing found in " + where)
"""

OWN_MEMORY = """
with open("/proc/self/maps") as file:
    regions = [line.split() for line in file]
with open("/proc/self/mem", "rb", 0) as memory:
    for span, mode, *_, in regions:
        first, last = (int(part, 16) for part in span.split("-"))
        at = first
        while mode.startswith("r") and at < last:
            try:
                memory.seek(at)
                look(memory.read(min(last - at, 16 * 1024**2)))
            except (OSError, OverflowError, ValueError):
                break
            at += 16 * 1024**2
end("own memory")
"""

ENVIRONMENT = """
look(repr(dict(os.environ)).encode())
look(open("/proc/self/environ", "rb").read())
look(open("/proc/self/cmdline", "rb").read())
end("the environment")
"""

PROCESSES = """
import itertools
def read(path, size=256 * 1024**2):
    try:
        with open(path, "rb") as file:
            look(file.read(size))
    except OSError:
        pass
for pid in filter(str.isdigit, os.listdir("/proc")):
    for name in ("environ", "cmdline", "maps", "mountinfo", "net/unix"):
        read(f"/proc/{pid}/{name}")
    try:
        descriptors = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        descriptors = []
    for number in descriptors:
        path = f"/proc/{pid}/fd/{number}"
        try:
            target = os.readlink(path)
            look(target.encode())
            if os.path.isfile(path):
                read(path, 1024**2)
        except OSError:
            pass
    for root in (f"/proc/{pid}/root", f"/proc/{pid}/cwd"):
        try:
            look(repr(os.listdir(root + "/tmp")).encode())
        except OSError:
            pass
end("processes")
"""

DESCRIPTORS = """
import socket
for number in range(256):
    try:
        look(os.readlink(f"/proc/self/fd/{number}").encode())
        os.lseek(number, 0, 0)
        look(os.read(number, 1024**2))
    except OSError:
        pass
    for name in ("reference", "../reference", "tests", "solution.py", "."):
        try:
            look(os.read(os.open(name, os.O_RDONLY, dir_fd=number), 1024**2))
        except OSError:
            pass
end("descriptors")
"""

FILES = """
import sys
libraries = {"/proc", "/sys", "/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin"}
libraries |= {p for p in (sys.prefix, sys.base_prefix) if p != "/"}
for folder, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in libraries]
    look("\\n".join([folder, *names]).encode(errors="replace"))
    for name in names:
        path = os.path.join(folder, name)
        try:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    look(file.read(1024**2))
        except OSError:
            pass
end("files")
"""

OBJECTS = """
import gc, sys, traceback
def texts():
    for thing in gc.get_objects():
        if isinstance(thing, dict):
            yield from (value for value in list(thing.values()) if isinstance(value, (str, bytes)))
        elif isinstance(thing, (list, tuple, set, frozenset)):
            yield from (value for value in list(thing)[:10_000] if isinstance(value, (str, bytes)))
for frame in sys._current_frames().values():
    while frame is not None:
        look(repr(list(frame.f_locals))[:100_000].encode(errors="replace"))
        for value in list(frame.f_locals.values()):
            if isinstance(value, (str, bytes)):
                look(value if isinstance(value, bytes) else value.encode(errors="replace"))
        frame = frame.f_back
for text in texts():
    look(text if isinstance(text, bytes) else text.encode(errors="replace"))
names = {name for name in sys.modules if name.startswith("grader")}
judges = names & {"grader.judge", "grader.checks", "grader.pipeline", "grader.catalog", "grader.draw", "grader.store"}
if judges:
    raise RuntimeError(f"got {judges}")
end("objects")
"""

# In the function, where the agent's frames are below: it sees its input, a seed, and nothing that judges.
STACK = """
import gc, inspect, sys
import numpy as np
def standardize(x):
    seen = []
    frame = sys._getframe()
    while frame is not None:
        seen += [*frame.f_locals, *frame.f_code.co_names]
        frame = frame.f_back
    words = {"expected", "threshold", "tolerance", "labels", "verdict", "points"}
    arrays = [a for a in gc.get_objects() if isinstance(a, np.ndarray) and a.shape == x.shape and a is not x]
    for array in arrays:
        if abs(array.mean(0)).max() < 1e-6 and abs(array.std(0) - 1).max() < 1e-6:
            return array
    if words & set(seen) & set(globals()):
        raise RuntimeError("got " + repr(words & set(seen)))
    return 0
"""

COURSE = Path(__file__).parents[2]
PATHS = telling(
    f"open('{COURSE}/reference/mnist_softmax/solution.py').read()",
    f"open('{COURSE}/tests/course.py').read()",
    f"open('{COURSE}/grader/judge.py').read()",
    "open('../reference/standardize/solution.py').read()",
    "open('../../reference/standardize/assignment.py').read()",
    "open('../results/archive.sqlite', 'rb').read()",
    "__import__('grader.catalog').catalog.load('standardize')",
    "open('/etc/shadow').read()",
    "open('/root/.ssh/id_rsa').read()",
    "open('/proc/1/root/etc/hostname').read()",
    "open('/proc/kcore', 'rb').read(1)",
    "open('/dev/mem', 'rb').read(1)",
    "open('/dev/vda', 'rb').read(1)",
    "open('/sys/kernel/security/lockdown').read()",
    "__import__('os').chroot('.')",
    "__import__('os').mkfifo('/usr/fifo')",
    "__import__('os').mknod('disk', 0o60600, 8 * 256)",
    "__import__('os').link('/usr/bin/env', 'env')",
)

LIBRARIES = telling(
    "open(__import__('numpy').__file__, 'a')",
    "open(__import__('os').__file__, 'a')",
    "open(__import__('sysconfig').get_paths()['purelib'] + '/left.pth', 'w')",
    "__import__('os').mkdir('/usr/local/lib/left')",
    "open('/etc/passwd', 'a')",
    "__import__('os').unlink(__import__('json').__file__)",
    "__import__('os').rename('/usr/bin/env', '/usr/bin/vne')",
    "__import__('os').chmod(__import__('os').__file__, 0o777)",
    "__import__('os').truncate('/etc/ld.so.cache', 0)",
)

# Other kernels' sockets and the grader's: their places in the file system, by every name they could have.
SOCKETS = """
import glob, socket
tried = 0
for path in [*glob.glob("/tmp/grader-*/*/*"), *glob.glob("/tmp/**/*", recursive=True), "/run/docker.sock",
             "/var/run/docker.sock", "/run/systemd/private", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0"]:
    tried += 1
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(path)
        except OSError:
            continue
        raise RuntimeError("got through to " + path)
raise RuntimeError(f"nothing answered of {tried}")
"""


def searching(name: str, rows: tuple[str, ...], source: str, says: str) -> Hostile:
    """A notebook with one cell that searches and says what it found."""
    return Hostile(name=name, rows=rows, cells=(WRONG, PATTERN + source), statuses=(Status.RAISED,), says=says)


HIJACKING = dict.fromkeys(
    (
        "numpy.py",
        "json.py",
        "ipykernel.py",
        "sitecustomize.py",
        "usercustomize.py",
        "conftest.py",
        "jupyter_server_config.py",
        "profile_default/startup/first.py",
        "ipython_config.py",
        "grader.py",
        "keras/__init__.py",
        "kernel.json",
        "connection.json",
    ),
    b"raise SystemExit('hijacked')\n",
)

SEARCHING = (
    Hostile(name="hijacking-files", rows=("G6",), cells=(WRONG,), files=tuple(HIJACKING.items())),
    searching("searches-own-memory", ("A6", "B2"), OWN_MEMORY, "nothing found in own memory"),
    searching("searches-the-environment", ("B2", "K2"), ENVIRONMENT, "nothing found in the environment"),
    searching("searches-processes", ("B2", "E4"), PROCESSES, "nothing found in processes"),
    searching("searches-descriptors", ("B3",), DESCRIPTORS, "nothing found in descriptors"),
    searching("searches-files", ("B1", "B6", "B8"), FILES, "nothing found in files"),
    searching("searches-objects", ("A5",), OBJECTS, "nothing found in objects"),
    searching("searches-sockets", ("E7", "B7"), SOCKETS, "nothing answered"),
    Hostile(name="searches-the-stack", rows=("A5",), cells=(STACK,)),
    Hostile(name="reads-by-path", rows=("B1",), cells=(WRONG, PATHS), statuses=(Status.RAISED,), says="Error"),
    Hostile(name="writes-libraries", rows=("G5",), cells=(WRONG, LIBRARIES), statuses=(Status.RAISED,), says="Error"),
)
