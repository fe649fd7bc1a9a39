"""An assignment of two questions, and runs of it with chosen verdicts."""

from grader.checks import Shape
from grader.records.assignment import Assignment, Check, Question
from grader.records.execution import Status
from grader.records.run import Environment, Run
from grader.records.verdict import CheckResult, Verdict


def question(name: str, *points: float) -> Question:
    checks = tuple(
        Check(id=f"{name}.c{number}", title="", points=worth, kind=Shape(probe="p"))
        for number, worth in enumerate(points)
    )
    return Question(name=name, title="", points=sum(points), functions=(name,), checks=checks)


ASSIGNMENT = Assignment(
    slug="two", title="", notebook="two.ipynb", questions=(question("first", 2, 3.5), question("second", 4))
)


def run_with(questions: tuple[str, ...] = ("first", "second"), **verdicts: Verdict) -> Run:
    return Run(
        student="s",
        attempt=1,
        submission_hash="",
        assignment="two",
        assignment_hash="",
        seed=1,
        questions=questions,
        environment=Environment(grader="", python="", tensorflow="", keras="", numpy="", platform=""),
        status=Status.OK,
        checks=tuple(
            CheckResult(check=name.replace("_", "."), question=name.partition("_")[0], verdict=verdict, reason="")
            for name, verdict in verdicts.items()
        ),
    )
