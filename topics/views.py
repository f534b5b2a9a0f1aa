"""Pages of the year's topics: guard, form, service, answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt, answer_form
from chibo.core.contest import seen_of, values_of
from chibo.core.http import year_asked, year_steps
from chibo.core.screens import ContestedScreen, Screen, show
from chibo.rules.powers import Power
from members.access import actor_of, organizations_where, who_may
from members.models import Organization
from members.selectors import last_save
from topics import services
from topics.access import get_topic, visible_topics
from topics.codes import TopicDeed
from topics.forms import TopicForm
from topics.labels import refusal_sentences
from topics.models import Topic
from topics.selectors import QuarterTopics, authors, year_plan


def _planned_cells(request: HttpRequest) -> list[Organization]:
    return list(organizations_where(actor_of(request), Power.PLAN_TOPICS, clock.today()).cells())


@dataclass(frozen=True, kw_only=True)
class TopicsScreen(Screen):
    """The plan of a year, quarter by quarter."""

    template = "topics/list.html"

    quarters: list[QuarterTopics]
    plans: bool
    current: int  # the quarter of today, 0 in another year
    year: int
    year_before: int | None
    year_after: int | None


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """The plan of a year, quarter by quarter, gaps shown."""
    today, cells = clock.today(), _planned_cells(request)
    year = year_asked(request, today.year)
    screen = TopicsScreen(
        quarters=year_plan(visible_topics(actor_of(request), today), year, cells),
        plans=bool(cells),
        current=(today.month + 2) // 3 if year == today.year else 0,
        **year_steps(year, today.year + 1),
    )
    return show(request, screen)


@dataclass(frozen=True, kw_only=True)
class TopicScreen(ContestedScreen):
    """A topic to be put on the plan, or the one that is changed."""

    template = "topics/form.html"

    form: TopicForm
    topic: Topic | None


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Put a topic on the plan."""
    cells = _planned_cells(request)
    if not cells:
        raise PermissionDenied(who_may(Power.PLAN_TOPICS))
    quarter = request.GET.get("quarter") or (clock.today().month + 2) // 3
    initial = {"organization": cells[0].pk, "year": year_asked(request, clock.today().year), "quarter": quarter}
    form = TopicForm(_sent(request), initial=initial, organizations=cells, people=authors(cells, clock.today()))

    def put() -> str:
        organization = form.cleaned_data["organization"]
        services.plan_topic(actor=actor_of(request), now=clock.now(), organization=organization, plan=form.plan)
        messages.success(request, "Đã đưa chuyên đề vào kế hoạch.")
        return _year_of(form)

    return _form_page(request, form, put)


def _sent(request: HttpRequest) -> dict[str, str] | None:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: HttpRequest, form: TopicForm, deed: Callable[[], str], topic: Topic | None = None
) -> HttpResponse:
    screen = TopicScreen(form=form, topic=topic)
    form.last = partial(last_save, f"topic:{topic.pk if topic else 0}", TopicDeed.CHANGED)
    return answer_form(request, screen, form, deed, words=refusal_sentences)


def _year_of(form: TopicForm) -> str:
    return f"{reverse('topics:list')}?year={form.plan.year}"


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a topic."""
    topic = get_topic(actor_of(request), pk, Power.PLAN_TOPICS, clock.today())
    shown, cells = values_of(topic, services.CHOSEN), [topic.organization]
    initial = {**shown, "organization": topic.organization, "seen": seen_of(shown)}
    people = authors(cells, clock.today(), topic.author)
    form = TopicForm(_sent(request), initial=initial, organizations=cells, people=people)

    def save() -> str:
        user, now = actor_of(request), clock.now()
        saved = services.change_topic(actor=user, now=now, topic=topic, plan=form.plan, seen=form.saw)
        sent, stored = values_of(form.plan, services.CHOSEN), values_of(saved, services.CHOSEN)
        messages.success(request, form.told("Đã lưu chuyên đề.", sent, stored))
        return _year_of(form)

    return _form_page(request, form, save, topic)


@dataclass(frozen=True, kw_only=True)
class RemoveScreen(Screen):
    """A topic that is about to be taken off the plan."""

    template = "topics/remove.html"

    topic: Topic


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, then take the topic off the plan."""
    topic = get_topic(actor_of(request), pk, Power.PLAN_TOPICS, clock.today())
    if request.method != "POST":
        return show(request, RemoveScreen(topic=topic))
    with Attempt(refusal_sentences) as tried:
        services.remove_topic(actor=actor_of(request), now=clock.now(), topic=topic)
    tried.tell(request, "Đã bỏ chuyên đề khỏi kế hoạch.")
    return redirect("topics:list")
