"""What happens in the room: roll call, speeches, votes, assignments."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped
from chibo.rules.assigning import Progress
from chibo.rules.census import Mark, Standing
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter
from meetings.codes import SpeechKind
from meetings.models.drafts import DraftVersion
from meetings.models.meeting import AgendaItem, Meeting
from members.models import Member, Organization


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


class HandOver(models.Model):
    """Somebody took over from the chair or the minute-taker while the meeting went on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hand_overs")
    post = CodeField(codes=Post)
    before = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("meeting", "at", "pk")
        constraints = [known("post", Post, "hand_over_post_known")]


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
    """One vote: hands counted against its electorate by the roll, which is counted again until the lock.

    ``electorate`` is what the majority is a share of: all electors, or for matters of procedure those present.
    """

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

    @property
    def cast(self) -> int:
        """All hands that were counted."""
        return self.in_favor + self.against + self.abstain


class Assignment(Stamped):
    """Nhiệm vụ được phân công: who does what by when, and what came of it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assignments")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="assignments")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ballot = models.ForeignKey(Ballot, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments")
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
