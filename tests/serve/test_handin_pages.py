"""Handing in over HTTP: a receipt for what is kept, nobody else's work, limits, practice, released marks."""

import contextlib
import hashlib
import socket

import pytest
from handed import multipart, notebook
from served_class import Served, graded_folder

from grader.records.adjustment import Act, Adjustment
from grader.serve.classes import GradedClass
from grader.serve.handin import LARGEST_BODY, make_hand_in
from grader.serve.inbox import Inbox
from grader.serve.practice import Practice
from grader.serve.tokens import Tokens

TOKENS = Tokens({"ada": "token-of-ada", "ben": "token-of-ben"})


@pytest.fixture
def inbox(tmp_path):
    return Inbox(tmp_path / "inbox", "work.ipynb")


@pytest.fixture
def graded(tmp_path):
    return GradedClass(graded_folder(tmp_path / "results"))


@pytest.fixture
def practice(tmp_path):
    """Checks of a notebook are another matter: here a page says how large it was."""
    made = Practice(lambda submission: f"<p>{len(submission.notebook)} bytes</p>", tmp_path / "practice")
    yield made
    made.close()


@pytest.fixture
def stranger(inbox, practice, graded):
    served = Served(lambda shared: make_hand_in(inbox, TOKENS, "Functions", shared, practice=practice, graded=graded))
    yield served
    served.close()


@pytest.fixture
def ada(stranger):
    assert stranger.ask("/?token=token-of-ada").status == 303
    return stranger


def hand_in(student: Served, content: bytes, name: str = "mine.ipynb"):
    body, kind = multipart(content, name, _xsrf=student.form_token("/"))
    return student.post("/", body, Content_Type=kind)


def test_a_hand_in_is_kept_and_gets_a_receipt(ada: Served, inbox: Inbox) -> None:
    answer = hand_in(ada, notebook())
    assert (answer.status, answer.headers["Location"]) == (303, "/?receipt=1")
    (kept,) = inbox.of_student("ada")
    assert kept.path.name == "work.ipynb"
    page = ada.ask("/?receipt=1").text
    assert "Handed in." in page
    assert hashlib.sha256(notebook()).hexdigest() in page
    assert ada.ask("/own/1").text.encode() == notebook()


def test_a_stranger_sees_a_door_and_nothing_else(stranger: Served, inbox: Inbox) -> None:
    assert "your token" in stranger.ask("/").text
    for path in ("/own/1", "/practice/1", "/mark"):
        assert stranger.ask(path).status == 403
    assert hand_in(stranger, notebook()).status == 403
    assert not inbox.folder.exists()


def test_a_student_sees_only_what_is_their_own(ada: Served, inbox: Inbox) -> None:
    inbox.accept("ben", notebook("of_ben = 1"))
    assert "Nothing yet." in ada.ask("/").text
    assert ada.ask("/own/1").status == 404
    assert ada.ask("/practice/1").status == 404


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.ipynb", "The file is empty"),
        (b"no notebook", "a.ipynb", "no notebook that can be read"),
        (notebook(), "a.pdf", "Expected a notebook"),
    ],
)
def test_what_is_refused_is_refused_with_the_reason(ada: Served, inbox: Inbox, content, name, why) -> None:
    answer = hand_in(ada, content, name)
    assert answer.status == 400
    assert why in answer.text
    assert inbox.of_student("ada") == []


def test_a_name_with_markup_is_text(ada: Served) -> None:
    assert "<img" not in hand_in(ada, notebook(), "<img src=x>.pdf").text


def test_more_than_thirty_an_hour_are_refused_and_what_was_kept_stays(ada: Served, inbox: Inbox) -> None:
    token = ada.form_token("/")
    statuses = []
    for n in range(32):
        body, kind = multipart(notebook(f"n = {n}"), _xsrf=token)
        statuses.append(ada.post("/", body, Content_Type=kind).status)
    assert statuses == [303] * 30 + [429] * 2
    assert len(inbox.of_student("ada")) == 30


def said_unsent(server: Served, length: int | str) -> str:
    """What is answered to the head of an upload of `length` bytes of which not one is sent."""
    cookies = "; ".join(f"{name}={value}" for name, value in server.cookies.items())
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {cookies}\r\nContent-Length: {length}\r\n"
    kind = "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall((head + kind).encode())
        connection.settimeout(2)
        with contextlib.suppress(TimeoutError):
            return connection.recv(65536).decode()
    return ""


def test_of_a_strangers_upload_not_a_byte_is_read(stranger: Served) -> None:
    assert "403 Open the personal address" in said_unsent(stranger, 10 * 2**20)
    assert "403 Open the personal address" in said_unsent(stranger, "9" * 5000)
    stranger.cookies[f"grader-key-{stranger.port}"] = "wrong"
    assert "403 Open the personal address" in said_unsent(stranger, 10 * 2**20)


def test_a_students_upload_is_waited_for_unless_it_is_beyond_all_measure(ada: Served) -> None:
    assert said_unsent(ada, 10 * 2**20) == ""
    assert "400 Bad Request" in said_unsent(ada, 10 * 2**30)


def test_a_file_that_is_too_large_is_refused_with_its_size_and_not_kept(ada: Served, inbox: Inbox) -> None:
    answer = hand_in(ada, b"x" * (LARGEST_BODY + 1))
    assert answer.status == 413
    assert "The file has 20.1 MB; at most 20 MB are taken." in answer.text
    assert inbox.of_student("ada") == []


def test_what_is_no_form_is_refused(ada: Served, inbox: Inbox) -> None:
    answer = ada.post("/", b"no parts", Content_Type="multipart/form-data; boundary=x")
    assert answer.status in (400, 403)
    assert inbox.of_student("ada") == []


def test_a_token_that_is_typed_in_opens_the_door(stranger: Served) -> None:
    assert stranger.send("/", token="token-of-ben").status == 303
    assert "<h1>ben</h1>" in stranger.ask("/").text


def test_who_guesses_tokens_is_refused_for_a_while(stranger: Served) -> None:
    statuses = [stranger.ask(f"/?token=guess{n}").status for n in range(25)]
    assert statuses == [403] * 20 + [429] * 5


def test_a_form_of_another_site_hands_nothing_in(ada: Served, inbox: Inbox) -> None:
    body, kind = multipart(notebook(), _xsrf=ada.form_token("/"))
    assert ada.post("/", body, Content_Type=kind, Origin="https://evil.example").status == 403
    body, kind = multipart(notebook())
    assert ada.post("/", body, Content_Type=kind).status == 403
    assert inbox.of_student("ada") == []


def test_practice_gives_a_page_on_ones_own_hand_in(ada: Served, practice: Practice) -> None:
    hand_in(ada, notebook())
    assert ada.ask("/practice/1").status == 404
    answer = ada.post("/practice/1", f"_xsrf={ada.form_token('/')}".encode())
    assert answer.status == 303
    practice.waiting["ada"].result(20)
    assert f"{len(notebook())} bytes" in ada.ask("/practice/1").text
    assert 'href="/practice/1"' in ada.ask("/").text


def test_what_fails_in_practice_is_said_and_may_be_asked_for_again(tmp_path, inbox: Inbox) -> None:
    def fails(submission: object) -> str:
        raise RuntimeError("no kernel")

    practice = Practice(fails, tmp_path / "practice")
    made = inbox.accept("ada", notebook())
    assert practice.start("ada", made) == ""
    practice.waiting["ada"].result(20)
    assert "could not check" in practice.problems["ada"]
    assert not practice.page("ada", made).exists()
    assert practice.start("ada", made) == ""
    practice.close()


def test_a_mark_is_seen_once_it_is_released_and_only_ones_own(ada: Served, graded: GradedClass) -> None:
    assert ada.ask("/mark").status == 404
    graded.decide(Adjustment(assignment="functions", student="ben", act=Act.RELEASE, by="noether"))
    assert ada.ask("/mark").status == 404
    graded.decide(Adjustment(assignment="functions", student="ada", act=Act.RELEASE, by="noether"))
    page = ada.ask("/mark")
    assert page.status == 200
    assert "<h1>ada</h1>" in page.text
    assert "ben" not in page.text
