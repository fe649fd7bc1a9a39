"""Classes of notebooks for tests, every bad one among them, and the real command line to grade them with."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from course import CORRECT, build_course, notebook_of

LIMITS = (
    "limits=Limits(cell_cpu_seconds=8.0, cell_wall_seconds=60.0, probe_cpu_seconds=4.0, probe_wall_seconds=60.0, "
    "memory_bytes=2 * 1024**3),"
)
LOOPS = """def standardize(x):
    rows = [list(row) for row in x]
    columns = []
    for column in zip(*rows):
        mean = sum(column) / len(column)
        deviation = (sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5
        columns.append([(value - mean) / deviation for value in column])
    return [list(row) for row in zip(*columns)]
"""
NOISY = "import numpy as np\ndef standardize(x):\n    return np.asarray(x) + np.random.normal(size=np.shape(x))\n"
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
PATIENCE_SECONDS = 60.0
HANGING_SECONDS = 600.0


def strict_course(root: Path) -> Path:
    """The course of docs/authoring.md with limits so short that a class of endless loops ends soon."""
    build_course(root)
    path = root / "reference" / "standardize" / "assignment.py"
    text = path.read_text("utf-8")
    text = text.replace("import Assignment, Check,", "import Assignment, Check, Limits,")
    text = text.replace('notebook="standardize.ipynb",', f'notebook="standardize.ipynb",\n    {LIMITS}')
    assert text.count("Limits") == 2
    path.write_text(text, "utf-8")
    return root


def returning(value: str) -> bytes:
    """A notebook whose function gives back `value`, an expression."""
    return notebook_of(f"import numpy as np\ndef standardize(x):\n    return {value}")


def with_format(**fields: object) -> bytes:
    """A correct notebook with other fields on its top level."""
    return json.dumps({**json.loads(notebook_of(CORRECT)), **fields}).encode()


def in_format_3() -> bytes:
    """A correct notebook as IPython 2 wrote it."""
    cell = {"cell_type": "code", "language": "python", "input": CORRECT, "outputs": [], "metadata": {}}
    sheet = {"cells": [cell], "metadata": {}}
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}).encode()


GOOD = {
    "good-arrays": notebook_of(CORRECT),
    "good-loops": notebook_of(LOOPS),
    "good-noisy": notebook_of(NOISY),  # wrong, but the same wrong every time
}
UNREADABLE = {
    "not-json": b'{"cells": [,]}',
    "cut-off": notebook_of(CORRECT)[:100],
    "newer": with_format(nbformat=5),
    "empty": b"",
    "no-code": with_format(cells=[{"cell_type": "markdown", "metadata": {}, "source": "# Title"}]),
    "text": b"I could not open the notebook, sorry. My answer to 1) is 42.\n",
}
WRONG = {
    "function-missing": notebook_of("import numpy as np", "def standardise(x):\n    return x"),
    "arguments": notebook_of("def standardize(x, axis):\n    return x"),
    "none": returning("None"),
    "string": returning("'standardized'"),
    "objects": returning("np.array([object()])"),
    "nan": returning("np.full(np.shape(x), np.nan)"),
    "shape": returning("np.asarray(x)[:1]"),
    "loop-in-probe": notebook_of("def standardize(x):\n    while True: pass"),
}
ROUGH = {
    "format-3": in_format_3(),
    "syntax": notebook_of("def broken(:", CORRECT),
    "loop-in-cell": notebook_of(CORRECT, "while True: pass"),
    "memory": notebook_of(CORRECT, "blocks = []\nwhile True: blocks.append(bytearray(50_000_000))"),
    "output": notebook_of(CORRECT, "for _ in range(200): print('x' * 1_000_000)"),
    "sys-exit": notebook_of(CORRECT, "import sys\nsys.exit()"),
    "os-exit": notebook_of(CORRECT, "import os\nos._exit(0)"),
    "aborted": notebook_of(CORRECT, "import os\nos.abort()"),
    "killed": notebook_of(CORRECT, "import os\nos.kill(os.getpid(), 9)"),
}


def bad_class(folder: Path) -> Path:
    """A class with every bad input among its submissions, and some good ones."""
    write_class(folder, GOOD | UNREADABLE | WRONG | ROUGH)
    (folder / "folder.ipynb").mkdir()
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "link.ipynb").symlink_to(folder / "good-arrays.ipynb")
    write_class(folder / "two", {"first": WRONG["none"], "standardize": notebook_of(CORRECT)})
    (folder / "nothing").mkdir()
    return folder


def write_class(folder: Path, notebooks: dict[str, bytes]) -> Path:
    """A folder with one notebook per student."""
    folder.mkdir(parents=True, exist_ok=True)
    for student, content in notebooks.items():
        (folder / f"{student}.ipynb").write_bytes(content)
    return folder


def packed(folder: Path, archive: Path) -> Path:
    """A zip of the folder; links and pipes stay what they are, as `zip --symlinks` keeps them."""
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(folder.rglob("*")):
            info = zipfile.ZipInfo(f"{path.relative_to(folder)}{'/' * path.is_dir()}")
            info.external_attr = path.lstat().st_mode << 16
            is_plain = path.is_file() and not path.is_symlink()
            target.writestr(info, path.read_bytes() if is_plain else b"")
    return archive


class Ended(NamedTuple):
    """A grader that has ended: its exit code, what it wrote, and its process id."""

    code: int
    out: str
    err: str
    pid: int


def start(course: Path, *arguments: object, file_bytes: int | None = None) -> "subprocess.Popen[str]":
    """Start `grader ARGUMENTS` on a course; it cannot write files of more than `file_bytes`."""

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore Ctrl-C
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, resource.RLIM_INFINITY))

    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        env={**os.environ, "GRADER_COURSE": str(course)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,
    )


def end(process: "subprocess.Popen[str]", patience: float = HANGING_SECONDS) -> Ended:
    """Wait for a grader and take what it wrote; one that hangs is killed and an error."""
    try:
        out, err = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return Ended(process.returncode, out, err, process.pid)


def grade(course: Path, *arguments: object, file_bytes: int | None = None) -> Ended:
    """Run `grader grade standardize ARGUMENTS` to its end."""
    return end(start(course, "grade", "standardize", *arguments, file_bytes=file_bytes))


def results(out: Path) -> dict[str, Any]:
    """The results document that was written."""
    document: dict[str, Any] = json.loads((out / "results.json").read_text("utf-8"))
    return document


def by_student(out: Path) -> dict[str, dict[str, Any]]:
    """The runs of the results document; no student may be there twice."""
    runs = results(out)["runs"]
    found = {run["student"]: run for run in runs}
    assert len(found) == len(runs)
    return found


def marks(run: dict[str, Any]) -> list[tuple[str, str, float, str]]:
    """What a student's marks are: id, verdict, points and reason of every check."""
    return [(check["id"], check["verdict"], check["earned"], check["reason"]) for check in run["checks"]]


def adopt_orphans(wanted: bool) -> None:
    """Make this process the parent of every process whose own parent ends, so that none is overlooked."""
    if sys.platform == "linux":
        assert ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, int(wanted), 0, 0, 0) == 0


def left_behind(pid: int) -> tuple[list[str], list[str]]:
    """Living processes and folders that the grader `pid`, which has ended, left behind; waits a little for them."""
    patience_ends = time.monotonic() + PATIENCE_SECONDS
    while processes := [process for process in psutil.Process().children(recursive=True) if is_living(process)]:
        if time.monotonic() > patience_ends:
            break
        time.sleep(0.05)
    folders = Path(tempfile.gettempdir()).glob(f"grader-{pid}-*")
    return [str(process) for process in processes], [str(folder) for folder in folders]


def is_living(process: psutil.Process) -> bool:
    """Whether a process still runs; one that has ended is buried if it is ours."""
    try:
        if process.status() != psutil.STATUS_ZOMBIE:
            return True
        if process.ppid() == os.getpid():
            process.wait(0)
    except (psutil.Error, ChildProcessError):
        pass
    return False
