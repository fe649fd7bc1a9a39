"""The picture of a calibration: well-formed, to scale, and honest about what it shows."""

from xml.etree import ElementTree

import numpy as np
import pytest
from graded import ENVIRONMENT

from grader.records.calibration import Calibration, Proposal, Sample, VariantSummary
from grader.records.run import Surroundings
from grader.reports.calibration_plot import band_of, render_plot
from grader.reports.charts import BOTTOM, HEIGHT, TOP

SVG = "{http://www.w3.org/2000/svg}"


def sample(accuracy, offset=0.0, last=500):
    steps = np.arange(25, last + 1, 25)
    curve = 0.97 - 0.5 * np.exp(-steps / 100) + offset
    return Sample(
        variant="v",
        seed=1,
        accuracy=accuracy,
        curve_steps=tuple(steps.tolist()),
        curve_accuracy=tuple(curve.tolist()),
    )


def calibration(*samples):
    numbers = {"mean": 0.96, "deviation": 0.0, "lowest": 0.96, "cpu_seconds": 1.0, "fails": 0.0}
    summary = VariantSummary(variant="v", samples=2, steps=500, highest_threshold=0.95, **numbers)
    proposal = Proposal(
        threshold=0.95, worst_variant="v", deviation=0.01, freedom=1, fails=0, cpu_seconds=1, memory_bytes=1
    )
    return Calibration(
        assignment="<a & b>",
        basis_hash="",
        check="a.goal",
        threshold=0.95,
        attempts=3,
        probability=1e-4,
        training_cpu_seconds=1,
        memory_bytes=1,
        environment=ENVIRONMENT,
        surroundings=Surroundings(),
        proposal=proposal,
        variants=(summary,),
        samples=samples,
    )


def drawn(*samples):
    return ElementTree.fromstring(render_plot(calibration(*samples)))


def numbers(points):
    return np.array([[float(n) for n in pair.split(",")] for pair in points.split()])


def test_the_picture_is_well_formed_and_says_what_it_shows():
    picture = drawn(sample(0.96), sample(0.97, 0.01))
    assert "<a & b>" in picture.find(f"{SVG}title").text
    assert "2 honest trainings" in picture.find(f"{SVG}desc").text


def test_the_area_holds_the_mean():
    band = band_of([sample(0.96, -0.02), sample(0.97, 0.02)], (0.5, 1.0), 0.95)
    area, mean = numbers(band.area), numbers(band.mean.pieces[0])
    half = len(area) // 2
    upper, lower = area[:half, 1], area[half:][::-1, 1]
    assert (upper < mean[:, 1] + 0.1).all()
    assert (mean[:, 1] < lower + 0.1).all()


def test_a_training_that_ended_earlier_is_drawn_as_far_as_it_goes():
    band = band_of([sample(0.96, -0.05, last=250), sample(0.97, 0.0)], (0.5, 1.0), 0.95)
    area = numbers(band.area)
    assert area[:, 0].max() == numbers(band.mean.pieces[0])[:, 0].max()


def test_every_final_accuracy_is_a_dot_at_its_height():
    dots = [float(dot.get("cy")) for dot in drawn(sample(0.95), sample(1.0), sample(0.95)).iter(f"{SVG}circle")]
    rule = float(next(line.get("y1") for line in drawn(sample(0.95)).iter(f"{SVG}line") if line.get("class") == "rule"))
    assert dots == [pytest.approx(TOP), pytest.approx(rule, abs=0.2)]
    assert rule < HEIGHT - BOTTOM


def test_without_a_curve_the_picture_says_so():
    silent = Sample(variant="v", seed=1, accuracy=0.96)
    assert "No training told" in render_plot(calibration(silent))
