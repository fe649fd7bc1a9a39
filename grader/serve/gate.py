"""Who is let in: the right token, from pages of our own, under a name that leads here and nowhere else."""

import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from tornado import httputil
from tornado.web import HTTPError, RequestHandler

from grader.reports.html_class import script_hash

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    f"form-action 'self'; frame-ancestors 'none'; script-src '{script_hash()}'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With less, a browser hides where a form comes from, and its requests could not be told from foreign ones.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LOOPBACK = ("127.0.0.1", "localhost")


def new_token() -> str:
    """A secret nobody guesses: 256 bits, as text for an address."""
    return secrets.token_urlsafe(32)


class Page(RequestHandler):
    """A page that answers only under its own name, to its own forms, and never in a frame."""

    def set_default_headers(self) -> None:
        """What every answer says, errors too."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse foreign names (a name that was made to lead to this machine) and foreign origins."""
        if self.request.host not in self.settings["hosts"]:
            raise HTTPError(421, reason="This server does not answer under that name")
        origin = self.request.headers.get("Origin")
        if origin is not None and origin not in self.settings["origins"]:
            raise HTTPError(403, reason="Requests from other sites are refused")
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._refuse_foreign_fetch()

    def _refuse_foreign_fetch(self) -> None:
        """A link on another site may lead here; nothing else from there is answered."""
        is_visit = self.request.method == "GET" and self.request.headers.get("Sec-Fetch-Mode") == "navigate"
        if not is_visit:
            raise HTTPError(403, reason="Requests from other sites are refused")

    def cookie_name(self, kind: str) -> str:
        """The name of a cookie of this server; browsers share cookies between the ports of a machine."""
        return f"grader-{kind}-{self.settings['port']}"

    def remember(self, secret: str) -> None:
        """Let the browser show the secret from now on, to this server's own pages only."""
        self.set_cookie(
            self.cookie_name("key"),
            secret,
            httponly=True,
            samesite="Strict",
            secure=self.settings["is_secure"],
            path="/",
        )

    def shown_secret(self) -> str:
        """The secret the browser shows; empty without one."""
        return self.get_cookie(self.cookie_name("key")) or ""

    def show(self, text: str) -> None:
        """Answer with a page; its forms are ours by the token they carry."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """An error as a sentence; a fault of ours is in the log and not on the page."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        said = self._reason if status_code < 500 else "The grader failed here. Its terminal says more."
        self.finish(f"{said} ({status_code}).\n")


class InstructorPage(Page):
    """A page for whoever started the server: the token in the address lets in, a cookie keeps in."""

    def prepare(self) -> None:
        """Let in with the token; the address without it is where one then is."""
        super().prepare()
        offered = self.get_query_argument("token", "")
        if offered and _equal(offered, self.settings["token"]):
            self.remember(offered)
            if self.request.method == "GET":
                self.redirect(urlsplit(self.request.uri or "/").path)
            return
        if not _equal(self.shown_secret(), self.settings["token"]):
            raise HTTPError(403, reason="Open the address that the terminal shows: it holds the token of this server")


class Nowhere(InstructorPage):
    """What lies at no address of ours."""

    def prepare(self) -> None:
        """Let in, then say that there is nothing."""
        super().prepare()
        if not self._finished:
            raise HTTPError(404, reason="There is nothing at this address")


def _equal(offered: str, secret: str) -> bool:
    return hmac.compare_digest(offered.encode(errors="replace"), secret.encode())


def origins(hosts: tuple[str, ...], is_secure: bool) -> tuple[str, ...]:
    """Where our own forms come from."""
    return tuple(f"{'https' if is_secure else 'http'}://{host}" for host in hosts)


def settings(port: int, hosts: tuple[str, ...], is_secure: bool = False) -> dict[str, Any]:
    """What all pages of a server share; `hosts` are the names it answers under, with their ports."""
    return {
        "port": port,
        "hosts": hosts,
        "origins": origins(hosts, is_secure),
        "is_secure": is_secure,
        "xsrf_cookies": True,
        "xsrf_cookie_name": f"grader-form-{port}",
        "xsrf_cookie_kwargs": {"httponly": True, "samesite": "Strict", "secure": is_secure},
        "log_function": lambda handler: None,
    }


def first_of(arguments: httputil.HTTPServerRequest, name: str) -> str:
    """The first value of a form's field, without white space around it; empty where there is none."""
    values = arguments.body_arguments.get(name, [b""])
    return values[0].decode(errors="replace").strip()
