"""Numbers of each student: drawn from the name, filled into the solution, graded, and handed in by another."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from classroom import by_student, end, grade, start, write_class

from grader import catalog
from grader import notebook as notebooks
from grader.catalog import Declaration, by_edition
from grader.editions import FLAG, edition_flags, filled, numbers_of, told, written_numbers
from grader.errors import AssignmentError, UsageError
from grader.pack import gradescope_archive
from grader.pipeline import draft
from grader.records.assignment import Assignment
from grader.records.submission import Submission
from grader.release import release

CHOICES = {"FACTOR": (2, 3, 5, 7, 11), "NAME": ("a", "b")}
PLAIN = Assignment(slug="scaled", title="Scaled", notebook="scaled.ipynb", questions=(), numbers=CHOICES)
SCRIPT = """# %%
FACTOR = 3  # yours: größe
NAME = "a"
OTHER = 3


# %%
def f(x):
    FACTOR = 4
    return FACTOR * x
"""


@pytest.fixture
def numbered(course: Path, tmp_path: Path) -> Path:
    """The small course, whose solution multiplies by a number of each student, which sets also how many rows come."""
    root = tmp_path / "numbered"
    shutil.copytree(course, root)
    folder = root / "reference" / "standardize"
    edit(folder / "solution.py", "import numpy as np\n", "import numpy as np\n\nFACTOR = 3  # yours\n")
    edit(folder / "solution.py", "/ x.std(axis=0)", "/ x.std(axis=0) * FACTOR")
    edit(folder / "assignment.py", 'notebook="standardize.ipynb",', 'notebook="standardize.ipynb", numbers=NUMBERS,')
    edit(folder / "assignment.py", "PROBES =", 'NUMBERS = {"FACTOR": (2, 3, 5, 7, 11)}\nPROBES =')
    edit(folder / "assignment.py", "size=(6, 3)", 'size=(6 + draw.numbers["FACTOR"], 3)')
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def unlike(edition: Declaration, *names: str) -> list[str]:
    """The students who have other numbers than this edition."""
    return [name for name in names if edition.edition(name).numbers != edition.numbers]


def test_a_students_numbers_are_the_same_whenever_they_are_drawn():
    assert numbers_of(PLAIN, "ada") == numbers_of(PLAIN, " Ada ") == {"FACTOR": 7, "NAME": "b"}


def test_students_get_all_choices_about_equally_often():
    drawn = [numbers_of(PLAIN, f"student{n}")["FACTOR"] for n in range(1000)]
    assert all(150 <= drawn.count(choice) <= 250 for choice in CHOICES["FACTOR"])


def test_another_number_changes_none_of_the_others():
    fewer = msgspec.structs.replace(PLAIN, numbers={"FACTOR": CHOICES["FACTOR"]})
    assert all(numbers_of(fewer, s)["FACTOR"] == numbers_of(PLAIN, s)["FACTOR"] for s in ("ada", "ben", "chloe", "dev"))


def test_accents_are_the_same_however_they_are_composed():
    assert numbers_of(PLAIN, "jos\u00e9") == numbers_of(PLAIN, "jose\u0301")


def test_the_numbers_written_in_a_solution_are_read():
    assert written_numbers(SCRIPT, CHOICES) == {"FACTOR": 3, "NAME": "a"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("FACTOR = 3  ", "FACTOR = 4  ", "says `FACTOR = 4`, expected one of its choices 2, 3, 5, 7, 11"),
        ("FACTOR = 3  ", "WIDTH = 3  ", "it does so 0 times"),
        ("FACTOR = 3  ", "FACTOR = 1 + 2  ", "it does so 0 times"),
        ("OTHER = 3", "FACTOR = 3", "it does so 2 times"),
    ],
)
def test_a_number_that_is_not_written_once_is_refused(old, new, said):
    with pytest.raises(AssignmentError, match=said):
        written_numbers(SCRIPT.replace(old, new), CHOICES)


def test_only_the_values_are_replaced():
    expected = SCRIPT.replace("FACTOR = 3  #", "FACTOR = 11  #").replace('NAME = "a"', "NAME = 'b'")
    assert filled(SCRIPT, {"FACTOR": 11, "NAME": "b"}) == expected


def test_a_solution_with_its_own_numbers_stays_byte_for_byte():
    assert filled(SCRIPT, written_numbers(SCRIPT, CHOICES)) == SCRIPT


def test_an_edition_has_the_students_numbers_in_notebook_and_probes(numbered):
    declaration = catalog.load("standardize", numbered)
    assert declaration.numbers == {"FACTOR": 3}
    (student, *_) = unlike(declaration, "ada", "ben", "chloe", "dev")
    edition = declaration.edition(student)
    own = edition.numbers["FACTOR"]
    assert own == numbers_of(declaration.assignment, student)["FACTOR"]
    assert f"FACTOR = {own}  # yours" in edition.script
    jobs = {d.numbers["FACTOR"]: draft(d, ("standardize",), seed=3) for d in (declaration, edition)}
    rows = {n: job.probes[0].stimulus.arguments[0].values.shape[0] for n, job in jobs.items()}
    assert rows == {3: 9, own: 6 + own}
    assert jobs[3].basis_hash != jobs[own].basis_hash


def test_students_with_equal_numbers_are_graded_together(numbered):
    declaration = catalog.load("standardize", numbered)
    names = [f"student{n}" for n in range(30)]
    groups = by_edition(declaration, names)
    assert sum(len(own) for _, own in groups) == 30
    assert sorted(edition.numbers["FACTOR"] for edition, _ in groups) == [2, 3, 5, 7, 11]
    for edition, own in groups:
        assert all(declaration.edition(student).numbers == edition.numbers for student in own)


def test_an_assignment_without_numbers_has_one_edition(declaration):
    groups = by_edition(declaration, ("ada", "ben"))
    assert [(edition, len(own)) for edition, own in groups] == [(declaration, 2)]
    assert by_edition(declaration, ()) == [(declaration, ())]
    assert told(Submission(student="ada"), {}).notes == ()
    assert told(Submission(student="ada"), {"FACTOR": 7}).notes == ("Graded with the numbers FACTOR = 7.",)


def test_a_notebook_of_another_student_is_flagged(numbered):
    declaration = catalog.load("standardize", numbered)
    ada = declaration.edition("ada")
    other = unlike(ada, *"bcdefgh")[0]
    content = release(ada.script, "standardize", student="ada")
    read = notebooks.read(content)
    assert read.released_for == "ada"
    assert edition_flags(declaration.assignment, Submission(student="ada"), read) == ()
    (flag,) = edition_flags(declaration.assignment, Submission(student=other), read)
    assert (flag.id, flag.evidence["released for"], flag.evidence["handed in by"]) == (FLAG, "ada", other)


@pytest.mark.parametrize("student", [None, 3, ["ada"], {"a": 1}, "x" * 5000])
def test_a_name_in_the_metadata_may_be_anything(student):
    document = {"cells": [{"cell_type": "code", "source": "x = 1"}], "nbformat": 4}
    content = json.dumps(document | {"metadata": {"grader": {"student": student}}}).encode()
    assert notebooks.read(content).released_for in ("", "ada")


def test_a_platform_that_does_not_say_who_the_student_is_gets_no_archive(numbered):
    with pytest.raises(UsageError, match="Students have numbers of their own in standardize"):
        gradescope_archive(catalog.load("standardize", numbered))


@pytest.mark.kernel
def test_everyone_is_graded_with_their_own_numbers(numbered, tmp_path):
    declaration = catalog.load("standardize", numbered)
    ada = declaration.edition("ada")
    other, copier = unlike(ada, "ben", "chloe", "dev", "emil", "fatma")[:2]
    copied = json.loads(ada.solution)
    copied["metadata"]["grader"]["student"] = "ada"
    handed_in = {"ada": ada.solution, other: declaration.edition(other).solution, copier: json.dumps(copied).encode()}
    folder = write_class(tmp_path / "class", handed_in)
    ended = grade(numbered, folder, "--out", tmp_path / "out", "--isolation", "none")
    assert ended.code == 0, ended.err
    runs = by_student(tmp_path / "out")
    earned = {student: sum(check["earned"] for check in run["checks"]) for student, run in runs.items()}
    assert (earned["ada"], earned[other]) == (10, 10)
    assert earned[copier] < 10
    assert {student: [flag["id"] for flag in run["flags"]] for student, run in runs.items()} == {
        "ada": [],
        other: [],
        copier: [FLAG],
    }
    assert f"FACTOR = {declaration.edition(other).numbers['FACTOR']}" in runs[other]["notes"][0]


@pytest.mark.kernel
def test_checking_takes_the_numbers_of_the_student_whom_the_notebook_names(numbered, tmp_path):
    declaration = catalog.load("standardize", numbered)
    other = unlike(declaration, "ben", "chloe", "dev", "emil")[0]
    document = json.loads(declaration.edition(other).solution)
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps(document))
    unnamed = end(start(numbered, "check", path, "--isolation", "none"))
    assert (unnamed.code, unnamed.err) == (1, "")
    assert "does not say whose numbers it has: name the student with --student" in unnamed.out
    document["metadata"]["grader"]["student"] = other
    path.write_text(json.dumps(document))
    named = end(start(numbered, "check", path, "--isolation", "none"))
    assert (named.code, named.err) == (0, ""), named.out
    assert f"FACTOR = {declaration.edition(other).numbers['FACTOR']}" in named.out
