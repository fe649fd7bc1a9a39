"""What a page is made of, for assertions: its elements, attributes, headings and visible text."""

from html.parser import HTMLParser

VOID = {"meta", "wbr", "line", "polyline", "circle", "rect", "img", "br", "input"}


class Outline(HTMLParser):
    """Parses a page and fails on a tag that closes nothing or is never closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"closes nothing: {tag}"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    @property
    def tags(self) -> list[str]:
        """Names of all elements in order."""
        return [tag for tag, _ in self.elements]

    @property
    def words(self) -> str:
        """All text outside of style, white space as single spaces."""
        return " ".join(" ".join(self.text).split())

    def attributes(self, name: str) -> list[str]:
        """Values of one attribute on any element."""
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]
