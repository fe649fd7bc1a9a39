"""Who is let in, and who is not."""

import pytest
from served_class import TOKEN, Served

ADA = "/class/results/student/ada/"


def test_without_the_token_nothing_is_shown(stranger: Served) -> None:
    for path in ("/", "/class/results/", ADA, f"{ADA}page", "/nowhere"):
        answer = stranger.ask(path)
        assert answer.status in (403, 404)
        assert "ada" not in answer.text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "é"])
def test_a_wrong_token_does_not_let_in(stranger: Served, token: str) -> None:
    stranger.cookies[f"grader-key-{stranger.port}"] = token.encode("ascii", "ignore").decode()
    assert stranger.ask("/").status == 403


def test_the_token_leaves_the_address_and_stays_in_a_cookie_that_scripts_and_other_sites_do_not_get(stranger) -> None:
    answer = stranger.ask(f"{ADA}?token={TOKEN}")
    assert (answer.status, answer.headers["Location"]) == (302, ADA)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    assert stranger.ask(ADA).status == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}"])
def test_a_name_made_to_lead_here_is_refused(instructor: Served, host: str) -> None:
    assert instructor.ask("/", Host=host.format(port=instructor.port)).status == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
def test_a_form_of_another_site_changes_nothing(instructor: Served, origin: str) -> None:
    token = instructor.form_token(ADA)
    body = f"act=comment&text=x&_xsrf={token}".encode()
    assert instructor.post(ADA, body, Origin=origin).status == 403
    assert "Nothing yet" in instructor.ask(ADA).text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_fetches_is_refused(instructor: Served, site: str) -> None:
    assert instructor.ask(ADA, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
    assert instructor.ask(ADA, Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.parametrize("token", ["", "_xsrf=wrong"])
def test_a_form_without_its_own_token_changes_nothing(instructor: Served, token: str) -> None:
    instructor.form_token(ADA)
    assert instructor.post(ADA, f"act=comment&text=x&{token}".encode()).status == 403
    assert "Nothing yet" in instructor.ask(ADA).text


def test_every_answer_forbids_frames_foreign_content_and_keeping_it(instructor: Served) -> None:
    for path in ("/", "/class/results/", ADA, f"{ADA}page", "/nowhere"):
        headers = instructor.ask(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
