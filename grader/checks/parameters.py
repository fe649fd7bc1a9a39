"""Checks how many parameters a model has."""

from grader.checks.model_kind import ModelKind
from grader.records.observation import ModelFacts
from grader.records.verdict import Finding, failed, passed


class Parameters(ModelKind, frozen=True, kw_only=True, tag="parameters"):
    """The model has as many parameters as the reference's, counted here from the shapes of its weights."""

    def compare(self, model: ModelFacts, wanted: ModelFacts) -> Finding:
        """Fails with both counts."""
        count, asked = model.parameters, wanted.parameters
        if count == asked:
            return passed(f"The model has {count:,} parameters.", observed=count, expected=asked)
        return failed(f"The model has {count:,} parameters instead of {asked:,}.", observed=count, expected=asked)
