"""The packet for those who read on paper: notice, programme and texts in one file."""

from django.utils import timezone

from chibo.core import papers
from chibo.core.pdf import Variant, render
from chibo.rules.agendas import ItemKind
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from meetings.ground.facts import MeetingRecord
from meetings.ground.papers import letterhead
from meetings.labels import ITEM_KINDS, KINDS
from members.selectors import holders


def packet_paper(record: MeetingRecord, *, large: bool) -> papers.PacketPaper:
    """Everything circulated for the meeting in one file, for members who read on paper."""
    meeting = record.meeting
    at = timezone.localtime(meeting.starts_at)
    day = timezone.localtime(meeting.circulated_at or meeting.starts_at).date()
    secretary = next(iter(holders(meeting.organization, Role.SECRETARY, at.date())), None)
    notice = papers.NoticePaper(
        letterhead=letterhead(meeting.organization, day),
        abstract=f"{KINDS[MeetingKind(meeting.kind)]} {Period.parse(meeting.period).label}",
        addressees="các đồng chí đảng viên",
        starts_at=at,
        place=meeting.place,
        signature=papers.Signature("BÍ THƯ", secretary.full_name if secretary else None, "T/M CHI BỘ"),
        agenda=tuple(
            papers.AgendaRow(
                item.title,
                item.presenter.full_name if item.presenter else "",
                ITEM_KINDS[ItemKind(item.kind)],
                item.minutes,
            )
            for item in record.items
        ),
        recipients=("Các đồng chí đảng viên", "Cấp ủy viên theo dõi chi bộ", "Lưu Chi bộ"),
    )
    newest = [(draft, draft.versions.all()[0]) for draft in record.drafts if draft.versions.all()]
    texts = tuple(
        papers.CirculatedText(draft.title, version.body, f"Dự thảo lần {version.number}")
        for draft, version in newest
        if version.body
    )
    return papers.PacketPaper(notice=notice, texts=texts, large=large)


def packet_pdf(paper: papers.PacketPaper) -> bytes:
    """The bytes of a packet to print."""
    return render("pdf/packet.html", {"paper": paper}, variant=Variant.DRAFT)
