"""Two people changed one thing: who was first, and both texts in words. Also the year read from an address."""

from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from chibo.core import audit
from meetings import selectors
from meetings.models import Meeting
from meetings.services import Plan


def last_saver(meeting: Meeting, *deeds: str) -> dict[str, object]:
    """``theirs_by`` and ``theirs_at`` for the comparison of two texts: who did one of the deeds last, and when."""
    entries = [audit.last(f"meeting:{meeting.pk}", f"meeting.{deed}") for deed in deeds]
    newest = max((entry for entry in entries if entry), key=lambda entry: entry.at, default=None)
    name = selectors.name_of(newest.actor) if newest else ""
    return {"theirs_by": name or "Người khác", "theirs_at": newest.at if newest else None}


def renewed(request: HttpRequest, revision: int) -> QueryDict:
    """What was sent, on top of the revision that is stored now: saving it again means to keep it."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data


def plan_text(plan: Meeting | Plan) -> str:
    """Time, place and people in lines, to be compared."""
    at = timezone.localtime(plan.starts_at)
    people = (("Chủ trì", plan.chair), ("Thư ký", plan.minute_taker))
    lines = [f"Thời gian: {at:%H:%M} ngày {at:%d/%m/%Y}", f"Địa điểm: {plan.place or 'chưa ghi'}"]
    lines += [f"{word}: {person.full_name if person else 'chưa chọn'}" for word, person in people]
    return "\n".join([*lines, *([f"Chuyên đề: {plan.topic.title}"] if plan.topic else [])])


def year_in(request: HttpRequest, now: datetime) -> int:
    """The year asked for; the present one without a sensible wish."""
    wish = request.GET.get("year", "")
    return int(wish) if wish.isdecimal() and 1930 <= int(wish[:5]) <= 9000 else now.year  # noqa: PLR2004 – years of the Party
