"""Manual grading: what is decided is kept, shown everywhere, and refused where it is wrong."""

import json
import threading

import pytest
from served_class import HOSTILE, Served

from grader.commands.report import _read
from grader.store.decisions import decisions

ADA = "/class/results/student/ada/"


def test_the_class_page_leads_to_every_student(instructor: Served) -> None:
    assert 'href="/class/results/"' in instructor.ask("/").text
    page = instructor.ask("/class/results/").text
    links = [part.partition('"')[0] for part in page.split('<th scope="row"><a href="')[1:]]
    assert len({link for link in links if "/student/" in link}) == 3
    for link in links:
        if "/student/" in link:
            assert instructor.ask(link).status == 200
            assert instructor.ask(f"{link}page").status == 200


def test_what_students_wrote_is_text_on_every_page(instructor: Served) -> None:
    for path in ("/class/results/", ADA, f"{ADA}page"):
        assert HOSTILE not in instructor.ask(path).text
        assert "&lt;img src=x onerror=alert(1)&gt;" in instructor.ask(path).text


def test_a_decision_is_kept_with_who_why_and_for_which_code(instructor: Served, folder) -> None:
    answer = instructor.send(ADA, act="override", target="f.value", points="4,5", text="The idea is right.")
    assert (answer.status, answer.headers["Location"]) == (303, f"{ADA}#decided")
    (kept,) = decisions(folder / "archive.sqlite", "functions")
    assert (kept.by, kept.points, kept.text) == ("noether", 4.5, "The idea is right.")
    assert (kept.submission_hash, kept.code_hash) == ("ada-bytes", "ada-code")
    page = instructor.ask(ADA).text
    assert "f.value set to 4.5" in page
    assert "6.5 <small>of 10 points" in page


def test_every_report_has_the_decision(instructor: Served, folder) -> None:
    instructor.send(ADA, act="override", target="f.value", points="8", text="Right.")
    instructor.send(ADA, act="add", target="", points="1", text="A good question.")
    run = _read(folder).runs[0]
    assert (run.earned, run.checks[1].graded) == (11, 0)
    assert "11 <small>of 10 points" in instructor.ask(f"{ADA}page").text
    page, waited = folder / "feedback" / "ada.html", threading.Event()
    for _ in range(100):  # students' pages are written last
        if "A good question." in page.read_text("utf-8"):
            break
        waited.wait(0.1)
    assert "A good question." in page.read_text("utf-8")
    assert json.loads((folder / "results.json").read_text("utf-8"))["runs"][0]["earned"] == 11
    assert "ada,1,ok,10,11,10" in (folder / "gradebook.csv").read_text("utf-8")


def test_taking_back_appends_and_removes_nothing(instructor: Served, folder) -> None:
    instructor.send(ADA, act="add", target="f", points="-1", text="Late.")
    assert instructor.send(ADA, act="withdraw", withdraws="1").status == 303
    assert [each.act for each in decisions(folder / "archive.sqlite", "functions")] == ["add", "withdraw"]
    assert _read(folder).runs[0].earned == 2
    assert "Late." in instructor.ask(ADA).text
    assert instructor.send(ADA, act="withdraw", withdraws="1").status == 400


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"act": "override", "target": "f.value", "points": "9", "text": "x"}, "Expected 0 to 8 points"),
        ({"act": "override", "target": "f.value", "points": "-1", "text": "x"}, "Expected 0 to 8 points"),
        ({"act": "override", "target": "f.value", "points": "nan", "text": "x"}, "Expected a number"),
        ({"act": "override", "target": "f.none", "points": "1", "text": "x"}, "nothing of this student"),
        ({"act": "add", "target": "f", "points": "many", "text": "x"}, "Expected a number"),
        ({"act": "add", "target": "f", "points": "1e9", "text": "x"}, "Expected a number"),
        ({"act": "add", "target": "f", "points": "1", "text": " "}, "Say why"),
        ({"act": "comment", "text": "x" * 10_001}, "10,001 characters"),
        ({"act": "withdraw", "withdraws": "7"}, "not there"),
        ({"act": "erase"}, "Expected one of"),
        ({}, "Expected one of"),
    ],
)
def test_what_is_no_decision_is_refused_with_the_reason_and_changes_nothing(instructor, folder, fields, why) -> None:
    answer = instructor.send(ADA, **fields)
    assert answer.status == 400
    assert why in answer.text
    assert decisions(folder / "archive.sqlite", "functions") == []


def test_a_class_is_released_at_once_and_only_that_goes_for_a_class(instructor: Served, folder) -> None:
    assert instructor.send("/class/results/", act="release").status == 303
    assert "3 of 3 marks are released" in instructor.ask("/class/results/").text
    assert instructor.send(ADA, act="hold").status == 303
    assert "2 of 3 marks are released" in instructor.ask("/class/results/").text
    assert instructor.send("/class/results/", act="add", points="1", text="x").status == 400


def test_the_runs_of_a_student_are_told_with_why(instructor: Served) -> None:
    page = instructor.ask(ADA).text
    assert "other seed" in page
    assert page.count("<td>first</td>") == 1


def test_what_is_not_there_is_not_found(instructor: Served) -> None:
    for path in ("/class/other/", "/class/results/student/eve/", "/class/results/student/..%2f..%2fada/"):
        assert instructor.ask(path).status == 404
