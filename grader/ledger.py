"""Stores the new Runs of a class, and tells what became of the marks that students had before."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from grader import catalog
from grader.changes import Move, Past, move, past_of_report, past_of_run, reasons
from grader.errors import StorageError, UsageError
from grader.records.adjusted import adjusted, with_adjustments
from grader.records.assignment import Assignment
from grader.records.results import AssignmentHead, Results, ScoredRun, scored
from grader.records.run import Run
from grader.records.stored_runs import in_short
from grader.reports.json_results import open_results
from grader.store.archive import Archive
from grader.store.decisions import decisions

ARCHIVE = "archive.sqlite"
RESULTS_NAME = "results.json"


class Ledger:
    """The Runs that were stored since it was opened, and what was known of their students before."""

    def __init__(self, archive: Archive, assignment: Assignment) -> None:
        self.archive, self.assignment = archive, assignment
        self.numbers: dict[str, int] = {}  # of the new Run of each student; the Runs themselves are in the archive
        self.earlier: dict[str, int] = {}
        self.reasons: dict[str, tuple[str, ...]] = {}

    def store(self, *runs: Run) -> None:
        """Append the Runs together; they are on the disk when this returns."""
        before = [self.archive.last(run.assignment, run.student, run.questions) for run in runs]
        for old, run, number in zip(before, runs, self.archive.append(*runs), strict=True):
            if old is not None and old.number != self.numbers.get(run.student):  # not of a moment ago
                self.earlier[run.student] = old.number
                self.reasons[run.student] = reasons(old.run, run)
            self.numbers[run.student] = number

    def moves(self, runs: Iterable[ScoredRun], reported: dict[str, ScoredRun]) -> list[Move]:
        """Of everyone who was graded again, and of everyone whose mark is another than was last reported.

        The mark before is the one in `reported`, with the points of that time; without it, the earlier Run counts
        with the points of now.
        """
        past = ((run, self._past(run.student, reported)) for run in runs)
        found = (move(before, run, self.reasons.get(run.student, ())) for run, before in past if before is not None)
        return [one for one in found if one.student in self.reasons or one.has_moved]

    def _past(self, student: str, reported: dict[str, ScoredRun]) -> Past | None:
        if student in reported:
            return past_of_report(reported[student], self.assignment)
        number = self.earlier.get(student)
        return None if number is None else past_of_run(self.archive.run(number), self.assignment)


def last_report(path: Path, head: AssignmentHead) -> dict[str, ScoredRun]:
    """What the results document at `path` says of each student, in short; nothing where it is of something else."""
    try:
        results = in_short(open_results(path))
    except (OSError, StorageError):
        return {}  # there is none, or one that is about to be replaced by one that can be read
    questions = {question.name for question in results.assignment.questions}
    if results.assignment.slug != head.slug or questions != {question.name for question in head.questions}:
        return {}
    return {run.student: run for run in results.runs}


def reported(path: Path) -> Results:
    """The results document at `path` with what people have decided since, where its archive lies beside it.

    Raises OSError where it cannot be opened, StorageError where it cannot be read.
    """
    return with_decisions(open_results(path), path.with_name(ARCHIVE))


def with_decisions(results: Results, archive: Path) -> Results:
    """The results with the decisions of an archive; as they are where there is none."""
    if not archive.is_file():
        return results
    return with_adjustments(results, decisions(archive, results.assignment.slug))


Earlier = dict[str, list[ScoredRun]]


def other_attempts(results: Results, archive: Path) -> Earlier:
    """The attempts of each student beside the one reported, the oldest first, as the checks gave them.

    Raises UsageError where the assignment is another one than that of the results, StorageError without an archive.
    """
    assignment = catalog.load(results.assignment.slug).assignment
    if assignment.hash != results.assignment.hash:
        raise UsageError(
            f"{assignment.slug} was changed since these results were written, so that older attempts would have other "
            "points. Give `grader grade` again first, which executes only what it must."
        )
    questions = {question.name for question in results.assignment.questions}
    with Archive.open(archive) as opened:
        runs = [run for run in opened.runs() if run.assignment == assignment.slug and set(run.questions) == questions]
    return {each.student: [scored(run, assignment) for run in _attempts(each, runs)] for each in results.runs}


def decided(attempts: Earlier, archive: Path, slug: str) -> Earlier:
    """The attempts with what people have decided about them; as they are where there is no archive."""
    known = decisions(archive, slug) if archive.is_file() else []
    return {student: [adjusted(run, known) for run in runs] for student, runs in attempts.items()}


def _attempts(reported: ScoredRun, runs: list[Run]) -> Iterator[Run]:
    """The newest Run of every other hand-in of the student that was asked the same as the one reported."""
    own = [run for run in runs if run.student == reported.student]
    basis = next((run.basis_hash for run in reversed(own) if run.submission_hash == reported.submission_hash), None)
    newest = {run.submission_hash: run for run in own if run.basis_hash == basis}
    newest.pop(reported.submission_hash, None)
    yield from newest.values()
