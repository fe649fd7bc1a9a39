"""Tests of the pages' colours: every text is readable (WCAG AA, 4.5 to 1) in light, in dark and on shaded cells."""

import re
from importlib import resources

import pytest

STYLE = (resources.files("grader.reports") / "templates" / "page.css").read_text("utf-8")
LIGHT, DARK, PRINT = (
    dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)
DARK, PRINT = LIGHT | DARK, LIGHT | PRINT
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])

Colour = tuple[float, float, float]


def colour(code: str) -> Colour:
    """Red, green, blue in 0 to 255 of `#rgb` or `#rrggbb`."""
    digits = code.lstrip("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    red, green, blue = (float(int(pair, 16)) for pair in pairs)
    return red, green, blue


def luminance(shown: Colour) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 3294.6 if c <= 10.31 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in shown]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def laid_over(top: Colour, alpha: float, ground: Colour) -> Colour:
    red, green, blue = (alpha * above + (1 - alpha) * below for above, below in zip(top, ground, strict=True))
    return red, green, blue


def test_black_on_white_has_the_contrast_the_standard_names() -> None:
    assert contrast(colour("#000"), colour("#ffffff")) == pytest.approx(21)


@THEMES
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "miss"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_text_is_readable_on_every_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(colour(theme[text]), colour(theme[ground])) >= 4.5


@THEMES
@pytest.mark.parametrize(("kind", "name"), [("right", "accent-rgb"), ("wrong", "miss-rgb")])
def test_a_count_is_readable_on_its_darkest_shade(theme: dict[str, str], kind: str, name: str) -> None:
    (alpha,) = re.findall(rf"shade-{kind}-6 .*?, ([\d.]+)\)", STYLE)
    red, green, blue = map(float, theme[name].split(","))
    shaded = laid_over((red, green, blue), float(alpha), colour(theme["paper"]))
    assert contrast(colour(theme["ink"]), shaded) >= 4.5
