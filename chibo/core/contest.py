"""Two people change one thing: each field goes to whoever changed it, and only one that both changed is asked about.

A page sends along what each field showed (``seen``, a digest for each). The service compares three states under its
lock – shown, stored, sent –, so no row needs a revision for it, and whatever changed a row by another door is seen too.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, is_dataclass
from datetime import date, datetime, time
from typing import Any
from unicodedata import normalize

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from chibo.core.forms import BaseForm
from chibo.core.richtext import RichTextField, text_of
from chibo.rules.refusal import Refusal, RuleRefused

LENGTH = 16
THEIRS = "theirs"
Values = Mapping[str, Any]


def values_of(row: object, names: Iterable[str]) -> dict[str, Any]:
    """The fields of a row by name."""
    return {name: getattr(row, name) for name in names}


def digest(value: object) -> str:
    """A short mark of what a field shows: the same for what is stored and for what comes back untouched."""
    return hashlib.sha256(_plain(value).encode()).hexdigest()[:LENGTH]


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if is_dataclass(value) and not isinstance(value, type):
        value = astuple(value)
    if isinstance(value, tuple | list):
        return repr([_plain(each) for each in value])
    return normalize("NFC", str(value)).replace("\r\n", "\n").strip()


def seen_of(values: Values) -> str:
    """What a page that shows these values sends along."""
    return " ".join(f"{name}:{digest(value)}" for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sender's page showed, a digest for each field; in those ``given_up`` the other's is to stay."""

    digests: Mapping[str, str] = field(default_factory=dict)
    given_up: frozenset[str] = frozenset()

    @classmethod
    def of(cls, values: Values) -> "Seen":
        """A page that showed these values."""
        return cls({name: digest(value) for name, value in values.items()})

    @classmethod
    def together(cls, parts: Sequence["Seen"]) -> "Seen | None":
        """Several parts of one page; None for no part."""
        known = {name: mark for each in parts for name, mark in each.digests.items()}
        return cls(known) if parts else None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Seen":
        """What came with a form; nothing known where it is missing or spoilt."""
        pairs = (part.partition(":") for part in str(data.get("seen", "")).split())
        names = data.getlist("contested") if isinstance(data, MultiValueDict) else ()
        given_up = frozenset(names or data) if data.get("conflict") == THEIRS else frozenset[str]()
        return cls({name: mark for name, _, mark in pairs}, given_up)


@dataclass(frozen=True, slots=True)
class Contest:
    """What two people changed differently: ``merged`` has everybody's own fields, and in ``names`` the sender's."""

    stored: Values
    merged: Values
    names: tuple[str, ...]
    revision: int | None = None


def settle(
    stored: Values, sent: Values, seen: Seen | None, *, current: int | None = None, shown: int | None = None
) -> dict[str, Any]:
    """What is to be written: of each field the side that changed it.

    ``seen`` None is a deed without a page; ``current`` and ``shown`` are revisions, asked where no field is known.
    Raises RuleRefused: ``stale`` with the ``contest``.
    """
    seen, is_paged = seen or Seen(), seen is not None
    contested = []
    merged = dict(sent)
    for name, mine in sent.items():
        theirs, mark = stored[name], seen.digests.get(name)
        if name in seen.given_up or digest(mine) in (digest(theirs), mark):
            merged[name] = theirs
        elif _is_contested(theirs, mark, is_paged=is_paged, current=current, shown=shown):
            contested.append(name)
    is_behind = not seen.digests and not seen.given_up and current != shown
    if contested or is_behind:
        raise RuleRefused(Refusal.STALE, contest=Contest(stored, merged, tuple(contested or sent), current))
    return merged


def _is_contested(theirs: object, mark: str | None, *, is_paged: bool, current: int | None, shown: int | None) -> bool:
    """Whether a field that the sender changed was changed by somebody else as well."""
    if mark is not None:
        return mark != digest(theirs)
    if current is not None:
        return current != shown
    return is_paged and not _is_blank(theirs)  # nothing is overwritten where nothing stands


def _is_blank(value: object) -> bool:
    return all(map(_is_blank, value)) if isinstance(value, tuple | list) else not _plain(value)


# Pages --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LastEdit:
    """Who saved last, and when; nobody and None where the trail does not say."""

    name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that both changed, as both read."""

    name: str
    label: str
    theirs: str
    mine: str


class SeenForm(BaseForm):
    """A form on something that others may change meanwhile. It begins with ``seen`` = ``seen_of`` what it shows."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last: Callable[[], LastEdit] = LastEdit
        """Who saved the same thing last; asked only where both changed something."""

    @property
    def is_once(self) -> bool:
        """Not where it changes what is stored: who goes back to the page and writes again is saved again."""
        return not self["seen"].value()

    @property
    def saw(self) -> Seen:
        """What the page showed that was sent."""
        return Seen.read(self.data)

    def shown_as(self, values: Values) -> dict[str, Any]:
        """The fields of the form for values by the names of the service."""
        return dict(values)

    def label_of(self, name: str) -> str:
        """What a value of the service is called on the page."""
        return str(self.fields[name].label)

    def as_read(self, name: str, value: Any) -> str:
        """A value in words."""
        return as_read(self.fields.get(name), value)

    def differing(self, contest: Contest) -> list[Differing]:
        """What both changed, beside each other."""
        return [
            Differing(
                name,
                self.label_of(name),
                self.as_read(name, contest.stored[name]),
                self.as_read(name, contest.merged[name]),
            )
            for name in contest.names
        ]

    def renew(self, contest: Contest) -> None:
        """Stand on what is stored now, with the other's fields taken over: saving again means to keep one's own."""
        data = MultiValueDict(self.data) if not isinstance(self.data, MultiValueDict) else self.data.copy()
        for name, value in self.shown_as(contest.merged).items():
            data[name] = _as_sent(value)
        data["seen"] = seen_of(contest.stored)
        for name in {"revision", "version"} & self.fields.keys():
            data[name] = str(contest.revision)
        self.data = data

    def labels_of_theirs(self, sent: Values, saved: Values) -> list[str]:
        """Which fields stand otherwise than they were sent, because somebody else changed them."""
        return [self.label_of(name) for name, value in sent.items() if digest(value) != digest(saved[name])]

    def told(self, done: str, sent: Values, saved: Values) -> str:
        """What is said when it was saved, and which parts of somebody else it kept."""
        theirs = self.labels_of_theirs(sent, saved)
        return f"{done} Giữ nguyên phần người khác vừa sửa: {', '.join(theirs)}." if theirs else done


def _as_sent(value: Any) -> Any:
    if value is None:
        return ""
    return value.pk if isinstance(value, Model) else value


def as_read(shown_in: forms.Field | None, value: Any) -> str:
    """A value as a person reads it; "" for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(shown_in, RichTextField):
        return text_of(value)
    if isinstance(shown_in, forms.ModelChoiceField):
        return str(shown_in.label_from_instance(value))
    if isinstance(shown_in, forms.ChoiceField):
        chosen = (str(words) for code, words in shown_in.widget.choices if str(code) == str(value))
        return next(chosen, str(value))
    return _in_figures(value)


def _in_figures(value: Any) -> str:
    match value:
        case bool():
            return "Có" if value else "Không"
        case datetime():
            return f"{timezone.localtime(value):%H:%M ngày %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
    return str(value)
