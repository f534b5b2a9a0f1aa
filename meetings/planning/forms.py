"""When, where and with whom a meeting is held."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from chibo.core.contest import SeenForm, Values, seen_of, values_of
from chibo.core.forms import BaseForm, DayFirstDateField, TimeField
from chibo.core.wording import capitalized
from chibo.rules.dates import DayOf
from chibo.rules.periods import ROMAN, MeetingKind, Period
from meetings.ground.forms import AdviceMixin, PersonField
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from meetings.planning.selectors import PlanningOptions, Suggestion
from meetings.planning.services import CHOSEN, MeetingPlan, plan_of
from topics.models import Topic

MOST_MINUTES = 600


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Topic
    """A topic of the year, with its quarter."""

    def label_from_instance(self, obj: Topic) -> str:
        return f"Quý {ROMAN[obj.quarter - 1]}/{obj.year}: {obj.title}"


class PartnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Meeting
    """The meeting of the other kind that this one is held with."""

    def label_from_instance(self, obj: Meeting) -> str:
        return f"{title_of(obj)}, {timezone.localtime(obj.starts_at):%H:%M %d/%m/%Y}"


class PlanForm(AdviceMixin, BaseForm):
    """A meeting to be planned. Which fields there are depends on the kind; the rules are asked by the service."""

    beside = {DayOf.MEETING: "starts_on"}
    no_chair = "Bí thư"  # what choosing nobody means

    period = forms.ChoiceField(label="Kỳ")
    topic = TopicField(label="Chuyên đề", queryset=Topic.objects.none(), required=False)
    starts_on = DayFirstDateField(label="Ngày")
    starts_time = TimeField(label="Giờ bắt đầu")
    minutes = forms.IntegerField(
        label="Thời gian dự kiến (phút)",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control-time"}),
    )
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    chair = PersonField(label="Chủ trì", required=False)
    minute_taker = PersonField(
        label="Thư ký", required=False, empty_label="Chưa cử", help_text="Có thể cử sau, trước khi bắt đầu buổi họp."
    )
    combined_with = PartnerField(
        label="Kết hợp cùng ngày với",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Không kết hợp",
        help_text="Hai kỳ nối tiếp nhau, mỗi kỳ một biên bản.",
    )

    def __init__(self, *args: Any, options: PlanningOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = options.kind
        self._offer_periods(options)
        self._offer_people(options)
        for name, rows in (("topic", options.topics), ("combined_with", options.partners)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 – for the type checker
            field.queryset = rows
        if options.kind is not MeetingKind.THEMATIC:
            del self.fields["topic"]
        elif not options.topics:
            self.fields["topic"].help_text = "Kế hoạch năm chưa có chuyên đề nào; có thể ghi sau ở trang Chuyên đề."
        if not options.partners:
            del self.fields["combined_with"]

    def _offer_periods(self, options: PlanningOptions) -> None:
        """The free months or quarters, and the one that was sent: whether it is taken is for the service to say."""
        if not options.periods:
            del self.fields["period"]
            return
        keys = [period.key for period in options.periods]
        sent = self.data.get(self.add_prefix("period"), "")
        known = [*options.periods, *([_parsed(sent)] if sent not in keys else [])]
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – for the type checker
        field.label = "Quý" if options.kind is MeetingKind.THEMATIC else "Tháng"
        field.choices = [(period.key, capitalized(period.label)) for period in sorted(filter(None, known))]

    def _offer_people(self, options: PlanningOptions) -> None:
        for name, people in (("chair", options.chairs), ("minute_taker", options.minute_takers)):
            field = self.fields[name]
            assert isinstance(field, PersonField)  # noqa: S101 – for the type checker
            field.offer(people, empty_label=self.no_chair if name == "chair" else "")

    @property
    def plan(self) -> MeetingPlan:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(data["starts_on"], data["starts_time"]))
        period = Period.parse(data["period"]) if "period" in data else Period.of(self.kind, data["starts_on"])
        return MeetingPlan(
            kind=self.kind,
            period=period,
            starts_at=starts_at,
            minutes=data["minutes"],
            place=data["place"],
            topic=data.get("topic"),
            chair=data["chair"],
            minute_taker=data["minute_taker"],
            combined_with=data.get("combined_with"),
        )


class ChangeForm(SeenForm, PlanForm):
    """A meeting that is moved or given other people. ``revision`` says which state of it the page showed."""

    no_chair = "Chưa chọn"

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tells: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tells and "reason" not in self.fields:
            self.ask_reason("Lý do thay đổi, ghi trong thông báo gửi đảng viên")

    def shown_as(self, values: Values) -> dict[str, Any]:
        """Day and hour apart, the period by its key."""
        at = timezone.localtime(values["starts_at"])
        apart = {"period": values["period"].key, "starts_on": at.date(), "starts_time": at.time()}
        return {name: value for name, value in values.items() if name != "starts_at"} | apart

    def label_of(self, name: str) -> str:
        """What was chosen, also where the form does not ask for it."""
        return {"starts_at": "Thời gian", "period": "Kỳ"}.get(name) or str(PlanForm.base_fields[name].label)

    def as_read(self, name: str, value: Any) -> str:
        """A period by its name."""
        return capitalized(value.label) if isinstance(value, Period) else super().as_read(name, value)


class CancelForm(BaseForm):
    """Why a meeting is not held."""

    reason = forms.CharField(label="Lý do hủy", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def _parsed(key: str) -> Period | None:
    try:
        return Period.parse(key)
    except ValueError:
        return None


def suggested(suggestion: Suggestion, options: PlanningOptions) -> dict[str, Any]:
    """The initial values of a new meeting."""
    period, at = suggestion.period, suggestion.starts_at
    topic = next(
        (row for row in options.topics if period and (row.year, row.quarter) == (period.year, period.number)), None
    )
    return {
        "period": period.key if period else None,
        "topic": topic,
        "starts_on": at.date() if at else None,
        "starts_time": at.time() if at else None,
        "minutes": suggestion.minutes,
        "place": suggestion.place,
        "combined_with": suggestion.partner,
    }


def current(meeting: Meeting) -> dict[str, Any]:
    """The values of a meeting as the form shows them."""
    at = timezone.localtime(meeting.starts_at)
    return {
        "period": meeting.period,
        "topic": meeting.topic_id,
        "starts_on": at.date(),
        "starts_time": at.time(),
        "minutes": meeting.planned_minutes,
        "place": meeting.place,
        "chair": meeting.chair_id,
        "minute_taker": meeting.minute_taker_id,
        "combined_with": meeting.combined_with_id,
        "revision": meeting.revision,
        "seen": seen_of(values_of(plan_of(meeting), CHOSEN)),
    }
