"""Notebooks that take more than their share: time, memory, disk, descriptors, output."""

from hostile import WRONG, Hostile

from grader.records.execution import Status

STUBBORN = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        sum(range(10**6))
    except BaseException:
        pass
"""
CHILDREN_MEMORY = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(b"x") * (150 * 1024**2)
        time.sleep(600)
time.sleep(600)
"""
SHARED_MEMORY = """
import ctypes, mmap, os
tried = []
for name, take in {
    "anonymous": lambda: mmap.mmap(-1, 2**30),
    "memfd": lambda: os.memfd_create("a"),
    "zero": lambda: mmap.mmap(os.open("/dev/zero", os.O_RDWR), 2**30),
}.items():
    try:
        take()
        tried.append("got " + name)
    except OSError as error:
        tried.append(type(error).__name__)
raise RuntimeError(" ".join(tried))
"""
DISK = """
import os
taken, piece = 0, 256 * 1024**2
places = [".", os.environ["HOME"], "/tmp", "/dev/shm", "/sockets", "/var/tmp", "/run", "/dev"]
for place in places:
    for number in range(8):
        size = piece
        while size > 1024**2:
            try:
                with open(os.path.join(place, f"big{number}-{size}"), "wb") as file:
                    os.posix_fallocate(file.fileno(), 0, size)  # room is taken at once, on however slow a machine
                    taken += size
                break
            except OSError:
                size //= 2
raise RuntimeError("got room for more" if taken > 1700 * 1024**2 else "every place was full")
"""
INODES = """
import os
made = 0
for place in [".", "/tmp", "/dev/shm", "/sockets"]:
    try:
        for number in range(40_000):
            os.mkdir(os.path.join(place, f"d{number}"))
            made += 1
    except OSError:
        pass
raise RuntimeError("got as many as it liked" if made > 100_000 else "no more files")
"""
DESCRIPTORS = """
import os, socket
opened = []
try:
    while len(opened) < 100_000:
        opened += [os.dup(0)] if len(opened) % 2 else socket.socketpair()
except OSError as error:
    refused = type(error).__name__ + " " + str(len(opened) < 5000)
del opened
raise RuntimeError(refused)
"""
THREADS = """
import threading
threading.stack_size(65536)
started, end = 0, threading.Event()
try:
    while started < 5000:
        threading.Thread(target=end.wait, daemon=True).start()
        started += 1
    said = "got 5000 threads"
except RuntimeError:
    said = "no more threads"
end.set()
raise RuntimeError(said)
"""
DISPLAY = """
from IPython.display import display
display({"text/plain": "x" * 3_000_000, "text/html": "<b>" * 3_000_000, "application/json": "[" * 3_000_000}, raw=True)
"""
MESSAGES = """
session, socket = get_ipython().kernel.session, get_ipython().kernel.iopub_socket
while True:
    session.send(socket, "clear_output", {"wait": False})
"""
UNCOUNTED = """
session, socket = get_ipython().kernel.session, get_ipython().kernel.iopub_socket
block = b"x" * 50_000_000
while True:
    session.send(socket, "comm_msg", {}, buffers=[block])
"""
ENDLESS_MESSAGE = """
import os, socket
streams = []
for name in os.listdir("/proc/self/fd"):
    try:
        stream = socket.socket(fileno=os.dup(int(name)))
        stream.getpeername()
        if stream.family == socket.AF_UNIX and b"/s-" in os.fsencode(stream.getsockname() or b""):
            stream.setblocking(True)
            streams.append(stream)
    except OSError:
        pass
more = b"\\x03" + (10_000_000).to_bytes(8, "big") + b"x" * 10_000_000
while streams:
    for stream in streams:
        try:
            stream.sendall(more)
        except OSError:
            streams.remove(stream)
"""
UNREAD = """
kernel = get_ipython().kernel
block = b"x" * 20_000_000
for name in ("stdin_socket", "control_socket"):
    socket = getattr(kernel, name, None)
    for _ in range(20):
        if socket is not None:
            kernel.session.send(socket, "input_request", {"prompt": ""}, ident=kernel.session.bsession, buffers=[block])
"""
NUMBERS = """
def standardize(x):
    return np.random.default_rng(0).random(20_000_000)
"""

RESOURCES = (
    Hostile(name="endless-loop", rows=("F1",), cells=(WRONG, "while True: pass"), statuses=(Status.TIMED_OUT,)),
    Hostile(
        name="endless-loop-in-c",
        rows=("F1",),
        cells=("def standardize(x):\n    return 3 ** (10 ** 9)",),
        statuses=(Status.TIMED_OUT, Status.OUT_OF_MEMORY),
    ),
    Hostile(name="stubborn-loop", rows=("F1",), cells=(WRONG, STUBBORN), statuses=(Status.TIMED_OUT,)),
    Hostile(
        name="many-sleepers",
        rows=("F7",),
        cells=(WRONG, *["import time\ntime.sleep(2)"] * 200),
        statuses=(Status.TIMED_OUT,),
    ),
    Hostile(
        name="memory",
        rows=("F2",),
        cells=(WRONG, "kept = []\nwhile True: kept.append(bytearray(b'x') * 10**7)"),
        statuses=(Status.OUT_OF_MEMORY,),
    ),
    Hostile(name="memory-of-children", rows=("F2",), cells=(WRONG, CHILDREN_MEMORY), statuses=(Status.OUT_OF_MEMORY,)),
    Hostile(
        name="memory-that-nobody-counts",
        rows=("F2",),
        cells=(WRONG, SHARED_MEMORY),
        statuses=(Status.RAISED,),
        says="PermissionError PermissionError",
    ),
    Hostile(name="disk", rows=("F3",), cells=(WRONG, DISK), statuses=(Status.RAISED,), says="every place was full"),
    Hostile(name="inodes", rows=("F3",), cells=(WRONG, INODES), statuses=(Status.RAISED,), says="no more files"),
    Hostile(
        name="descriptors", rows=("F5",), cells=(WRONG, DESCRIPTORS), statuses=(Status.RAISED,), says="OSError True"
    ),
    Hostile(name="threads", rows=("F5",), cells=(WRONG, THREADS), statuses=(Status.RAISED,), says="no more threads"),
    Hostile(
        name="output-flood",
        rows=("F4",),
        cells=(WRONG, "while True: print('x' * 100_000)"),
        statuses=(Status.OUTPUT_LIMIT, Status.OUT_OF_MEMORY, Status.KERNEL_DIED),  # its queue may burst first
    ),
    Hostile(name="giant-display", rows=("F4",), cells=(WRONG, DISPLAY), statuses=(Status.OUTPUT_LIMIT,)),
    Hostile(
        name="a-million-messages",
        rows=("F4", "I3"),
        cells=(WRONG, MESSAGES),
        statuses=(Status.OUTPUT_LIMIT, Status.TIMED_OUT),
    ),
    Hostile(name="uncounted-output", rows=("F4",), cells=(WRONG, UNCOUNTED), statuses=(Status.OUTPUT_LIMIT,)),
    Hostile(
        name="endless-message",
        rows=("F4", "I1"),
        cells=(WRONG, ENDLESS_MESSAGE),
        statuses=(Status.OUTPUT_LIMIT, Status.TIMED_OUT, Status.KERNEL_DIED),
    ),
    Hostile(name="unread-channels", rows=("F4", "I3"), cells=(WRONG, UNREAD), statuses=(Status.OK, Status.RAISED)),
    Hostile(name="giant-answer", rows=("F4",), cells=("import numpy as np" + NUMBERS,)),
)
