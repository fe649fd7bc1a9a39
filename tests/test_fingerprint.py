"""What submissions and assignments are recognised by."""

import json

import msgspec
import numpy as np
import pytest
from course import CORRECT, build_course, notebook_of

from grader import catalog
from grader.checks import Value
from grader.fingerprint import basis_hash, code_hash
from grader.pipeline import draft
from grader.records.assignment import Assignment, Check, CheckKind, Question
from grader.records.execution import Status
from grader.records.observation import Observations
from grader.records.probe import Array, Call, Layer, Probe, Stock
from grader.records.submission import Submission
from grader.records.verdict import Finding, passed


def submitted(notebook=None, **fields):
    return Submission(student="ada", notebook=notebook_of(CORRECT) if notebook is None else notebook, **fields)


def edited(change):
    """The correct notebook after `change` was done to its JSON."""
    document = json.loads(notebook_of("x = 1", CORRECT))
    change(document)
    return json.dumps(document).encode()


BASE = edited(lambda document: document["metadata"].update(title="Exercise 1"))


# --- the code of a submission -----------------------------------------------------------------------------


def clear(document):
    for cell in document["cells"]:
        cell.update(outputs=[], execution_count=None)


def run_all(document):
    for number, cell in enumerate(document["cells"]):
        cell.update(execution_count=number, outputs=[{"output_type": "stream", "name": "stdout", "text": "1\n"}])


def rename(document):
    for number, cell in enumerate(document["cells"]):
        cell["id"] = f"other-{number}"


def annotate(document):
    document["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    document["cells"][0]["metadata"] = {"collapsed": True, "tags": ["hard"]}


def add_prose(document):
    document["cells"].insert(1, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# My thoughts"})


def add_blank(document):
    blank = {**document["cells"][0], "id": "blank", "source": " \n"}
    document["cells"] += [blank, {**blank, "id": "blank2", "source": ""}]


def split_lines(document):
    for cell in document["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


SAME = [clear, run_all, rename, annotate, add_prose, add_blank, split_lines]


@pytest.mark.parametrize("change", SAME)
def test_what_jupyter_changes_without_changing_code_does_not_count(change):
    assert submitted(edited(change)).notebook != BASE
    assert code_hash(submitted(edited(change))) == code_hash(submitted(BASE))


def tag_demo(document):
    document["cells"][0]["metadata"] = {"tags": ["demo"]}


def swap(document):
    document["cells"].reverse()


def merge(document):
    first, second = document["cells"]
    document["cells"] = [{**first, "source": first["source"] + "\n" + second["source"]}]


def comment(document):
    document["cells"][0]["source"] += "  # one"


def indent(document):
    document["cells"][0]["source"] = "x =  1"


def drop(document):
    del document["cells"][0]


@pytest.mark.parametrize("change", [tag_demo, swap, merge, comment, indent, drop])
def test_every_change_of_the_code_counts(change):
    assert code_hash(submitted(edited(change))) != code_hash(submitted(BASE))


def test_it_does_not_matter_who_handed_in_from_where_and_how_often():
    other = Submission(student="ben", notebook=BASE, source="x.zip", attempt=4, notes=("the newest was taken",))
    assert code_hash(other) == code_hash(submitted(BASE))


@pytest.mark.parametrize(
    "files",
    [
        (("a.py", b"x = 1"),),
        (("a.py", b"x = 2"), ("b.txt", b"")),
        (("a.py", b"x = 1"), ("c.txt", b"")),
        (("a.py", b""), ("b.txt", b"x = 1")),
        (),
    ],
    ids=str,
)
def test_the_files_beside_a_notebook_count_by_name_and_content(files):
    beside = submitted(files=(("a.py", b"x = 1"), ("b.txt", b"")))
    assert code_hash(submitted(files=files)) != code_hash(beside)
    assert code_hash(submitted(files=beside.files[::-1])) == code_hash(beside)


def test_what_cannot_be_read_is_recognised_by_its_bytes_and_its_problem():
    broken = [submitted(b"{"), submitted(b"{ "), submitted(b""), submitted(b"%PDF-1.7")]
    missing = submitted(b"", status=Status.MISSING, problem="The folder is empty.")
    refused = submitted(b"", status=Status.UNREADABLE, problem="It is a link.")
    hashes = {code_hash(submission) for submission in (*broken, missing, refused)}
    assert len(hashes) == 6
    assert code_hash(submitted(b"{")) == code_hash(broken[0])
    assert code_hash(msgspec.structs.replace(missing, problem="There is no folder.")) not in hashes


def test_both_hashes_are_sha_256_in_hexadecimal(declaration):
    job = draft(declaration, ("standardize",), 3)
    for name in (code_hash(submitted()), job.basis_hash):
        assert len(bytes.fromhex(name)) == 32


# --- what a submission is asked ---------------------------------------------------------------------------


@pytest.fixture
def basis(tmp_path):
    """The basis of the small assignment after its files were edited: file, old text, new text."""
    root = build_course(tmp_path / "course")
    folder = root / "reference" / "standardize"

    def edit(*changes, seed=3):
        for name, old, new in changes:
            text = (folder / name).read_text("utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new), "utf-8")
        return draft(catalog.load("standardize", root), ("standardize",), seed).basis_hash

    return edit


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("assignment.py", "points=6", "points=6.0"),
        ("assignment.py", 'title="Standardize"', 'title="Standardise"'),
        ("assignment.py", 'title="The numbers are finite"', 'title="Only finite numbers"'),
        ("assignment.py", 'title="Standardizing features"', 'title="Features"'),
        ("assignment.py", 'hint="Shape in, shape out."', 'hint=""'),
        ("assignment.py", '"""More columns than rows: tells the axes apart."""', "# wide"),
        ("assignment.py", "def wide(draw):", "def broad(draw):"),
        ("solution.py", "# # Standardizing features", "# # Standardizing\n#\n# Read this first."),
    ],
    ids=lambda text: text[:24],
)
def test_words_points_and_layout_leave_the_basis_as_it_is(basis, name, old, new):
    before = basis()
    changes = [(name, old, new)]
    if "broad" in new:
        changes.append((name, '"standardize.wide": wide', '"standardize.wide": broad'))
    assert basis(*changes) == before


def test_points_may_move_from_one_check_to_another(basis):
    assert basis() == basis(("assignment.py", "points=6", "points=5"), ("assignment.py", "points=2", "points=3"))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("assignment.py", "size=(6, 3)", "size=(7, 3)"),
        ("assignment.py", "loc=5.0", "loc=5.5"),
        ("assignment.py", 'holds="finite"', 'holds="varies"'),
        ("assignment.py", 'also=("standardize.wide",)', "also=()"),
        ("assignment.py", 'kind=Unchanged(probe="standardize.table")', 'kind=Unchanged(probe="standardize.wide")'),
        ("assignment.py", 'id="standardize.finite"', 'id="standardize.finite_numbers"'),
        ("assignment.py", 'preload=("numpy",)', "preload=()"),
        ("assignment.py", 'functions=("standardize",)', 'functions=("standardize", "scale")'),
        ("solution.py", "x.std(axis=0)", "x.std(axis=0, ddof=0)"),
        ("solution.py", "# %%\nimport numpy as np", '# %% tags=["demo"]\nimport numpy as np'),
    ],
    ids=lambda text: text[:40],
)
def test_whatever_can_change_a_verdict_changes_the_basis(basis, name, old, new):
    before = basis()
    assert basis((name, old, new)) != before


def test_a_requirement_that_is_dropped_changes_the_basis(basis):
    before = basis()
    required = 'requires=("standardize.shape",),\n                    hint="By what do you divide?"'
    assert basis(("assignment.py", required, 'hint="By what do you divide?"')) != before


def test_another_seed_draws_other_inputs_and_the_same_seed_the_same(basis):
    assert basis(seed=4) != basis(seed=3) == basis(seed=3)


def test_a_probe_that_draws_without_the_seed_never_has_the_same_basis(basis):
    drawn = ("assignment.py", "draw.random.normal(size=(3, 5))", "__import__('numpy').random.normal(size=(3, 5))")
    assert basis(drawn) != basis()


OWN_KIND = """
class Mine(Value):
    def judge(self, observed, expected):
        return super().judge(observed, expected)


PROBES = {"""


def test_with_a_kind_of_check_of_its_own_every_change_of_an_assignment_counts(basis):
    before = basis(("assignment.py", "PROBES = {", OWN_KIND), ("assignment.py", "kind=Value(", "kind=Mine("))
    assert basis() == before
    assert basis(("assignment.py", "super().judge(observed, expected)", "super().judge(expected, expected)")) != before


class Foreign(CheckKind, frozen=True, kw_only=True):
    """A kind of check whose program is not the grader's."""

    limit: float

    def probes(self) -> tuple[str, ...]:
        return ("p",)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        return passed("Fine.")


def asked(kind=None, stimulus=None, files="1") -> str:
    check = Check(id="q.c", title="", points=1, kind=kind or Value(probe="p"))
    question = Question(name="q", title="", points=1, functions=("q",), checks=(check,))
    assignment = Assignment(slug="a", title="", notebook="a.ipynb", questions=(question,), hash=files)
    probe = Probe(id="p", stimulus=stimulus or Call(function="q", arguments=()), seed=1)
    return basis_hash(assignment, ("q",), (probe,), submitted())


def test_the_files_count_only_where_there_is_something_that_only_they_tell():
    assert asked(files="1") == asked(files="2")
    assert asked(Foreign(limit=1.0), files="1") == asked(Foreign(limit=1.0), files="1")
    assert asked(Foreign(limit=1.0), files="1") != asked(Foreign(limit=1.0), files="2")
    assert asked(Foreign(limit=1.0)) != asked(Foreign(limit=2.0))
    assert asked(Foreign(limit=1.0)) != asked()


def sent(values) -> str:
    return asked(stimulus=Call(function="q", arguments=(Array(values=values),)))


def test_arrays_count_by_dtype_shape_and_every_bit():
    numbers = np.array([[1.0, 2.0], [3.0, np.nan]])
    assert sent(numbers) == sent(np.asfortranarray(numbers)) == sent(numbers.copy())
    others = [
        numbers.astype("float32"),
        numbers.ravel(),
        numbers.T,
        -numbers,
        np.where(numbers == 1, 1 + 2e-16, numbers),
    ]
    large = np.zeros(5000)
    nearly = large.copy()
    nearly[2500] = 5e-324
    hashes = [sent(values) for values in (numbers, *others, large, nearly, np.array(["a"]), np.array(["b"]))]
    assert len(set(hashes)) == len(hashes)


def test_an_array_of_objects_has_no_bits_to_compare_and_counts_with_the_files():
    objects = Call(function="q", arguments=(Array(values=np.array([object()])),))
    assert asked(stimulus=objects, files="1") == asked(stimulus=objects, files="1")
    assert asked(stimulus=objects, files="1") != asked(stimulus=objects, files="2")


def layered(**options) -> str:
    layer = Layer(kind="Dense", options=options)
    return asked(stimulus=Call(function="q", arguments=(Stock(input_shape=(2,), layers=(layer,), weights=()),)))


def test_options_that_are_equal_but_of_another_type_are_told_apart():
    hashes = {
        layered(units=1),
        layered(units=1.0),
        layered(units=True),
        layered(units="1"),
        layered(units=np.float64(1)),
    }
    assert len(hashes) == 5
    assert layered(units=np.float64(1)) != layered(units=np.float64(2))
