"""`grader grade --fail-on-review`: staff see a flag, it costs nothing, and it is exit code 1 where that is asked."""

import base64

import pytest
from classroom import by_student, grade, write_class
from course import CORRECT, notebook_of

pytestmark = pytest.mark.class_run

PACKED = base64.b64encode(bytes(number * 7919 % 251 for number in range(4000))).decode()


def test_a_flag_costs_no_point_and_ends_with_one_on_request(course, tmp_path):
    handed_in = {"ada": notebook_of(CORRECT), "bob": notebook_of(CORRECT, f"kept = {PACKED!r}")}
    folder, out = write_class(tmp_path / "class", handed_in), tmp_path / "results"
    first = grade(course, folder, "--out", out)
    assert (first.code, first.err) == (0, "")
    assert "To be reviewed: 1 student" in first.out
    runs = by_student(out)
    assert [flag["id"] for flag in runs["bob"]["flags"]] == ["notebook.payload"]
    assert runs["ada"]["flags"] == []
    assert runs["ada"]["earned"] == runs["bob"]["earned"] == runs["bob"]["possible"]
    assert 'id="flags"' in (out / "index.html").read_text("utf-8")
    assert "notebook.payload" not in (out / "feedback" / "bob.html").read_text("utf-8")
    assert "notebook.payload" in (out / "gradebook.csv").read_text("utf-8")
    again = grade(course, folder, "--out", out, "--fail-on-review")
    assert again.code == 1
    assert by_student(out) == runs
    (folder / "bob.ipynb").unlink()
    assert grade(course, folder, "--out", out, "--fail-on-review").code == 0
