"""Resolutions issued from locked meetings, numbered within a term."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped, StoredDocument
from chibo.rules.workflow import ResolutionState
from meetings.models import Ballot, Meeting
from members.models import Member, Organization, Term
from resolutions.codes import DocumentType


class NumberSeries(models.Model):
    """The last number drawn of one document type in one term of one cell; its row is locked while drawing."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    document_type = models.CharField(max_length=5)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "term", "document_type"], name="number_series_once")
        ]


class Resolution(Stamped):
    """A resolution: drafted from the version that was voted, issued once. Issued, the database refuses any change.

    An abandoned draft lets go of its vote.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    ballot = models.OneToOneField(Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="resolution")
    document_type = CodeField(codes=DocumentType, max_length=5, default=DocumentType.RESOLUTION.value)
    state = CodeField(codes=ResolutionState, default=ResolutionState.DRAFT.value)
    title = models.CharField(max_length=250)  # trích yếu
    body = models.TextField(blank=True)  # clean HTML
    recipients = models.TextField(blank=True)  # one a line
    signer = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)  # why the draft was abandoned
    frozen = models.JSONField(default=dict, blank=True)
    document = models.OneToOneField(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = [
            known("state", ResolutionState, "resolution_state_known"),
            models.UniqueConstraint(
                fields=["organization", "term", "document_type", "number"],
                condition=Q(number__isnull=False),
                name="resolution_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(number__isnull=False, document__isnull=False, term__isnull=False),
                name="resolution_issued_complete",
            ),
        ]
