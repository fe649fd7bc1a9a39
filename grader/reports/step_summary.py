"""The step summary of a GitHub workflow: Markdown in which nothing a student wrote can be Markdown or HTML."""

import re
from itertools import groupby

from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import lines, remarks
from grader.reports.wording import VERDICT_SIGNS, VERDICT_WORDS, one_line, points

MOST_BYTES = 900_000  # one step may upload 1 MiB; a longer summary is not shown at all
MOST_TEXT = 2_000

PRACTICE = "practice"
PROMISE = (
    "This is **practice**: it was worked out in your own repository and tells you what to mend. "
    "The grade of record is worked out by your instructor from the commit that counts."
)
_MARKUP = re.compile(r"[^\w\s.,;'?/%]|_|(?<=\d)\.|\.(?=\w)")


def render_summary(results: Results, label: str = PRACTICE) -> str:
    """Points per question and what to do next, for each student; cut off with a word about it where it is too long.

    `label` stands in the heading; with the label `practice` goes what that means.
    """
    pieces = [f"# {plain(results.assignment.title)}: {plain(label)} result\n"]
    if label == PRACTICE:
        pieces.append(f"{PROMISE}\n")
    size = sum(len(piece.encode()) for piece in pieces)
    for number, run in enumerate(results.runs):
        piece = _student(results, run)
        size += len(piece.encode())
        if size > MOST_BYTES:
            pieces.append(f"\nAnd {len(results.runs) - number} more students, for whom there is no room here.\n")
            break
        pieces.append(piece)
    if not results.runs:
        pieces.append("\nNothing was handed in.\n")
    return "\n".join(pieces)


def plain(text: str) -> str:
    """The text on one line, with every character that could mean something to Markdown or HTML as an entity."""
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(char)};" for char in found.group()), one_line(text)[:MOST_TEXT])


def _student(results: Results, run: ScoredRun) -> str:
    whose = f"{plain(run.student)}: " if len(results.runs) > 1 else ""
    parts = [f"## {whose}{points(run.earned)} of {points(run.possible)} points\n"]
    parts += [f"- {plain(remark)}" for remark in remarks(run)]
    parts += ["", "| Question | Points |", "|---|---:|"]
    titles = {question.name: question.title for question in results.assignment.questions}
    for name, group in groupby(lines(run), key=lambda line: line.question):
        rows = list(group)
        earned, possible = sum(line.earned for line in rows), sum(line.possible for line in rows)
        parts.append(f"| {plain(titles.get(name, rows[0].title))} | {points(earned)} / {points(possible)} |")
    parts += ["", *_checks(run), ""]
    return "\n".join(parts)


def _checks(run: ScoredRun) -> list[str]:
    """What is to be mended, with its hints; what waits or passed only as a count."""
    shown = lines(run)
    open_lines = [line for line in shown if line.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.ERROR)]
    parts = []
    for line in open_lines:
        sign, word = VERDICT_SIGNS[line.verdict], VERDICT_WORDS[line.verdict]
        parts.append(f"- {sign} **{plain(line.title)}** ({word}, {points(line.earned)}/{points(line.possible)})")
        parts += [f"  <br>{plain(part)}" for part in line.text.split("\n") if part.strip()]
    waiting = sum(line.verdict is Verdict.SKIPPED for line in shown)
    passed = sum(line.verdict is Verdict.PASS for line in shown)
    if waiting:
        parts.append(f"- {VERDICT_SIGNS[Verdict.SKIPPED]} {waiting} not judged yet")
    return [*parts, f"- {VERDICT_SIGNS[Verdict.PASS]} {passed} of {len(shown)} checks passed"]
