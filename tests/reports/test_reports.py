"""Tests of the table of formats and of writing all reports of a class."""

from pathlib import Path

import msgspec
import pytest
from sample_class import made_class, perfect_run, small_class

from grader.errors import StorageError
from grader.records.results import Results
from grader.reports import FORMATS, STUDENT_FORMATS, page_name, read_results, write_all


@pytest.mark.parametrize("results", [small_class(), made_class()], ids=["small class", "nobody"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_every_class(name: str, results: Results) -> None:
    form = FORMATS[name]
    assert form.name == name
    assert Path(form.file).name == form.file
    assert Path(form.file).suffix
    assert form.description
    text = form.render(results)
    assert text.endswith("\n") or name == "html"
    assert text.encode()


@pytest.mark.parametrize("name", STUDENT_FORMATS)
def test_every_format_of_one_student_renders_every_student(name: str) -> None:
    form = STUDENT_FORMATS[name]
    assert form.name == name
    assert form.suffix.startswith(".")
    assert all(form.render(small_class(), run).endswith("\n") for run in small_class().runs)


def test_no_two_formats_write_the_same_file() -> None:
    files = [form.file for form in FORMATS.values()]
    assert len({*files, *STUDENT_FORMATS}) == len(files) + len(STUDENT_FORMATS)


def test_all_reports_are_written_where_they_are_said_to_be(tmp_path: Path) -> None:
    results = small_class()
    paths = write_all(results, tmp_path / "out")
    names = [path.relative_to(tmp_path / "out").as_posix() for path in paths]
    pages = [f"feedback/{page_name(run.student)}.html" for run in results.runs]
    assert names == ["results.json", "gradebook.csv", "index.html", *pages]
    files = {path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files - set(paths) == {tmp_path / "out" / ".reports.lock"}


def test_the_written_results_are_read_back(tmp_path: Path) -> None:
    results = made_class(perfect_run())
    write_all(results, tmp_path)
    assert read_results((tmp_path / "results.json").read_bytes()) == results


def test_writing_again_replaces_ours_and_touches_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "notes.txt").write_text("mine")
    write_all(small_class(), tmp_path)
    write_all(made_class(), tmp_path)
    assert (tmp_path / "feedback" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "feedback" / "ada.html").exists()
    assert read_results((tmp_path / "results.json").read_bytes()).runs == ()


def test_students_whose_names_differ_in_case_have_pages_of_their_own(tmp_path: Path) -> None:
    runs = [msgspec.structs.replace(perfect_run(), student=name) for name in ("Ada", "ada")]
    paths = write_all(made_class(*runs), tmp_path)
    assert len({path.as_posix().casefold() for path in paths}) == 5


def test_a_folder_that_cannot_be_made_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError, match=r"cannot be written to .*/out:"):
        write_all(small_class(), tmp_path / "out")
