"""The command line: fast help, exit codes, and no traceback but for a bug of ours."""

import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest
from course import CORRECT, notebook_of

import grader
from grader import cli

GRADER = [sys.executable, "-m", "grader"]


def run(*words, course=None, **options):
    """The command as a person runs it, in the course where one is given."""
    environment = {**os.environ, **({"GRADER_COURSE": str(course)} if course else {})}
    return subprocess.run(
        [*GRADER, *map(str, words)], capture_output=True, text=True, env=environment, check=False, **options
    )


# --- help -------------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy():
    code = """
import sys
from grader.cli import main
sys.argv = ["grader", "--help"]
try:
    main()
except SystemExit:
    print(*{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stdout.splitlines()[-1].split())
    assert "click" in imported
    heavy = {
        "tensorflow",
        "keras",
        "numpy",
        "rich",
        "msgspec",
        "nbformat",
        "nbclient",
        "jupyter_client",
        "IPython",
        "zmq",
    }
    assert imported & heavy == set()


def test_every_command_is_listed_with_what_it_does():
    done = run("--help")
    assert done.returncode == 0
    for name, (_, text) in cli.COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(text)}$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", [(), *((name,) for name in cli.COMMANDS)], ids=str)
def test_every_help_text_shows_an_example(command, monkeypatch, capsys):
    code, out, _ = called(monkeypatch, capsys, *command, "--help")
    assert code == 0
    assert "Example:\n  grader" in out.replace("    grader", "  grader")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_table_names_every_command_as_it_names_itself(name):
    command = cli.cli.get_command(None, name)
    assert command.name == name


def test_the_version_is_told():
    assert run("--version").stdout == f"grader, version {grader.__version__}\n"


# --- exit codes -------------------------------------------------------------------------------------------


def called(monkeypatch, capsys, *words):
    """Exit code and output of the command in this process."""
    monkeypatch.setattr(sys, "argv", ["grader", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    captured = capsys.readouterr()
    return ended.value.code, captured.out, captured.err


@pytest.fixture
def folder(tmp_path):
    """A class of one, and an empty one."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.ipynb").write_bytes(notebook_of(CORRECT))
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "standardise", "class"], "no assignment `standardise`"),
        (["grade", "standardize", "absent"], "absent"),
        (["grade", "standardize", "empty"], "no submission"),
        (["grade", "standardize", "class", "--question", "softmax"], "no question softmax"),
        (["grade", "standardize", "class", "--student", "zoe"], "No submission of zoe"),
        (["grade", "standardize", "class", "--jobs", "0"], "neither a positive number"),
        (["grade", "standardize", "class", "--jobs", "²"], "neither a positive number"),
        (["grade", "standardize", "class", "--seed", "-1"], "-1"),
        (["grade", "standardize"], "Missing argument"),
        (["check", "absent.ipynb"], "absent.ipynb"),
        (["check", "class"], "is a folder"),
        (["check", "class/ada.ipynb", "--assignment", "standardise"], "Did you mean `standardize`?"),
        (["report", "absent", "--format", "csv"], "cannot be read"),
        (["report", "class", "--format", "dance"], "dance"),
        (["release", "standardise"], "no assignment"),
        (["validate", "standardise"], "no assignment"),
        (["data", "fetch", "minst"], "Known: digits, mnist"),
        (["dance"], "No such command 'dance'"),
        (["grade", "--dance"], "No such option"),
        ([], "Usage:"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, list) else "",
)
def test_bad_usage_ends_with_2_and_one_message(course, folder, monkeypatch, capsys, words, said):
    monkeypatch.setenv("GRADER_COURSE", str(course))
    monkeypatch.chdir(folder)
    code, out, err = called(monkeypatch, capsys, *words)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert out == ""
    assert sorted(path.name for path in folder.iterdir()) == ["class", "empty"]


def test_a_broken_assignment_ends_with_2(course, tmp_path, monkeypatch, capsys):
    broken = tmp_path / "reference" / "broken"
    broken.mkdir(parents=True)
    (broken / "assignment.py").write_text("1 / 0\n")
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    code, _, err = called(monkeypatch, capsys, "release", "broken")
    assert code == 2
    assert err.startswith("grader: ")
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


@pytest.fixture
def extra(tmp_path, monkeypatch):
    """Adds a command `extra` whose body is given."""

    def add(body):
        (tmp_path / "extra_command.py").write_text(f"import click\n\n@click.command()\ndef extra():\n    {body}\n")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "extra_command", raising=False)
        monkeypatch.setitem(cli.COMMANDS, "extra", ("extra_command:extra", "Only here."))

    return add


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return 0", 0),
        ("return 1", 1),
        ("return None", 0),
        ("raise KeyboardInterrupt", 130),
        ("raise EOFError", 130),
        ("raise click.exceptions.Abort", 130),
        ("raise click.exceptions.Exit(1)", 1),
        ("raise BrokenPipeError(32, 'Broken pipe')", 0),
        ("raise click.BadParameter('no')", 2),
    ],
)
def test_what_a_command_ends_with_becomes_the_exit_code(extra, monkeypatch, capsys, body, code):
    extra(body)
    ended, _, err = called(monkeypatch, capsys, "extra")
    assert ended == code
    assert "Traceback" not in err


@pytest.mark.parametrize("body", ["1 / 0", "raise RecursionError", "raise OSError(28, 'No space left on device')"])
def test_a_bug_of_ours_ends_with_3_and_a_traceback(extra, monkeypatch, capsys, body):
    extra(body)
    code, _, err = called(monkeypatch, capsys, "extra")
    assert code == 3
    assert err.startswith("Traceback")
    assert err.endswith("grader: this is a bug of the grader. Please report the lines above.\n")


@pytest.mark.parametrize("command", [["--help"], ["grade", "--help"], ["--version"]], ids=" ".join)
def test_a_reader_that_went_away_is_no_failure(command):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run([*GRADER, *command], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.kernel
@pytest.mark.timeout(120)
def test_an_interrupt_ends_with_130_and_leaves_no_kernel(course, folder):
    (folder / "slow.ipynb").write_bytes(notebook_of(CORRECT, "import time\ntime.sleep(600)"))
    command = [*GRADER, "check", "slow.ipynb"]
    environment = {**os.environ, "GRADER_COURSE": str(course)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True) as running:
        family = sleeping_family(running.pid)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert psutil.wait_procs(family, timeout=30)[1] == []


def sleeping_family(pid):
    """All processes below one, once they have been idle for a while: the notebook sleeps then."""
    used = None
    while True:
        family = psutil.Process(pid).children(recursive=True)
        spent = [sum(member.cpu_times()[:2]) for member in family]
        if family and spent == used:
            return family
        used = spent
        time.sleep(1)
