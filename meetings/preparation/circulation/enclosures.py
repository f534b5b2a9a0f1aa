"""What goes with a letter to somebody who cannot open the papers: the packet, and the papers that are files."""

import logging
from datetime import datetime

from chibo.core import pdf, store
from chibo.core.models import OutboundMessage, StoredDocument
from chibo.core.outbox import Papers
from chibo.core.pdf import PdfUnavailable, Variant
from chibo.rules.telling import WITH_PAPERS
from meetings.access import meeting_pk_of
from meetings.ground.facts import MeetingRecord, load_record
from meetings.models import Meeting
from meetings.notices.messages import readers_of_papers
from meetings.preparation.circulation.documents import TEMPLATE, packet_filename, packet_paper

logger = logging.getLogger(__name__)


def papers_of(message: OutboundMessage, now: datetime) -> Papers:
    """The papers of a meeting as they stand, for those invited and the officials who follow it.

    The packet of one state is made once, outside any lock.
    """
    meeting = _meeting_of(message)
    if meeting is None:
        return Papers()
    record = load_record(meeting)
    packet, failed = _packet(record, now)
    documents = [*([packet] if packet else []), *_files(record)]
    readers = frozenset(f"member:{person.pk}" for person in readers_of_papers(meeting))
    return Papers(readers, tuple(documents), failed)


def _meeting_of(message: OutboundMessage) -> Meeting | None:
    if message.kind not in WITH_PAPERS or not message.about.startswith("meeting:"):
        return None
    related = ("organization", "combined_with", "combined_by")
    return Meeting.objects.select_related(*related).filter(pk=meeting_pk_of(message)).first()


def _packet(record: MeetingRecord, now: datetime) -> tuple[StoredDocument | None, tuple[str, ...]]:
    """The packet, or its title where it cannot be made."""
    paper = packet_paper(record, large=False)
    source = pdf.compose(TEMPLATE, {"paper": paper})
    try:
        document = store.make_once(
            source,
            lambda: pdf.make(source, Variant.DRAFT),
            kind="packet",
            title=paper.title[:250],
            filename=packet_filename(record.meeting, large=False),
            now=now,
        )
    except PdfUnavailable as error:
        logger.warning("The packet of meeting %s was not made: %s", record.meeting.pk, error)
    except Exception:
        # Whatever is wrong with one paper, no other letter waits for it, and the reader is told.
        logger.exception("The packet of meeting %s was not made", record.meeting.pk)
    else:
        return document, ()
    return None, (paper.title,)


def _files(record: MeetingRecord) -> list[StoredDocument]:
    """The newest version of every paper that is a file, under the title of the paper; read only when it goes out."""
    newest = [(draft.title, versions[0].file_id) for draft in record.drafts if (versions := draft.versions.all())]
    found = StoredDocument.objects.defer("content").in_bulk([key for _, key in newest if key])
    return [found[key] for _, key in newest if key]
