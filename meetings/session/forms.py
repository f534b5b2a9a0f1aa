"""Forms of the session: opening, roll call, speeches, votes, conclusions, assignments, the close."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django import forms

from chibo.core.contest import Contest, Seen, SeenForm, seen_of, values_of
from chibo.core.forms import BaseForm, DayFirstDateField, TimeField
from chibo.core.richtext import RichTextField
from chibo.rules.agendas import ItemKind
from chibo.rules.census import Mark
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal
from chibo.rules.voting import Matter
from meetings.codes import SpeechKind
from meetings.ground.forms import AdviceMixin, PersonField, instant
from meetings.labels import MARKS, MATTERS, SPEECH_KINDS
from meetings.models import AgendaItem, Ballot
from meetings.session.selectors import PUT_TO_VOTE, AttendanceRow, Choices, VoteLine, answer_on, line_of
from meetings.session.services import MarkInput
from members.models import Member

CONTESTED_LINE = (
    "{name}: người khác vừa ghi “{theirs}”, đồng chí chọn “{mine}”. Đồng chí gửi lần nữa nếu vẫn chọn như vậy."
)
SEVERAL, NO_BALLOT = 2, "none"
ITEM_TEXTS = ("proceedings", "conclusion")
MOST_VOTES = 32_767  # what the column holds; how many may vote is asked of the rulebook


class OpenForm(AdviceMixin, BaseForm):
    """When the meeting began, who chairs, who takes the minutes."""

    chair = PersonField(label="Chủ trì")
    minute_taker = PersonField(label="Thư ký ghi biên bản")
    opened_on = DayFirstDateField(label="Ngày bắt đầu")
    opened_time = TimeField(label="Giờ bắt đầu")

    def __init__(self, *args: Any, people: Iterable[Member], **values: Any) -> None:
        super().__init__(*args, **values)
        for name in ("chair", "minute_taker"):
            field = self.fields[name]
            assert isinstance(field, PersonField)  # noqa: S101 - declared above
            field.offer(people)

    @property
    def opened_at(self) -> datetime:
        """The aware instant that was written."""
        return instant(self.cleaned_data, "opened")


class CloseForm(BaseForm):
    """When the meeting ended."""

    closed_on = DayFirstDateField(label="Ngày kết thúc")
    closed_time = TimeField(label="Giờ kết thúc")

    @property
    def closed_at(self) -> datetime:
        """The aware instant that was written."""
        return instant(self.cleaned_data, "closed")


@dataclass(frozen=True, slots=True)
class RollAnswer:
    """One line of the roll call with the answer as it stands or as it was sent."""

    row: AttendanceRow
    mark: str
    reason: str
    seen: str
    error: str = ""


class RollForm(BaseForm):
    """The roll call: one answer for each line that was sent, with the reason of an excused absence.

    Each line says what it showed (``seen_``). ``everybody`` marks as present whoever is expected and has no answer yet.
    """

    def __init__(self, *args: Any, rows: list[AttendanceRow], **values: Any) -> None:
        super().__init__(*args, **values)
        self.rows = [row for row in rows if row.line.may_attend]
        self.seen: dict[int, str] = {}  # of lines that were sent, what they show by now
        for row in self.rows:
            pk, name = row.attendance.pk, row.name
            choices = [(mark.value, MARKS[mark]) for mark in Mark]
            self.fields[f"mark_{pk}"] = forms.ChoiceField(label=name, choices=choices, required=False)
            self.fields[f"reason_{pk}"] = forms.CharField(
                label=f"Lý do vắng của đồng chí {name}",
                max_length=200,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """An excused absence names its reason."""
        for row in self.rows:
            pk = row.attendance.pk
            excused = self.cleaned_data.get(f"mark_{pk}") == Mark.EXCUSED
            if excused and not self.cleaned_data.get(f"reason_{pk}", "").strip():
                self.add_error(f"reason_{pk}", f"Đồng chí ghi lý do vắng của đồng chí {row.name}.")
        return self.cleaned_data

    @property
    def lines(self) -> list[RollAnswer]:
        """The roll with what was sent, else with what is recorded."""
        return [self._line(row) for row in self.rows]

    @property
    def sent(self) -> list[RollAnswer]:
        """The lines that were sent."""
        return [line for line in self.lines if f"mark_{line.row.attendance.pk}" in self.data]

    def _line(self, row: AttendanceRow) -> RollAnswer:
        pk, given = row.attendance.pk, row.attendance
        if f"mark_{pk}" not in self.data and f"reason_{pk}" not in self.data:
            return RollAnswer(row, given.mark, given.reason, seen_of({line_of(given): answer_on(given)}))
        error = next(iter(self.errors.get(f"reason_{pk}", [])), "")
        sent = [self.data.get(f"{name}_{pk}", "") for name in ("mark", "reason")]
        return RollAnswer(row, sent[0], sent[1], self.seen.get(pk) or str(self.data.get(f"seen_{pk}", "")), str(error))

    def show_contest(self, contest: Contest) -> None:
        """Say on each line both answers; the line stands on what is recorded now, so sending it again overrules it."""
        for row in self.rows:
            line, pk = line_of(row.attendance), row.attendance.pk
            if line in contest.names:
                both = {"theirs": _words(contest.stored[line]), "mine": _words(contest.merged[line])}
                self.add_error(f"reason_{pk}", CONTESTED_LINE.format(name=row.name, **both))
                self.seen[pk] = seen_of({line: contest.stored[line]})

    def was_saved(self) -> None:
        """The lines go on showing what was sent."""
        for given in self.marks():
            mark, reason = str(given.mark or ""), given.reason if given.mark is Mark.EXCUSED else ""
            self.seen[given.attendance_id] = seen_of({f"line_{given.attendance_id}": (mark, reason)})

    def marks(self) -> list[MarkInput]:
        """The answers that were sent, in the order of the roll."""
        everybody = "everybody" in self.data
        return [given for row in self.rows if (given := self._given(row, everybody=everybody))]

    def _given(self, row: AttendanceRow, *, everybody: bool) -> MarkInput | None:
        pk = row.attendance.pk
        value = self.cleaned_data[f"mark_{pk}"]
        if everybody and row.line.is_expected and not (value or row.attendance.mark):
            return MarkInput(pk, Mark.PRESENT, if_unmarked=True)
        if f"mark_{pk}" not in self.data:
            return None
        seen = Seen.read({"seen": self.data.get(f"seen_{pk}", "")})
        return MarkInput(pk, Mark(value) if value else None, self.cleaned_data[f"reason_{pk}"], seen)


def _words(given: tuple[str, str]) -> str:
    """“Vắng có lý do (ốm)”."""
    mark, reason = given
    return (MARKS[Mark(mark)] if mark else "Chưa điểm danh") + (f" ({reason})" if reason else "")


class EntryForm(BaseForm):
    """What is recorded under one item of the programme, or under none."""

    ids: ClassVar[str]  # several forms stand on one page: each begins its ids with its own word
    item = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Choices, under: AgendaItem | None = None, **values: Any) -> None:
        super().__init__(*args, auto_id=f"{self.ids}_%s", **values)
        self.choices, self.under = choices, under
        self.fields["item"].initial = under.pk if under else ""

    def clean_item(self) -> AgendaItem | None:
        """The item of this meeting that was sent, or None."""
        if self.cleaned_data["item"] and self.under is None:
            raise forms.ValidationError("Nội dung này không còn trong chương trình. Đồng chí tải lại trang.")
        return self.under

    def values(self) -> dict[str, Any]:
        """The arguments for the service."""
        return dict(self.cleaned_data)

    def shown(self) -> Self:
        """The form to be printed: what only the page tells is read now, and not when three numbers are checked."""
        return self

    def offer(self, *names: str) -> None:
        """Let these fields choose among the people who can come."""
        for name in names:
            field = self.fields[name]
            assert isinstance(field, PersonField)  # noqa: S101 - declared above
            field.offer(self.choices.roll.people)

    def choose(self, name: str, choices: Any) -> None:
        """Let this field choose among these."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


class GuestForm(EntryForm):
    ids = "guest"
    name = forms.CharField(label="Họ và tên", max_length=120)
    post = forms.CharField(label="Chức vụ", max_length=150, required=False)

    def values(self) -> dict[str, Any]:
        """A guest belongs to the meeting as a whole."""
        return {"name": self.cleaned_data["name"], "post": self.cleaned_data["post"]}


class SpeechForm(EntryForm):
    ids = "speech"
    member = PersonField(label="Người phát biểu")
    kind = forms.TypedChoiceField(
        label="Loại ý kiến",
        choices=[(kind.value, SPEECH_KINDS[kind]) for kind in SpeechKind],
        coerce=SpeechKind,
        widget=forms.RadioSelect,
        initial=SpeechKind.SPEECH.value,
    )
    text = forms.CharField(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offer("member")


class BallotForm(EntryForm):
    ids = "ballot"
    matter = forms.ChoiceField(label="Biểu quyết về", choices=[(each.value, MATTERS[each]) for each in PUT_TO_VOTE])
    subject = forms.CharField(
        label="Nội dung biểu quyết",
        max_length=250,
    )
    draft = forms.ChoiceField(label="Theo dự thảo", required=False)
    in_favor = forms.IntegerField(label="Tán thành", min_value=0, max_value=MOST_VOTES, required=False)
    against = forms.IntegerField(label="Không tán thành", min_value=0, max_value=MOST_VOTES, required=False)
    abstain = forms.IntegerField(label="Không có ý kiến", min_value=0, max_value=MOST_VOTES, required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.choose("draft", self._drafts)
        is_first = self.under is None
        self.fields["matter"].initial = (Matter.AGENDA if is_first else Matter.RESOLUTION).value
        self.fields["subject"].initial = self.under.title if self.under else "chương trình sinh hoạt"

    def _drafts(self) -> list[tuple[str, str]]:
        named = [(str(row.pk), f"{row.draft.title} (dự thảo lần {row.number})") for row in self.choices.drafts]
        return [("", "Không theo dự thảo nào"), *named]

    def shown(self) -> Self:
        """With the number of votes that carries each matter today, and without drafts where there are none."""
        self.choose("matter", [(row.matter.value, f"{row.label} (từ {row.needed} phiếu)") for row in self._votes()])
        decides = self.under is not None and self.under.kind == ItemKind.DECISION
        if decides and len(self.choices.drafts) == 1:
            self.fields["draft"].initial = str(self.choices.drafts[0].pk)
        if not self.choices.drafts and "draft" not in self.errors:
            del self.fields["draft"]
        return self

    def _votes(self) -> list[VoteLine]:
        return self.choices.roll.votes

    def clean(self) -> dict[str, Any]:
        """Hands counted, or the one press that says that everybody who may vote here agrees."""
        values = self.cleaned_data
        if "unanimous" in self.data:
            values |= {"in_favor": self.choices.roll.electors_present, "against": 0, "abstain": 0}
        elif "in_favor" in values and values["in_favor"] is None:
            self.add_error("in_favor", "Đồng chí ghi số phiếu tán thành, hoặc bấm “Tất cả có mặt tán thành”.")
        return values

    def values(self) -> dict[str, Any]:
        """The arguments for the service; what was left empty is no vote."""
        given = self.cleaned_data
        voted = given["draft"]
        return {
            "item": given["item"],
            "matter": Matter(given["matter"]),
            "subject": given["subject"],
            "draft": next((row for row in self.choices.drafts if str(row.pk) == voted), None) if voted else None,
            "votes": (given["in_favor"], given["against"] or 0, given["abstain"] or 0),
        }


class AssignForm(EntryForm):
    ids = "assign"
    beside = {
        Refusal.EMPTY: "title",
        Refusal.OWN_HELPER: "helper",
        Refusal.DUE_BEFORE_MEETING: "due_on",
        DayOf.TASK: "due_on",
    }
    title = forms.CharField(
        label="Việc phải làm",
        max_length=300,
    )
    member = PersonField(label="Người phụ trách")
    helper = PersonField(label="Người phối hợp", required=False)
    due_on = DayFirstDateField(label="Thời hạn")
    ballot = forms.ChoiceField(label="Thực hiện nghị quyết nào", required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offer("member", "helper")
        self.choose("ballot", self._ballots)

    def _ballots(self) -> list[tuple[str, str]]:
        named = [(str(row.pk), row.subject) for row in self._decided]
        return [("", "Đồng chí chọn"), *named, (NO_BALLOT, "Việc chung, không thuộc nghị quyết nào")]

    @property
    def _decided(self) -> list[Ballot]:
        return self.choices.decided_under(self.under)

    def shown(self) -> Self:
        """Which of several resolutions the task belongs to is asked only where there are several."""
        if len(self._decided) < SEVERAL:
            del self.fields["ballot"]
        return self

    def clean(self) -> dict[str, Any]:
        """A task under several resolutions says to which of them it belongs."""
        values = self.cleaned_data
        if len(self._decided) >= SEVERAL and not values.get("ballot") and "ballot" not in self.errors:
            self.add_error(
                "ballot", "Nội dung này có nhiều nghị quyết. Đồng chí chọn nghị quyết mà việc này thực hiện."
            )
        return values

    def values(self) -> dict[str, Any]:
        """The arguments for the service; under a single resolution the task belongs to that one."""
        given, decided = dict(self.cleaned_data), self._decided
        item, wish = given.pop("item"), given.pop("ballot")
        if len(decided) >= SEVERAL:
            decided = [row for row in decided if str(row.pk) == wish]
        return given | {"under": decided[0] if decided else item}


class ConcludeForm(SeenForm):
    """What was said about an item and the chair's conclusion; ``version`` is the revision that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    proceedings = RichTextField(label="Diễn biến", required=False)
    conclusion = RichTextField(label="Kết luận của chủ trì", required=False)

    @classmethod
    def of(cls, item: AgendaItem | None) -> "ConcludeForm":
        """The texts of the item as they are stored."""
        if item is None:
            return cls()
        stored = values_of(item, ITEM_TEXTS)
        return cls(initial={**stored, "version": item.revision, "seen": seen_of(stored)})

    @property
    def texts(self) -> dict[str, str]:
        """The texts for the service."""
        return {name: self.cleaned_data[name] for name in ITEM_TEXTS}
