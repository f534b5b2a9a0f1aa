"""The papers themselves go with the letter to whoever cannot open them in the program."""

from datetime import timedelta

import pytest
from django.core import mail

from chibo.core import delivery, pdf, store
from chibo.core.models import Enclosure, OutboundMessage, StoredDocument
from chibo.core.pdf import PdfUnavailable
from chibo.rules.periods import MeetingKind
from meetings.codes import DraftKind
from meetings.notices.messages import readers_of_papers
from meetings.preparation.circulation import enclosures
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.preparation.drafts.services import DraftContent
from tests.factories.members import MemberFactory, MembershipFactory, RoleFactory, UserFactory
from tests.meetings import staging

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FILE = DraftContent(filename="Biểu số liệu.docx", content=b"PK" + b"\0" * 1000)


@pytest.fixture
def far(cast):
    """On the roll, reached by letter, without an account."""
    return by_letter(cast.official, "xa@example.org")


def by_letter(person, email):
    person.email, person.channel = email, "email"
    person.save()
    return person


def circulate(cast, meeting, now=None):
    circulation.circulate_meeting(actor=cast.secretary, now=now or cast.now, meeting=meeting, reason="Kịp họp")


def letters(now):
    """What goes out now, by address."""
    mail.outbox.clear()
    delivery.deliver_due(now=now)
    return {letter.to[0]: letter for letter in mail.outbox}


def names(letter):
    return [attachment.filename for attachment in letter.attachments]


def html(letter):
    return letter.alternatives[0].content


def both(letter):
    """The two forms of the letter say the same."""
    return (letter.body, html(letter))


# To whom ------------------------------------------------------------------------------------------------------


def test_whoever_has_no_account_gets_the_packet_and_nobody_else(cast, meeting, version, far):
    by_letter(cast.member.member, "an@example.org")
    circulate(cast, meeting)

    sent = letters(cast.now)

    assert (names(sent["xa@example.org"]), names(sent["an@example.org"])) == (["tai-lieu-2026-12.pdf"], [])
    content = sent["xa@example.org"].attachments[0]
    assert content.mimetype == "application/pdf"
    assert content.content.startswith(b"%PDF-")
    for part in both(sent["xa@example.org"]):
        assert "Gửi kèm thư này:" in part
        assert "Tài liệu sinh hoạt – Sinh hoạt thường kỳ tháng 12 năm 2026 (tai-lieu-2026-12.pdf, " in part
        assert f"/meetings/{meeting.pk}/" not in part
        assert "đồng chí trao đổi với đồng chí Trần Thị Hoa, bí thư." in part
    for part in both(sent["an@example.org"]):
        assert "kèm" not in part
        assert "trao đổi với" not in part
        assert f"/meetings/{meeting.pk}/" in part
    assert Enclosure.objects.get().message.recipient == f"member:{far.pk}"


def test_a_closed_account_opens_nothing(cast, meeting, version):
    by_letter(cast.member.member, "an@example.org")
    circulate(cast, meeting)
    cast.member.is_active = False
    cast.member.save()

    letter = letters(cast.now)["an@example.org"]

    assert names(letter) == ["tai-lieu-2026-12.pdf"]
    assert "http" not in letter.body


def test_an_account_got_before_the_letter_leaves_opens_the_page(cast, meeting, version, far):
    circulate(cast, meeting)
    far.user = UserFactory()
    far.save()

    letter = letters(cast.now)["xa@example.org"]

    assert (names(letter), f"/meetings/{meeting.pk}/" in letter.body) == ([], True)


def test_an_account_that_does_not_open_this_page_gets_the_papers(cast, meeting, version):
    """Who comes onto the roll on the day of the meeting has an account elsewhere until then."""
    person = by_letter(cast.neighbour.member, "moi@example.org")
    MembershipFactory(member=person, organization=cast.cell, starts_on=meeting.starts_on)
    circulate(cast, meeting)

    letter = letters(cast.now)["moi@example.org"]

    assert (names(letter), "http" in letter.body) == (["tai-lieu-2026-12.pdf"], False)


def test_an_official_who_follows_the_cell_gets_the_packet(cast, meeting, version):
    person = by_letter(MemberFactory(full_name="Hà Văn Theo"), "theo@example.org")
    RoleFactory(member=person, organization=cast.cell, role="supervisor")
    circulate(cast, meeting)
    assert names(letters(cast.now)["theo@example.org"]) == ["tai-lieu-2026-12.pdf"]


def test_the_papers_of_the_committee_go_to_those_invited_alone(cast, far):
    """Neither the official who follows the cell nor a member of the cell is told, or given them."""
    official = by_letter(MemberFactory(full_name="Hà Văn Theo"), "theo@example.org")
    RoleFactory(member=official, organization=cast.cell, role="supervisor")
    meeting = staging.planned(cast, kind=MeetingKind.COMMITTEE, minute_taker=cast.committee_member.member)
    invited = by_letter(MemberFactory(full_name="Đinh Thị Ủy"), "uy@example.org")
    MembershipFactory(member=invited, organization=cast.cell)
    RoleFactory(member=invited, organization=cast.cell, role="committee_member")
    circulate(cast, meeting, now=cast.now - HOUR)

    assert set(letters(cast.now - HOUR)) == {"uy@example.org"}
    assert {far, official}.isdisjoint(readers_of_papers(meeting))
    told = set(OutboundMessage.objects.values_list("recipient", flat=True))
    assert f"member:{cast.supervisor.member.pk}" not in told


def test_who_left_the_cell_keeps_the_news_but_gets_no_papers(cast, meeting, version, far):
    circulate(cast, meeting)
    letters(cast.now)
    far.memberships.update(ends_on=cast.on, leaving_reason="transferred")
    add(cast, meeting, "Tờ trình")

    letter = letters(cast.now + 2 * HOUR)["xa@example.org"]

    assert "Tài liệu mới: Tờ trình" in letter.body
    assert names(letter) == []


def add(cast, meeting, title, content=None, now=None):
    return drafts.add_draft(
        actor=cast.secretary,
        now=now or cast.now + HOUR,
        meeting=meeting,
        kind=DraftKind.PAPER,
        title=title,
        content=content or DraftContent(body="<p>Mới</p>"),
    )


# What ---------------------------------------------------------------------------------------------------------


def test_papers_that_are_files_go_beside_the_packet(cast, meeting, version, far):
    add(cast, meeting, "Biểu", FILE, cast.now)
    circulate(cast, meeting)

    letter = letters(cast.now)["xa@example.org"]

    assert names(letter) == ["tai-lieu-2026-12.pdf", "Biểu số liệu.docx"]
    assert letter.attachments[1].content == FILE.content
    assert "wordprocessingml" in letter.attachments[1].mimetype


def test_the_packet_of_one_state_is_made_and_kept_once(cast, meeting, version, far, monkeypatch):
    made = []
    monkeypatch.setattr(pdf, "make", lambda source, variant: made.append(source) or b"%PDF-" + str(len(made)).encode())
    for number in range(3):
        person = by_letter(MemberFactory(), f"nguoi-{number}@example.org")
        MembershipFactory(member=person, organization=cast.cell)
    circulate(cast, meeting)

    assert len(letters(cast.now)) == 4
    later = by_letter(MemberFactory(), "sau@example.org")
    MembershipFactory(member=later, organization=cast.cell)
    OutboundMessage.objects.filter(channel="email").update(state="queued")
    assert len(letters(cast.now)) == 4

    assert len(made) == 1
    (document,) = StoredDocument.objects.filter(kind="packet")
    assert list(store.damaged()) == []
    assert set(Enclosure.objects.values_list("document", flat=True)) == {document.pk}


def test_a_new_version_brings_the_new_packet(cast, meeting, version, far):
    circulate(cast, meeting)
    first = letters(cast.now)["xa@example.org"].attachments[0].content
    content = DraftContent(body="<p>Bản thứ hai</p>")
    drafts.add_version(actor=cast.secretary, now=cast.now + HOUR, draft=version.draft, revision=1, content=content)

    letter = letters(cast.now + 2 * HOUR)["xa@example.org"]

    assert names(letter) == ["tai-lieu-2026-12.pdf"]
    assert letter.attachments[0].content != first
    assert StoredDocument.objects.filter(kind="packet").count() == 2


def test_a_later_letter_brings_what_is_new_alone(cast, meeting, version, far):
    add(cast, meeting, "Biểu", FILE, cast.now)
    circulate(cast, meeting)
    letters(cast.now)
    add(cast, meeting, "Biểu hai", DraftContent(filename="hai.pdf", content=b"%PDF-2"))

    assert names(letters(cast.now + 2 * HOUR)["xa@example.org"]) == ["hai.pdf"]


def test_what_went_with_the_letter_before_is_said_to_have_gone(cast, meeting, version, far):
    """Both waited: the first one that goes takes the newest along already."""
    circulate(cast, meeting)
    add(cast, meeting, "Tờ trình", now=cast.now)

    mail.outbox.clear()
    delivery.deliver_due(now=cast.now + HOUR)

    first, second = mail.outbox
    assert (len(first.attachments), len(second.attachments)) == (1, 0)
    for part in both(second):
        assert "Tài liệu đã gửi kèm thư trước của chi bộ." in part


@pytest.mark.parametrize("kind", ["meeting_comes", "changed", "moved", "cancelled", "minutes_locked", "papers_unread"])
def test_other_letters_take_nothing_along_and_name_whom_to_ask(cast, meeting, version, far, kind):
    circulate(cast, meeting)
    OutboundMessage.objects.filter(channel="email").update(kind=kind)

    letter = letters(cast.now)["xa@example.org"]

    assert (names(letter), "http" in letter.body, "http" in html(letter)) == ([], False, False)
    assert "đồng chí trao đổi với đồng chí Trần Thị Hoa, bí thư." in letter.body
    assert not StoredDocument.objects.filter(kind="packet").exists()


# What cannot go along -----------------------------------------------------------------------------------------


def errands(person):
    return OutboundMessage.objects.filter(recipient=f"member:{person.pk}", channel="paper", state="queued")


@pytest.mark.parametrize(("over", "goes"), [(0, True), (1, False)])
def test_what_is_too_large_to_the_byte_is_named(cast, meeting, version, far, settings, monkeypatch, over, goes):
    settings.CHIBO_ENCLOSURE_LIMIT_MB = 1
    monkeypatch.setattr(pdf, "make", lambda _source, _variant: b"%PDF-" + b"x" * 95)
    large = DraftContent(filename="ảnh.jpg", content=b"x" * (1024 * 1024 - 100 + over))
    add(cast, meeting, "Bản đồ <thôn>", large, cast.now)
    circulate(cast, meeting)

    letter = letters(cast.now)["xa@example.org"]

    assert names(letter) == ["tai-lieu-2026-12.pdf", *(["ảnh.jpg"] if goes else [])]
    said = "Tài liệu quá lớn để gửi kèm: Bản đồ <thôn>. Mời đồng chí nhận bản in ở thư ký."
    assert (said in letter.body) == (not goes)
    assert ("Bản đồ &lt;thôn&gt;. Mời" in html(letter)) == (not goes)
    assert errands(far).count() == (0 if goes else 1)


def test_an_errand_carries_what_the_letter_could_not(cast, meeting, version, far, settings):
    far.phone = "0912345678"
    far.save()
    add(cast, meeting, "Bản đồ", DraftContent(filename="a.jpg", content=b"x" * (8 * 1024 * 1024 + 1)), cast.now)
    circulate(cast, meeting)
    letters(cast.now)

    (errand,) = errands(far)
    letter = OutboundMessage.objects.get(channel="email")
    assert (errand.kind, errand.subject, errand.address) == ("circulated", letter.subject, "0912345678")
    assert errand.useful_until == letter.useful_until

    errand.state = "sent"
    errand.save()
    OutboundMessage.objects.filter(channel="email").update(state="queued")
    letters(cast.now)
    assert not errands(far).exists(), "what was handed over is not handed over again"


@pytest.mark.parametrize("error", [PdfUnavailable("Máy chủ chưa cài thư viện"), ValueError("odd")])
def test_where_no_pdf_can_be_made_the_letter_goes_and_says_so(cast, meeting, version, far, monkeypatch, error):
    def fail(_source, _variant):
        raise error

    monkeypatch.setattr(pdf, "make", fail)
    add(cast, meeting, "Biểu", FILE, cast.now)
    circulate(cast, meeting)

    letter = letters(cast.now)["xa@example.org"]

    assert names(letter) == ["Biểu số liệu.docx"]
    for part in both(letter):
        assert "Chưa tạo được tệp để gửi kèm: Tài liệu sinh hoạt – Sinh hoạt thường kỳ tháng 12 năm 2026." in part
        assert "Mời đồng chí nhận bản in ở thư ký." in part
    assert errands(far).count() == 1
    assert OutboundMessage.objects.get(channel="email").state == "sent"


def test_a_dropped_letter_has_nothing_made_and_nothing_sent(cast, meeting, version, far, monkeypatch):
    monkeypatch.setattr(pdf, "make", lambda *_: pytest.fail("made for nobody"))
    circulate(cast, meeting)

    assert letters(meeting.starts_at) == {}
    assert not Enclosure.objects.exists()


def test_nothing_is_made_where_everybody_opens_the_papers(cast, meeting, version, monkeypatch):
    monkeypatch.setattr(pdf, "make", lambda *_: pytest.fail("made for nobody"))
    by_letter(cast.member.member, "an@example.org")
    circulate(cast, meeting)
    assert len(letters(cast.now)) == 1


def test_queries_for_the_papers(cast, meeting, version, django_assert_num_queries):
    circulate(cast, meeting)
    message = OutboundMessage.objects.filter(kind="circulated")[0]
    enclosures.papers_of(message, cast.now)
    with django_assert_num_queries(12):
        enclosures.papers_of(message, cast.now)
