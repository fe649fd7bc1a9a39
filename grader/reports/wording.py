"""Words, numbers and foreign text as every report shows them."""

import re
from typing import Any

from markupsafe import Markup, escape

from grader.records.adjustment import Act, Adjustment
from grader.records.execution import Status
from grader.records.observation import Stopped
from grader.records.results import ScoredCheck, ScoredRun
from grader.records.run import Repeats
from grader.records.verdict import Flag, Verdict

VERDICT_WORDS = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failed",
    Verdict.SKIPPED: "skipped",
    Verdict.INCONCLUSIVE: "inconclusive",
    Verdict.ERROR: "grader error",
}

VERDICT_SIGNS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✗",
    Verdict.SKIPPED: "–",
    Verdict.INCONCLUSIVE: "?",
    Verdict.ERROR: "!",
}

STATUS_WORDS = {
    Status.OK: "ok",
    Status.RAISED: "a cell raised",
    Status.OUTPUT_LIMIT: "output limit",
    Status.TIMED_OUT: "timed out",
    Status.OUT_OF_MEMORY: "out of memory",
    Status.KERNEL_DIED: "kernel died",
    Status.UNREADABLE: "unreadable",
    Status.MISSING: "missing",
    Status.SET_ASIDE: "set aside",
}

STATUS_SENTENCES = {
    Status.OK: "Every cell of the notebook ran to its end.",
    Status.RAISED: "At least one cell raised an error. The cells after it were still run.",
    Status.OUTPUT_LIMIT: "The notebook printed more than is allowed, so the rest of its output was cut off.",
    Status.TIMED_OUT: "Running the notebook took longer than is allowed, so a cell was stopped.",
    Status.OUT_OF_MEMORY: "The notebook needed more memory than is allowed, so a cell was stopped.",
    Status.KERNEL_DIED: "The Python process of the notebook ended before the notebook did.",
    Status.UNREADABLE: "This file could not be read as a notebook, so nothing in it was checked.",
    Status.MISSING: "No notebook was found, so nothing was checked.",
    Status.SET_ASIDE: "The grader failed at this notebook more than once and set it aside. It is not graded yet.",
}

GRADER_FAULT = "The grader failed here, not the notebook. No points are lost by it."

# Characters that change how the text around them is displayed: direction marks, embeddings, overrides and
# isolates, the separators that some viewers break lines at, lone surrogates, and the C1 controls.
_MISLEADING = re.compile(
    "[\u0080-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_COMMAND = re.compile(r"::(?=[A-Za-z])|##(?=\[)")
_CODE = re.compile(r"`([^`\n]+)`")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "␡" if code == 0x7F else chr(0x2400 + code)


def visible(text: str) -> str:
    """The text with every control or direction-changing character replaced by one that can be seen.

    Line feeds and tabs stay; a carriage return before a line feed goes.
    """
    unix = text.replace("\r\n", "\n")
    return _MISLEADING.sub("\ufffd", _CONTROL.sub(_picture, unix))


def one_line(text: str) -> str:
    """Visible text with all white space, line ends too, as single spaces."""
    return " ".join(visible(text).split())


def inert(text: str) -> str:
    """Text for a terminal without what the log of a workflow takes for a command: `::name` and `##[name]`."""
    return _COMMAND.sub(lambda found: " ".join(found.group()), text)


ENDED_WORDS = {
    Stopped.NOT: "by the code itself",
    Stopped.BUDGET: "its steps were used up",
    Stopped.TIME: "its time was used up",
    Stopped.GOAL: "early: it was certain",
    Stopped.NOWHERE: "early: nothing was being learnt",
}
REPEATS_SENTENCES = {
    Repeats.UNKNOWN: "",
    Repeats.DETERMINISTIC: "With the same seed a training gives the same numbers here, bit for bit.",
    Repeats.NOISY: "With the same seed a training gives slightly other numbers here: two runs of one differed.",
}


def prose(text: str) -> Markup:
    """A sentence as HTML: what stands between backticks is code; everything is made visible and escaped."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(visible(part)) if number % 2 else escape(visible(part))
        for number, part in enumerate(parts)
    )


def unmarked(text: str) -> str:
    """A sentence without the marks around code, as one paragraph: for where there is one typeface only."""
    return _CODE.sub(r"\1", text).replace("\n", " ")


def counted(value: float, noun: str) -> str:
    """A number with its noun: `1 point`, `2.5 points`."""
    return f"{points(value)} {noun}{'' if value == 1 else 's'}"


def points(value: float) -> str:
    """A number of points with at most two decimals: `20`, `17.5`, `6.67`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float) -> str:
    """A change of points with its sign: `+2`, `−0.5`, `+0`."""
    return ("−" if value < 0 else "+") + points(abs(value))


def decided(adjustment: Adjustment) -> str:
    """What an adjustment does, in a few words: `+2 to softmax`, `softmax.stable set to 3`, `took back 4`."""
    target = adjustment.target or "the whole"
    if adjustment.act is Act.ADD:
        return f"{signed(adjustment.points)} to {target}"
    if adjustment.act is Act.OVERRIDE:
        return f"{target} set to {points(adjustment.points)}"
    if adjustment.act is Act.WITHDRAW:
        return f"took back {adjustment.withdraws}"
    return f"{adjustment.act} on {target}" if adjustment.act is Act.COMMENT else str(adjustment.act)


def percent(part: float, whole: float) -> float:
    """`part` of `whole` in percent, within 0 to 100; 0 where there is nothing to have a part of."""
    return min(100.0, max(0.0, 100.0 * part / whole)) if whole > 0 else 0.0


def own_reason(check: ScoredCheck, run: ScoredRun) -> str:
    """The check's reason, or nothing where it only repeats the problem of the whole submission."""
    return "" if run.problem and check.reason == run.problem else check.reason


def lost(check: ScoredCheck) -> float:
    """Points the check cost."""
    return check.possible - check.earned


def evidence_words(flag: Flag) -> tuple[str, ...]:
    """The evidence of a flag as short lines: a share with its bounds, something counted, or `name: value`."""
    listed = flag.evidence.get("found")
    parts = listed if isinstance(listed, list | tuple) else [flag.evidence]
    return tuple(_evidence_line(part) for part in parts if isinstance(part, dict))


def _evidence_line(part: dict[str, Any]) -> str:
    rest = dict(part)
    said = []
    if {"share", "least", "most"} <= set(rest):
        share, least, most = (rest.pop(name) for name in ("share", "least", "most"))
        said.append(f"share of the images: {share}, expected {least} to {most}")
    if {"count", "what", "where"} <= set(rest):
        count, what, where = (rest.pop(name) for name in ("count", "what", "where"))
        said.append(f"{count:,} {what} in {where}" if isinstance(count, int) else f"{count} {what} in {where}")
    return ", ".join([*said, *(f"{name.replace('_', ' ')}: {value}" for name, value in rest.items())])
