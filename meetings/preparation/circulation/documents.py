"""The packet for those who read on paper: notice, programme and texts in one file."""

from django.utils import timezone

from chibo.core.papers import Signature
from chibo.core.pdf import Variant, render
from chibo.rules.agendas import ItemKind
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from meetings.ground.facts import MeetingRecord
from meetings.ground.papers import letterhead
from meetings.labels import ITEM_KINDS, KINDS
from meetings.models import Meeting
from meetings.preparation.circulation.paper import CirculatedText, NoticePaper, PacketPaper, PrintedAgendaRow
from members.selectors import holders

TEMPLATE = "meetings/preparation/circulation/packet.html"


def packet_paper(record: MeetingRecord, *, large: bool) -> PacketPaper:
    """Everything circulated for the meeting in one file, for members who read on paper."""
    meeting = record.meeting
    at = timezone.localtime(meeting.starts_at)
    day = timezone.localtime(meeting.circulated_at or meeting.starts_at).date()
    secretary = next(iter(holders(meeting.organization, Role.SECRETARY, at.date())), None)
    notice = NoticePaper(
        letterhead=letterhead(meeting.organization, day),
        abstract=f"{KINDS[MeetingKind(meeting.kind)]} {Period.parse(meeting.period).label}",
        addressees="các đồng chí đảng viên",
        starts_at=at,
        place=meeting.place,
        signature=Signature("BÍ THƯ", secretary.full_name if secretary else None, "T/M CHI BỘ"),
        agenda=tuple(
            PrintedAgendaRow(
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
        CirculatedText(draft.title, version.body, f"Dự thảo lần {version.number}")
        for draft, version in newest
        if version.body
    )
    return PacketPaper(notice=notice, texts=texts, large=large)


def packet_filename(meeting: Meeting, *, large: bool) -> str:
    """The name under which the packet is saved."""
    return f"tai-lieu-{meeting.period.lower()}{'-chu-lon' if large else ''}.pdf"


def packet_pdf(paper: PacketPaper) -> bytes:
    """The bytes of a packet to print."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.DRAFT)
