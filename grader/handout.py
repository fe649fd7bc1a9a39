"""What goes out of an assignment: what a student receives, and for the instructor the solution with its outputs."""

import io
import json
import zipfile
from collections.abc import Mapping
from importlib import resources

import nbformat

from grader import datasets
from grader.catalog import Declaration
from grader.errors import AssignmentError, UsageError
from grader.kernel import run_trusted
from grader.release import release
from grader.sandbox.workspace import Workspace, workspace

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that equal content gives equal bytes
WORKFLOW = ".github/workflows/practice.yml"
ACTION = "OWNER/grader@main"


def students_notebook(declaration: Declaration, student: str = "") -> bytes:
    """The notebook to fill in; with a student's name the one for this student, whose numbers stand in it."""
    edition = declaration.edition(student) if student else declaration
    return release(edition.script, edition.assignment.slug, student=student if edition.numbers else "")


def files_beside(declaration: Declaration) -> dict[str, bytes]:
    """What lies beside the notebook, by name: the plain files of the assignment's folder, and its data as a file."""
    plain = (path for path in declaration.student_folder.glob("*") if path.is_file() and path.suffix != ".ipynb")
    found = {path.name: path.read_bytes() for path in sorted(plain)}
    return found | dict(datasets.handed_out(declaration.assignment.dataset))


def repository(declaration: Declaration, action: str = ACTION, student: str = "") -> dict[str, bytes]:
    """What a student's repository begins with, by path: notebook, what lies beside it, and the workflow.

    Raises UsageError where `action` is not an action of a repository at some version.
    """
    text = resources.files("grader").joinpath("scripts", "practice.yml").read_text("utf-8")
    name, _, version = action.partition("@")
    if not version or "/" not in name or not (action.isascii() and action.isprintable()) or " " in action:
        raise UsageError(f"{action!r} is no action: write OWNER/REPOSITORY@COMMIT, the repository of the grader.")
    workflow = text.replace("{action}", action).replace("{slug}", declaration.assignment.slug)
    if student and declaration.assignment.numbers:
        workflow += f"          student: {json.dumps(student)}\n"  # a string of JSON is one of YAML
    notebook = students_notebook(declaration, student)
    return {WORKFLOW: workflow.encode(), declaration.assignment.notebook: notebook, **files_beside(declaration)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by path; equal files give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def solution_with_outputs(declaration: Declaration) -> bytes:
    """The solution notebook after every cell was run, those for students' eyes too.

    It runs as a person would run it: without walls, with the whole data set. Raises AssignmentError where a cell does.
    """
    document = nbformat.reads(declaration.solution.decode(), as_version=4)
    assignment = declaration.assignment
    with workspace(files_beside(declaration).items()) as place:
        if assignment.dataset is not None:
            _serve_whole(assignment.dataset, place)
        problem = run_trusted(document, assignment, place)
    if problem:
        raise AssignmentError(f"The solution of {assignment.slug} does not run to its end: {problem}.")
    for cell in document.cells:  # what libraries say on standard error as they are imported is of no use to a reader
        cell.update({"outputs": [o for o in cell.outputs if o.get("name") != "stderr"]} if "outputs" in cell else {})
    return f"{nbformat.writes(document)}\n".encode()


def _serve_whole(dataset: str, place: Workspace) -> None:
    """Have `load_data()` read the whole data set, test images included, also without a network.

    Keras takes no file with another sum than that of its own archive, so a script replaces the download as the kernel
    starts.
    """
    archive = place.home / f"{dataset}.npz"
    datasets.write_npz(datasets.load(dataset), archive)
    serving = resources.files("grader").joinpath("serving.py").read_text("utf-8")
    startup = place.home / "ipython" / "profile_default" / "startup" / "data.py"
    startup.parent.mkdir(parents=True)
    startup.write_text(
        "def _start():\n"
        "    import types\n"
        "    serving = types.ModuleType('grader_serving')\n"
        f"    exec({serving!r}, serving.__dict__)\n"
        f"    serving.serve_data({dataset!r}, {str(archive)!r})\n"
        "_start()\n"
        "del _start\n",
        "utf-8",
    )
