"""What all kinds of check read out of observations, and the words they share.

What a student's observation holds can only pass or fail. A LookupError or ValueError here means that the
reference's observation does not carry what the check needs, and becomes an ERROR of the grader's.
"""

from grader.records.observation import ModelFacts, Observation, Observations, Value

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NOTHING = Value(type_name="")


def ordinal(position: int) -> str:
    """`first` for 0, and so on."""
    return ORDINALS[position] if position < len(ORDINALS) else f"{position + 1}th"


def reference(expected: Observations, probe: str) -> Observation:
    """The reference's observation of a probe. Raises LookupError when it did not return."""
    observation = expected.get(probe)
    if observation is None:
        raise LookupError(f"the reference was not asked for {probe!r}")
    if not observation.has_returned:
        raise LookupError(f"the reference ended {probe!r} with {observation.outcome}")
    return observation


def reference_value(expected: Observations, probe: str, item: int = 0) -> Value:
    """One value of the reference. Raises LookupError when it returned fewer."""
    values = reference(expected, probe).values
    if item >= len(values):
        raise LookupError(f"the reference returned {len(values)} values for {probe!r}, number {item} is asked for")
    return values[item]


def observed_value(observation: Observation, item: int = 0) -> Value:
    """One value of a student, or one that stands for nothing where fewer came."""
    return observation.values[item] if item < len(observation.values) else NOTHING


def which_value(observation: Observation, item: int) -> str:
    """A lead-in naming the value where a function returns several, else nothing."""
    return f"In the {ordinal(item)} returned value: " if len(observation.values) > 1 else ""


def reference_model(expected: Observations, probe: str) -> ModelFacts:
    """The reference's model. Raises LookupError when it described none."""
    model = reference(expected, probe).model
    if model is None:
        raise LookupError(f"the reference's observation of {probe!r} holds no model")
    return model
