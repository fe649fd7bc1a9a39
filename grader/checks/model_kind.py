"""What the kinds of check about a model share: they compare the student's described model with the reference's."""

from grader.checks.reading import observed_value, reference_model
from grader.comparison import printable
from grader.records.assignment import CheckKind
from grader.records.observation import ModelFacts, Observation, Observations
from grader.records.verdict import Finding, failed


class ModelKind(CheckKind, frozen=True, kw_only=True):
    """An expectation about the model that `probe` described; subclasses say in `compare` what it is."""

    probe: str

    def probes(self) -> tuple[str, ...]:
        """The probe that described the model."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails where no model came back; else as the two models compare."""
        wanted = reference_model(expected, self.probe)
        model = observed[self.probe].model
        return _no_model(observed[self.probe]) if model is None else self.compare(model, wanted)

    def compare(self, model: ModelFacts, wanted: ModelFacts) -> Finding:
        """The finding for a student's model, next to the reference's."""
        raise NotImplementedError


def _no_model(observation: Observation) -> Finding:
    came = printable(observed_value(observation).type_name, 60)
    return failed(f"No Keras model came back{f' but a `{came}`' if came else ''}.")
