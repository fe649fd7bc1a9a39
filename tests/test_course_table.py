"""docs/course.md names assignments, questions and mistakes that exist, and leaves no question out."""

import re
from pathlib import Path

from grader import catalog

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "course.md").read_text("utf-8").partition("## Where each lesson")[2].partition("\n## ")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| S")]


def test_every_row_names_a_question_and_mistakes_that_exist():
    for _, section, _, assignment, question, mistakes in ROWS:
        slug = assignment.strip("`")
        declaration = catalog.load(slug, ROOT)
        assert question.strip("`") in {q.name for q in declaration.assignment.questions}, section
        named = re.findall(r"`(\w+)`", mistakes)
        assert named
        for mistake in named:
            assert (declaration.folder / "mistakes" / f"{mistake}.py").is_file(), mistake


def test_every_question_of_an_assignment_in_the_table_stands_there():
    practised = {(row[3].strip("`"), row[4].strip("`")) for row in ROWS}
    slugs = {slug for slug, _ in practised}
    assert practised == {(slug, q.name) for slug in slugs for q in catalog.load(slug, ROOT).assignment.questions}
