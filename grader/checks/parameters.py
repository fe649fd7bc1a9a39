"""Checks how many parameters a model has."""

from grader.checks.reading import no_model, reference_model
from grader.records.assignment import CheckKind
from grader.records.observation import Observations
from grader.records.verdict import Finding, failed, passed


class Parameters(CheckKind, frozen=True, kw_only=True, tag="parameters"):
    """The model has as many parameters as the reference's, counted here from the shapes of its weights."""

    probe: str

    def probes(self) -> tuple[str, ...]:
        """The probe that described the model."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with both counts."""
        wanted = reference_model(expected, self.probe).parameters
        model = observed[self.probe].model
        if model is None:
            return no_model(observed[self.probe])
        count = model.parameters
        if count == wanted:
            return passed(f"The model has {count:,} parameters.", observed=count, expected=wanted)
        return failed(f"The model has {count:,} parameters instead of {wanted:,}.", observed=count, expected=wanted)
