"""Papers of a meeting: new ones and new versions, reading, comments and their answers."""

from dataclasses import dataclass, replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt, refused_on
from chibo.core.contest import Differing, LastEdit
from chibo.core.http import see_other, wants_partial
from chibo.core.richtext import text_of
from chibo.core.screens import ConfirmScreen, ContestedScreen, Screen, beside, show
from chibo.core.store import content_of
from chibo.core.uploads import CONTENT_TYPES
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal
from chibo.rules.workflow import Action, MeetingState
from meetings.access import get_comment, get_draft, get_meeting, get_version, may
from meetings.codes import Disposition, DraftKind
from meetings.ground.selectors import count_able, title_of
from meetings.labels import DISPOSITIONS, refusal_sentences
from meetings.models import DraftComment, DraftDocument, DraftVersion, Meeting
from meetings.preparation.drafts import selectors, services
from meetings.preparation.drafts.forms import AnswerForm, CommentForm, ContentForm, DraftForm
from members.access import actor_of
from members.models import User
from members.selectors import name_of

NO_MORE = "Buổi sinh hoạt đã bắt đầu hoặc đã hủy nên không thêm, không sửa tài liệu được nữa."


@dataclass(frozen=True, kw_only=True)
class FormScreen(ContestedScreen):
    """A new paper, or the next version of ``draft`` after its ``newest``."""

    template = "meetings/preparation/drafts/form.html"

    meeting: Meeting
    title: str
    form: ContentForm
    draft: DraftDocument | None = None
    newest: DraftVersion | None = None


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new paper: a text written here, or a file."""
    meeting = get_meeting(actor_of(request), pk, Power.PLAN_MEETING, clock.today())
    if not meeting.allows(Action.MOVE):
        messages.info(request, NO_MORE)
        return see_other("meetings:detail", pk)
    form = DraftForm(request.POST or None, request.FILES or None)
    screen = FormScreen(meeting=meeting, title=title_of(meeting), form=form)
    if request.method != "POST":
        return show(request, screen)
    return _added(request, screen, form) if form.is_valid() else show(request, screen, status=422)


def _added(request: HttpRequest, screen: FormScreen, form: DraftForm) -> HttpResponse:
    kind, title = DraftKind(form.cleaned_data["kind"]), form.cleaned_data["title"]
    values = {"kind": kind, "title": title, "content": form.content}
    with Attempt(refusal_sentences) as tried:
        draft = services.add_draft(actor=actor_of(request), now=clock.now(), meeting=screen.meeting, **values)
        messages.success(request, f"Đã thêm “{draft.title}”.")
        return see_other("meetings:detail", screen.meeting.pk)
    tried.show_on(form)
    return show(request, screen, status=tried.status)


@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The next version of a paper, started from the text of the last one."""
    draft = get_draft(actor_of(request), draft_pk, Power.PLAN_MEETING, clock.today())
    newest = selectors.newest_version(draft)
    if not draft.meeting.allows(Action.MOVE):
        messages.info(request, NO_MORE)
        return see_other("meetings:draft", newest.pk)
    initial = {"body": newest.body, "revision": draft.revision}
    form = ContentForm(request.POST or None, request.FILES or None, initial=initial)
    screen = FormScreen(meeting=draft.meeting, title=draft.title, form=form, draft=draft, newest=newest)
    if request.method != "POST":
        return show(request, screen)
    return _versioned(request, draft, screen) if form.is_valid() else show(request, screen, status=422)


def _versioned(request: HttpRequest, draft: DraftDocument, screen: FormScreen) -> HttpResponse:
    form, user, now = screen.form, actor_of(request), clock.now()
    seen = form.cleaned_data["revision"] or 0
    with Attempt(refusal_sentences) as tried:
        version = services.add_version(actor=user, now=now, draft=draft, revision=seen, content=form.content)
        messages.success(request, f"Đã lưu dự thảo lần {version.number}.")
        return see_other("meetings:draft", version.pk)
    if tried.code is Refusal.STALE:
        return show(request, _both(request, screen), status=tried.status)
    tried.show_on(form)
    return show(request, screen, status=tried.status)


def _both(request: HttpRequest, screen: FormScreen) -> FormScreen:
    """Another version came in between: both are shown, and saving again puts one's own after it."""
    form, newest = screen.form, screen.newest
    if newest is None:
        return screen
    form.data = request.POST.copy()
    form.data["revision"] = str(newest.number)
    if form.upload:
        form.add_error("file", f"Đồng chí chọn lại tệp “{form.upload.name}” nếu vẫn gửi.")
    theirs = text_of(newest.body) or (newest.file.filename if newest.file else "")
    mine = text_of(form.cleaned_data["body"]) or (form.upload.name if form.upload else "")
    last = LastEdit(name_of(newest.created_by), newest.created_at)
    return replace(screen, **beside(last, [Differing("body", "Nội dung", theirs, mine)]))


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Take a paper away while nobody has been sent it."""
    user = actor_of(request)
    draft = get_draft(user, draft_pk, Power.PLAN_MEETING, clock.today())
    if draft.meeting.state != MeetingState.PLANNED:
        messages.info(request, "Tài liệu đã gửi nên không bỏ được nữa; đồng chí thêm dự thảo mới.")
        return see_other("meetings:detail", draft.meeting_id)
    if request.method == "POST":
        with Attempt(refusal_sentences) as tried:
            services.remove_draft(actor=user, now=clock.now(), draft=draft)
        tried.tell(request, f"Đã bỏ “{draft.title}”.")
        return see_other("meetings:detail", draft.meeting_id)
    screen = ConfirmScreen(
        title=f"Bỏ “{draft.title}”",
        consequence="Tài liệu cùng các dự thảo và góp ý của nó sẽ bị xóa.",
        action="Bỏ tài liệu",
        back_url=reverse("meetings:detail", args=[draft.meeting_id]),
        grave=True,
    )
    return show(request, screen)


# Reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class DraftScreen(Screen):
    """One version to read; ``before`` and ``after`` are the texts of two versions, while they are compared."""

    template = "meetings/preparation/drafts/draft.html"

    page: selectors.DraftPage
    meeting: Meeting
    title: str
    form: CommentForm | None
    answers: list[AnswerForm]
    before: str
    after: str
    compares: bool
    plans: bool
    may_answer: bool
    may_change: bool
    dispositions: list[tuple[Disposition, str]]
    readers: int


@require_GET
def version(request: HttpRequest, version_pk: int) -> HttpResponse:
    """One version to read; a member of the cell who opens it leaves a receipt."""
    user, now = actor_of(request), clock.now()
    shown = get_version(user, version_pk, now.date())
    if _comments(user, shown.draft.meeting):
        services.acknowledge(actor=user, now=now, version=shown)
    return show(request, _reading(request, shown, CommentForm()))


def _comments(user: User, meeting: Meeting) -> bool:
    """Whether the person belongs to the cell."""
    return may(user, Power.COMMENT, meeting, clock.today())


def _reading(request: HttpRequest, shown: DraftVersion, form: CommentForm) -> DraftScreen:
    user, meeting, today = actor_of(request), shown.draft.meeting, clock.today()
    page = selectors.draft_page(shown)
    compares = "compare" in request.GET and page.previous is not None
    return DraftScreen(
        page=page,
        meeting=meeting,
        title=title_of(meeting),
        form=form if page.accepts_comments and _comments(user, meeting) else None,
        answers=[AnswerForm.of(each) for each in page.comments],
        before=text_of(page.previous.body) if compares and page.previous else "",
        after=text_of(shown.body) if compares else "",
        compares=compares,
        plans=may(user, Power.PLAN_MEETING, meeting, today),
        may_answer=meeting.allows(Action.ANSWER) and may(user, Power.CIRCULATE, meeting, today),
        may_change=meeting.allows(Action.MOVE),
        dispositions=list(DISPOSITIONS.items()),
        readers=count_able(meeting),
    )


@require_GET
def file(request: HttpRequest, version_pk: int) -> HttpResponse:
    """The file of a version, to be kept; every download is written down."""
    user, now = actor_of(request), clock.now()
    shown = get_version(user, version_pk, now.date())
    if shown.file is None:
        raise Http404
    services.record_download(actor=user, now=now, version=shown)
    kind = CONTENT_TYPES.get(shown.file.filename.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(content_of(shown.file), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=shown.file.filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


# Comments ---------------------------------------------------------------------------------------------------------


@require_POST
def comment(request: HttpRequest, version_pk: int) -> HttpResponse:
    """A member's comment on a version."""
    user, now = actor_of(request), clock.now()
    shown = get_version(user, version_pk, now.date())
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, _reading(request, shown, form), status=422)
    with Attempt(refusal_sentences) as tried:
        services.add_comment(actor=user, now=now, version=shown, text=form.cleaned_data["text"])
    tried.tell(request, "Đã gửi góp ý của đồng chí.")
    return see_other("meetings:draft", version_pk, anchor="" if tried.failed else "comments")


@dataclass(frozen=True, kw_only=True)
class CommentScreen(ContestedScreen):
    """One comment with its answer, in its list or on a page of its own; ``back`` is the version it is about."""

    template = "meetings/preparation/drafts/comment.html"
    partial = "meetings/preparation/drafts/_comment.html"

    comment: DraftComment
    form: AnswerForm
    back: int
    title: str
    may_answer: bool = True
    dispositions: list[tuple[Disposition, str]]


@require_POST
def answer_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a comment; the author is told."""
    user, now = actor_of(request), clock.now()
    row = get_comment(user, pk, Power.CIRCULATE, now.date())
    form = AnswerForm(request.POST)
    screen = CommentScreen(
        comment=row,
        form=form,
        back=row.version_id,
        title=row.version.draft.title,
        dispositions=list(DISPOSITIONS.items()),
    )
    if not form.is_valid():
        return show(request, screen, status=422)
    with Attempt(refusal_sentences) as tried:
        saved = services.answer_comment(actor=user, now=now, comment=row, seen=form.saw, **form.values)
        if wants_partial(request):
            return show(request, replace(screen, comment=saved, form=AnswerForm.of(saved)))
        messages.success(request, "Đã trả lời góp ý.")
        return see_other("meetings:draft", row.version_id, anchor=f"comment-{pk}")
    form.last = partial(selectors.last_answer, row)
    return show(request, refused_on(screen, form, tried), status=tried.status)
