"""`grader release`: the student's notebook from the solution."""

import json
import shutil
import zipfile

import nbformat
import numpy as np
import pytest
import yaml

from grader import catalog, datasets
from grader.release import release


@pytest.fixture
def own(course, tmp_path, typed, monkeypatch):
    """A course of one's own to release in."""
    shutil.copytree(course, tmp_path / "own")
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path / "own"))
    return tmp_path / "own"


def test_the_notebook_is_written_where_students_get_it(typed, own):
    ended = typed("release", "standardize")
    path = own / "assignments" / "standardize" / "standardize.ipynb"
    assert ended == (0, f"Wrote {path}\n", "")
    assert path.read_bytes() == release(catalog.load("standardize", own).script, "standardize")


def test_releasing_twice_gives_the_same_bytes(typed, own):
    path = own / "assignments" / "standardize" / "standardize.ipynb"
    contents = []
    for _ in range(2):
        typed("release", "standardize")
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_no_solution_is_released(typed, own):
    typed("release", "standardize")
    text = (own / "assignments" / "standardize" / "standardize.ipynb").read_text()
    assert "x.std(axis=0)" not in text
    assert "NotImplementedError" in text
    assert json.loads(text)["metadata"]["grader"]["assignment"] == "standardize"


def test_another_file_may_be_named(typed, own, tmp_path):
    path = tmp_path / "new" / "draft.ipynb"
    assert typed("release", "standardize", "--out", path).code == 0
    assert path.is_file()
    assert not (own / "assignments" / "standardize").exists()


def test_marks_that_do_not_pair_up_end_with_2_and_write_nothing(typed, own):
    solution = own / "reference" / "standardize" / "solution.py"
    solution.write_text(solution.read_text().replace("# END SOLUTION", ""))
    ended = typed("release", "standardize")
    assert ended.code == 2
    assert "Line 24: a cell begins inside the solution of line 18" in ended.err
    assert not (own / "assignments" / "standardize").exists()


def test_a_folder_in_the_way_ends_with_2(typed, own):
    (own / "assignments" / "standardize").write_text("a file")
    ended = typed("release", "standardize")
    assert ended.code == 2
    assert "cannot be written" in ended.err


def test_the_solution_and_an_archive_for_students_are_written_where_they_are_wanted(typed, own, tmp_path):
    (own / "assignments" / "standardize").mkdir(parents=True)
    (own / "assignments" / "standardize" / "README.md").write_text("Read me.")
    solution, archive = tmp_path / "solution.ipynb", tmp_path / "out.zip"
    assert typed("release", "standardize", "--solution", solution, "--no-outputs", "--zip", archive).code == 0
    assert "x.std(axis=0)" in solution.read_text()
    with zipfile.ZipFile(archive) as found:
        names = [".github/workflows/practice.yml", "README.md", "standardize.ipynb"]
        assert found.namelist() == [f"standardize/{name}" for name in names]
        assert b"x.std(axis=0)" not in found.read("standardize/standardize.ipynb")
    first = archive.read_bytes()
    typed("release", "standardize", "--zip", archive)
    assert archive.read_bytes() == first


def test_a_repository_begins_with_the_notebook_and_a_workflow_that_calls_the_action(typed, own, tmp_path):
    folder = tmp_path / "template"
    ended = typed("release", "standardize", "--repository", folder, "--action", "uni/grader@0123abc")
    assert (ended.code, ended.err) == (0, "")
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "practice.yml").read_text("utf-8"))
    step = workflow["jobs"]["practice"]["steps"][-1]
    assert step == {"uses": "uni/grader@0123abc", "with": {"assignment": "standardize", "fail-on": "none"}}
    assert (folder / "standardize.ipynb").read_bytes() == catalog.load("standardize", own).released.read_bytes()


@pytest.mark.parametrize("action", ["grader", "uni/grader", "uni/grader@", "uni/grader@main\n  with: x", "a b/c@d"])
def test_an_action_that_is_none_is_refused(typed, own, tmp_path, action):
    ended = typed("release", "standardize", "--repository", tmp_path / "template", "--action", action)
    assert ended.code == 2
    assert "is no action: write OWNER/REPOSITORY@COMMIT" in ended.err


def test_every_student_of_a_roster_gets_a_folder_with_the_own_numbers(typed, own, tmp_path):
    solution, declared = (own / "reference" / "standardize" / name for name in ("solution.py", "assignment.py"))
    solution.write_text(solution.read_text().replace("import numpy as np\n", "import numpy as np\n\nK = 3\n", 1))
    declared.write_text(
        declared.read_text().replace("    preload=", '    numbers={"K": (1, 2, 3, 4, 5)},\n    preload=')
    )
    roster, folder = tmp_path / "roster.csv", tmp_path / "handout"
    roster.write_text("student,name\nada,Ada L\nben: no,Ben\nchloe,Chloe\n")
    assert (
        "cannot be the name of a folder" in typed("release", "standardize", "--students", roster, "--zip", folder).err
    )
    roster.write_text("student,name\nada,Ada L\nben,Ben\nchloe,Chloe\n")
    ended = typed("release", "standardize", "--students", roster, "--repository", folder)
    assert (ended.code, ended.err) == (0, "")
    declaration = catalog.load("standardize", own)
    for student in ("ada", "ben", "chloe"):
        notebook = json.loads((folder / student / "standardize.ipynb").read_text("utf-8"))
        assert notebook["metadata"]["grader"]["student"] == student
        number = declaration.edition(student).numbers["K"]
        assert f"K = {number}" in "".join("".join(cell["source"]) for cell in notebook["cells"])
        workflow = yaml.safe_load((folder / student / ".github" / "workflows" / "practice.yml").read_text("utf-8"))
        assert workflow["jobs"]["practice"]["steps"][-1]["with"]["student"] == student
    assert "Students have numbers of their own in standardize" in typed("release", "standardize").out


def test_a_roster_without_a_place_for_the_notebooks_is_refused(typed, own, tmp_path):
    (tmp_path / "roster.csv").write_text("student\nada\n")
    ended = typed("release", "standardize", "--students", tmp_path / "roster.csv")
    assert (ended.code, "--students needs --repository FOLDER or --zip FILE" in ended.err) == (2, True)


@pytest.mark.kernel
def test_the_solution_is_released_with_what_its_cells_print(typed, own, tmp_path):
    path = tmp_path / "solution.ipynb"
    assert typed("release", "standardize", "--solution", path).code == 0
    document = nbformat.reads(path.read_text("utf-8"), as_version=4)
    nbformat.validate(document)
    demo = next(cell for cell in document.cells if "demo" in cell.metadata.get("tags", ()))
    assert [output.text for output in demo.outputs] == ["[[-1. -1.]\n [ 1.  1.]]\n"]


@pytest.mark.kernel
def test_a_solution_that_raises_is_not_released(typed, own, tmp_path):
    solution = own / "reference" / "standardize" / "solution.py"
    solution.write_text(solution.read_text() + '\n# %% tags=["demo"]\nprint(1 / 0)\n')
    ended = typed("release", "standardize", "--solution", tmp_path / "solution.ipynb")
    assert ended.code == 2
    assert "does not run to its end: ZeroDivisionError: division by zero" in ended.err
    assert not (tmp_path / "solution.ipynb").exists()


@pytest.mark.kernel
def test_a_released_solution_reads_the_whole_data_set_and_need_not_set_a_seed(typed, own, tmp_path):
    solution, declared = (own / "reference" / "standardize" / name for name in ("solution.py", "assignment.py"))
    declared.write_text(declared.read_text().replace("    preload=", '    dataset="mnist",\n    preload='))
    demo = (
        "from tensorflow import keras",
        "(_, _), (images, labels) = keras.datasets.mnist.load_data()",
        "print(images.sum(), labels[:5], keras.ops.shape(keras.random.normal((2,))))",
    )
    solution.write_text("\n".join([solution.read_text(), '# %% tags=["demo"]', *demo, ""]))
    path = tmp_path / "solution.ipynb"
    ended = typed("release", "standardize", "--solution", path)
    assert (ended.code, ended.err) == (0, "")
    document = nbformat.reads(path.read_text("utf-8"), as_version=4)
    test = datasets.load("mnist")
    printed = f"{test.test_images.sum(dtype=int)} {np.asarray(test.test_labels[:5])} (2,)\n"
    assert [output.text for output in document.cells[-1].outputs] == [printed]
