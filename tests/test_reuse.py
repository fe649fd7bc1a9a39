"""Which submissions are executed, and what the others get; archives are real, nothing is executed here."""

import json

import msgspec
import pytest
from course import CORRECT, notebook_of
from graded import graded

from grader.fingerprint import code_hash
from grader.pipeline import draft, finish
from grader.records.execution import CellRun, Execution, Status
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.reuse import Group, adoptions, copies, copy_of, plan
from grader.store.archive import Archive, Key

ONE, TWO = notebook_of(CORRECT), notebook_of(CORRECT + "\n# mine")


@pytest.fixture(scope="module")
def job(declaration):
    """What every submission is asked."""
    return draft(declaration, ("standardize",), seed=11, isolation="none")


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", write=True) as archive:
        yield archive


def handed_in(**notebooks):
    return [Submission(student=student, notebook=content) for student, content in notebooks.items()]


def run_of(job, submission, **fields):
    """The Run that grading a submission would give, without grading it."""
    asked = msgspec.structs.replace(job, submission=submission, code_hash=code_hash(submission))
    return finish(asked, **{"checks": graded().checks, "seconds": 2.0, **fields})


def saved_again(content):
    """The notebook with prose in front, outputs and other ids."""
    document = json.loads(content)
    for number, cell in enumerate(document["cells"]):
        cell.update(id=f"new{number}", outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}])
    document["cells"].insert(0, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "Prose"})
    return json.dumps(document).encode()


def students(todo):
    """Names of the Runs that stand, of those that are adopted, and of the groups."""
    standing, adopted = ([run.student for run in runs] for runs in (todo.standing, todo.adopted))
    return standing, adopted, [list(group.students) for group in todo.groups]


def standing(archive, todo):
    """The Runs that stand."""
    return [archive.run(known.number) for known in todo.standing]


def adopted(archive, job, *submissions):
    """The Runs that are taken over for the submissions."""
    by_name = {submission.student: submission for submission in submissions}
    return list(adoptions(archive, job, plan(archive, job, submissions), by_name.__getitem__))


# --- what must be executed --------------------------------------------------------------------------------


def test_of_equal_code_one_is_executed(archive, job):
    todo = plan(archive, job, handed_in(ada=ONE, ben=TWO, chloe=saved_again(ONE), dev=ONE))
    assert students(todo) == ([], [], [["ada", "chloe", "dev"], ["ben"]])
    assert (todo.groups[0].code_hash, todo.groups[0].size) == (code_hash(*handed_in(ada=ONE)), len(ONE))


def test_other_files_beside_equal_code_are_other_code(archive, job):
    plain, *_ = handed_in(ada=ONE)
    beside = Submission(student="ben", notebook=ONE, files=(("data.csv", b"1"),))
    assert students(plan(archive, job, [plain, beside])) == ([], [], [["ada"], ["ben"]])


def test_what_was_graded_stands_as_it_is(archive, job):
    submissions = handed_in(ada=ONE, ben=TWO)
    runs = [run_of(job, submission) for submission in submissions]
    archive.append(*runs)
    todo = plan(archive, job, submissions)
    assert standing(archive, todo) == runs
    assert (todo.adopted, todo.groups) == ((), ())


def test_with_force_everything_is_executed_but_equal_code_once(archive, job):
    submissions = handed_in(ada=ONE, ben=ONE)
    archive.append(*(run_of(job, submission) for submission in submissions))
    assert students(plan(archive, job, submissions, force=True)) == ([], [], [["ada", "ben"]])


def test_a_notebook_that_was_only_saved_again_is_not_executed(archive, job):
    archive.append(run_of(job, *handed_in(ada=ONE)))
    (again,) = handed_in(ada=saved_again(ONE))
    todo = plan(archive, job, [again])
    assert students(todo) == ([], ["ada"], [])
    (taken,) = adopted(archive, job, again)
    assert taken.submission_hash == again.hash
    archive.append(taken)
    assert standing(archive, plan(archive, job, [again])) == [taken]


def test_a_latecomer_gets_a_run_of_the_own_from_who_handed_in_before(archive, job):
    archive.append(run_of(job, *handed_in(ada=ONE), notes=("of ada",)))
    ben = Submission(student="ben", notebook=ONE, attempt=2, notes=("of ben",))
    (taken,) = adopted(archive, job, ben)
    assert (taken.student, taken.attempt, taken.notes, taken.copied_from) == ("ben", 2, ("of ben",), "ada")
    assert Key.of_run(taken) == Key.of_job(msgspec.structs.replace(job, submission=ben, code_hash=code_hash(ben)))


@pytest.mark.parametrize(
    "changes",
    [{"seed": 12}, {"isolation": "weak"}, {"basis_hash": "0" * 64}],
    ids=lambda changes: next(iter(changes)),
)
def test_with_another_seed_environment_or_basis_everyone_is_executed(archive, job, declaration, changes):
    submissions = handed_in(ada=ONE)
    archive.append(run_of(job, *submissions))
    if "basis_hash" in changes:
        other = msgspec.structs.replace(job, **changes, assignment=msgspec.structs.replace(job.assignment, hash="x"))
    else:
        other = draft(declaration, ("standardize",), **{"seed": 11, "isolation": "none", **changes})
    assert students(plan(archive, other, submissions)) == ([], [], [["ada"]])


def test_other_files_of_an_assignment_that_asks_the_same_change_nothing(archive, job):
    submissions = handed_in(ada=ONE)
    archive.append(run_of(job, *submissions))
    reworded = msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, hash="reworded"))
    assert students(plan(archive, reworded, submissions)) == (["ada"], [], [])


def test_where_the_grader_failed_it_tries_again(archive, job):
    submissions = handed_in(ada=ONE, ben=ONE)
    archive.append(*(run_of(job, s, checks=graded(Verdict.ERROR).checks) for s in submissions))
    assert students(plan(archive, job, submissions)) == ([], [], [["ada", "ben"]])


def test_an_old_archive_knows_no_code_and_is_used_all_the_same(archive, job):
    submissions = handed_in(ada=ONE)
    old = run_of(job, *submissions, code_hash="", basis_hash="")
    archive.append(old)
    todo = plan(archive, job, submissions)
    assert standing(archive, todo) == [old]
    assert todo.standing[0].code_hash == code_hash(*submissions)


def test_another_attempt_or_another_note_is_another_run(archive, job):
    (first,) = handed_in(ada=ONE)
    archive.append(run_of(job, first))
    for changes in ({"attempt": 2}, {"notes": ("Two notebooks were found.",)}):
        again = msgspec.structs.replace(first, **changes)
        (taken,) = adopted(archive, job, again)
        assert (taken.attempt, taken.notes) == (again.attempt, again.notes)


# --- what the others get ----------------------------------------------------------------------------------


def test_a_copy_is_the_run_that_executing_would_have_given(job):
    ada, ben = handed_in(ada=ONE, ben=ONE)
    executed, expected = run_of(job, ada), run_of(job, ben)
    asked = msgspec.structs.replace(job, submission=ben, code_hash=code_hash(ben))
    assert copy_of(executed, asked).judgement == expected.judgement


def test_cells_and_notes_of_a_copy_are_those_of_its_own_notebook(job):
    source = notebook_of("!pip install x", "1 / 0", ("show()", ["demo"]), " ", CORRECT)
    ada, ben = handed_in(ada=source, ben=saved_again(source))
    cells = tuple(CellRun(index=n, status=Status.RAISED if n == 1 else Status.OK) for n in (0, 1, 4))
    run = run_of(job, ada, status=Status.RAISED, execution=Execution(cells=cells), notes=("Cell 1: `!pip install x`",))
    (copy,) = copies(run, group_of(ada, ben), job, {"ben": ben}.__getitem__)
    assert [(cell.index, cell.status) for cell in copy.execution.cells] == [
        (1, Status.OK),
        (2, Status.RAISED),
        (5, Status.OK),
    ]
    assert copy.notes == ("Cell 2: `!pip install x` was left out; it does nothing while grading.",)
    assert copy.status is Status.RAISED


def group_of(first, *rest):
    """A group of submissions, made by hand."""
    assert {code_hash(submission) for submission in rest} == {code_hash(first)}
    return Group(student=first.student, code_hash=code_hash(first), followers=tuple(s.student for s in rest))


def test_a_failure_of_the_grader_is_that_of_everyone_with_the_code(job):
    ada, ben = handed_in(ada=ONE, ben=ONE)
    failed = run_of(job, ada, checks=graded(Verdict.ERROR).checks)
    (copy,) = copies(failed, group_of(ada, ben), job, {"ben": ben}.__getitem__)
    assert (copy.student, copy.verdict) == ("ben", Verdict.ERROR)


@pytest.mark.parametrize("content", [b"", b"{", b"%PDF-1.7"])
def test_what_cannot_be_read_is_copied_with_its_problem(archive, job, content):
    ada, ben = handed_in(ada=content, ben=content)
    todo = plan(archive, job, [ada, ben])
    assert students(todo) == ([], [], [["ada", "ben"]])
    run = run_of(job, ada, status=Status.UNREADABLE, problem="Why", checks=())
    (copy,) = copies(run, todo.groups[0], job, {"ben": ben}.__getitem__)
    assert (copy.student, copy.status, copy.problem) == ("ben", Status.UNREADABLE, "Why")
