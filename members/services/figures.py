"""A committee's own figures, and the local instruments that it adopts, each from a day on."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db import transaction

from chibo.core.wording import date_figures, local_date
from chibo.rules import instruments
from chibo.rules.dates import DayOf, check_day
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.thresholds import FIGURE_TITLES, SHARE_FIGURES
from members.codes import MemberDeed
from members.models import InstrumentAdoption, LocalRule, Organization, User
from members.services.guard import demand, hold, record_organization


@transaction.atomic
def set_local_rule(
    *, actor: User | None, now: datetime, organization: Organization, code: str, value: str, basis: str, since: date
) -> LocalRule:
    """Set a committee's own figure from a day on; the one in force until then ends the day before.

    ``value`` is a whole number ("2") or, for a share, a fraction of one ("9/10").
    Raises RuleRefused: ``unknown_figure``, ``wrong_figure``, ``figure_set_later``, and those of ``check_day``.
    """
    demand(actor, Power.SET_LOCAL_RULES, organization, now)
    check_day(DayOf.FIGURE, since, local_date(now))
    figure = _figure(code, value)
    hold(organization)  # two who set it at once wait for one another
    rows = LocalRule.objects.select_for_update().filter(organization=organization, code=code)
    later = rows.filter(since__gte=since).order_by("since").first()
    if later is not None:
        raise RuleRefused(Refusal.FIGURE_SET_LATER, since=date_figures(later.since))
    rows.filter(until=None).update(until=since - timedelta(days=1))
    rows.filter(until__gte=since).update(until=since - timedelta(days=1))
    rule = LocalRule.objects.create(
        organization=organization, code=code, value=str(figure), basis=basis.strip(), since=since
    )
    record_organization(
        actor, now, MemberDeed.LOCAL_RULE_SET, organization, code=code, value=str(figure), since=since.isoformat()
    )
    return rule


def _figure(code: str, value: str) -> Fraction:
    if code not in FIGURE_TITLES:
        raise RuleRefused(Refusal.UNKNOWN_FIGURE, figure=code)
    try:
        figure = Fraction(value.strip())
    except (ValueError, ZeroDivisionError):
        raise RuleRefused(Refusal.WRONG_FIGURE) from None
    is_share = code in SHARE_FIGURES
    if figure < 0 or (is_share and figure > 1) or (not is_share and figure.denominator != 1):
        raise RuleRefused(Refusal.WRONG_FIGURE)
    return figure


@transaction.atomic
def adopt_instrument(
    *, actor: User | None, now: datetime, organization: Organization, instrument: str, since: date
) -> InstrumentAdoption:
    """Let a local instrument, with every figure of it, bind below the organisation from a day on.

    Raises RuleRefused: ``unknown_instrument``, ``not_issued_yet``, ``already_adopted``, and those of ``check_day``.
    """
    demand(actor, Power.SET_LOCAL_RULES, organization, now)
    check_day(DayOf.FIGURE, since, local_date(now))
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rows = InstrumentAdoption.objects.filter(organization=organization)
    instruments.ensure_adoptable(instrument, since, tuple(row.facts for row in rows))
    adoption = InstrumentAdoption.objects.create(organization=organization, instrument=instrument, since=since)
    record_organization(
        actor, now, MemberDeed.INSTRUMENT_ADOPTED, organization, instrument=instrument, since=since.isoformat()
    )
    return adoption


@transaction.atomic
def withdraw_instrument(*, actor: User | None, now: datetime, adoption: InstrumentAdoption, on: date) -> None:
    """Let an adopted instrument bind no more from that day on; from its first day on it is as if never adopted.

    Raises RuleRefused: ``already_ended``, ``withdrawn_before_adopted``, and those of ``check_day``.
    """
    organization = adoption.organization
    demand(actor, Power.SET_LOCAL_RULES, organization, now)
    check_day(DayOf.FIGURE, on, local_date(now))
    row = InstrumentAdoption.objects.select_for_update().filter(pk=adoption.pk).first()
    if row is None:
        raise RuleRefused(Refusal.ALREADY_ENDED)
    left = instruments.withdrawn(row.facts, on)
    if left is None:
        row.delete()
    else:
        row.until = left.until
        row.save(update_fields=["until"])
    record_organization(
        actor, now, MemberDeed.INSTRUMENT_WITHDRAWN, organization, instrument=row.instrument, since=on.isoformat()
    )
