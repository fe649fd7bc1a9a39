"""The instructor's pages: classes, a class, a student with everything that can be decided, and what was decided."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from tornado.ioloop import IOLoop
from tornado.web import Application, HTTPError, url

from grader.errors import GraderError, UsageError
from grader.records.adjusted import in_force, set_aside
from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.html_class import SCRIPT, class_values, script_hash
from grader.reports.html_page import render_page
from grader.reports.html_student import render_student
from grader.reports.listing import listings
from grader.reports.page_names import page_names
from grader.serve.classes import GradedClass
from grader.serve.decide import Form, decision
from grader.serve.gate import InstructorPage, Nowhere, first_of

LOG = logging.getLogger("grader.serve")
LARGEST_FORM = 256 * 1024


class GradingPage(InstructorPage):
    """A page with the classes at hand."""

    def class_named(self, name: str) -> GradedClass:
        """The class of this name, or 404."""
        classes: dict[str, GradedClass] = self.settings["classes"]
        if name not in classes:
            raise HTTPError(404, reason="There is no such class")
        return classes[name]

    def student_of(self, graded: GradedClass, page: str) -> ScoredRun:
        """The run of a student, or 404."""
        run = graded.student(page)
        if run is None:
            raise HTTPError(404, reason="There is no such student in this class")
        return run

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Errors of the disk and bugs of ours, where whoever started the server reads them."""
        if not isinstance(value, HTTPError):
            LOG.error("%s", value, exc_info=None if isinstance(value, GraderError | OSError) else (typ, value, tb))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """What the grader itself says of a class that cannot be shown, to the one who can mend it."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if not isinstance(error, GraderError):
            super().write_error(status_code, **kwargs)
            return
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{error}\n")

    def form_token(self) -> Markup:
        """The hidden field by which a form of ours is known."""
        return Markup(self.xsrf_form_html())

    def keep(self, graded: GradedClass, run: ScoredRun | None) -> None:
        """Append what the form asks for and have the reports follow; 400 with the reason where it is no decision."""
        form = Form(**{name: first_of(self.request, name) for name in Form.__struct_fields__})
        try:
            made = decision(form, self.settings["by"], graded.results(), run, graded.decisions())
        except UsageError as error:
            self.set_status(400)
            self.refuse(str(error), graded, run)
            return
        graded.decide(made)
        self.settings["follow"](graded)
        self.redirect(self.request.path + ("#decided" if run else ""), status=303)

    def refuse(self, why: str, graded: GradedClass, run: ScoredRun | None) -> None:
        """Show the page again with what was wrong."""
        raise NotImplementedError


class Home(GradingPage):
    """The classes of the folder."""

    def get(self) -> None:
        """The list."""
        rows = []
        for name, graded in self.settings["classes"].items():
            try:
                rows.append((name, graded.results(), ""))
            except (GraderError, OSError) as error:
                rows.append((name, None, str(error)))
        self.show(render_page("served_home.html", rows=rows, by=self.settings["by"]))


class ClassPage(GradingPage):
    """One class."""

    def get(self, name: str) -> None:
        """The class page with links to where one decides."""
        self.show_class(self.class_named(name))

    def post(self, name: str) -> None:
        """Release or hold the whole class."""
        self.keep(self.class_named(name), None)

    def refuse(self, why: str, graded: GradedClass, run: ScoredRun | None) -> None:
        """The class with what was wrong."""
        self.show_class(graded, why)

    def show_class(self, graded: GradedClass, problem: str = "") -> None:
        """The page of a class."""
        applied = graded.applied()
        results = applied.results
        self.show(
            render_page(
                "served_class.html",
                **class_values(results, student_addresses(graded, results)),
                remarks=applied.remarks,
                script=Markup(SCRIPT),
                script_hash=script_hash(),
                graded=graded,
                form_token=self.form_token(),
                problem=problem,
                touched=sum(any(e.points or e.kind == "attempt" for e in run.effects) for run in results.runs),
                released=sum(run.is_released for run in results.runs),
            )
        )


class StudentPage(GradingPage):
    """One student with all that can be decided."""

    def get(self, name: str, page: str) -> None:
        """Checks, forms, decisions, history."""
        graded = self.class_named(name)
        self.show_student(graded, self.student_of(graded, page))

    def post(self, name: str, page: str) -> None:
        """Keep a decision about this student."""
        graded = self.class_named(name)
        self.keep(graded, self.student_of(graded, page))

    def refuse(self, why: str, graded: GradedClass, run: ScoredRun | None) -> None:
        """The student with what was wrong."""
        if run is not None:
            self.show_student(graded, run, why)

    def show_student(self, graded: GradedClass, run: ScoredRun, problem: str = "") -> None:
        """The page of a student."""
        results = graded.results()
        decided = [each for each in graded.decisions() if each.student == run.student]
        addresses = student_addresses(graded, results)
        students = list(addresses)
        at = students.index(run.student)
        self.show(
            render_page(
                "served_student.html",
                results=results,
                run=run,
                graded=graded,
                decided=decided,
                standing={each.number for each in in_force(decided)},
                aside={each.number for each in set_aside(run, decided)},
                missed=[check for check in run.checks if not is_plain_pass(check)],
                passed=[check for check in run.checks if is_plain_pass(check)],
                listings=listings(run, functions(results, run), {check.id: check.id for check in run.checks}),
                history=graded.history(run.student),
                evidence={check.id: _readable(check.evidence) for check in run.checks if check.evidence},
                before=addresses[students[at - 1]] if at else "",
                after=addresses[students[at + 1]] if at + 1 < len(students) else "",
                page=addresses[run.student] + "page",
                form_token=self.form_token(),
                problem=problem,
            )
        )


class Feedback(GradingPage):
    """The page a student gets."""

    def get(self, name: str, page: str) -> None:
        """As it is written to `feedback/`."""
        graded = self.class_named(name)
        self.show(render_student(graded.results(), graded.as_shown(self.student_of(graded, page))))


def student_addresses(graded: GradedClass, results: Results) -> dict[str, str]:
    """Where each student of a class is, in the order of the class."""
    pages = page_names(run.student for run in results.runs)
    return {student: f"/class/{quote(graded.name)}/student/{quote(page)}/" for student, page in pages.items()}


def functions(results: Results, run: ScoredRun) -> list[str]:
    """The functions that were asked for, those of questions where something was missed first."""
    missed = {check.question for check in run.checks if not is_plain_pass(check)}
    heads = sorted(results.assignment.questions, key=lambda head: head.name not in missed)
    return list(dict.fromkeys([*(name for head in heads for name in head.functions), *run.code]))


def is_plain_pass(check: ScoredCheck) -> bool:
    """Whether the check passed and nobody gave it other points."""
    return check.verdict is Verdict.PASS and check.graded is None


def _readable(evidence: dict[str, Any]) -> str:
    return json.dumps(evidence, indent=1, ensure_ascii=False, default=str)[:4000]


class Follower:
    """Writes the reports of a class again after a decision, one class at a time, several decisions at once."""

    def __init__(self) -> None:
        self.executor = ThreadPoolExecutor(1)
        self.waiting: set[str] = set()

    def __call__(self, graded: GradedClass) -> None:
        """Have a class written soon; from the loop's thread only."""
        if graded.name not in self.waiting:
            self.waiting.add(graded.name)
            IOLoop.current().call_later(0.2, self._submit, graded)

    def _submit(self, graded: GradedClass) -> None:
        self.waiting.discard(graded.name)
        self.executor.submit(_rewrite, graded)

    def close(self) -> None:
        """Wait for what is being written."""
        self.executor.shutdown()


def _rewrite(graded: GradedClass) -> None:
    try:
        graded.rewrite()
    except (GraderError, OSError) as error:
        LOG.error("The reports of %s are not up to date: %s", graded.name, error)


def make_grading(classes: dict[str, GradedClass], by: str, token: str, shared: dict[str, Any]) -> Application:
    """The pages over these classes; `by` is whose decisions they are, `shared` is of `gate.settings` with `follow`."""
    routes = [
        url(r"/", Home),
        url(r"/class/([^/]+)/", ClassPage),
        url(r"/class/([^/]+)/student/([^/]+)/", StudentPage),
        url(r"/class/([^/]+)/student/([^/]+)/page", Feedback),
    ]
    return Application(routes, classes=classes, by=by, token=token, default_handler_class=Nowhere, **shared)
