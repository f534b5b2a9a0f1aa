"""Pages of the year's topics: guard, form, service, answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from members.access import actor_of, organizations_where, who_may
from members.models import Member, Organization
from members.selectors import roll
from topics import services
from topics.access import get_topic, visible_topics
from topics.forms import TopicForm
from topics.selectors import year_plan


def _planned_cells(request: HttpRequest) -> list[Organization]:
    return list(organizations_where(actor_of(request), Power.PLAN_TOPICS, clock.today()).cells())


def _people(cells: list[Organization]) -> list[Member]:
    return [line.member for cell in cells for line in roll(cell, clock.today())]


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """The plan of a year, quarter by quarter, gaps shown."""
    today = clock.today()
    year = int(request.GET["year"]) if request.GET.get("year", "").isdecimal() else today.year
    quarters = year_plan(visible_topics(actor_of(request), today), year)
    context = {
        "quarters": quarters,
        "year": year,
        "plans": bool(_planned_cells(request)),
        "current": (today.month + 2) // 3 if year == today.year else 0,
    }
    return render(request, "topics/list.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Put a topic on the plan."""
    cells = _planned_cells(request)
    if not cells:
        raise PermissionDenied(who_may(Power.PLAN_TOPICS))
    quarter = request.GET.get("quarter", "")
    initial = {"organization": cells[0].pk, "year": request.GET.get("year") or clock.today().year, "quarter": quarter}
    form = TopicForm(request.POST or None, initial=initial, organizations=cells, people=_people(cells))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "topics/form.html", {"form": form}, status=status)
    organization = form.cleaned_data["organization"]
    services.plan_topic(actor=actor_of(request), now=clock.now(), organization=organization, plan=form.plan)
    messages.success(request, "Đã đưa chuyên đề vào kế hoạch.")
    return redirect("topics:list")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a topic."""
    topic = get_topic(actor_of(request), pk, Power.PLAN_TOPICS, clock.today())
    names = ("organization", "year", "quarter", "title", "group", "author", "basis")
    initial = {name: getattr(topic, name) for name in names}
    cells = [topic.organization]
    form = TopicForm(request.POST or None, initial=initial, organizations=cells, people=_people(cells))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "topics/form.html", {"form": form, "topic": topic}, status=status)
    services.change_topic(actor=actor_of(request), now=clock.now(), topic=topic, plan=form.plan)
    messages.success(request, "Đã lưu chuyên đề.")
    return redirect("topics:list")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, then take the topic off the plan."""
    topic = get_topic(actor_of(request), pk, Power.PLAN_TOPICS, clock.today())
    if request.method != "POST":
        return render(request, "topics/remove.html", {"topic": topic})
    try:
        services.remove_topic(actor=actor_of(request), now=clock.now(), topic=topic)
    except RuleRefused:
        messages.error(request, "Không bỏ được: đã có kỳ sinh hoạt về chuyên đề này.")
    else:
        messages.success(request, "Đã bỏ chuyên đề khỏi kế hoạch.")
    return redirect("topics:list")
