"""Describes the figure that a student's function draws; sent into the kernel as text beside the agent."""

import sys
from typing import Any

import numpy as np

MOST_AXES, MOST_CURVES, MOST_POINTS, MOST_TEXT = 50, 50, 10_000, 200
AGENT: Any = None


def install(agent: Any) -> None:
    """Teach the agent's class to answer `plot`; `agent` is its module."""
    globals()["AGENT"] = agent
    agent.Agent.plot = plot


def plot(agent: Any, stimulus: dict[str, Any], _probe: str) -> dict[str, Any]:
    """Call a function that draws, and describe the figure it returned or left behind."""
    from matplotlib import pyplot

    function = agent.find(stimulus["function"])
    arguments = [AGENT.make_argument(argument) for argument in stimulus["arguments"]]
    AGENT.check_arity(function, arguments)
    pyplot.close("all")
    with Unshown(pyplot):
        figure = figure_of(function(*arguments), pyplot)
        facts = None if figure is None else describe_figure(figure)
    pyplot.close("all")
    return {"figure": facts}


class Unshown:
    """While it holds, `plt.show()` does nothing: a notebook's would close the figure before we see it."""

    def __init__(self, pyplot: Any) -> None:
        self.pyplot, self.show = pyplot, pyplot.show

    def __enter__(self) -> None:
        self.pyplot.show = lambda *_arguments, **_options: None

    def __exit__(self, *_error: object) -> None:
        self.pyplot.show = self.show


def figure_of(returned: Any, pyplot: Any) -> Any:
    """The figure that came back, itself or with its axes; else the current one, if any was drawn."""
    listed = returned if isinstance(returned, (tuple, list)) else [returned]
    for value in [*listed, *(np.ravel(v)[0] for v in listed if isinstance(v, np.ndarray) and v.size)]:
        figure = value if hasattr(value, "get_axes") else getattr(value, "figure", None)
        if hasattr(figure, "get_axes") and hasattr(figure, "legends"):
            return figure
    return pyplot.gcf() if pyplot.get_fignums() else None


def describe_figure(figure: Any) -> dict[str, Any]:
    """Labels, legends and plotted points of every pair of axes."""
    shared = legend_texts(figure.legends)
    return {"axes": [describe_axes(axes, figure, shared) for axes in figure.get_axes()[:MOST_AXES]]}


def describe_axes(axes: Any, figure: Any, shared: list[str]) -> dict[str, Any]:
    """One pair of axes; a label that another pair with the same axis bears, or the whole figure, is its own too."""
    across = [axes, *axes.get_shared_x_axes().get_siblings(axes)]
    upwards = [axes, *axes.get_shared_y_axes().get_siblings(axes)]
    whole = (getattr(figure, "get_supxlabel", str)(), getattr(figure, "get_supylabel", str)())
    legend = [axes.get_legend()] if axes.get_legend() is not None else []
    return {
        "title": text_of(axes.get_title()),
        "x_label": first_text([*(a.get_xlabel() for a in across), whole[0]]),
        "y_label": first_text([*(a.get_ylabel() for a in upwards), whole[1]]),
        "legend": legend_texts(legend) + shared,
        "curves": [curve for artist in [*axes.lines, *axes.collections][:MOST_CURVES] for curve in curves_of(artist)],
    }


def curves_of(artist: Any) -> list[dict[str, Any]]:
    """The points of a line or of scattered markers; of nothing else, and not of what is hidden."""
    if not artist.get_visible():
        return []
    try:
        if hasattr(artist, "get_xydata"):
            points = np.asarray(artist.get_xydata(), dtype="float64")
        elif sys.modules["matplotlib.collections"].PathCollection in type(artist).__mro__:
            points = np.ma.filled(np.ma.asarray(artist.get_offsets(), dtype="float64"), np.nan)
        else:
            return []
    except (TypeError, ValueError):
        return []
    if points.ndim != 2 or points.shape[1] != 2 or len(points) > MOST_POINTS:
        return []
    return [{"label": text_of(artist.get_label()), "x": points[:, 0].copy(), "y": points[:, 1].copy()}]


def legend_texts(legends: list[Any]) -> list[str]:
    """What the legends say, one text an entry."""
    return [text_of(entry.get_text()) for legend in legends for entry in legend.get_texts()[:MOST_CURVES]]


def first_text(texts: list[str]) -> str:
    """The first that says anything."""
    return next((text_of(text) for text in texts if text and text.strip()), "")


def text_of(text: Any) -> str:
    """Text short enough to travel."""
    return str(text)[:MOST_TEXT]
