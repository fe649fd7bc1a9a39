"""The classes that a folder holds, each read again when its files have changed."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from grader import catalog
from grader.changes import Shift, reasons, shifts
from grader.errors import GraderError, UsageError
from grader.ledger import ARCHIVE, RESULTS_NAME, Earlier, decided, other_attempts, with_decisions
from grader.policy import Applied, apply_policy
from grader.records.adjustment import Adjustment
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.policy import Attempts, Policy
from grader.records.results import Results, ScoredRun, Visibility, scored
from grader.records.run import Run
from grader.reports import read_results, rewrite_all
from grader.reports.page_names import page_name, page_names
from grader.reports.student_view import for_student
from grader.store.archive import Archive, Entry
from grader.store.decisions import append_decision, bring_up_to_date, decisions


class PastRun(Record, frozen=True, kw_only=True):
    """One Run of a student with its points of now, and what it changed of the Run before."""

    entry: Entry
    scored: ScoredRun | None
    shifts: tuple[Shift, ...]
    reasons: tuple[str, ...]
    before: float | None = None


class Rules(Record, frozen=True, kw_only=True):
    """The policy that marks are shown under, with the name of its file."""

    name: str
    policy: Policy


class Reading(Record, frozen=True, kw_only=True):
    """What a results document held when it was last read, and the other attempts where the rules ask for them."""

    version: tuple[int, int]
    results: Results
    attempts: Earlier


class GradedClass:
    """One folder that `grader grade` wrote. Raises StorageError where its archive cannot be brought up to date."""

    def __init__(self, folder: Path, rules: Rules | None = None) -> None:
        self.folder, self.rules = folder, rules
        self.name = page_name(folder.resolve().name)
        self.archive = folder / ARCHIVE
        self._lock = Lock()
        bring_up_to_date(self.archive)
        self._read: Reading | None = None

    def results(self) -> Results:
        """The class with what was decided so far, under its rules. Raises StorageError, UsageError or OSError."""
        return self.applied().results

    def applied(self) -> Applied:
        """The results with what the rules could not be applied to."""
        read = self._reading()
        results = with_decisions(read.results, self.archive)
        if self.rules is None:
            return Applied(results=results)
        return apply_policy(self.rules.policy, results, decided(read.attempts, self.archive, results.assignment.slug))

    def _graded(self) -> Results:
        return self._reading().results

    def _reading(self) -> Reading:
        path = self.folder / RESULTS_NAME
        with self._lock:
            state = path.stat()
            version = (state.st_mtime_ns, state.st_size)
            if self._read is None or self._read.version != version:
                results = read_results(path.read_bytes())
                self._read = Reading(version=version, results=results, attempts=self._attempts(results))
            return self._read

    def _attempts(self, results: Results) -> Earlier:
        if self.rules is None or self.rules.policy.attempts is not Attempts.BEST:
            return {}
        return other_attempts(results, self.archive)

    def decisions(self) -> list[Adjustment]:
        """All that was decided about this class, the oldest first."""
        return decisions(self.archive, self._graded().assignment.slug)

    def decide(self, adjustment: Adjustment) -> Adjustment:
        """Keep a decision; it is on the disk when this returns."""
        return append_decision(self.archive, adjustment)

    def rewrite(self) -> None:
        """Write every report of the folder again, with what was decided; rules are applied to what is shown only."""

        def anew() -> Results:
            return with_decisions(read_results((self.folder / RESULTS_NAME).read_bytes()), self.archive)

        rewrite_all(self.folder, anew)

    def student(self, page: str) -> ScoredRun | None:
        """The run of the student with this page name."""
        results = self.results()
        names = page_names(run.student for run in results.runs)
        return next((run for run in results.runs if names[run.student] == page), None)

    def as_shown(self, run: ScoredRun) -> ScoredRun:
        """The run as its student sees it once it is released: without what the rules hide for good, or until later."""
        due = self.rules.policy.due if self.rules else None
        tiers = {Visibility.VISIBLE, Visibility.AFTER_PUBLISHED}
        if due is None or due <= datetime.now(UTC):
            tiers.add(Visibility.AFTER_DUE_DATE)
        return for_student(run, tiers)

    def history(self, student: str) -> list[PastRun]:
        """Every Run of a student, the oldest first, each with what it changed."""
        slug = self._graded().assignment.slug
        with Archive.open(self.archive) as archive:
            entries = [entry for entry in archive.entries(student) if entry.run.assignment == slug]
        assignment = _assignment(slug)
        found: list[PastRun] = []
        before: Run | None = None
        for entry in entries:
            found.append(_past(entry, before, assignment))
            before = entry.run
        return found


def _past(entry: Entry, before: Run | None, assignment: Assignment | None) -> PastRun:
    now = scored(entry.run, assignment) if assignment else None
    old = scored(before, assignment) if assignment and before else None
    return PastRun(
        entry=entry,
        scored=now,
        shifts=shifts(old, now) if old and now else (),
        reasons=reasons(before, entry.run),
        before=old.earned if old else None,
    )


def _assignment(slug: str) -> Assignment | None:
    """The assignment as the course has it now; None where the course is elsewhere."""
    try:
        return catalog.load(slug).assignment
    except GraderError:
        return None


def find_classes(folder: Path, rules: Rules | None = None) -> dict[str, GradedClass]:
    """The class in a folder, or those in the folders directly below it, by name.

    Raises UsageError without any, and where the rules do not fit one of them.
    """
    folders = [folder] if (folder / RESULTS_NAME).is_file() else _below(folder)
    if not folders:
        raise UsageError(
            f"There is no graded class in {folder}. Expected a {RESULTS_NAME} there or in a folder below it: name the "
            "folder that `grader grade` wrote to (--out), or the one around several of these."
        )
    classes = [GradedClass(each, rules) for each in folders]
    for each in classes if rules else ():
        each.results()
    return {each.name: each for each in classes}


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(path.parent for path in folder.glob(f"*/{RESULTS_NAME}"))
    except OSError:
        return []
