"""Tests of the file names of the students' pages."""

import re

from hypothesis import given
from hypothesis import strategies as st

from grader.reports.page_names import page_name, page_names

anything = st.text(st.characters(), max_size=300)  # lone surrogates, too
tempting = st.sampled_from(
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "a/b",
        "a\\b",
        "a b",
        "CON",
        "nul.txt",
        "index",
        "-rf",
        "a" * 500,
        "é\0",
        "a.",
    ]
)


def test_a_plain_name_stays_as_it_is() -> None:
    assert page_name("ada.lovelace_42-B") == "ada.lovelace_42-B"


@given(anything | tempting)
def test_a_page_name_is_safe_whatever_the_student_is_called(student: str) -> None:
    name = page_name(student)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._~-]*", name)
    assert ".." not in name
    assert len(f"{name}.html".encode()) < 100
    assert not re.fullmatch(r"(con|nul|prn|aux|index)(\..*)?", name, re.IGNORECASE)


@given(st.lists(anything | tempting, unique=True, max_size=20))
def test_no_two_students_of_a_class_share_a_page_on_any_file_system(students: list[str]) -> None:
    names = page_names(students)
    assert list(names) == students
    assert len({name.casefold() for name in names.values()}) == len(students)


def test_names_that_differ_only_in_case_are_told_apart() -> None:
    names = page_names(["Ada", "ada", "grace"])
    assert names["Ada"].casefold() != names["ada"].casefold()
    assert names["grace"] == "grace"


def test_nobody_can_be_called_like_the_page_of_somebody_else() -> None:
    victim = page_name("Zoë")
    assert page_name(victim) != victim
