"""Builds questions, checks and observations in a few words, and judges them."""

import numpy as np

from grader.judge import judge
from grader.records import observation as observations
from grader.records.assignment import Assignment, Check, CheckKind, Question
from grader.records.observation import Observation, Outcome
from grader.records.verdict import passed


class Easy(CheckKind, frozen=True, kw_only=True, tag="easy"):
    """A kind that always passes."""

    probe: str = "softmax.rect"

    def probes(self):
        return (self.probe,)

    def judge(self, observed, expected):
        return passed("Good.")


def check(name, kind=None, requires=(), points=1.0, hint=""):
    return Check(
        id=name,
        title=f"Title of {name}",
        points=points,
        kind=kind or Easy(),
        requires=tuple(requires),
        hint=hint,
    )


def question(name, *checks, functions=None):
    return Question(
        name=name,
        title=name,
        points=sum(c.points for c in checks),
        functions=functions or (name,),
        checks=checks,
    )


def assignment(*questions):
    return Assignment(slug="a", title="A", notebook="a.ipynb", questions=questions)


def answer(probe, *arrays, **facts):
    values = tuple(
        observations.Value(type_name="ndarray", dtype=np.asarray(a).dtype.name, array=np.asarray(a)) for a in arrays
    )
    return Observation(probe=probe, outcome=Outcome.RETURNED, values=values, **facts)


def by_probe(*found):
    return {observation.probe: observation for observation in found}


def raised(probe, name="ValueError", message="no", **facts):
    return Observation(probe=probe, outcome=Outcome.RAISED, error_name=name, error_message=message, **facts)


def run(course, observed, expected, questions=None):
    names = questions or [q.name for q in course.questions]
    return judge(course, names, observed, expected)
