"""The root of a walled-in kernel: what is in it, what is not, and what of it can be written."""

import asyncio
import os
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.kernel import Budget, open_session
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sandbox import root
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import plan_for
from grader.sandbox.proof import prove

COURSE = Path(__file__).parents[2]
AMPLE = Budget(cpu_seconds=30, wall_seconds=60)


# --- where paths lead -------------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path) -> Path:
    """Another root, with links of every kind; absolute ones mean places in it."""
    (tmp_path / "mnt" / "disk" / "home" / "a").mkdir(parents=True)
    (tmp_path / "home").symlink_to("/mnt/home")
    (tmp_path / "mnt" / "home").symlink_to("disk/home")
    (tmp_path / "mnt" / "disk" / "home" / "b").symlink_to("../home/./a")
    (tmp_path / "mnt" / "disk" / "home" / "up").symlink_to("../../../../../mnt/disk")
    (tmp_path / "loop").symlink_to("/loop/x")
    (tmp_path / "etc").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "leads_to", "links"),
    [
        ("/etc", "/etc", ()),
        ("/nowhere/at/all", "/nowhere/at/all", ()),
        ("/mnt/disk/../disk/home", "/mnt/disk/home", ()),
        ("/../etc", "/etc", ()),
        ("/home/a", "/mnt/disk/home/a", ("/home", "/mnt/home")),
        ("/home/b/x", "/mnt/disk/home/a/x", ("/home", "/mnt/home", "/mnt/disk/home/b")),
        ("/mnt/home/up/home", "/mnt/disk/home", ("/mnt/home", "/mnt/disk/home/up")),
    ],
)
def test_a_path_leads_where_it_does_for_who_lives_below_the_root(tree, path, leads_to, links):
    resolved, found = root.follow(path, str(tree))
    assert resolved == Path(leads_to)
    assert found == {Path(place): Path(tree, place[1:]).readlink() for place in links}


def test_a_link_that_leads_to_itself_comes_to_an_end(tree):
    resolved, _ = root.follow("/loop/y", str(tree))
    assert resolved == Path("/loop/x/y")


def test_what_can_be_read_is_what_installing_filled_and_nothing_else_of_a_prefix():
    paths = {Path(path) for path in root.python_paths()}
    assert Path(sysconfig.get_paths()["purelib"]) in paths
    assert Path(sys.prefix) not in paths
    assert Path(sys.prefix, "bin") in paths
    assert not any(path.name in {"reference", "assignments", "tests", "grader"} for path in paths)
    assert Path.cwd() not in paths


# --- inside -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def inside(declaration):
    """Runs a cell in a walled-in kernel that may read some paths, and says how it ended."""
    proof = prove(Level.STRONG, ("numpy",))
    if not proof.holds:
        pytest.skip(proof.sentence)

    async def run(source, readable, files):
        submission = Submission(student="s", files=files)
        plan = plan_for(Level.STRONG, tuple(map(str, readable)))
        async with open_session(submission, declaration.assignment, plan) as session:
            ending = await session.run_cell(source, AMPLE)
            return ending.status, ending.error

    return lambda source, *readable, files=(): asyncio.run(run(source, readable, files))


@pytest.mark.kernel
def test_a_listed_folder_is_there_by_every_name_and_its_neighbours_are_not(inside, tmp_path):
    (tmp_path / "data" / "sub").mkdir(parents=True)
    (tmp_path / "data" / "sub" / "x.txt").write_text("seen", "utf-8")
    (tmp_path / "data" / "out").symlink_to("../hidden")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "first").symlink_to(tmp_path / "second")
    (tmp_path / "second").symlink_to("data")
    tmp_path.chmod(0o755)
    source = f"""
import os
place = {str(tmp_path)!r}
for name in ("data", "first", "second"):
    assert open(f"{{place}}/{{name}}/sub/x.txt").read() == "seen", name
assert sorted(os.listdir(place)) == ["data", "first", "second"], os.listdir(place)
assert not os.path.exists(place + "/data/out/secret.txt")
try:
    open(place + "/data/new", "w")
except OSError as error:
    assert error.errno == 30, error
else:
    raise AssertionError("written")
"""
    assert inside(source, tmp_path / "first") == (Status.OK, "")


@pytest.mark.kernel
def test_the_top_of_the_root_holds_what_is_listed(inside):
    source = f"""
import os
from pathlib import Path
known = {{"bin", "box", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "sockets", "sys", "tmp", "usr"}}
assert set(os.listdir("/etc")) <= {{"ld.so.cache", "localtime", "mime.types", "passwd"}}, os.listdir("/etc")
assert set(os.listdir("/dev")) == {{"full", "null", "ptmx", "pts", "random", "shm", "urandom"}}, os.listdir("/dev")
assert len(open("/etc/passwd").readlines()) == 1
on_the_way = {{Path(path).parts[1] for path in {root.python_paths()!r}}}
assert set(os.listdir("/")) <= known | on_the_way, os.listdir("/")
for name in ("reference", "tests", "grader", "docs", ".git"):
    assert not os.path.exists({str(COURSE)!r} + "/" + name), name
"""
    assert inside(source) == (Status.OK, "")


@pytest.mark.kernel
def test_only_places_with_an_end_can_be_written(inside):
    source = """
import os
with open("/proc/self/mountinfo") as file:
    mounts = [line.split(" - ") for line in file]
for head, tail in mounts:
    place, options = head.split()[4:6]
    kind, _, of_file_system = tail.split(" ", 2)
    is_device = place in ("/dev/pts", "/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
    if "rw" in options.split(",") and not is_device and kind != "proc":  # the one that is read-only lies above it
        assert kind == "tmpfs", (place, kind)
        assert "size=" in of_file_system and "nr_inodes=" in of_file_system, (place, of_file_system)
        assert place in ("/box", "/sockets", "/tmp", "/dev/shm"), place
    assert "nosuid" in options, place
try:
    open("/proc/self/comm", "w").write("mine")
except OSError as error:
    assert error.errno in (13, 30), error
else:
    raise AssertionError("written")
"""
    assert inside(source) == (Status.OK, "")


@pytest.mark.kernel
def test_the_files_handed_in_are_the_kernels_own(inside):
    source = """
import os
assert open("data/a.txt").read() == "a"
assert os.getcwd() == "/box/work" and os.environ["HOME"] == "/box/home"
with open("data/a.txt", "w") as file:
    file.write("b")
os.rename("data", "moved")
assert os.stat("moved/a.txt").st_uid == os.getuid()
"""
    assert inside(source, files=(("data/a.txt", b"a"),)) == (Status.OK, "")


@pytest.mark.kernel
def test_the_kernel_is_alone_with_what_it_started(inside):
    source = """
import os, socket
assert os.getpid() == 1
assert [name for name in os.listdir("/proc") if name.isdigit()] == ["1"]
assert (1, "lo") in socket.if_nameindex()
assert len(open("/proc/net/route").readlines()) == 1
assert len(open("/proc/net/unix").readlines()) < 20
assert len(open("/proc/sysvipc/shm").readlines()) == 1
"""
    assert inside(source) == (Status.OK, "")


@pytest.mark.kernel
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_kernel_that_root_starts_is_nobody_who_is_known(inside):
    source = """
import os
assert os.getuid() == os.geteuid() == os.getgid() >= 10_000
assert os.getgroups() in ([], [65534]), os.getgroups()
"""
    assert inside(source) == (Status.OK, "")
