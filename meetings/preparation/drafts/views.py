"""Papers of a meeting: new ones and new versions, reading, comments and their answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import audit, clock
from chibo.core.http import answer, wants_partial
from chibo.core.richtext import text_of
from chibo.core.store import content_of
from chibo.core.uploads import CONTENT_TYPES
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings.access import get_comment, get_draft, get_meeting, get_version, may
from meetings.codes import Disposition, DraftKind
from meetings.ground.answers import renewed, see_other
from meetings.ground.selectors import count_able, name_of, title_of
from meetings.labels import DISPOSITIONS, refusal_sentences
from meetings.models import DraftComment, DraftDocument, DraftVersion, Meeting
from meetings.preparation.drafts import selectors, services
from meetings.preparation.drafts.forms import AnswerForm, CommentForm, ContentForm, DraftForm
from members.access import actor_of, member_of
from members.models import Member, User

NO_MORE = "Buổi sinh hoạt đã bắt đầu hoặc đã hủy nên không thêm, không sửa tài liệu được nữa."


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new paper: a text written here, or a file."""
    meeting = get_meeting(actor_of(request), pk, Power.PLAN_MEETING, clock.today())
    if not meeting.allows(Action.MOVE):
        messages.info(request, NO_MORE)
        return see_other("meetings:detail", pk)
    form = DraftForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"meeting": meeting, "title": title_of(meeting), "form": form}
    if request.method != "POST":
        return render(request, "meetings/preparation/drafts/form.html", context)
    if not form.is_valid():
        return render(request, "meetings/preparation/drafts/form.html", context, status=422)
    return _added(request, meeting, form, context)


def _added(request: HttpRequest, meeting: Meeting, form: DraftForm, context: dict[str, Any]) -> HttpResponse:
    try:
        draft = services.add_draft(
            actor=actor_of(request),
            now=clock.now(),
            meeting=meeting,
            kind=DraftKind(form.cleaned_data["kind"]),
            title=form.cleaned_data["title"],
            content=form.content,
        )
    except RuleRefused as refused:
        form.add_error(None, refusal_sentences(refused))
        return render(request, "meetings/preparation/drafts/form.html", context, status=409)
    messages.success(request, f"Đã thêm “{draft.title}”.")
    return see_other("meetings:detail", meeting.pk)


@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The next version of a paper, started from the text of the last one."""
    draft = get_draft(actor_of(request), draft_pk, Power.PLAN_MEETING, clock.today())
    newest = selectors.newest_version(draft)
    if not draft.meeting.allows(Action.MOVE):
        messages.info(request, NO_MORE)
        return see_other("meetings:draft", newest.pk)
    form = ContentForm(
        request.POST or None, request.FILES or None, initial={"body": newest.body, "revision": draft.revision}
    )
    context: dict[str, Any] = {"meeting": draft.meeting, "title": draft.title, "form": form, "draft": draft}
    context["newest"] = newest
    if request.method != "POST":
        return render(request, "meetings/preparation/drafts/form.html", context)
    if not form.is_valid():
        return render(request, "meetings/preparation/drafts/form.html", context, status=422)
    return _versioned(request, draft, form, context)


def _versioned(request: HttpRequest, draft: DraftDocument, form: ContentForm, context: dict[str, Any]) -> HttpResponse:
    user, revision = actor_of(request), form.cleaned_data["revision"] or 0
    try:
        version = services.add_version(
            actor=user, now=clock.now(), draft=draft, revision=revision, content=form.content
        )
    except RuleRefused as refused:
        if refused.code == "stale":
            context |= _both(request, form, context["newest"])
        else:
            form.add_error(None, refusal_sentences(refused))
        return render(request, "meetings/preparation/drafts/form.html", context, status=409)
    messages.success(request, f"Đã lưu dự thảo lần {version.number}.")
    return see_other("meetings:draft", version.pk)


def _both(request: HttpRequest, form: ContentForm, newest: DraftVersion) -> dict[str, Any]:
    """Another version came in between: both are shown, and saving again puts one's own after it."""
    form.data = renewed(request, newest.number)
    if form.upload:
        form.add_error("file", f"Đồng chí chọn lại tệp “{form.upload.name}” nếu vẫn gửi.")
    return {
        "theirs": text_of(newest.body) or (newest.file.filename if newest.file else ""),
        "mine": text_of(form.cleaned_data["body"]) or (form.upload.name if form.upload else ""),
        "theirs_by": name_of(newest.created_by),
        "theirs_at": newest.created_at,
    }


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Take a paper away while nobody has been sent it."""
    user = actor_of(request)
    draft = get_draft(user, draft_pk, Power.PLAN_MEETING, clock.today())
    if draft.meeting.state != MeetingState.PLANNED:
        messages.info(request, "Tài liệu đã gửi nên không bỏ được nữa; đồng chí thêm dự thảo mới.")
        return see_other("meetings:detail", draft.meeting_id)
    if request.method == "POST":
        services.remove_draft(actor=user, now=clock.now(), draft=draft)
        messages.success(request, f"Đã bỏ “{draft.title}”.")
        return see_other("meetings:detail", draft.meeting_id)
    context = {
        "title": f"Bỏ “{draft.title}”",
        "consequence": "Tài liệu cùng các dự thảo và góp ý của nó sẽ bị xóa.",
        "action": "Bỏ tài liệu",
        "back_url": reverse("meetings:detail", args=[draft.meeting_id]),
        "grave": True,
    }
    return render(request, "components/confirm_page.html", context)


# Reading ----------------------------------------------------------------------------------------------------------


@require_GET
def version(request: HttpRequest, version_pk: int) -> HttpResponse:
    """One version to read; a member of the cell who opens it leaves a receipt."""
    user, now = actor_of(request), clock.now()
    shown = get_version(user, version_pk, now.date())
    reader = _commentator(user, shown.draft.meeting)
    if reader:
        services.acknowledge(now=now, version=shown, member=reader)
    return render(request, "meetings/preparation/drafts/draft.html", _reading(request, shown, CommentForm()))


def _commentator(user: User, meeting: Meeting) -> Member | None:
    """The person, where the person belongs to the cell."""
    return member_of(user) if may(user, Power.COMMENT, meeting, clock.today()) else None


def _reading(request: HttpRequest, shown: DraftVersion, form: CommentForm) -> dict[str, Any]:
    user, meeting = actor_of(request), shown.draft.meeting
    page = selectors.draft_page(shown)
    compares = "compare" in request.GET and page.previous is not None
    return {
        "page": page,
        "meeting": meeting,
        "title": title_of(meeting),
        "form": form if page.accepts_comments and _commentator(user, meeting) else None,
        "before": text_of(page.previous.body) if compares and page.previous else "",
        "after": text_of(shown.body) if compares else "",
        "compares": compares,
        "plans": may(user, Power.PLAN_MEETING, meeting, clock.today()),
        "may_answer": may(user, Power.CIRCULATE, meeting, clock.today()),
        "may_change": meeting.allows(Action.MOVE),
        "dispositions": list(DISPOSITIONS.items()),
        "readers": count_able(meeting),
    }


@require_GET
def file(request: HttpRequest, version_pk: int) -> HttpResponse:
    """The file of a version, to be kept; every download is written down."""
    user, now = actor_of(request), clock.now()
    shown = get_version(user, version_pk, now.date())
    if shown.file is None:
        raise Http404
    meeting = shown.draft.meeting
    audit.record(
        actor=user,
        now=now,
        action="draft.downloaded",
        target=f"draft:{shown.draft_id}",
        path=meeting.organization.path,
        data={"number": shown.number},
    )
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
    author, form = member_of(user), CommentForm(request.POST)
    if author is None:
        raise Http404
    if not form.is_valid():
        return render(request, "meetings/preparation/drafts/draft.html", _reading(request, shown, form), status=422)
    try:
        services.add_comment(actor=user, now=now, version=shown, member=author, text=form.cleaned_data["text"])
    except RuleRefused as refused:
        messages.error(request, " ".join(refusal_sentences(refused)))
        return see_other("meetings:draft", version_pk)
    messages.success(request, "Đã gửi góp ý của đồng chí.")
    return see_other("meetings:draft", version_pk, anchor="comments")


@require_POST
def answer_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a comment; the author is told."""
    user, now = actor_of(request), clock.now()
    row = get_comment(user, pk, Power.CIRCULATE, now.date())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answered(request, row, form, status=422)
    services.answer_comment(
        actor=user,
        now=now,
        comment=row,
        disposition=Disposition(form.cleaned_data["disposition"]),
        answer=form.cleaned_data["answer"],
    )
    if wants_partial(request):
        return _answered(request, row, form)
    messages.success(request, "Đã trả lời góp ý.")
    return see_other("meetings:draft", row.version_id, anchor=f"comment-{pk}")


def _answered(request: HttpRequest, row: DraftComment, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {"comment": row, "may_answer": True, "dispositions": list(DISPOSITIONS.items()), "form": form}
    context |= {"back": row.version_id, "title": row.version.draft.title}
    return answer(
        request,
        "meetings/preparation/drafts/comment.html",
        "meetings/preparation/drafts/_comment.html",
        context,
        status=status,
    )
