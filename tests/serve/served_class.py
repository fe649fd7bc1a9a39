"""A small graded class on the disk, and a server in a thread to ask for its pages."""

import asyncio
import contextlib
import http.client
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tornado.httpserver import HTTPServer
from tornado.web import Application

from grader.records.execution import Status
from grader.records.results import AssignmentHead, QuestionHead, Results, ScoredCheck, ScoredRun
from grader.records.run import Environment, Run
from grader.records.verdict import CheckResult, Verdict
from grader.reports import write_all
from grader.serve import gate, server
from grader.serve.upload import LARGEST_FORM
from grader.store.archive import Archive

ENVIRONMENT = Environment(
    grader="0.1.0", python="3.11.7", tensorflow="2.21.0", keras="3.15.1", numpy="2.4.6", platform="Linux"
)
TOKEN = "the-token-of-this-server"
HOSTILE = "<img src=x onerror=alert(1)>"
STUDENTS = ("ada", "ben", HOSTILE)


def scored_run(student: str) -> ScoredRun:
    good, bad = Verdict.PASS, Verdict.FAIL
    checks = (
        ScoredCheck(id="f.shape", question="f", title="Shape", verdict=good, earned=2, possible=2, reason="Fits."),
        ScoredCheck(
            id="f.value",
            question="f",
            title="Value",
            verdict=bad,
            earned=0,
            possible=8,
            reason=HOSTILE,
            diagnosis="off_by_one",
            evidence={"observed": HOSTILE},
        ),
    )
    return ScoredRun(
        student=student,
        attempt=1,
        status=Status.OK,
        problem="",
        earned=2,
        possible=10,
        seconds=1.5,
        peak_bytes=10**8,
        submission_hash=f"{student}-bytes",
        execution=raw_run(student).execution,
        checks=checks,
        code={"f": f"def f(): '''{HOSTILE}'''"},
        code_hash=f"{student}-code",
    )


def raw_run(student: str, **fields: object) -> Run:
    made = {
        "student": student,
        "attempt": 1,
        "submission_hash": f"{student}-bytes",
        "assignment": "functions",
        "assignment_hash": "h",
        "seed": 7,
        "questions": ("f",),
        "environment": ENVIRONMENT,
        "status": Status.OK,
        "checks": (CheckResult(check="f.value", question="f", verdict=Verdict.FAIL, reason=""),),
    }
    return Run(**(made | fields))  # type: ignore[arg-type]


def graded_folder(folder: Path) -> Path:
    """A folder as `grader grade` writes it."""
    questions = (QuestionHead(name="f", title="The function", points=10, functions=("f",)),)
    head = AssignmentHead(slug="functions", title="Functions", hash="h", points=10, questions=questions)
    results = Results(assignment=head, seed=7, environment=ENVIRONMENT, runs=tuple(map(scored_run, STUDENTS)))
    write_all(results, folder)
    with Archive.open(folder / "archive.sqlite", write=True) as archive:
        archive.append(*map(raw_run, STUDENTS))
        archive.append(raw_run("ada", seed=8))
    return folder


class Answer(NamedTuple):
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]


class Served:
    """A running server and a browser of the plainest kind, which keeps cookies."""

    def __init__(self, make: Callable[[dict], Application]) -> None:
        self.sockets = server.listen("127.0.0.1", 0)
        self.port = server.port_of(self.sockets)
        self.cookies: dict[str, str] = {}
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve(make)), daemon=True)
        self.thread.start()
        assert self.ready.wait(20)

    async def _serve(self, make: Callable[[dict], Application]) -> None:
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        hosts = tuple(f"{name}:{self.port}" for name in gate.LOOPBACK)
        app = HTTPServer(make(gate.settings(self.port, hosts)), max_body_size=LARGEST_FORM)
        app.add_sockets(self.sockets)
        self.ready.set()
        await self.ended.wait()
        app.stop()
        await app.close_all_connections()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(20)

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request; redirects are not followed, cookies are kept."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies} | {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request("GET" if body is None else "POST", path, body, sent)
            return self._answer(connection.getresponse())

    def _answer(self, response: http.client.HTTPResponse) -> Answer:
        for name, value in response.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Answer(response.status, response.read().decode(), dict(response.getheaders()))

    def form_token(self, path: str) -> str:
        """The hidden field of the forms of a page."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.ask(path).text)
        assert found, path
        return found[1]

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form as a browser does from the page itself."""
        body = urlencode(fields | {"_xsrf": self.form_token(path)}).encode()
        return self.post(path, body)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        return self.ask(path, body, **(form | headers))
