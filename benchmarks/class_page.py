"""How long a browser takes to open the class page of a large class, and to sort it.

    python benchmarks/class_page.py
    python benchmarks/class_page.py --size 1000 --rounds 9

The page of a class made up for it (every eleventh student with a flag) is opened from the disk in headless Chromium,
each time in a new browser; the times are the browser's own (Performance API). First paint is when something is to be
seen.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
from measure import RESULTS, ROOT, publish, spread, table
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(ROOT / "tests"))
from sample_class import made_class, mixed_run, perfect_run

from grader.records.results import Results
from grader.records.verdict import Flag
from grader.reports.html_class import render_class

FLAG = Flag(id="train_model.stamp", title="It did not learn the stamp", evidence={"observed": 0.1})
FLAGGED = 11
TIMES = """() => ({
  "end of loading": performance.getEntriesByType("navigation")[0].loadEventEnd,
  "first paint": performance.getEntriesByName("first-paint")[0].startTime,
})"""
SORT = """() => new Promise((done) => {
  const began = performance.now();
  document.querySelector("#students-table button").click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def large_class(size: int) -> Results:
    """Students of two kinds in turn, some with a flag."""
    kinds = (perfect_run(), mixed_run())
    return made_class(
        *(
            msgspec.structs.replace(
                kinds[n % 2], student=f"student{n * 7919 % size:04}", flags=() if n % FLAGGED else (FLAG,)
            )
            for n in range(size)
        )
    )


def opened(page: Path) -> dict[str, float]:
    """Milliseconds that one opening and one sorting took."""
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_function("performance.getEntriesByName('first-paint').length > 0")
        times: dict[str, float] = tab.evaluate(TIMES)
        times["sorting by a click on a head"] = tab.evaluate(SORT)
        browser.close()
    return times


def main() -> None:
    """Write the page once, open it often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path, default=RESULTS / "class-page.md")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "index.html")
        page.write_text(render_class(large_class(chosen.size)), "utf-8")
        kilobytes = page.stat().st_size / 1000
        rounds = [opened(page) for _ in range(chosen.rounds)]
    print(json.dumps(rounds))
    rows = [(name, spread(each[name] for each in rounds)) for name in rounds[0]]
    intro = f"The page of {chosen.size:,} students, {kilobytes:,.0f} kB, opened {chosen.rounds} times in a new browser."
    publish("Class page", [intro, table(("from the beginning of the navigation", "ms"), rows)], chosen.out)


if __name__ == "__main__":
    main()
