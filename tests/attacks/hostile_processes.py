"""Notebooks that act as processes: daemons, fork bombs, signals, debuggers, privileges."""

from hostile import WRONG, Hostile, telling

from grader.records.execution import Status

FORK_BOMB = """
import os, time
started, refused = 0, ""
for _ in range(2000):
    try:
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
        started += 1
    except OSError as error:
        refused = type(error).__name__
        break
raise RuntimeError(f"{refused} after {started // 1000} thousand")
"""

DAEMON = """
import os, subprocess, sys
subprocess.Popen(
    [sys.executable, "-c", "import os, time; os.setsid(); time.sleep(3600)", "grader-daemon"],
    start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        time.sleep(3600)
    os._exit(0)
"""

DAEMON_IN_FUNCTION = """
import os, signal, subprocess, sys, time
def standardize(x):
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sleeper = [sys.executable, "-c", "import time; time.sleep(3600)", "grader-daemon"]
    for _ in range(3):
        subprocess.Popen(sleeper, start_new_session=True)
    os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)
"""

KILL_ALL = """
import os, signal
reached = []
for pid in [-1, 0, *range(2, 40_000)]:
    if pid in (os.getpid(), 0):
        continue
    try:
        os.kill(pid, 0)
    except OSError:
        continue
    reached.append(pid)
own = {int(name) for name in os.listdir("/proc") if name.isdigit()}
others = [pid for pid in reached if pid > 0 and pid not in own and not os.path.exists(f"/proc/self/task/{pid}")]
if others:
    raise RuntimeError(f"got {others[:5]}")
try:
    os.kill(-1, signal.SIGKILL)
except ProcessLookupError:
    pass
raise RuntimeError("nobody else was reached")
"""

PRIVILEGES = telling(
    "__import__('os').setuid(0)",
    "__import__('os').setgid(0)",
    "__import__('os').setgroups([0])",
    "__import__('os').nice(-5)",
    "__import__('os').sched_setaffinity(0, {0})",
    "__import__('os').sched_setscheduler(0, 1, __import__('os').sched_param(1))",
    "open('/proc/self/oom_score_adj', 'w').write('-1000')",
    "open('/proc/self/uid_map', 'w').write('0 0 4294967295')",
    "open('/proc/sys/kernel/hostname', 'w').write('mine')",
    "open('/proc/sysrq-trigger', 'w').write('b')",
    "__import__('socket').sethostname('mine')",
    "__import__('resource').setrlimit(__import__('resource').RLIMIT_NPROC, (100000, 100000))",
    "__import__('resource').setrlimit(__import__('resource').RLIMIT_DATA, (-1, -1))",
    "__import__('time').clock_settime(0, 0)",
)

SYSTEM_CALLS = """
import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
numbers = {"ptrace": 101, "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "bpf": 321, "keyctl": 250,
           "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "process_vm_readv": 310,
           "kexec_load": 246, "init_module": 175, "open_by_handle_at": 304, "pidfd_getfd": 438, "add_key": 248,
           "memfd_create": 319, "shmget": 29, "msgget": 68, "clone3": 435, "fsopen": 430, "move_mount": 429,
           "swapon": 167, "reboot": 169}
if platform.machine() != "x86_64":
    numbers = {"ptrace": 117, "unshare": 97, "mount": 40, "bpf": 280, "keyctl": 219, "io_uring_setup": 425}
got = []
for name, number in numbers.items():
    ctypes.set_errno(0)
    if libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() not in (1, 38):
        got.append((name, ctypes.get_errno()))
raise RuntimeError(f"got {got}" if got else "every call was refused")
"""

SETUID = """
import glob, os, subprocess
results = []
for program in ("/bin/su", "/usr/bin/sudo", "/bin/mount", "/usr/bin/newuidmap", "/usr/bin/passwd"):
    if os.path.exists(program):
        done = subprocess.run([program, "-c", "id"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        results.append("got root" if "uid=0" in done.stdout and os.getuid() else f"exit {done.returncode}")
raise RuntimeError(" ".join(results) or "no such program")
"""

PROCESSES = (
    Hostile(
        name="fork-bomb",
        rows=("E1",),
        cells=(WRONG, FORK_BOMB),
        statuses=(Status.RAISED, Status.OUT_OF_MEMORY),
        says="BlockingIOError after 0 thousand",
    ),
    Hostile(name="daemons", rows=("E2",), cells=(WRONG, DAEMON)),
    Hostile(name="daemons-of-the-function", rows=("E2",), cells=(DAEMON_IN_FUNCTION,), statuses=(Status.KERNEL_DIED,)),
    Hostile(
        name="kills-everyone",
        rows=("E3",),
        cells=(WRONG, KILL_ALL),
        statuses=(Status.RAISED,),
        says="nobody else was reached",
    ),
    Hostile(
        name="wants-privileges",
        rows=("E5", "E8"),
        cells=(WRONG, PRIVILEGES),
        statuses=(Status.RAISED,),
        says="Error",
    ),
    Hostile(
        name="calls-the-system",
        rows=("E4", "E6"),
        cells=(WRONG, SYSTEM_CALLS),
        statuses=(Status.RAISED,),
        says="every call was refused",
    ),
    Hostile(name="runs-set-uid-programs", rows=("E5",), cells=(WRONG, SETUID), statuses=(Status.RAISED,)),
    Hostile(
        name="stops-itself",
        rows=("E3", "F6"),
        cells=(WRONG, "import os, signal\nfor pid in (os.getpid(), 0):\n    os.kill(pid, signal.SIGSTOP)"),
        statuses=(Status.OK, Status.TIMED_OUT),
    ),
)
