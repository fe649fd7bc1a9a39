"""The gradebook as nbgrader's CSV export has it, for scripts and platforms that were set up for that."""

import csv
import io

from grader.records.results import Results, ScoredRun
from grader.reports.csv_gradebook import cell

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def render_nbgrader(results: Results) -> str:
    """One line per student; names and addresses are not known here and stay empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(results, run) for run in results.runs)
    return stream.getvalue()


def _row(results: Results, run: ScoredRun) -> list[str]:
    penalty = -sum(effect.points for effect in run.effects if effect.kind == "late")
    numbers = (run.earned_before_policy, penalty, run.earned, run.possible)
    moment = run.submitted.replace("T", " ").removesuffix("Z")
    slug = cell(results.assignment.slug)
    return [slug, "", moment, cell(run.student), "", "", "", *(str(float(round(n + 0.0, 4))) for n in numbers)]
