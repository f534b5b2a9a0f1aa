"""The minutes and the self-score of a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from chibo.core.models import StoredDocument
from meetings.models.meeting import Meeting
from members.models import Organization


class CommitteeSheet(models.Model):
    """The lines of the score sheet that a committee set for its subtree; a ``chibo.rules.scoring.LocalSheet``."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="score_sheets")
    lines = models.JSONField(default=list)  # [title, most points] in their order
    basis = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organization", "since")
        constraints = [models.UniqueConstraint(fields=["organization", "since"], name="score_sheet_start_once")]


class QualityScore(models.Model):
    """The self-score of a meeting: points per criterion, sent upward once.

    One that was forgotten is given after the lock, with a paper of its own in ``document``.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="score")
    points = models.JSONField(default=dict)  # criterion code → points
    total = models.PositiveSmallIntegerField()
    remedy = models.TextField(blank=True)
    document = models.OneToOneField(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


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
