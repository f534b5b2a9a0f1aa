"""Rows that every app leans on: what happened, what must be told, what was issued."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from chibo.core.fields import CodeField


class AuditEntry(models.Model):
    """One deed, or one look at private data. Written once; the database refuses a change."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    action = CodeField(max_length=60)
    target = models.CharField(max_length=60, db_index=True)  # "meeting:42"
    path = models.CharField(max_length=255, blank=True, db_index=True)  # the organisation it concerns
    data = models.JSONField(default=dict, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ("-at", "-pk")


class Channel(models.TextChoices):
    """Ways of reaching a person."""

    APP = "app", "Trong chương trình"
    EMAIL = "email", "Thư điện tử"
    PAPER = "paper", "Bản giấy"
    IN_PERSON = "in_person", "Gặp trực tiếp"
    PHONE = "phone", "Điện thoại"


BY_HAND = (Channel.PAPER, Channel.IN_PERSON, Channel.PHONE)  # somebody goes or calls, and notes it


class Delivery(models.TextChoices):
    """What became of a message. ``unknown``: a worker died between the claim and the mark."""

    QUEUED = "queued", "Chờ gửi"
    CLAIMED = "claimed", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    UNKNOWN = "unknown", "Chưa rõ đã gửi hay chưa"
    DROPPED = "dropped", "Bỏ, không còn tác dụng"


TROUBLED = (Delivery.FAILED, Delivery.UNKNOWN)  # somebody looks and decides
UNSENT = (Delivery.QUEUED, *TROUBLED)  # what can still be kept from going out

IS_TROUBLED = Q(state__in=TROUBLED)
IS_TO_HAND_OVER = Q(state=Delivery.QUEUED, channel__in=BY_HAND)


class OutboundMessageQuerySet(models.QuerySet["OutboundMessage"]):
    def inbox_of(self, user: Any) -> "OutboundMessageQuerySet":
        """What was told to the person within the program; what was dropped never was."""
        return self.filter(channel=Channel.APP, user=user).exclude(state=Delivery.DROPPED)

    def unread(self) -> "OutboundMessageQuerySet":
        return self.filter(read_at=None)


class OutboundMessage(models.Model):
    """One message to one person on one channel. ``dedupe_key`` makes a second one impossible."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    recipient = models.CharField(max_length=60)  # "member:7"
    recipient_name = models.CharField(max_length=120)
    sender_name = models.CharField(max_length=200, blank=True)  # in whose name a letter goes out
    address = models.CharField(max_length=254, blank=True)
    path = models.CharField(max_length=255, db_index=True)  # the organisation whose secretary sees it
    about = models.CharField(max_length=60, db_index=True)  # "meeting:42"
    kind = CodeField(max_length=40)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    link = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    useful_until = models.DateTimeField(null=True, blank=True)  # from then on it is not sent; None: of use for ever
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OutboundMessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["due_at"], name="message_waiting", condition=Q(state="queued")),
            models.Index(fields=["user", "read_at"], name="message_inbox"),
            models.Index(
                fields=["useful_until"], name="message_expiring", condition=Q(state__in=["queued", "failed", "unknown"])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Delivery.values), name="message_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_channel_known"),
        ]

    def is_stale(self, at: datetime) -> bool:
        """Whether its use is over: from then on nobody is troubled with it."""
        return self.useful_until is not None and at >= self.useful_until

    @property
    def is_troubled(self) -> bool:
        """What ``IS_TROUBLED`` asks of the database."""
        return self.state in TROUBLED

    @property
    def is_to_hand_over(self) -> bool:
        """What ``IS_TO_HAND_OVER`` asks of the database."""
        return self.state == Delivery.QUEUED and self.channel in BY_HAND


class StoredDocument(models.Model):
    """The bytes of a locked or issued paper. Never made again, never changed: the database refuses."""

    kind = CodeField(max_length=30)
    title = models.CharField(max_length=250)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField(default=timezone.now)


class Enclosure(models.Model):
    """A paper that went with a letter, to somebody who cannot open it in the program."""

    message = models.ForeignKey(OutboundMessage, on_delete=models.CASCADE, related_name="enclosures")
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("message", "pk")
        constraints = [models.UniqueConstraint(fields=["message", "document"], name="enclosed_once")]


class MadePaper(models.Model):
    """A paper by the SHA-256 of what it was made from: the same is not made, and not stored, twice."""

    source = models.CharField(max_length=64, primary_key=True)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")


class SentForm(models.Model):
    """A form that made something, known by its token: sent again, it makes nothing and is answered as before."""

    key = models.CharField(max_length=100, primary_key=True)  # account and token
    location = models.CharField(max_length=500, blank=True)  # where the first answer led
    at = models.DateTimeField(db_index=True)


class Heartbeat(models.Model):
    """When the beat was last seen; one row."""

    at = models.DateTimeField()


class Stamped(models.Model):
    """Who made a row and when."""

    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
