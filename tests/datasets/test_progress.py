"""What a person waiting for data reads."""

import io

from rich.console import Console

from grader.datasets.progress import Bar, Lines, shown


def test_a_log_gets_one_plain_line_per_step_however_often_it_moves():
    stream = io.StringIO()
    with shown(Console(file=stream, width=40)) as progress:
        assert isinstance(progress, Lines)
        for done in range(0, 1000, 100):
            progress.step("mnist.npz: downloading", done, 1000)
        progress.step("mnist: writing")
        progress.say("mnist: fetched into [a folder] whose name is longer than the line")
    assert stream.getvalue().splitlines() == [
        "mnist.npz: downloading …",
        "mnist: writing …",
        "mnist: fetched into [a folder] whose name is longer than the line",
    ]


def test_a_terminal_gets_a_bar_that_shows_the_share_done():
    stream = io.StringIO()
    with shown(Console(file=stream, force_terminal=True, width=100)) as progress:
        assert isinstance(progress, Bar)
        progress.step("mnist.npz: downloading", 5_000_000, 10_000_000)
        progress.say("the [Keras] cache: no such file")
    text = stream.getvalue()
    assert "mnist.npz: downloading" in text
    assert "5.0/10.0 MB" in text
    assert "the [Keras] cache: no such file" in text
