"""Reads a page as a browser would, strictly."""

from html.parser import HTMLParser

VOID = {"meta", "input", "rect", "line", "br"}


class Page(HTMLParser):
    """Reads a page; refuses tags that do not match, and keeps what the tests ask about."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        opened, _ = self.open.pop()
        assert opened == tag

    def handle_data(self, data):
        self.text.append((tuple(self.open), data))

    def all(self, tag, **attributes):
        return [a for t, a in self.tags if t == tag and attributes.items() <= a.items()]

    def said(self, tag, **attributes):
        """The texts within elements, each stretch apart."""
        wanted = attributes.items()
        return [
            data
            for opened, data in self.text
            if any(t == tag and wanted <= a.items() for t, a in opened)
        ]

    def note_text(self):
        """The text of the notes without the tags written behind what is highlighted."""
        return "".join(
            data
            for opened, data in self.text
            if any(a.get("class") == "text" for _, a in opened)
            and not any("tag" in a.get("class", "").split() for _, a in opened)
        )
