"""What the past leaves behind: messages that nobody sends any more, and histories dated when they happened."""

from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from chibo.core.models import BY_HAND, Channel, Delivery, OutboundMessage
from chibo.rules.workflow import MeetingState
from meetings.models import AgendaItem, Meeting, Minutes

NEWS_READ_AFTER, NEWS_FOR = timedelta(hours=5), timedelta(days=3)
OVER = (MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.LOCKED)


def settle_messages(now: datetime) -> None:
    """Letters up to now were sent long ago; papers of a meeting that is over were handed out, its news were read.

    What was done later took no message back: by then it had been sent. The last days' news stay unread, and paper for a
    coming meeting stays on the secretary's list.
    """
    went = (Q(useful_until=None) | Q(useful_until__gt=F("due_at"))) & Q(state__in=(Delivery.QUEUED, Delivery.DROPPED))
    letters = OutboundMessage.objects.filter(went, channel=Channel.EMAIL)
    letters.update(state=Delivery.SENT, sent_at=F("created_at"), attempts=1)
    about = [f"meeting:{pk}" for pk in Meeting.objects.filter(state__in=OVER).values_list("pk", flat=True)]
    told = OutboundMessage.objects.filter(about__in=about)
    told.filter(went, channel__in=BY_HAND).update(state=Delivery.SENT, sent_at=F("created_at"))
    news = told.filter(channel=Channel.APP, read_at=None, created_at__lt=now - NEWS_FOR)
    news.update(read_at=F("created_at") + NEWS_READ_AFTER)


def date_histories() -> None:
    """The kept versions of programmes and minutes are of the day of their meeting, not of the day of loading."""
    of_meeting = Meeting.objects.filter(pk=OuterRef("meeting_id")).values("starts_at")[:1]
    for model in (AgendaItem, Minutes):
        model.history.update(history_date=Subquery(of_meeting))
