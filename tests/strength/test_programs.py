"""Programs made from a reference: its mutants and its trivial answers."""

import ast

from grader.draw import draw
from grader.strength.programs import mutants, trivial


def probes(declaration):
    return draw(declaration.probes, set(declaration.probes), 3, None)


def test_the_mutants_of_a_reference_have_names_of_their_own_and_define_what_they_change(declaration):
    found = mutants(declaration, probes(declaration))
    assert len({program.name for program in found}) == len(found) >= 10
    assert {program.functions for program in found} == {("standardize",)}
    for program in found:
        assert [node.name for node in ast.parse(program.source).body] == ["standardize"]
    assert "standardize: x.mean(axis=0) -> x.sum(axis=0)" in {program.name for program in found}


def test_trivial_answers_are_none_the_arguments_zeros_and_the_output_of_the_visible_example(declaration):
    assert [program.name for program in trivial(declaration, probes(declaration))] == [
        "standardize: None",
        "standardize: argument 1",
        "standardize: zeros",
        "standardize: the output of standardize(np.array([[1.0, 10.0], [3.0, 30.0]]))",
    ]
