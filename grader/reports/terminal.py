"""Results in a terminal: the table of a class, and one student's checks to read."""

import io

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.records.execution import Status
from grader.records.results import AssignmentHead, QuestionHead, Results, ScoredCheck, ScoredRun
from grader.records.stored_runs import in_short
from grader.records.verdict import Verdict
from grader.reports.behaviours import clusters, sentence
from grader.reports.class_figures import equal_code, quartiles
from grader.reports.wording import (
    GRADER_FAULT,
    STATUS_SENTENCES,
    STATUS_WORDS,
    VERDICT_SIGNS,
    VERDICT_WORDS,
    inert,
    one_line,
    own_reason,
    points,
    unmarked,
    visible,
)

STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.SKIPPED: "bright_black",
    Verdict.INCONCLUSIVE: "yellow",
    Verdict.ERROR: "bold magenta",
}
ASCII_SIGNS = VERDICT_SIGNS | {Verdict.PASS: "+", Verdict.FAIL: "x", Verdict.SKIPPED: "-"}
PLAIN_WIDTH = 80
LEAST_STUDENT_WIDTH = 10
MOST_CLUSTERS = 5


def render_text(results: Results) -> str:
    """The table of the class as plain text of at most 80 columns."""
    stream = io.StringIO()
    print_class(Console(file=stream, width=PLAIN_WIDTH, color_system=None, legacy_windows=False), results)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def print_class(console: Console, results: Results, most: int | None = None) -> None:
    """Print student, points per question, total and status; short heads or totals only where it is narrow.

    Of a class larger than `most` only so many students are in the table, and it says so.
    """
    results = in_short(results)
    questions = results.assignment.questions
    rows = [_cells(console, run, questions) for run in results.runs[:most]]
    heads = _heads(questions, rows, console.width)
    if not heads:
        rows = [[row[0], *row[-2:]] for row in rows]
    console.print(_table(console, [_text(console, head) for head in heads], rows))
    console.print()
    _print_legend(console, questions, heads)
    possible = points(results.assignment.points)
    console.print(_text(console, f"Total of {possible} points. Students: {len(results.runs)}."))
    if len(rows) < len(results.runs):
        console.print(_text(console, f"The first {len(rows)} are listed here; gradebook.csv has all."))
    _print_equals(console, results)
    _print_clusters(console, results)
    flagged = sum(bool(run.flags) for run in results.runs)
    if flagged:
        noun = "student" if flagged == 1 else "students"
        console.print(_text(console, f"To be reviewed: {flagged} {noun}; index.html says what and why.", "yellow"))


def print_missed(console: Console, results: Results) -> None:
    """Print of every student who lost points what was missed, and why."""
    for run in results.runs:
        if run.earned < run.possible or any(check.verdict is Verdict.ERROR for check in run.checks):
            console.rule(_text(console, one_line(run.student)), align="left")
            print_run(console, run, results.assignment)
            console.print()


def summary(results: Results) -> str:
    """The class in one line, for a log."""
    results = in_short(results)
    middle = quartiles([run.earned for run in results.runs])
    told = f", median {points(middle.median)} of {points(results.assignment.points)} points" if middle else ""
    failed = sum(any(check.verdict is Verdict.ERROR for check in run.checks) for run in results.runs)
    faults = f", {failed} with a grader error" if failed else ""
    return f"{len(results.runs)} students, seed {results.seed}{told}{faults}"


def _print_equals(console: Console, results: Results) -> None:
    groups = equal_code(results)
    if groups:
        among = "1 group" if len(groups) == 1 else f"{len(groups)} groups"
        students = sum(map(len, groups))
        console.print(_text(console, f"Identical code: {students} students in {among}; index.html names them."))


def _print_clusters(console: Console, results: Results) -> None:
    found = [cluster for cluster in clusters(results) if not cluster.name][:MOST_CLUSTERS]
    for cluster in found:
        console.print(_text(console, sentence(cluster)))
    if found:
        console.print(
            _text(console, "Name one by a file under the reference folder's mistakes/; see docs/diagnosis.md.")
        )


def _table(console: Console, heads: list[Text], rows: list[list[Text]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    others = _widths([head.plain for head in heads], rows)
    room = max(LEAST_STUDENT_WIDTH, console.width - sum(width + 1 for width in others))
    table.add_column("Student", overflow="ellipsis", no_wrap=True, max_width=room)
    for head in [*heads, Text("Total")]:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _widths(heads: list[str], rows: list[list[Text]]) -> list[int]:
    """Columns each but the student's needs, in cells of the terminal."""
    columns = zip(*(row[1:] for row in rows), strict=True) if rows else ([] for _ in [*heads, "", ""])
    return [
        max(cell_len(head), *(cell.cell_len for cell in column), 0)
        for head, column in zip([*heads, "Total", "Status"], columns, strict=True)
    ]


def print_run(console: Console, run: ScoredRun, assignment: AssignmentHead, verbose: bool = False) -> None:
    """Print one student's points and what was missed, with reason and hint; every check when `verbose`."""
    _print_problem(console, run)
    for question in assignment.questions:
        _print_question(console, run, question, verbose)
    total = f"Total {points(run.earned)} of {points(run.possible)} points"
    console.print()
    console.print(_text(console, total, "bold"))


def _heads(questions: tuple[QuestionHead, ...], rows: list[list[Text]], width: int) -> list[str]:
    """Names of the questions, or Q1, Q2, … where these do not fit, or none where not even those do."""
    names = [one_line(question.name) for question in questions]
    numbers = [f"Q{number}" for number in range(1, len(questions) + 1)]
    for heads in (names, numbers):
        if LEAST_STUDENT_WIDTH + sum(column + 1 for column in _widths(heads, rows)) <= width:
            return heads
    return []


def _cells(console: Console, run: ScoredRun, questions: tuple[QuestionHead, ...]) -> list[Text]:
    scores = [points(run.question_score(question.name).earned) for question in questions]
    return [
        _text(console, one_line(run.student)),
        *(Text(score) for score in scores),
        Text(points(run.earned), "bold"),
        _status(run),
    ]


def _status(run: ScoredRun) -> Text:
    if any(check.verdict is Verdict.ERROR for check in run.checks):
        return Text("grader error", STYLES[Verdict.ERROR])
    return Text(STATUS_WORDS[run.status], "" if run.status is Status.OK else "yellow")


def _print_legend(console: Console, questions: tuple[QuestionHead, ...], heads: list[str]) -> None:
    if not heads and questions:
        console.print(_text(console, "Too little room for the points per question; gradebook.csv has them."))
    elif heads != [one_line(question.name) for question in questions]:
        pairs = zip(heads, questions, strict=True)
        legend = [f"{head} {one_line(q.name)} ({points(q.points)})" for head, q in pairs]
        console.print(_text(console, ", ".join(legend)))


def _print_problem(console: Console, run: ScoredRun) -> None:
    if run.status is not Status.OK:
        console.print(_text(console, STATUS_SENTENCES[run.status], "yellow"))
    for line in filter(None, (run.problem, *run.notes, *run.execution.notes)):
        console.print(_text(console, line))
    for cell in run.execution.cells:
        if cell.status is not Status.OK:
            said = cell.error or STATUS_WORDS[cell.status]
            console.print(_text(console, f"Cell {cell.index + 1}: {said}", "yellow"))


def _print_question(console: Console, run: ScoredRun, question: QuestionHead, verbose: bool) -> None:
    checks = [check for check in run.checks if check.question == question.name]
    score = run.question_score(question.name)
    heading = f"{question.title}  {points(score.earned)}/{points(score.possible)}"
    console.print()
    console.print(_text(console, heading, "bold"))
    for check in checks:
        if verbose or check.verdict not in (Verdict.PASS, Verdict.SKIPPED):
            _print_check(console, check, run)
    waiting = [check for check in checks if check.verdict is Verdict.SKIPPED]
    if waiting and not verbose:
        lost = points(sum(check.possible for check in waiting))
        what = "1 check" if len(waiting) == 1 else f"{len(waiting)} checks"
        sign = _sign(console, Verdict.SKIPPED)
        line = f"{sign} {what} not judged yet ({lost} points): they need the above first"
        _print_indented(console, _text(console, line, STYLES[Verdict.SKIPPED]), 2)
    passed = sum(check.verdict is Verdict.PASS for check in checks)
    if passed and not verbose:
        sign = _sign(console, Verdict.PASS)
        _print_indented(console, _text(console, f"{sign} {passed} of {len(checks)} checks passed", "green"), 2)


def _print_check(console: Console, check: ScoredCheck, run: ScoredRun) -> None:
    line = _text(console, f"{_sign(console, check.verdict)} {VERDICT_WORDS[check.verdict]}: ", STYLES[check.verdict])
    line.append_text(_text(console, f"{check.title} ({points(check.earned)}/{points(check.possible)})"))
    _print_indented(console, line, 2)
    fault = GRADER_FAULT if check.verdict is Verdict.ERROR else ""
    for said in filter(None, (fault, own_reason(check, run))):
        _print_indented(console, _text(console, said), 4)
    if check.hint and check.verdict is not Verdict.PASS:
        _print_indented(console, _text(console, f"Hint: {unmarked(check.hint)}", "italic"), 4)


def _print_indented(console: Console, text: Text, columns: int) -> None:
    console.print(Padding.indent(text, columns))


def _sign(console: Console, verdict: Verdict) -> str:
    return (ASCII_SIGNS if console.options.ascii_only else VERDICT_SIGNS)[verdict]


def _text(console: Console, text: str, style: str = "") -> Text:
    """Foreign text as it is: no markup read from it, no control sequence, only what can be encoded."""
    encodable = inert(visible(text)).encode(console.encoding, "replace").decode(console.encoding)
    return Text(encodable, style)
