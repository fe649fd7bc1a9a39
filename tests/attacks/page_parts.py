"""A page taken apart into elements, attributes and text, as a browser would see them."""

from html.parser import HTMLParser


class PageParts(HTMLParser):
    """Elements with their attributes, and the text between them; style sheets are no text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.is_style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.is_style = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.texts.append(data)

    @property
    def tags(self) -> set[str]:
        """Names of the elements."""
        return {tag for tag, _ in self.elements}

    @property
    def words(self) -> str:
        """All text."""
        return " ".join(self.texts)

    def attributes(self, name: str) -> list[str]:
        """Values of one attribute."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]
