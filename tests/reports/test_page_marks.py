"""Tests of the marks that tell whether a page is what would be written."""

from pathlib import Path

import msgspec
from sample_class import hostile_run, made_class, mixed_run, perfect_run, small_class

from grader.reports import page_name, write_all
from grader.reports.html_student import render_student
from grader.reports.page_marks import is_current, marked, page_mark


def test_a_marked_page_is_current_for_its_own_mark_only(tmp_path: Path) -> None:
    path = tmp_path / "ada.html"
    path.write_text(marked("<p>é</p>\n", "a" * 64), "utf-8")
    assert is_current(path, "a" * 64)
    assert not is_current(path, "b" * 64)


def test_a_page_that_is_missing_short_or_a_folder_is_not_current(tmp_path: Path) -> None:
    (tmp_path / "short.html").write_text("x")
    (tmp_path / "folder.html").mkdir()
    for name in ("missing", "short", "folder"):
        assert not is_current(tmp_path / f"{name}.html", "a" * 64)


def test_the_mark_changes_with_the_run_and_with_what_the_class_shares() -> None:
    results, run = small_class(), perfect_run()
    head = msgspec.structs.replace(results.assignment, title="Another")
    marks = {
        page_mark(results, run),
        page_mark(results, mixed_run()),
        page_mark(results, hostile_run()),
        page_mark(results, msgspec.structs.replace(run, earned=1.0)),
        page_mark(results, msgspec.structs.replace(run, student="half a pair \ud83d")),
        page_mark(msgspec.structs.replace(results, assignment=head), run),
        page_mark(msgspec.structs.replace(results, seed=8), run),
    }
    assert len(marks) == 7


def test_the_mark_does_not_change_with_the_others_of_the_class() -> None:
    run = perfect_run()
    assert page_mark(made_class(run), run) == page_mark(small_class(), run)


def test_a_page_is_written_again_only_when_it_would_become_another(tmp_path: Path) -> None:
    pages = [tmp_path / "feedback" / f"{page_name(run.student)}.html" for run in small_class().runs]
    write_all(small_class(), tmp_path)
    first = [page.stat().st_ino for page in pages]
    write_all(small_class(), tmp_path)
    assert [page.stat().st_ino for page in pages] == first

    better = msgspec.structs.replace(mixed_run(), earned=60.0)
    write_all(made_class(perfect_run(), better), tmp_path)
    text = pages[1].read_text("utf-8")
    assert [page.stat().st_ino == old for page, old in zip(pages, first, strict=True)] == [True, False, True, True]
    assert text.startswith(render_student(made_class(perfect_run(), better), better))


def test_a_page_that_was_cut_off_or_removed_is_written_again(tmp_path: Path) -> None:
    write_all(small_class(), tmp_path)
    pages = sorted((tmp_path / "feedback").iterdir())
    before = [page.read_bytes() for page in pages]
    pages[0].write_bytes(before[0][:5000])
    pages[1].unlink()
    write_all(small_class(), tmp_path)
    assert [page.read_bytes() for page in pages] == before
