"""A hidden expected value that no seed changes may not stand where a student reads."""

import msgspec
import numpy as np
import pytest

from grader.errors import AssignmentError
from grader.leaks import digits_of, leaks, student_texts
from grader.pipeline import draft, refuse_leaks
from grader.records.observation import Observation, Outcome, Value


def answer(*numbers):
    array = np.array(numbers)
    value = Value(type_name="ndarray", dtype="float64", array=array)
    return Observation(probe="f.zero", outcome=Outcome.RETURNED, values=(value,))


def found(text, one=(27.6310211, 0.25, 0.4471), other=(27.6310211, 0.25, 0.9113)):
    return leaks({"check f.zero": text}, {"f.zero": answer(*one)}, {"f.zero": answer(*other)})


def test_a_value_that_every_seed_gives_is_found_as_it_would_be_written():
    (problem,) = found("There the loss is 27.63.")
    assert problem.startswith("check f.zero holds 27.63, which is what the hidden probe f.zero expects")
    assert found("It is 2.763102e1.")


@pytest.mark.parametrize("text", ["It is 0.4471.", "A quarter: 0.25", "27.64", "x27.63", "ln 10 = 2.3026"])
def test_what_a_seed_changes_and_what_anybody_knows_is_no_leak(text):
    assert found(text) == []


def test_digits_are_counted_as_written():
    assert [digits_of(text) for text in ("0.00210", "-12.50", "1e-7", "407")] == [3, 4, 1, 3]


def test_an_assignment_that_gives_an_answer_away_is_refused(declaration):
    job = draft(declaration, ("standardize",), seed=1)
    probe = job.probes[0].id
    answers = {probe: answer(27.6310211), f"fresh/{probe}": answer(27.6310211)}
    refuse_leaks(job, answers)
    question = job.assignment.questions[0]
    told = msgspec.structs.replace(question, title="It gives 27.63")
    telling = msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, questions=(told,)))
    with pytest.raises(AssignmentError, match="question standardize holds"):
        refuse_leaks(telling, answers)


def test_prose_and_docstrings_of_the_notebook_are_read_and_solutions_are_not(declaration):
    texts = student_texts(declaration.assignment, (), declaration.solution)
    everything = " ".join(texts.values())
    assert "Standardizing features" in everything
    assert "Bring every column to mean 0" in everything
    assert "x.std(axis=0)" not in everything
