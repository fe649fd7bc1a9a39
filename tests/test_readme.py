"""Every command that the README shows is run as it stands there, and the output it shows is what comes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from grader import catalog
from grader.exemplars import mistakes
from grader.release import combine

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXIT_CODE = re.compile(r"# exit code (\d+)")
MARK = "@@ exit code "
CHECKOUT = ("Makefile", "pyproject.toml", "constraints.txt", "README.md", "reference", "assignments")
GRADING = re.compile(r"grader (grade|check) (?!.*--question)|grader validate")


class Command(NamedTuple):
    """One command of the README, the exit code it announces and the output shown below it."""

    text: str
    code: int
    output: list[str]


def commands_of(block: str) -> list[Command]:
    """The commands of a console block in order."""
    found: list[Command] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            announced = EXIT_CODE.search(line)
            found.append(Command(line[2:], int(announced[1]) if announced else 0, []))
        else:
            found[-1].output.append(line.rstrip())
    return found


BLOCKS = [commands_of(block) for block in BLOCK.findall(README)]


def is_long(block: list[Command]) -> bool:
    """Whether a block trains networks or grades many notebooks."""
    return any(GRADING.search(command.text) for command in block)


def runnable(command: str) -> str:
    """The command; what make would do is only asked for, since it installs things or takes minutes."""
    return re.sub(r"^make ", "make --dry-run ", command)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the README supposes: a checkout that is set up, a student's notebook, and hand-ins."""
    for name in CHECKOUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    declaration = catalog.load("mnist_softmax", ROOT)
    overflowing = next(m for m in mistakes(declaration.folder) if m.id == "softmax_overflows")
    (tmp_path / "mnist_softmax.ipynb").write_bytes(combine(declaration.solution, overflowing.source))
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "ada.ipynb").write_bytes(declaration.solution)
    (tmp_path / "submissions" / "ben.ipynb").write_bytes(declaration.released.read_bytes())
    return tmp_path


def run(block: list[Command], folder: Path) -> tuple[list[int], list[list[str]], str]:
    """Run a block in one shell: exit codes and lines of output of its commands, and all errors."""
    script = "".join(f'{runnable(command.text)}\nprintf "\\n{MARK}%d\\n" $?\n' for command in block)
    environment = {name: value for name, value in os.environ.items() if name not in {"GRADER_COURSE", "COLUMNS"}}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**environment, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    *parts, rest = re.split(rf"^{MARK}(\d+)$", done.stdout, flags=re.MULTILINE)
    assert rest.strip() == ""
    outputs = [[line.rstrip() for line in text.strip("\n").splitlines()] for text in parts[::2]]
    return [int(code) for code in parts[1::2]], outputs, done.stderr


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=block[0].text, marks=pytest.mark.class_run if is_long(block) else pytest.mark.kernel)
        for block in BLOCKS
    ],
)
def test_the_commands_of_the_readme_do_what_it_says(block, folder):
    codes, outputs, errors = run(block, folder)
    assert codes == [command.code for command in block], errors
    for command, output in zip(block, outputs, strict=True):
        shown = "\n".join(command.output).strip("\n").splitlines()
        assert shown in ([], output)


def test_every_command_line_of_the_readme_is_in_a_console_block():
    outside = BLOCK.sub("", README)
    assert "```" not in outside
    assert not re.search(r"^\s*\$ ", outside, re.MULTILINE)
    assert sum(len(block) for block in BLOCKS) == len(re.findall(r"^\$ ", README, re.MULTILINE))


def test_the_readme_shows_the_commands_that_each_reader_needs():
    shown = "\n".join(command.text for block in BLOCKS for command in block)
    for needed in (
        "make setup",
        "make demo",
        "grade",
        "check",
        "report",
        "release",
        "validate",
        "data fetch",
        "doctor",
    ):
        assert re.search(rf"^(grader )?{needed}\b", shown, re.MULTILINE), needed


def test_what_the_readme_links_to_is_there():
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / link).exists(), link
