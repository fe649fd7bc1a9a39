"""Functions put together from parts: one or two of them wrong, and never the same part twice."""

from grader.diagnose.hypotheses import settings_of
from grader.records.mistake import Composition, Part

COMPOSITION = Composition(
    id="f",
    source="",
    functions=("f",),
    parts=(
        Part(name="AXIS", choices=((-1, ""), (0, "rows"), ("all", "all"))),
        Part(name="FLOOR", choices=((1e-7, ""), (1e-12, ""), (0.1, "coarse"))),
    ),
)


def test_one_part_is_wrong_in_every_right_way_of_writing_the_others():
    found = list(settings_of(COMPOSITION, 1))
    assert ((("AXIS", 0),), ("rows",)) in found
    assert ((("AXIS", 0), ("FLOOR", 1e-12)), ("rows",)) in found
    assert len(found) == 5  # a floor cannot be coarse and fine at once


def test_two_wrong_parts_are_different_parts():
    found = [ids for _, ids in settings_of(COMPOSITION, 2)]
    assert found == [("rows", "coarse"), ("all", "coarse")]
