"""Papers circulated before a meeting, version by version, with comments and receipts."""

from django.conf import settings
from django.db import models

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped, StoredDocument
from meetings.codes import Disposition, DraftKind
from meetings.models.meeting import Meeting
from members.models import Member


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
