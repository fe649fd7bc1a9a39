"""`grader serve` in a real browser: a decision survives the violent end of the server, and nothing runs on a page."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handed import notebook
from served_class import HOSTILE, graded_folder

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    # The browser's own end of its pipes is closed by Playwright later than a test that looks for leaks likes it.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
Start = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `grader serve`; gives the process and the address it tells."""
    started = []

    def begin(*words: object) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "grader", "serve", *map(str, words), "--port", "0"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        started.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+token=\S+", line):
                return process, found[0]
        raise AssertionError("the server ended before it told its address")

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_an_override_survives_the_kill_of_the_server(browser, start: Start, tmp_path: Path) -> None:
    folder = graded_folder(tmp_path / "results")
    process, address = start(folder, "--by", "noether")
    page = browser.new_page()
    page.goto(address)
    assert "token" not in page.url
    page.get_by_role("link", name="results").click()
    page.get_by_role("link", name="ada", exact=True).first.click()
    check = page.locator("li[id='f.value']")
    check.get_by_label("Points for Value").fill("6")
    check.get_by_label("Reason for the points of Value").fill("The idea is right.")
    check.get_by_role("button", name="Set").click()
    assert "8 of 10 points" in page.locator(".masthead").inner_text().replace("\n", " ")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    _, address = start(folder, "--by", "emmy")
    page.goto(address)
    page.goto(re.sub(r"/\?.*", "/class/results/student/ada/", address))
    assert "8 of 10 points" in page.locator(".masthead").inner_text().replace("\n", " ")
    decided = page.get_by_role("region", name="Decisions").inner_text()
    assert "noether" in decided
    assert "The idea is right." in decided
    told = subprocess.run(
        [sys.executable, "-m", "grader", "report", folder, "--format", "csv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ada,1,ok,8,8,10" in told.stdout
    page.close()


def test_no_page_runs_what_a_student_wrote_and_the_class_sorts_and_searches(browser, start: Start, tmp_path) -> None:
    _, address = start(graded_folder(tmp_path / "results"))
    page = browser.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(address)
    base = re.sub(r"/\?.*", "", address)
    page.goto(f"{base}/class/results/")
    names = page.locator("#students-table tbody th")
    page.get_by_role("button", name="Student").click()
    page.get_by_role("button", name="Student").click()
    assert names.all_inner_texts() == ["ben", "ada", HOSTILE]
    page.get_by_label("Search").fill("BEN")
    assert [name for name in names.all() if name.is_visible()] and names.nth(0).inner_text() == "ben"
    assert page.get_by_role("status").inner_text() == "1 of 3 students."
    page.get_by_label("Search").fill("onerror")
    page.locator("#students-table tbody tr:visible a").click()
    assert HOSTILE in page.locator("h1").inner_text()
    page.get_by_role("link", name="The student's page").click()
    assert HOSTILE in page.locator("h1").inner_text()
    page.set_viewport_size({"width": 360, "height": 700})
    for path in ("/", "/class/results/", "/class/results/student/ada/", "/class/results/student/ada/page"):
        page.goto(base + path)
        wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert (path, wide) == (path, shown)
    assert said == []
    page.close()


def test_without_scripts_the_pages_read_and_decide_as_well(browser, start: Start, tmp_path: Path) -> None:
    _, address = start(graded_folder(tmp_path / "results"))
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.goto(re.sub(r"/\?.*", "/class/results/student/ben/", address))
    page.locator("form", has_text="Add or take points").get_by_label("Points").fill("-1")
    page.locator("form", has_text="Add or take points").get_by_label("Reason").fill("Late.")
    page.get_by_role("button", name="Add").press("Enter")
    assert "1 of 10 points" in page.locator(".masthead").inner_text().replace("\n", " ")
    page.context.close()


def test_a_student_hands_in_and_gets_a_receipt(browser, start: Start, tmp_path: Path) -> None:
    names, inbox = tmp_path / "names.txt", tmp_path / "inbox"
    names.write_text("ada\n")
    process, address = start(inbox, "--hand-in", "mnist_softmax", "--students", names)
    token = (inbox / ".hand-in" / "tokens.csv").read_text().splitlines()[1].partition(",")[2]
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(address.replace("TOKEN", token))
    page.get_by_label("Your notebook").set_input_files(
        {"name": "my work.ipynb", "mimeType": "application/json", "buffer": notebook()}
    )
    page.get_by_role("button", name="Hand in").click()
    assert "Handed in." in page.get_by_role("status").inner_text()
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide == shown
    os.kill(process.pid, signal.SIGKILL)
    (kept,) = inbox.glob("ada/attempt-001-*/mnist_softmax.ipynb")
    assert kept.read_bytes() == notebook()
    page.close()
