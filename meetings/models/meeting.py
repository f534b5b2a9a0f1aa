"""A meeting and its agenda."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped
from chibo.rules.agendas import ItemKind
from chibo.rules.periods import MeetingKind
from chibo.rules.workflow import Action, MeetingState, allows
from meetings.codes import FollowUpDeed
from members.models import Member, Organization
from topics.models import Topic


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def alive(self) -> "MeetingQuerySet":
        return self.exclude(state=MeetingState.CANCELLED)

    def ahead(self) -> "MeetingQuerySet":
        return self.filter(state__in=(MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION))


class Meeting(Stamped):
    """One meeting, hanging on the duty (organization, kind, period). Locked, the database refuses any change."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="meetings")
    kind = CodeField(codes=MeetingKind)
    period = models.CharField(max_length=7)  # Period.key: "2026-12", "2026-Q4"
    state = CodeField(codes=MeetingState, default=MeetingState.PLANNED.value)
    starts_at = models.DateTimeField()
    planned_minutes = models.PositiveSmallIntegerField(default=90)  # of the slot, for overlaps
    place = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    combined_with = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="combined_by"
    )
    chair = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    committee_agreed_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # to another day
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # of the last move or cancellation
    # Frozen at the close, so that a report never counts again what the minutes have printed.
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    speakers = models.PositiveSmallIntegerField(default=0)
    resolution_carried = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-pk")
        indexes = [models.Index(fields=["organization", "period"], name="meeting_duty")]
        constraints = [
            known("kind", MeetingKind, "meeting_kind_known"),
            known("state", MeetingState, "meeting_state_known"),
            models.UniqueConstraint(
                fields=["organization", "period"],
                condition=Q(kind="regular") & ~Q(state="cancelled"),
                name="meeting_regular_once_a_month",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="meeting_ends_after_start"
            ),
        ]

    def allows(self, action: Action) -> bool:
        """Whether the table of moves knows the action in the meeting's state; its needs are another question."""
        return allows(MeetingState(self.state), action)

    @property
    def starts_on(self) -> date:
        """The day it is planned for, where the cell is."""
        return timezone.localtime(self.starts_at).date()

    @property
    def held_on(self) -> date:
        """The day it was opened, or else the day it is planned for."""
        return timezone.localtime(self.opened_at or self.starts_at).date()


class AgendaItem(models.Model):
    """One item of the programme; at the meeting it also takes what was said about it and the conclusion."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = CodeField(codes=ItemKind)
    title = models.CharField(max_length=250)
    presenter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=10)
    basis = models.CharField(max_length=250, blank=True)
    proceedings = models.TextField(blank=True)  # clean HTML
    conclusion = models.TextField(blank=True)  # clean HTML
    revision = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ("meeting", "position", "pk")
        constraints = [known("kind", ItemKind, "agenda_item_kind_known")]


class FollowUp(models.Model):
    """A deed done after the minutes were locked: each once, written by the service that does it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="follow_ups")
    deed = CodeField(codes=FollowUpDeed)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("meeting", "at")
        constraints = [
            known("deed", FollowUpDeed, "follow_up_deed_known"),
            models.UniqueConstraint(fields=["meeting", "deed"], name="follow_up_once"),
        ]


class ChangeNotice(models.Model):
    """Changes after the circulation that make one message: what readers knew ``before`` the first of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="change_notices")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # later changes make another message
    before = models.JSONField()

    class Meta:
        ordering = ("meeting", "pk")
