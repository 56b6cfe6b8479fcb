"""The forms of a page as a browser reads them: where each goes, what it asks, and what is filled in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "email", "url", "tel", "search", "number", "password", "textarea"}


@dataclass
class Question:
    """One name in a form: its kind, what is filled in, and for a choice every answer."""

    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED


@dataclass
class Form:
    """A form and its questions."""

    action: str
    method: str
    questions: dict[str, Question] = field(default_factory=dict)

    def question(self, name: str, kind: str) -> Question:
        return self.questions.setdefault(name, Question(kind))

    @property
    def sends_files(self) -> bool:
        return any(question.kind == "file" for question in self.questions.values())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.open: Question | None = None

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is not None:
            getattr(self, f"_{tag}", lambda said: None)(said)

    def _input(self, said):
        kind = said.get("type", "text")
        if not said.get("name") or kind == "submit":
            return
        question = self.form.question(said["name"], kind)
        if kind in ("radio", "checkbox"):
            question.choices.append(said.get("value", "on"))
            question.values += [said.get("value", "on")] if "checked" in said else []
        else:
            question.values.append(said.get("value", ""))

    def _button(self, said):
        if said.get("name"):
            self.form.question(said["name"], "button").choices.append(said.get("value", ""))

    def _select(self, said):
        self.open = self.form.question(said["name"], "select")

    def _option(self, said):
        self.open.choices.append(said.get("value", ""))
        self.open.values += [said.get("value", "")] if "selected" in said else []

    def _textarea(self, said):
        self.open = self.form.question(said["name"], "textarea")
        self.open.values.append("")

    def handle_data(self, data):
        if self.open is not None and self.open.kind == "textarea":
            self.open.values[-1] += data

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.open = None
        elif tag == "form":
            self.form = None


def forms_of(html: str) -> list[Form]:
    """Every form, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
