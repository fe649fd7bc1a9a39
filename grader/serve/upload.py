"""Takes a form with a file: who sends it is known before a byte of it is read, and too much of it is never kept."""

from tornado import httputil
from tornado.web import HTTPError, stream_request_body

from grader.serve.gate import Page

LARGEST_FORM = 64 * 1024  # without a file
PATIENCE = 10  # times what may be kept is read to its end, so that a browser gets to show the answer


@stream_request_body
class UploadPage(Page):
    """A page whose form may be large; `may_keep` answers before the body comes."""

    kept: bytearray
    received: int
    allowed: int

    def prepare(self) -> None:
        """Refuse who may not send, then say how much may come."""
        super().prepare()
        self.kept, self.received, self.allowed = bytearray(), 0, 0
        if self.request.method == "POST" and self.request.connection is not None:
            self.allowed = self.may_keep()
            self.request.connection.set_max_body_size(PATIENCE * max(self.allowed, LARGEST_FORM))  # type: ignore[attr-defined]

    def may_keep(self) -> int:
        """How many bytes are kept of what this request sends, 0 for none; raises HTTPError to read nothing at all."""
        raise NotImplementedError

    def data_received(self, chunk: bytes) -> None:
        """Keep what fits; from the first byte too many on, nothing."""
        self.received += len(chunk)
        if self.is_too_large:
            self.kept.clear()
        else:
            self.kept += chunk

    @property
    def is_too_large(self) -> bool:
        """Whether more came than may be kept."""
        return self.received > self.allowed

    def check_xsrf_cookie(self) -> None:
        """The form's own token stands in the body: `read_form` looks, and nothing happens before it."""

    def read_form(self) -> None:
        """Take the body apart; HTTPError where it is no form, or not one of ours."""
        request = self.request
        kind = request.headers.get("Content-Type", "")
        try:
            httputil.parse_body_arguments(
                kind, bytes(self.kept), request.body_arguments, request.files, request.headers
            )
        except httputil.HTTPInputError as error:
            raise HTTPError(400, reason="This form cannot be read") from error
        for name, values in request.body_arguments.items():
            request.arguments.setdefault(name, []).extend(values)
        super().check_xsrf_cookie()
