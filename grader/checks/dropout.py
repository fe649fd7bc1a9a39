"""Checks the dropout rate of a model by counting the units it keeps, not by reading its configuration."""

import numpy as np

from grader.checks.reading import observed_value
from grader.comparison import describe_non_finite, describe_shape, is_numeric
from grader.records.assignment import CheckKind
from grader.records.base import Record
from grader.records.observation import Observations
from grader.records.verdict import Finding, failed, passed

LEAST_ROWS = 1000
ROW_SUM_ERROR = 1e-3  # of probabilities in float32
NEAR_WHOLE = 0.05  # how far from a whole number of kept units a measurement may lie
SPREAD_ERROR = 0.3  # relative error allowed to the variance; its standard error is 3 % for 4,000 rows


class DropoutRate(CheckKind, frozen=True, kw_only=True, tag="dropout_rate"):
    """Dropout acts on the hidden units in training, each dropped on its own with probability `rate`.

    The probe ran the model in training mode with weights that make `units` hidden units equal to one value
    a and send each with weight scale/units to output 0, and nothing to the other outputs. With m of the units
    kept in a row of the batch, and multiplied by some c (Keras: c = 1/(1-rate)), the softmax outputs obey

        log(p0 / p1) = m * step,    step = a * c * scale / units,    m ~ Binomial(units, 1 - rate).

    The mean of that is `scale` whatever the rate, since Keras makes up for what it drops, so it says nothing.
    But all values are multiples of `step`, and in a large batch neighbouring m always occur: the smallest gap
    between distinct values is `step`, division by it gives m itself, and the share of units dropped is
    1 - mean(m)/units, an unbiased estimate for every rate, activation (a) and scaling (c). Its standard error
    is sqrt(rate * (1 - rate) / (units * batch)), at most 0.0028 for 8 units and 4,000 rows (rate 0.5): the
    tolerance of 0.02 is 7 standard errors there and 9 at rate 0.2, which fails a correct model with
    probability below 1e-11; models of 0.25 or 0.1 fall 12 or more of their own standard errors outside it.
    That m must also vary as a binomial number does tells dropout of single units from that of rows or logits.
    Of a model whose outputs are logits (`of_logits`) the softmax is taken here.
    """

    probe: str
    rate: float
    units: int
    scale: float
    tolerance: float = 0.02
    of_logits: bool = False

    def probes(self) -> tuple[str, ...]:
        """The probe that ran the model in training mode."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the rate found, or with why there is none."""
        outputs = observed_value(observed[self.probe]).array
        if self.of_logits:
            outputs = _as_probabilities(outputs)
        problem = _not_probabilities(outputs)
        if problem or outputs is None:
            return failed(problem)
        kept = count_kept(outputs, self.units, self.scale)
        if isinstance(kept, str):
            return failed(kept)
        evidence = {"rate": kept.rate, "asked": self.rate, "kept_counts": list(kept.counts)}
        if not abs(kept.rate - self.rate) <= self.tolerance:
            asked = f"{self.rate:.2f} was asked for (the rate is the part that is dropped)"
            return failed(f"A dropout rate of {kept.rate:.2f} was observed, {asked}.", **evidence)
        return passed(f"A dropout rate of {kept.rate:.2f} was observed.", **evidence)


class Kept(Record, frozen=True, kw_only=True):
    """Measured dropout: `counts[m]` rows kept m units; `rate` is the share of units that were dropped."""

    rate: float
    counts: tuple[int, ...]


def count_kept(outputs: np.ndarray, units: int, scale: float) -> Kept | str:
    """How many units each row kept, from probabilities `(batch, classes)`; a sentence where none can tell."""
    clear = outputs[(outputs > 0).all(axis=1)].astype(np.float64)  # the others are too sure to be measured
    if 2 * len(clear) < len(outputs):
        return "The outputs are too extreme for the dropout to be measured; is the rate close to 1?"
    logits = np.log(clear[:, 0]) - np.log(clear[:, 1])
    resolution = 0.05 * scale / units  # far below any step, far above rounding
    if np.ptp(logits) <= resolution:
        if abs(float(logits.mean())) <= resolution:
            return "In training no hidden unit reaches the output layer: everything is dropped."
        return "No dropout is active on the hidden units in training: equal images get equal outputs."
    step = _step(logits, resolution)
    kept = np.rint(logits / step)
    if np.abs(logits / step - kept).max() > NEAR_WHOLE or kept.min() < 0 or kept.max() > units:
        return "The hidden units are changed at random in training, but not dropped as Dropout does."
    return _estimate(kept, units)


def _as_probabilities(outputs: np.ndarray | None) -> np.ndarray | None:
    """Logits `(batch, classes)` as the probabilities they stand for; what is no batch of finite logits stays."""
    if outputs is None or not is_numeric(outputs) or outputs.ndim != 2 or not np.isfinite(outputs).all():
        return outputs
    if (outputs >= 0).all() and np.allclose(outputs.sum(axis=1), 1.0, atol=ROW_SUM_ERROR):
        return outputs
    logits = outputs.astype(np.float64)  # booleans cannot be subtracted
    powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=0.0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _not_probabilities(outputs: np.ndarray | None) -> str:
    """What keeps the outputs from being a large batch of probabilities; empty when nothing does."""
    if outputs is None or not is_numeric(outputs) or outputs.ndim != 2:
        came = describe_shape(outputs.shape) if outputs is not None else "no numbers"
        return f"The model gave {came} where probabilities of shape (batch, classes) were expected."
    if len(outputs) < LEAST_ROWS or outputs.shape[1] < 2:
        return f"The model gave outputs of shape {outputs.shape}; that is too little to measure dropout."
    if words := describe_non_finite(outputs):
        return f"The model's outputs are not finite in training: {words[0].lower()}{words[1:]}."
    off = np.abs(outputs.sum(axis=1, dtype=np.float64) - 1.0) > ROW_SUM_ERROR
    if not off.any() and not (outputs < 0).any():
        return ""
    others = outputs[:, 1:] == 0
    if others.any() and not (others == others[0]).all():
        return "Outputs are zero at random in training: there is dropout after the output layer."
    return "The outputs are no probabilities that sum to 1, so the dropout could not be measured."


def _step(logits: np.ndarray, resolution: float) -> float:
    """The logit one unit is worth: the smallest gap, then refined by least squares."""
    gaps = np.diff(np.sort(logits))
    step = float(gaps[gaps > resolution].min(initial=np.inf))
    if not np.isfinite(step):  # values without any gap: a continuous distribution
        return resolution
    kept = np.rint(logits / step)
    return float(logits @ kept / (kept @ kept)) if kept.any() else step


def _estimate(kept: np.ndarray, units: int) -> Kept | str:
    share = float(kept.mean()) / units
    binomial = units * share * (1.0 - share)
    if not abs(float(kept.var()) - binomial) <= SPREAD_ERROR * binomial:
        return "In training, hidden units are not dropped one by one: is the dropout right after them?"
    counts = np.bincount(kept.astype(np.int64), minlength=units + 1)
    return Kept(rate=1.0 - share, counts=tuple(int(n) for n in counts))
