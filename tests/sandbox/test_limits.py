"""Resource limits on a real process, set from outside."""

import subprocess
import sys

import pytest

from grader.sandbox.limits import FILE_BYTES, OPEN_FILES, apply_limits

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit (Linux)")

MEMORY_BYTES = 300_000_000


def limited(code: str, memory_bytes: int = MEMORY_BYTES) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process that was limited while it waited for its first line."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", f"input()\n{code}"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        apply_limits(running.pid, memory_bytes)
        out, err = running.communicate("\n", timeout=60)
    return subprocess.CompletedProcess(command, running.returncode, out, err)


def test_more_memory_than_allowed_is_a_memory_error():
    assert "MemoryError" in limited(f"bytearray({MEMORY_BYTES})").stderr
    assert limited("print(len(bytearray(100_000_000)))").stdout == "100000000\n"


def test_a_file_cannot_grow_beyond_its_limit(tmp_path):
    path = tmp_path / "large"
    code = f"f = open({str(path)!r}, 'wb'); f.truncate({FILE_BYTES}); f.truncate({FILE_BYTES + 1})"
    assert limited(code).returncode != 0
    assert path.stat().st_size == FILE_BYTES


def test_open_files_are_counted():
    code = f"files = [open('/dev/null') for _ in range({OPEN_FILES})]"
    assert "Too many open files" in limited(code).stderr


def test_no_core_is_dumped_and_the_hard_limits_are_the_soft_ones():
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_DATA))"
    assert limited(code).stdout == f"(0, 0) ({MEMORY_BYTES}, {MEMORY_BYTES})\n"


def test_a_limit_that_stands_already_is_never_raised():
    code = f"""
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY_BYTES // 2}, {MEMORY_BYTES // 2}))
from grader.sandbox.limits import apply_limits
import os
apply_limits(os.getpid(), {MEMORY_BYTES})
print(resource.getrlimit(resource.RLIMIT_DATA)[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{MEMORY_BYTES // 2}\n"
