"""docs/course.md names assignments, questions and mistakes that exist, and leaves no question out."""

import re
from pathlib import Path

import pytest

from grader import catalog
from grader.exemplars import mistakes

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "course.md").read_text("utf-8").partition("## Where each lesson")[2].partition("\n## ")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| S")]
SLUGS = catalog.names(ROOT)


def named(row: list[str]) -> list[str]:
    """The mistakes of a row."""
    return re.findall(r"`(\w+)`", row[5])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_stands_in_the_table_and_no_other(slug):
    practised = {row[4].strip("`") for row in ROWS if row[3] == f"`{slug}`"}
    assert practised == {question.name for question in catalog.load(slug, ROOT).assignment.questions}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mistake_of_a_row_exists_and_loses_points_in_its_question(slug):
    known = {mistake.id: mistake for mistake in mistakes(catalog.load(slug, ROOT).folder)}
    for row in (row for row in ROWS if row[3] == f"`{slug}`"):
        assert named(row), row
        for name in named(row):
            assert row[4].strip("`") in {check.partition(".")[0] for check in known[name].fails}, name


def test_every_row_names_an_assignment_and_as_many_sections_as_tutorials():
    assert {row[3].strip("`") for row in ROWS} == set(SLUGS)
    for tutorials, sections, concept, *_ in ROWS:
        assert set(tutorials.split(", ")) <= {"S0", "S1", "S2", "S3"}
        assert concept
        if ", " in tutorials:
            assert len(sections.split(";")) == len(tutorials.split(", ")), sections
