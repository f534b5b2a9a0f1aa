"""No stored date breaks a page: every date of the database put to the ends of the calendar, every page opened."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from chibo.core import guards
from chibo.core.models import AuditEntry
from meetings.models import CommitteeSheet, Minutes
from members.models import LocalRule, MemberCondition, Membership, RoleAssignment, StoredImport
from tests.factories.members import LocalRuleFactory
from tests.permission_world import build_world
from tests.prepared import prepared
from tests.test_permissions import PEOPLE, TABLE

pytestmark = pytest.mark.django_db

APPS = ("core", "members", "topics", "meetings", "resolutions")
DAYS = (date.min, date(999, 12, 31), date(1904, 2, 29), date(2999, 12, 31), date.max)
SPANS = {
    Membership: ("starts_on", "ends_on"),
    MemberCondition: ("starts_on", "ends_on"),
    RoleAssignment: ("starts_on", "ends_on"),
    LocalRule: ("since", "until"),
    CommitteeSheet: ("since", "until"),
}


def columns(model):
    """The columns of the model that hold a day or an instant, in their order."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, models.DateField)]


MODELS = [
    model
    for label in APPS
    for model in apps.get_app_config(label).get_models()
    if columns(model) and not model.__name__.startswith("Historical")
]


IN_FORCE = (Membership, RoleAssignment)
"""What lets people in at all is in force from the first to the last day of the calendar."""

NULLS_STAY = (Minutes,)
"""Where an instant says what has been done, so that the constraints ask for more."""


def pages():
    """Every page with somebody who may read it; the state of the machine is told by another status anyway."""
    for row in TABLE.strip().splitlines():
        method, name, *cells = row.split()
        readers = [
            person for person, cell in zip(PEOPLE, cells, strict=False) if cell == "ok" and person != "anonymous"
        ]
        if method == "GET" and name != "core:healthz" and (readers or cells == ["ok"]):
            yield name, (readers or ["secretary"])[0]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; what a case puts into it is taken back."""
    with prepared(_world, django_db_blocker) as made:
        yield made


def _world():
    made = build_world()
    LocalRuleFactory(organization=made.cast.committee)
    CommitteeSheet.objects.create(
        organization=made.cast.committee, lines=[["Một", 100]], basis="QĐ 1", since=date(2026, 1, 1)
    )
    return made


@contextmanager
def put(values):
    """The values in every row of each model, past the guards, until the end of the case."""
    with transaction.atomic():
        with guards.suspended():
            for model, columns_of in values.items():
                model._base_manager.update(**columns_of)
        yield
        transaction.set_rollback(True)


def answers(world):
    """What every page answers, by name."""
    found, browsers = {}, {}
    for name, person in pages():
        if person not in browsers:
            browsers[person] = Client(raise_request_exception=False)
            browsers[person].force_login(getattr(world.cast, person))
        with transaction.atomic():
            found[name] = browsers[person].get(reverse(name, args=world.args.get(name, []))).status_code
            transaction.set_rollback(True)
    return found


def broken(world):
    return {name: status for name, status in answers(world).items() if status >= 500}


def stored(field, day, *, is_first):
    """That day in the column, the first column a day before the others, as the constraints want it."""
    if day == date.max:
        day -= timedelta(days=is_first)
    elif not is_first:
        day += timedelta(days=1)
    is_instant = isinstance(field, models.DateTimeField)
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC) if is_instant else day


def days_of(model, day):
    fields = columns(model)
    if model in IN_FORCE:
        return {"starts_on": date.min, "ends_on": date.max}
    values = {each.name: stored(each, day, is_first=each is fields[0]) for each in fields}
    return {name: where_filled(name, value) for name, value in values.items()} if model in NULLS_STAY else values


def where_filled(name, value):
    return models.Case(models.When(**{name: None}, then=None), default=models.Value(value))


def test_every_model_with_a_date_is_put_to_the_test():
    assert {AuditEntry, StoredImport, *SPANS} <= set(MODELS)
    assert len(MODELS) > 20
    assert len(list(pages())) > 50


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_stored_date_breaks_a_page(world, day):
    with put({model: days_of(model, day) for model in MODELS}):
        found = answers(world)
    assert {name: status for name, status in found.items() if status >= 500} == {}
    assert len([name for name, status in found.items() if status == 200]) > 40


def test_what_ends_before_it_begins_breaks_no_page(world):
    with put({model: {first: date(2026, 6, 2), last: date(2026, 6, 1)} for model, (first, last) in SPANS.items()}):
        assert broken(world) == {}


ASKED = {
    "meetings:plan": [
        {"kind": kind, "period": period}
        for kind in ("regular", "thematic", "extraordinary", "committee", "x")
        for period in (
            "0001-01",
            "9999-12",
            "9999-Q4",
            "1-Q1",
            "0000-01",
            "2016-05",
            "2026-13",
            "20260-01",
            "٢٠٢٦-01",
            "",
        )
    ],
    **{
        name: [{"year": year} for year in ("0", "1", "2017", "9999", "10000", "-1", "٢٠٢٦", "2026.5", "")]
        for name in ("meetings:list", "topics:list", "topics:plan", "resolutions:list")
    },
    "topics:plan ": [{"quarter": quarter} for quarter in ("0", "5", "-1", "x", "9" * 400)],
}


@pytest.mark.parametrize("name", ASKED)
def test_no_date_asked_for_in_an_address_breaks_a_page(world, name):
    browser = Client(raise_request_exception=False)
    browser.force_login(world.cast.secretary)
    for query in ASKED[name]:
        assert browser.get(reverse(name.strip()), query).status_code in (200, 302, 404), query


@pytest.mark.parametrize("year", ["2017", "2100", "0001", "9999", "20260"])
def test_a_year_without_a_page_is_no_page(world, year):
    browser = Client(raise_request_exception=False)
    browser.force_login(world.cast.officer)
    assert browser.get(f"/compliance/{year}/").status_code == 404
    assert browser.get(f"/compliance/{year}/cells/{world.cast.cell.pk}/").status_code == 404
