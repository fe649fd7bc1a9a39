"""A picture of a calibration: accuracy over steps with its spread, final accuracies, and the threshold."""

from collections.abc import Iterable

import numpy as np

from grader.records.base import Record
from grader.records.calibration import Calibration, Sample
from grader.reports.charts import RIGHT, WIDTH, Curve, curve
from grader.reports.html_page import PAGES

GRID = 100  # places at which the curves of all samples are compared
ROOM_BELOW = 0.12  # how far below the threshold the picture begins


class Band(Record, frozen=True, kw_only=True):
    """The mean of several curves, and the area between the lowest and the highest, as an SVG point list."""

    mean: Curve
    area: str


def render_plot(calibration: Calibration) -> str:
    """The picture as a whole SVG document."""
    samples = [s for s in calibration.samples if len(s.curve_steps) > 1 and not s.problem]
    bounds = (max(0.0, calibration.threshold - ROOM_BELOW), 1.0)
    band = band_of(samples, bounds, calibration.threshold) if samples else None
    finals = [] if band is None else [_height(band.mean, s.accuracy) for s in calibration.samples if not s.problem]
    return PAGES.get_template("calibration.svg").render(
        calibration=calibration,
        band=band,
        finals=sorted(set(finals)),
        right=WIDTH - RIGHT,
    )


def band_of(samples: Iterable[Sample], bounds: tuple[float, float], threshold: float) -> Band | None:
    """Mean and spread of the samples' curves, each as far as it goes; None where nothing can be drawn."""
    samples = list(samples)
    first = min(sample.curve_steps[0] for sample in samples)
    last = max(sample.curve_steps[-1] for sample in samples)
    steps = np.linspace(first, last, GRID)
    table = np.stack([_on_grid(sample, steps) for sample in samples])  # (samples, GRID), NaN where one has ended
    is_known = ~np.isnan(table)
    lines = (table.min(axis=0, initial=1.0, where=is_known), table.max(axis=0, initial=0.0, where=is_known))
    low, high = (curve(_points(steps, line), bounds) for line in lines)
    mean = curve(_points(steps, np.nanmean(table, axis=0)), bounds, threshold)
    if mean is None or low is None or high is None:
        return None
    return Band(mean=mean, area=" ".join([*high.pieces, *(" ".join(reversed(piece.split())) for piece in low.pieces)]))


def _on_grid(sample: Sample, steps: np.ndarray) -> np.ndarray:
    line: np.ndarray = np.interp(steps, sample.curve_steps, sample.curve_accuracy, right=np.nan)
    return line


def _points(steps: np.ndarray, values: np.ndarray) -> list[tuple[float, float | None]]:
    return [(0.0, None), *zip(steps.tolist(), values.tolist(), strict=True)]  # so that the axis begins at zero


def _height(frame: Curve, accuracy: float) -> float:
    """Where an accuracy lies in the frame, from the two outermost of its ticks."""
    low, high = frame.up[0], frame.up[-1]
    share = (accuracy - float(low.label)) / (float(high.label) - float(low.label))
    return round(low.at + min(1.0, max(0.0, share)) * (high.at - low.at), 1)
