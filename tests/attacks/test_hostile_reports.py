"""What hostile notebooks wrote is shown as text in every report, and acts in none."""

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hostile_class import Graded
from page_parts import PageParts
from rich.console import Console

from grader.records.results import Results, head, scored
from grader.reports import FORMATS, write_all
from grader.reports.html_class import SCRIPT
from grader.reports.terminal import print_run

pytestmark = [pytest.mark.class_run, pytest.mark.timeout(600)]

ACTIVE_TAGS = {"script", "iframe", "object", "embed", "form", "input", "img", "link", "base", "foreignobject", "audio"}
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href")
OWN_PLACE = re.compile(r"#[\w.-]*|data:image/png;base64,[A-Za-z0-9+/]+=*|feedback/[\w%.~-]+\.html|(\.\./)?index\.html")
WORKFLOW_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)


@pytest.fixture(scope="module")
def results(graded: Graded) -> Results:
    """The results document of the whole class."""
    assignment = graded.template.assignment
    return Results(
        assignment=head(assignment, graded.template.questions),
        seed=graded.template.seed,
        environment=graded.template.environment,
        runs=tuple(scored(run, assignment) for run in graded.runs),
    )


@pytest.fixture(scope="module")
def written(results: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which every report was written."""
    folder = tmp_path_factory.mktemp("reports") / "out"
    write_all(results, folder)
    return folder


@pytest.fixture(scope="module")
def pages(results: Results, written: Path) -> dict[str, PageParts]:
    """Every page that was written, taken apart."""
    return {str(path.relative_to(written)): PageParts(path.read_text("utf-8")) for path in written.rglob("*.html")}


@pytest.fixture(scope="module")
def terminal(results: Results) -> str:
    """All that a terminal or the log of a workflow is shown."""
    stream = io.StringIO()
    console = Console(file=stream, width=80, color_system=None, legacy_windows=False)
    for run in results.runs:
        print_run(console, run, results.assignment, verbose=True)
    return FORMATS["text"].render(results) + stream.getvalue()


def unprintable(text: str) -> set[str]:
    """Control characters, direction marks and halves of pairs in a text; line feeds are none."""
    return {character for character in text if unicodedata.category(character) in {"Cc", "Cf", "Cs"}} - {"\n"}


def test_every_student_has_a_page_in_the_folder_and_nothing_else_was_written(results, written):
    below = [path for path in written.rglob("*") if path.is_file()]
    assert len([path for path in below if path.parent.name == "feedback"]) == len(results.runs)
    assert {path.name for path in written.iterdir() if path.is_file()} >= {
        "index.html",
        "gradebook.csv",
        "results.json",
    }
    assert [path.name for path in written.parent.iterdir()] == ["out"]
    assert all(re.fullmatch(r"[\w.~-]{1,200}", path.name) for path in below)


def test_no_page_has_an_element_that_acts_or_fetches(pages):
    # The class page has a script that its policy names by its sum and a field to search in; images are data.
    found = {name: page.tags & ACTIVE_TAGS - {"img"} for name, page in pages.items()}
    assert {name: tags for name, tags in found.items() if tags} == {"index.html": {"script", "input"}}


def test_the_script_of_the_class_page_is_ours_and_the_only_one(written):
    scripts = re.findall(r"<script>(.*?)</script>", (written / "index.html").read_text("utf-8"), re.DOTALL)
    assert scripts == [SCRIPT]


def test_no_page_has_an_attribute_that_acts(pages):
    found = {key for page in pages.values() for _, attributes in page.elements for key in attributes}
    assert {key for key in found if key.startswith("on") or key == "srcdoc"} == set()


def test_no_page_leads_anywhere_but_to_its_own_places(pages):
    places = {place for page in pages.values() for name in ADDRESSES for place in page.attributes(name)}
    assert {place for place in places if not OWN_PLACE.fullmatch(place)} == set()


def test_every_page_forbids_what_it_does_not_hold(pages):
    for page in pages.values():
        assert any("default-src 'none'" in attrs.get("content", "") for tag, attrs in page.elements if tag == "meta")


def test_no_page_holds_a_character_that_cannot_be_seen(pages):
    assert {name: found for name, page in pages.items() if (found := unprintable(page.words))} == {}


def test_what_was_written_is_still_there_to_be_read(pages):
    words = " ".join(page.words for page in pages.values())
    assert "<script>alert(1)" in words
    assert "{{ 7 * 7 }}" in words


def test_no_cell_of_the_gradebook_is_a_formula_or_breaks_its_line(results):
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].render(results))))
    assert len(rows) == len(results.runs) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {character for cell in cells for character in unprintable(cell) | ({"\n"} & set(cell))} == set()


def test_the_document_is_json_that_holds_no_control_character(results):
    text = FORMATS["json"].render(results)
    assert len(json.loads(text)["runs"]) == len(results.runs)
    assert {character for character in text if unicodedata.category(character) in {"Cc", "Cs"}} == {"\n"}


def test_the_terminal_is_sent_no_control_character(terminal):
    assert unprintable(terminal) == set()


def test_no_line_of_the_terminal_is_a_command_to_a_workflow(terminal):
    assert WORKFLOW_COMMAND.findall(terminal) == []
