"""Marks before and after a policy, with the reason: one line per student whose mark it touched."""

import csv
import io

from grader.records.results import Results
from grader.reports.csv_gradebook import cell
from grader.reports.wording import points

COLUMNS = ("student", "submitted", "before", "after", "possible", "reasons")


def render_policy(results: Results) -> str:
    """The students with effects of a policy as CSV; the heading alone where there are none."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for run in results.runs:
        if run.effects:
            reasons = cell("; ".join(effect.reason for effect in run.effects))
            marks = (points(run.earned_before_policy), points(run.earned), points(run.possible))
            writer.writerow([cell(run.student), run.submitted, *marks, reasons])
    return stream.getvalue()
