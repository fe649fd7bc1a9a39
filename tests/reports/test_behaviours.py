"""Students who are wrong in the same way are found in a class, whether their mistake has a name or not."""

from typing import Any

import msgspec
import pytest
from graded import ENVIRONMENT, graded

from grader.records.results import Results, head, scored
from grader.records.verdict import Verdict
from grader.reports.behaviours import clusters, sentence


@pytest.fixture
def results(declaration):
    def build(**facts: dict[str, Any]) -> Results:
        runs = []
        for student, changes in facts.items():
            run = graded(Verdict.FAIL, student=student)
            first = msgspec.structs.replace(run.checks[0], **changes)
            runs.append(scored(msgspec.structs.replace(run, checks=(first, *run.checks[1:])), declaration.assignment))
        question = ("standardize",)
        return Results(assignment=head(declaration.assignment, question), seed=1, environment=ENVIRONMENT, runs=runs)

    return build


def test_students_of_one_behaviour_are_counted_together(results):
    example = {"call": "f(1.0)", "observed": "2.0", "expected": "3.0"}
    same = {"evidence": {"behaviour": "abc", "example": example}}
    named = {"diagnosis": "by_row"}
    found = clusters(results(ada=same, ben=named, cleo=same, dora={"evidence": {"behaviour": "xyz"}}, eve={}))
    assert [(cluster.name, cluster.students) for cluster in found] == [("", ("ada", "cleo")), ("by_row", ("ben",))]
    assert sentence(found[0]) == (
        "standardize: 2 students share a wrong behaviour that has no name yet (abc), as f(1.0) gives 2.0"
    )
    assert sentence(found[1]) == "standardize: 1 student by the mistake by_row"
