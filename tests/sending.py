"""A form of a page as a browser without scripts would send it."""

from html.parser import HTMLParser

Fields = dict[str, list[str]]


class _Forms(HTMLParser):
    """Every form of a page with what stands in its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Fields]] = []
        self.inside: Fields | None = None
        self.text: list[str] = []
        self.writing = self.choosing = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, value = given.get("name", ""), given.get("value") or ""
        if tag == "form":
            self.inside = {}
            self.forms.append((given.get("action") or "", self.inside))
        if self.inside is None:
            return
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox", "file") or "checked" in given):
            self.inside.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.writing, self.text = name, []
        elif tag == "select":
            self.choosing = name
        elif tag == "option" and (self.choosing not in self.inside or "selected" in given):
            self.inside[self.choosing] = [value]

    def handle_data(self, data):
        if self.writing:
            self.text.append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.inside is not None:
            self.inside[self.writing] = ["".join(self.text).removeprefix("\r\n").removeprefix("\n")]
            self.writing = ""
        elif tag == "form":
            self.inside = None


def form_on(answer, field: str = "seen") -> tuple[str, Fields]:
    """Where the form with that field goes, and all that it would send."""
    reader = _Forms()
    reader.feed(answer.content.decode())
    return next((action, fields) for action, fields in reader.forms if field in fields)
