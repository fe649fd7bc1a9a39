"""The students' pages: hand in with a personal token, get a receipt, see one's own hand-ins, practise."""

import asyncio
import logging
import re
from typing import Any

from markupsafe import Markup
from tornado.web import Application, HTTPError, url

from grader.errors import GraderError, StorageError, SubmissionError
from grader.records.results import ScoredRun
from grader.reports.html_page import render_page
from grader.reports.html_student import render_student
from grader.serve.classes import GradedClass
from grader.serve.gate import Page, first_of
from grader.serve.inbox import HandIn, Inbox, too_large, why_not
from grader.serve.practice import Practice
from grader.serve.rates import Rate
from grader.serve.tokens import Tokens
from grader.serve.upload import LARGEST_FORM, UploadPage

LOG = logging.getLogger("grader.serve")
LARGEST_NOTEBOOK = 20 * 1024**2
LARGEST_BODY = LARGEST_NOTEBOOK + LARGEST_FORM
LONGEST_DOOR = 4 * 1024  # of a form with a typed token and no more
HOUR = 3600.0


class StudentSite(Page):
    """A page that knows who looks at it, by the token in the address, then by a cookie."""

    def student(self) -> str | None:
        """Whose token was shown; None for a stranger."""
        tokens: Tokens = self.settings["tokens"]
        secret = self.shown_secret()
        return tokens.student(secret) if secret else None

    def require_student(self) -> str:
        """The student, or 403 with what to do."""
        student = self.student()
        if student is None:
            raise HTTPError(403, reason="Open the personal address that your instructor gave you")
        return student

    def mine(self, student: str, number: str) -> HandIn:
        """One of the student's own hand-ins, or 404."""
        inbox: Inbox = self.settings["inbox"]
        for each in inbox.of_student(student):
            if str(each.number) == number:
                return each
        raise HTTPError(404, reason="You have no such hand-in")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Faults of ours, where whoever started the server reads them."""
        if not isinstance(value, HTTPError):
            LOG.error("%s", value, exc_info=None if isinstance(value, GraderError | OSError) else (typ, value, tb))


class Desk(UploadPage, StudentSite):
    """Where a student hands in and sees what was handed in."""

    def may_keep(self) -> int:
        """A notebook of a student whose turn it is; of a stranger a token and no more, told before it is sent."""
        student = self.student()
        if student is None:
            told = self.request.headers.get("Content-Length", "0")
            if re.fullmatch(r"[0-9]{1,4}", told) is None or int(told) > LONGEST_DOOR:
                self.require_student()
            return LONGEST_DOOR
        return 0 if self.settings["hand_ins"].is_used_up(student) else LARGEST_BODY

    def get(self) -> None:
        """The form with the receipts, or the way in."""
        offered = self.get_query_argument("token", "")
        if offered:
            self.let_in(offered)
            return
        student = self.student()
        if student is None:
            self.show(render_page("hand_in_door.html", title=self.settings["title"], form_token=self.form_token()))
        else:
            self.show_desk(student)

    def let_in(self, offered: str) -> None:
        """Remember a token that is somebody's; who tries many is refused for a while."""
        tries: Rate = self.settings["tries"]
        who = self.request.remote_ip or ""
        if tries.is_used_up(who):
            raise HTTPError(429, reason="Too many wrong tokens came from here. Wait a quarter of an hour")
        if self.settings["tokens"].student(offered) is None:
            tries.allows(who)
            raise HTTPError(403, reason="This token is nobody's. Use the personal address your instructor gave you")
        self.remember(offered)
        self.redirect("/", status=303)

    async def post(self) -> None:
        """Take a notebook, or a token that was typed in."""
        if self.is_too_large:
            self.refuse_unread(self.require_student())
            return
        self.read_form()
        typed = first_of(self.request, "token")
        if typed:
            self.let_in(typed)
            return
        await self.take(self.require_student())

    async def take(self, student: str) -> None:
        """Keep the notebook of the form, or show why not."""
        files = self.request.files.get("notebook", [])
        content, name = (files[0].body, files[0].filename) if files else (b"", "")
        problem = why_not(content, name, LARGEST_NOTEBOOK)
        if not problem and not self.settings["hand_ins"].allows(student):
            self.refuse_unread(student)
            return
        problem = problem or await self.keep(student, content)
        if problem:
            self.set_status(self.get_status() if self.get_status() >= 400 else 400)
            self.show_desk(student, problem)

    def refuse_unread(self, student: str) -> None:
        """Say why nothing was kept of what came: it was too large, or one too many."""
        hand_ins: Rate = self.settings["hand_ins"]
        if hand_ins.is_used_up(student):
            self.set_status(429)
            self.show_desk(student, f"More than {hand_ins.most} hand-ins within an hour. Wait, then hand in again.")
        else:
            hand_ins.allows(student)  # counts, so that nobody sends such files all day
            self.set_status(413)
            self.show_desk(student, too_large(self.received, LARGEST_NOTEBOOK))

    async def keep(self, student: str, content: bytes) -> str:
        """Put the notebook into the inbox, then show its receipt; the sentence why not, where it is not kept."""
        inbox: Inbox = self.settings["inbox"]
        try:
            made = await asyncio.to_thread(inbox.accept, student, content)
        except SubmissionError as error:
            return f"Not taken: this is no notebook that can be read. {error}"
        except StorageError as error:
            LOG.error("%s: %s", student, error)
            self.set_status(500)
            return str(error)
        LOG.info("%s handed in attempt %d, %s", student, made.number, made.sha256)
        self.redirect(f"/?receipt={made.number}", status=303)
        return ""

    def show_desk(self, student: str, problem: str = "") -> None:
        """The student's page."""
        inbox: Inbox = self.settings["inbox"]
        practice: Practice | None = self.settings["practice"]
        hand_ins = inbox.of_student(student)
        receipt = self.get_query_argument("receipt", "")
        self.show(
            render_page(
                "hand_in.html",
                title=self.settings["title"],
                student=student,
                hand_ins=hand_ins,
                receipt=next((each for each in hand_ins if str(each.number) == receipt and not problem), None),
                problem=problem,
                notebook=inbox.notebook,
                limit=LARGEST_NOTEBOOK // 1024**2,
                practises=practice is not None,
                is_waiting=practice is not None and practice.is_waiting(student),
                checked={each.number for each in hand_ins if practice and practice.page(student, each).is_file()},
                practice_problem=practice.problems.get(student, "") if practice else "",
                is_released=released_run(self.settings["graded"], student) is not None,
                form_token=self.form_token(),
            )
        )

    def form_token(self) -> Markup:
        """The hidden field by which a form of ours is known."""
        return Markup(self.xsrf_form_html())


class Own(StudentSite):
    """A hand-in's own bytes, for its student."""

    def get(self, number: str) -> None:
        """The notebook as it came."""
        made = self.mine(self.require_student(), number)
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f'attachment; filename="attempt-{made.number}.ipynb"')
        self.finish(made.path.read_bytes())


class Feedback(StudentSite):
    """Practice feedback on one's own hand-in."""

    def get(self, number: str) -> None:
        """The page, once it is there."""
        student, practice = self.require_student(), self.practice()
        page = practice.page(student, self.mine(student, number))
        if not page.is_file():
            raise HTTPError(404, reason="This hand-in was not checked, or is not yet")
        self.show(page.read_text("utf-8"))

    def post(self, number: str) -> None:
        """Ask for it."""
        student, practice = self.require_student(), self.practice()
        made = self.mine(student, number)
        if not self.settings["checks"].allows(student):
            raise HTTPError(429, reason=f"At most {self.settings['checks'].most} checks an hour. Wait, then ask again")
        problem = practice.start(student, made)
        if problem:
            raise HTTPError(429, reason=problem.rstrip("."))
        self.redirect("/", status=303)

    def practice(self) -> Practice:
        """What checks; 404 where the instructor does not allow it."""
        found: Practice | None = self.settings["practice"]
        if found is None:
            raise HTTPError(404, reason="Practice feedback is not given here")
        return found


class Mark(StudentSite):
    """One's own graded page, once it is released."""

    def get(self) -> None:
        """The page, or 404."""
        graded: GradedClass | None = self.settings["graded"]
        run = released_run(graded, self.require_student())
        if graded is None or run is None:
            raise HTTPError(404, reason="Your mark is not released yet")
        self.show(render_student(graded.results(), graded.as_shown(run)))


class Nothing(StudentSite):
    """What lies at no address of ours."""

    def prepare(self) -> None:
        """Say so."""
        super().prepare()
        raise HTTPError(404, reason="There is nothing at this address")


def released_run(graded: GradedClass | None, student: str) -> ScoredRun | None:
    """The student's own run, where it was released."""
    if graded is None:
        return None
    runs = graded.results().runs
    return next((run for run in runs if run.student == student and run.is_released), None)


def make_hand_in(
    inbox: Inbox, tokens: Tokens, title: str, shared: dict[str, Any], **offered: Practice | GradedClass | None
) -> Application:
    """The pages for these students; `offered` are `practice` and `graded`, where students may have them."""
    routes = [
        url(r"/", Desk),
        url(r"/own/(\d{1,6})", Own),
        url(r"/practice/(\d{1,6})", Feedback),
        url(r"/mark", Mark),
    ]
    limits = {"tries": Rate(20, HOUR / 4), "hand_ins": Rate(30, HOUR), "checks": Rate(6, HOUR)}
    given: dict[str, Any] = {"practice": None, "graded": None, **offered, **limits, **shared}
    return Application(routes, inbox=inbox, tokens=tokens, title=title, default_handler_class=Nothing, **given)
