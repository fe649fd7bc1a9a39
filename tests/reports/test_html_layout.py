"""Tests of the pages in a browser: nothing pushes a page sideways on a phone, nothing in it runs."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from sample_class import hostile_run, made_class, mixed_run, perfect_run, unreadable_run

from grader.records.results import Results, ScoredRun
from grader.reports.html_class import render_class
from grader.reports.html_student import render_student

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]
QUIET = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"

# The page sits in a frame as wide as a phone; the document around it may run a script, the page may not.
FRAME = """<!DOCTYPE html>
<title>frame</title>
<iframe id="f" width="{width}" height="800" srcdoc="{page}"></iframe>
<script>
window.onload = () => {{
  const inner = document.getElementById("f").contentDocument;
  const root = inner.documentElement;
  const seen = {{wide: root.scrollWidth, shown: root.clientWidth, scripts: inner.scripts.length,
    pictures: inner.images.length, title: inner.title}};
  document.body.innerHTML = "<pre id=seen></pre>";
  document.getElementById("seen").textContent = JSON.stringify(seen);
}};
</script>"""


def long_words_run() -> ScoredRun:
    run = perfect_run()
    code = {"softmax": f"def softmax(x):\n    return {'x' * 400}"}
    checks = tuple(msgspec.structs.replace(check, reason="r" * 400, title="t" * 200) for check in run.checks)
    return msgspec.structs.replace(run, student="n" * 200, code=code, checks=checks)


def seen_in_browser(page: str, width: int, folder: Path) -> dict[str, int | str]:
    assert CHROMIUM is not None
    framed = folder / "frame.html"
    framed.write_text(FRAME.format(width=width, page=html.escape(page)), "utf-8")
    done = subprocess.run(
        [CHROMIUM, *QUIET.split(), f"--user-data-dir={folder / 'profile'}", "--dump-dom", framed.as_uri()],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stdout[-500:]
    seen: dict[str, int | str] = json.loads(html.unescape(found.group(1)))
    return seen


RUNS = [perfect_run(), mixed_run(), unreadable_run(), hostile_run(), long_words_run()]
NAMES = ["perfect", "mixed", "unreadable", "hostile", "long words"]


@pytest.mark.parametrize("run", RUNS, ids=NAMES)
def test_a_students_page_does_not_scroll_sideways_on_a_phone(run: ScoredRun, tmp_path: Path) -> None:
    seen = seen_in_browser(render_student(made_class(run), run), 360, tmp_path)
    assert seen["wide"] == seen["shown"]
    assert (seen["scripts"], seen["pictures"]) == (0, len(run.training.misread) if run.training else 0)


@pytest.mark.parametrize("results", [made_class(*RUNS), made_class()], ids=["class", "nobody"])
def test_the_class_page_does_not_scroll_sideways_on_a_phone(results: Results, tmp_path: Path) -> None:
    seen = seen_in_browser(render_class(results), 360, tmp_path)
    assert seen["wide"] == seen["shown"]
    assert (seen["scripts"], seen["pictures"]) == (1 if results.runs else 0, 0)
