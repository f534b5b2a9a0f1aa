"""Forms of corrections."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from chibo.core.contest import SeenForm, Values
from chibo.core.forms import BaseForm, DayFirstDateField, TimeField
from chibo.rules.sessions import Post
from meetings.ground.forms import PersonField, instant
from members.models import Member


class UndoForm(BaseForm):
    """Nothing, or whether the answers of the roll call go as well."""

    with_roll = forms.BooleanField(label="Xóa cả điểm danh đã ghi", required=False)

    def __init__(self, *args: Any, marks: int, **values: Any) -> None:
        super().__init__(*args, **values)
        if not marks:
            del self.fields["with_roll"]

    @property
    def drops_roll(self) -> bool:
        """Whether it was said so."""
        return bool(self.cleaned_data.get("with_roll"))


class TimesForm(SeenForm):
    """When the meeting began and, where it has ended, when."""

    opened_on = DayFirstDateField(label="Ngày bắt đầu")
    opened_time = TimeField(label="Giờ bắt đầu")
    closed_on = DayFirstDateField(label="Ngày kết thúc")
    closed_time = TimeField(label="Giờ kết thúc")

    def __init__(self, *args: Any, opened_at: datetime | None, closed_at: datetime | None, **values: Any) -> None:
        super().__init__(*args, **values)
        for name, at in (("opened", opened_at), ("closed", closed_at)):
            if at is not None:
                local = timezone.localtime(at)
                self.initial[f"{name}_on"], self.initial[f"{name}_time"] = local.date(), local.time()
        if closed_at is None and "closed_on" not in self.data:
            del self.fields["closed_on"], self.fields["closed_time"]

    @property
    def opened_at(self) -> datetime:
        """The aware instant that was written."""
        return instant(self.cleaned_data, "opened")

    @property
    def closed_at(self) -> datetime | None:
        """The aware instant that was written, None where the meeting goes on."""
        return instant(self.cleaned_data, "closed") if "closed_on" in self.fields else None

    def shown_as(self, values: Values) -> dict[str, Any]:
        """Day and hour apart."""
        at = {name: timezone.localtime(value) for name, value in values.items() if value}
        days = {name.replace("_at", "_on"): each.date() for name, each in at.items()}
        return days | {name.replace("_at", "_time"): each.time() for name, each in at.items()}

    def label_of(self, name: str) -> str:
        """Day and hour together."""
        return "Bắt đầu" if name == "opened_at" else "Kết thúc"


class HandOverForm(BaseForm):
    """Who takes over what, and since when."""

    post = forms.TypedChoiceField(
        label="Thay người",
        choices=[(Post.CHAIR.value, "Chủ trì"), (Post.MINUTE_TAKER.value, "Thư ký ghi biên bản")],
        coerce=Post,
        widget=forms.RadioSelect,
    )
    after = PersonField(label="Người thay")
    at_on = DayFirstDateField(label="Từ ngày")
    at_time = TimeField(label="Từ giờ")

    def __init__(self, *args: Any, people: Iterable[Member], **values: Any) -> None:
        super().__init__(*args, **values)
        self.field_of("after", PersonField).offer(people)

    @property
    def at(self) -> datetime:
        """The aware instant that was written."""
        return instant(self.cleaned_data, "at")
