"""The made-up class of `grader demo`: who is in it."""

from pathlib import Path

from grader import catalog
from grader.commands.demo import class_exemplars

COURSE = Path(__file__).parents[2]


def test_the_mistakes_of_the_class_concern_different_questions():
    chosen = class_exemplars(catalog.load("mnist_softmax", COURSE))
    fails = [exemplar.fails for exemplar in chosen if exemplar is not None and exemplar.fails]
    assert len(fails) == 5
    assert len({checks[0].partition(".")[0] for checks in fails}) == 5
