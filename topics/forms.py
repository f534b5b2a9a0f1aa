"""Forms of this app: shape only."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.core.contest import SeenForm
from chibo.core.http import FIRST_YEAR, LAST_YEAR
from chibo.rules.dates import DayOf
from chibo.rules.periods import ROMAN
from chibo.rules.refusal import Refusal
from members.forms.choosing import MemberField
from members.models import Member, Organization
from topics.codes import TopicGroup
from topics.labels import TOPIC_GROUPS
from topics.services import TopicPlan


class TopicForm(SeenForm):
    """One topic of the year's plan. ``people`` are the members who may prepare it."""

    beside = {Refusal.AUTHOR_NOT_ON_ROLL: "author", DayOf.TOPIC: "year"}

    organization = forms.ModelChoiceField(label="Chi bộ", queryset=Organization.objects.none())
    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    quarter = forms.TypedChoiceField(
        label="Quý", coerce=int, choices=[(number, f"Quý {ROMAN[number - 1]}") for number in range(1, 5)]
    )
    title = forms.CharField(
        label="Tên chuyên đề",
        max_length=250,
    )
    group = forms.TypedChoiceField(
        label="Nhóm vấn đề", coerce=TopicGroup, choices=[(code.value, words) for code, words in TOPIC_GROUPS.items()]
    )
    author = MemberField(label="Người chuẩn bị", queryset=Member.objects.none(), required=False)
    basis = forms.CharField(
        label="Căn cứ",
        max_length=250,
        required=False,
        help_text="Chỉ thị, hướng dẫn hoặc kế hoạch của cấp ủy.",
    )

    def __init__(self, *args: Any, organizations: list[Organization], people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = Organization.objects.filter(pk__in=[row.pk for row in organizations])
        self.field_of("organization", forms.ModelChoiceField).queryset = cells
        self.field_of("author", MemberField).queryset = people

    @property
    def plan(self) -> TopicPlan:
        """The cleaned values as the services take them."""
        data = self.cleaned_data
        return TopicPlan(data["year"], data["quarter"], data["title"], data["group"], data["author"], data["basis"])
