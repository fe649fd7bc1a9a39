"""Fills marks and comments into the grading worksheet that Moodle exported, and packs the feedback files."""

import html
import io
import re
import zipfile

from grader.errors import UsageError
from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.filling import Filled, Match, Row, match, number
from grader.reports.html_student import render_student
from grader.reports.sheet import Sheet
from grader.reports.student_view import for_student, lines, remarks
from grader.reports.wording import one_line, points
from grader.sources.roster import Roster

# Headings are in the language of the site; others are named with --column and --comments.
GRADE = frozenset({"grade", "bewertung", "note", "calificación", "nota", "beoordeling", "cijfer", "valutazione"})
COMMENTS = frozenset({"feedback comments", "feedback als kommentar", "commentaires", "comentarios"})
MAXIMUM = frozenset({"maximum grade", "höchste bewertung", "bestwertung", "note maximale", "calificación máxima"})
CHANGEABLE = frozenset({"grade can be changed", "bewertung kann geändert werden", "la note peut être modifiée"})
NO = frozenset({"no", "nein", "non", "nee"})
_IDENTIFIER = re.compile(r"\D*?(\d+)")
_YEAR = (1980, 1, 1, 0, 0, 0)  # equal results give an equal archive


class Worksheet:
    """A grading worksheet with its columns found. Raises UsageError where it is none or lacks one."""

    def __init__(self, content: bytes, column: str = "", comments: str = "") -> None:
        self.sheet = Sheet(content)
        heading = [cell.value.strip().casefold() for cell in self.sheet.rows[0]] if self.sheet.rows else []
        places = range(1, len(self.sheet.rows))
        if not all(_IDENTIFIER.fullmatch(self.sheet.value(place, 0)) for place in places) or len(heading) < 3:
            raise UsageError(
                "This is no grading worksheet of Moodle: expected a first column like `Participant 12345`. Download it "
                "from the assignment, where Settings > Feedback types > Offline grading worksheet is on."
            )
        self.grade = _column(heading, {column.casefold()} if column else GRADE)
        self.comments = _column(heading, {comments.casefold()} if comments else COMMENTS)
        self.maximum = _column(heading, MAXIMUM)
        self.changeable = _column(heading, CHANGEABLE)
        if self.grade < 0 or (comments and self.comments < 0):
            raise UsageError(
                f"The worksheet has no column {comments if self.grade >= 0 else column or 'Grade'}. Name the one for "
                f"the points with --column, the one for comments with --comments: {'; '.join(heading)}."
            )
        self.rows = [self._row(place) for place in places]

    def _row(self, place: int) -> Row:
        identifier = _IDENTIFIER.fullmatch(self.sheet.value(place, 0))
        participant = identifier[1] if identifier else ""
        # Full name, ID number and address stand before the status; which of them there are differs.
        before = min(column for column in (self.grade, 5) if column > 0)
        about = [cell for column in range(1, before) if (cell := self.sheet.value(place, column))]
        names = [(field, cell) for cell in about for field in ("email", "name", "sis_id", "student")]
        full_name, called = self.sheet.value(place, 1), self.sheet.value(place, 0)
        return Row(
            place=place,
            label=f"{full_name} ({called})",
            names=(("moodle_participant", participant), *names),
            exported=(f"{full_name.replace('_', ' ')}_{participant}", f"Participant_{participant}"),
        )

    def refusal(self, place: int, mark: float) -> str:
        """Why Moodle would pass over a mark in silence; empty where it takes it."""
        most = self.sheet.value(place, self.maximum).replace(",", ".")
        if self.changeable >= 0 and self.sheet.value(place, self.changeable).casefold() in NO:
            return "its grade is locked in Moodle"
        if re.fullmatch(r"\d+(\.\d+)?", most) and mark > float(most) + 0.005:
            return f"{points(mark)} points are above Moodle's maximum of {points(float(most))}"
        return "" if self.sheet.has(place, self.grade) else "the row has no cell for the grade"


def fill_moodle(results: Results, worksheet: Worksheet, roster: Roster) -> Filled:
    """The worksheet with each student's points, and what was lost as a comment where it has a column for that."""
    found = match(results, worksheet.rows, roster)
    refused = {place: why for place, run in found.runs.items() if (why := worksheet.refusal(place, run.earned))}
    cells: dict[tuple[int, int], str] = {}
    for place, run in found.runs.items():
        if place in refused:
            continue
        cells[place, worksheet.grade] = number(run.earned, worksheet.sheet.decimal_mark)
        if worksheet.comments >= 0 and worksheet.sheet.has(place, worksheet.comments):
            cells[place, worksheet.comments] = comment(run)
    labels = {row.place: row.label for row in worksheet.rows}
    return Filled(
        content=worksheet.sheet.filled(cells),
        filled=len(found.runs) - len(refused),
        rows=found.rows,
        students=(*found.students, *(found.runs[place].student for place in refused)),
        remarks=tuple(f"{labels[place]} was left as it is: {why}." for place, why in refused.items()),
    )


def comment(run: ScoredRun) -> str:
    """What a student reads in Moodle, as HTML: remarks, and the checks that lost points with their hints."""
    said = [html.escape(one_line(remark)) for remark in remarks(run)]
    for line in lines(run):
        if line.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.ERROR):
            text = f"{line.title} ({points(line.earned)}/{points(line.possible)}): {line.text}"
            said.append(html.escape(one_line(text)))
    return f"<p>{'<br>'.join(said) or 'Every check passed.'}</p>"


def feedback_zip(results: Results, worksheet: Worksheet, roster: Roster) -> tuple[bytes, Match]:
    """The students' pages in folders that Moodle hands out as feedback files, and who found no row."""
    found = match(results, worksheet.rows, roster)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in worksheet.rows:
            if row.place in found.runs:
                name = re.sub(r"[_/\\]+", " ", one_line(worksheet.sheet.value(row.place, 1))) or "Participant"
                folder = f"{name}_{row.names[0][1]}_assignfeedback_file"
                info = zipfile.ZipInfo(f"{folder}/feedback.html", _YEAR)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, render_student(results, for_student(found.runs[row.place])))
    return stream.getvalue(), found


def _column(heading: list[str], names: set[str] | frozenset[str]) -> int:
    """The place of the first column with one of these headings; -1 where there is none."""
    return next((place for place, text in enumerate(heading) if text in names), -1)
