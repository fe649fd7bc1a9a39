"""A private root for one kernel, made from an allow-list: what is not listed does not exist inside."""

import os
import shutil
import sys
from pathlib import Path

from grader.records.base import Record
from grader.sandbox import syscalls
from grader.sandbox.syscalls import MS_BIND, MS_NODEV, MS_NOEXEC, MS_NOSUID, MS_PRIVATE, MS_RDONLY, MS_REC, MS_REMOUNT

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
INSTALLED = ("bin", "lib", "lib64", "include", "share", "etc", "ssl", "pyvenv.cfg")
DEVICES = ("null", "full", "random", "urandom")  # not zero: mapping it takes memory that no limit counts
BOX, SOCKETS = "/box", "/sockets"
SOCKETS_CAPS = "size=64k,nr_inodes=64"
STAGE = "/tmp"  # where the new root is put together; any folder that exists on every system does


class RootPlan(Record, frozen=True, kw_only=True):
    """What the root holds. `readable` are host paths, kept under their own names and read-only.

    `work` is the host folder whose files are copied into the box.
    """

    readable: tuple[str, ...]
    work: str
    owner: int
    box_bytes: int = 512 * 1024**2
    box_files: int = 20_000


def python_paths() -> tuple[str, ...]:
    """Interpreter and libraries; never the script's or the current folder, which may hold what is not to be seen.

    Of a prefix only the folders that installing fills: somebody's environment may be the very folder of the course.
    """
    real = Path(sys.executable).resolve().parents[1]
    libraries = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages", "lib-dynload")]
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(real)} - {"", "/"}
    installed = {f"{prefix}/{name}" for prefix in prefixes for name in INSTALLED}
    return tuple(sorted(installed.union(libraries)))


def build_root(plan: RootPlan) -> int:
    """Put the root together and move into it; the current folder is the work folder afterwards.

    Needs mount rights in a mount namespace of its own, and process 1 of its pid namespace for a fresh /proc. That is
    read-only inside; returns a descriptor by which it can still be written, for the caller to close.
    """
    syscalls.mount(None, "/", None, MS_REC | MS_PRIVATE)
    syscalls.mount("root", STAGE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=4m,nr_inodes=4096")
    os.chdir(STAGE)
    for name in ("new", "old"):
        Path(name).mkdir()
    syscalls.mount("new", "new", None, MS_BIND | MS_REC)
    syscalls.pivot_root(".", "old")
    os.chdir("/")
    mount_writable(plan)
    bind_readable((*plan.readable, *SYSTEM))  # after /tmp, which may hold the interpreter or the data
    mount_devices()
    describe_user(plan.owner)
    writable = mount_processes()
    leave_old_root()
    return writable


def bind_readable(paths: tuple[str, ...]) -> None:
    """Bind each path read-only under its own name, links to it included; what a bound parent shows is skipped."""
    followed = [follow(path, "/old") for path in paths]
    bound: list[Path] = []
    for path in sorted({path for path, _ in followed if os.path.lexists(f"/old{path}")}):
        if not any(path.is_relative_to(parent) for parent in bound):
            bind_one(path)
            bound.append(path)
    for place, target in {place: target for _, links in followed for place, target in links.items()}.items():
        link = Path(f"/new{place}")
        if not os.path.lexists(link):
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target)


def follow(path: str, root: str) -> tuple[Path, dict[Path, Path]]:
    """Where a path below another root really leads, as seen from there, and the links on the way with their targets.

    The system itself would follow absolute links from the root that is ours now.
    """
    resolved, left, links = Path("/"), list(Path(path).parts[1:]), dict[Path, Path]()
    while left:
        part = left.pop(0)
        place = resolved / part
        if part == "..":
            resolved = resolved.parent
        elif place not in links and Path(f"{root}{place}").is_symlink():
            links[place] = Path(f"{root}{place}").readlink()
            left = [*links[place].parts, *left]
            if links[place].is_absolute():
                resolved, left = Path("/"), left[1:]
        else:
            resolved = place
    return resolved, links


def bind_one(path: Path) -> None:
    """Bind one file or folder of the old root into the new one."""
    source, target = f"/old{path}", f"/new{path}"
    if Path(source).is_dir():
        Path(target).mkdir(parents=True, exist_ok=True)
    else:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).touch()
    syscalls.mount(source, target, None, MS_BIND | MS_REC)
    syscalls.make_readonly(target)


def mount_writable(plan: RootPlan) -> None:
    """The box with the work files, the sockets, /tmp and shared memory, each in memory with a cap."""
    caps = f"size={plan.box_bytes},nr_inodes={plan.box_files}"
    owned = f",uid={plan.owner},gid={plan.owner}" if plan.owner != os.geteuid() else ""
    box = under_new(BOX)
    syscalls.mount("box", box, "tmpfs", MS_NOSUID | MS_NODEV, f"mode=700,{caps}{owned}")
    flags = MS_NOSUID | MS_NODEV | MS_NOEXEC
    syscalls.mount("sockets", under_new(SOCKETS), "tmpfs", flags, f"mode=700,{SOCKETS_CAPS}{owned}")
    syscalls.mount("tmp", under_new("/tmp"), "tmpfs", MS_NOSUID | MS_NODEV, f"mode=1777,{caps}")
    shm = under_new("/dev/shm")
    syscalls.mount("shm", shm, "tmpfs", flags, f"mode=1777,{caps}")
    shutil.copytree(f"/old{plan.work}", f"{box}/work", symlinks=True)
    Path(box, "home").mkdir()
    if plan.owner != os.geteuid():
        for folder, names, files in os.walk(box):
            for name in (".", *names, *files):
                os.chown(Path(folder, name), plan.owner, plan.owner, follow_symlinks=False)


def mount_devices() -> None:
    """The harmless devices, and terminals of the kernel's own: `!command` in a notebook needs one."""
    for name in DEVICES:
        target = f"{under_new('/dev')}/{name}"
        Path(target).touch()
        syscalls.mount(f"/old/dev/{name}", target, None, MS_BIND)
        syscalls.mount(None, target, None, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NOEXEC)
    options = "newinstance,ptmxmode=0666,mode=600,max=16"
    syscalls.mount("devpts", under_new("/dev/pts"), "devpts", MS_NOSUID | MS_NOEXEC, options)
    Path("/new/dev/ptmx").symlink_to("pts/ptmx")


def mount_processes() -> int:
    """A /proc of one's own processes, read-only; a descriptor of what lies below that, which is not."""
    proc, flags = under_new("/proc"), MS_NOSUID | MS_NODEV | MS_NOEXEC
    syscalls.mount("proc", proc, "proc", flags)
    writable = os.open(proc, os.O_PATH | os.O_CLOEXEC)
    syscalls.mount(proc, proc, None, MS_BIND)
    syscalls.mount(None, proc, None, MS_REMOUNT | MS_BIND | flags | MS_RDONLY)
    return writable


def describe_user(user: int) -> None:
    """An /etc/passwd of one line: the name of the user is found, the accounts of the host are not."""
    etc = under_new("/etc")
    Path(etc, "passwd").write_text(f"student:x:{user}:{user}::{BOX}/home:/bin/sh\n", "utf-8")


def leave_old_root() -> None:
    """Drop the host's root for good and make the new one read-only, but for what is mounted writable in it."""
    syscalls.unmount("/old")
    os.chdir("/new")
    syscalls.pivot_root(".", ".")
    syscalls.unmount(".")
    os.chdir("/")
    syscalls.mount(None, "/", None, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV | MS_RDONLY)
    os.chdir(f"{BOX}/work")


def under_new(path: str) -> str:
    """A folder of the new root, made when missing."""
    target = Path(f"/new{path}")
    target.mkdir(parents=True, exist_ok=True)
    return str(target)
