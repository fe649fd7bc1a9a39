"""What every assignment of the course has: variants, mistakes, a README, and a notebook that opens anywhere."""

import ast
from pathlib import Path

import nbformat
import pytest

from grader import catalog, datasets
from grader.exemplars import mistakes, variants
from grader.release import release
from grader.validation import concerned

ROOT = Path(__file__).parents[1]
DECLARATIONS = {name: catalog.load(name, ROOT) for name in catalog.names(ROOT)}
ANYWHERE = {"matplotlib", "numpy", "tensorflow", "keras"}  # what Colab has, and every computer for deep learning
EACH = pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=list(DECLARATIONS))


@EACH
def test_there_are_six_variants_and_ten_mistakes_and_both_reach_every_question(declaration):
    assignment = declaration.assignment
    for known, least in ((variants(declaration.folder), 6), (mistakes(declaration.folder), 10)):
        assert len(known) >= least
        reached = {question for exemplar in known for question in concerned(assignment, exemplar)}
        assert reached == {question.name for question in assignment.questions}


@EACH
def test_every_check_is_failed_by_a_mistake_that_says_what_it_is_and_has_a_hint(declaration):
    known = mistakes(declaration.folder)
    assert {check for m in known for check in m.fails} == {check.id for check in declaration.assignment.checks()}
    assert all(mistake.says and mistake.hint.endswith((".", "?")) for mistake in known)


@EACH
def test_the_committed_notebook_is_the_released_one_byte_for_byte(declaration):
    assert declaration.released.read_bytes() == release(declaration.script, declaration.assignment.slug)


@EACH
def test_the_notebook_opens_in_every_editor(declaration):
    document = nbformat.reads(declaration.released.read_text("utf-8"), as_version=nbformat.NO_CONVERT)
    nbformat.validate(document)
    assert (document.nbformat, document.metadata.kernelspec.name) == (4, "python3")
    assert document.metadata.kernelspec.language == document.metadata.language_info.name == "python"


@EACH
def test_the_notebook_needs_nothing_of_the_grader_and_no_file_that_is_not_handed_out(declaration):
    cells = nbformat.reads(declaration.released.read_text("utf-8"), as_version=4).cells
    code = ast.parse("\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    imported = {alias.name for node in ast.walk(code) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(code) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= ANYWHERE
    texts = {node.value for node in ast.walk(code) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    files = {text for text in texts if text.endswith((".npz", ".npy", ".csv", ".h5", ".keras"))}
    assert files == {name for name, _ in datasets.handed_out(declaration.assignment.dataset)}


@EACH
def test_the_files_beside_the_notebook_are_those_of_the_data_set(declaration):
    for name, content in datasets.handed_out(declaration.assignment.dataset):
        assert (declaration.student_folder / name).read_bytes() == content


@EACH
def test_the_readme_tells_how_to_check_and_what_each_question_is_worth(declaration):
    readme = (declaration.student_folder / "README.md").read_text("utf-8")
    assert f"grader check {declaration.assignment.notebook}" in readme
    for question in declaration.assignment.questions:
        (row,) = [line for line in readme.splitlines() if line.startswith(f"| {question.title} |")]
        assert row.endswith(f"| {question.points:g} |")
    assert all(f"`{name}`" in readme for name in declaration.assignment.numbers)


def test_the_table_of_the_course_lists_every_assignment():
    page = (ROOT / "docs" / "course.md").read_text("utf-8")
    listed = [line.split("`")[1] for line in page.partition("## Where")[0].splitlines() if line.startswith("| `")]
    assert sorted(listed) == sorted(DECLARATIONS)
