"""A meeting and all that hangs on it: agenda, drafts, comments, people, minutes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped, StoredDocument
from chibo.rules.census import Mark, Standing
from chibo.rules.periods import MeetingKind
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.codes import Disposition, DraftKind, ItemKind, Progress, SpeechKind
from members.models import Member, Organization
from topics.models import Topic


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def alive(self) -> "MeetingQuerySet":
        return self.exclude(state=MeetingState.CANCELLED)

    def ahead(self) -> "MeetingQuerySet":
        return self.filter(state__in=(MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION))

    def of_duty(self, organization: Organization, kind: str, period: str) -> "MeetingQuerySet":
        return self.filter(organization=organization, kind=kind, period=period)


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
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # of the last move or cancellation
    # Frozen at the close, so that a report never counts again what the minutes have printed.
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    speakers = models.PositiveSmallIntegerField(default=0)
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


class DraftDocument(Stamped):
    """A paper of the meeting: a rich text or a file, version by version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="drafts")
    kind = CodeField(codes=DraftKind)
    title = models.CharField(max_length=250)
    revision = models.PositiveIntegerField(default=1)  # = number of its newest version

    class Meta:
        ordering = ("meeting", "pk")
        constraints = [known("kind", DraftKind, "draft_kind_known")]


class DraftVersion(Stamped):
    """Dự thảo lần ``number``: never edited; a change is a new version."""

    draft = models.ForeignKey(DraftDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)  # clean HTML
    file = models.ForeignKey(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("draft", "-number")
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]


class DraftComment(models.Model):
    """A member's comment on one version; the secretary answers each."""

    version = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="comments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField()
    disposition = CodeField(codes=Disposition, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("created_at", "pk")


class Acknowledgement(models.Model):
    """Who has opened which version, and when first."""

    version = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="acknowledgements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("opened_at",)
        constraints = [models.UniqueConstraint(fields=["version", "member"], name="acknowledged_once")]


class Attendance(models.Model):
    """One line of the census frozen when the meeting is opened, and the mark of the roll call."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as printed
    name_key = models.CharField(max_length=255)
    standing = CodeField(codes=Standing)
    conditions = models.CharField(max_length=60, blank=True)  # codes of rules.census.Condition, comma between
    mark = CodeField(codes=Mark, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("meeting", "name_key")
        constraints = [
            known("standing", Standing, "attendance_standing_known"),
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once"),
        ]


class Guest(models.Model):
    """Đại biểu cấp trên dự: a representative of the committee above who is present."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("meeting", "pk")


class Speech(models.Model):
    """A remark recorded under an item, or a reserved opinion with its text."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speeches")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="speeches")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = CodeField(codes=SpeechKind, default=SpeechKind.SPEECH.value)
    text = models.TextField()
    spoken_at = models.DateTimeField()

    class Meta:
        ordering = ("meeting", "spoken_at", "pk")
        constraints = [known("kind", SpeechKind, "speech_kind_known")]


class Ballot(models.Model):
    """One vote: hands counted against the electorate of the census, both frozen."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="ballots")
    draft = models.ForeignKey(DraftVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="ballots")
    matter = CodeField(codes=Matter)
    subject = models.CharField(max_length=250)
    electorate = models.PositiveSmallIntegerField()
    in_favor = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)
    is_carried = models.BooleanField()
    held_at = models.DateTimeField()

    class Meta:
        ordering = ("meeting", "held_at", "pk")
        constraints = [
            known("matter", Matter, "ballot_matter_known"),
            models.CheckConstraint(
                condition=Q(electorate__gte=F("in_favor") + F("against") + F("abstain")),
                name="ballot_within_electorate",
            ),
        ]


class Assignment(Stamped):
    """Nhiệm vụ được phân công: who does what by when, and what came of it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assignments")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="assignments")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    helper = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    progress = CodeField(codes=Progress, default=Progress.OPEN.value)
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [known("progress", Progress, "assignment_progress_known")]


class QualityScore(models.Model):
    """The self-score of a meeting: points per criterion, sent upward once."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="score")
    points = models.JSONField(default=dict)  # criterion code → points
    total = models.PositiveSmallIntegerField()
    remedy = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Minutes(models.Model):
    """The minutes of one meeting: free texts while it is written, frozen facts and bytes once locked."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    opening = models.TextField(blank=True)  # clean HTML, as are the others
    criticism = models.TextField(blank=True)
    guest_remark = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    read_back_at = models.DateTimeField(null=True, blank=True)
    approved_by_votes = models.PositiveSmallIntegerField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen = models.JSONField(default=dict, blank=True)  # the MinutesPaper as printed, with the rules used
    document = models.OneToOneField(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(locked_at=None) | Q(document__isnull=False), name="minutes_locked_with_document"
            )
        ]
