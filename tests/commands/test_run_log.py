"""The log of a class, and how much of it a terminal is told."""

import pytest

from grader.commands.run_log import NAME, run_log


def lines(folder):
    return [line.split(maxsplit=3)[3] for line in (folder / NAME).read_text("utf-8").splitlines()]


def test_a_log_tells_the_command_what_happened_and_the_end_and_is_only_added_to(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["grader", "grade", "a\nb"])
    for _ in range(2):
        with run_log(tmp_path) as log:
            log.info("[1/1] ada")
    assert lines(tmp_path) == ["grader grade a\ufffdb", "[1/1] ada", "ended"] * 2


def test_a_log_tells_what_ended_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["grader"])
    with pytest.raises(KeyboardInterrupt), run_log(tmp_path):
        raise KeyboardInterrupt
    assert "ended by KeyboardInterrupt" in lines(tmp_path)[-1]


@pytest.mark.kernel
def test_quiet_says_nothing_verbose_says_what_was_missed_and_the_log_has_both(typed, notebooks, tmp_path):
    out = tmp_path / "out"
    quiet = typed("grade", "standardize", notebooks, "--out", out, "--jobs", 1, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    told = typed("grade", "standardize", notebooks, "--out", out, "--verbose")
    assert told.code == 0
    assert "ben ──" in told.out
    assert "failed:" in told.out
    assert "\x1b" not in told.out
    text = (out / NAME).read_text("utf-8")
    assert "[3/3]" in text
    assert text.count("3 students, seed") == 2
