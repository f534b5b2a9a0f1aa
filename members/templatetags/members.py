"""Words for the codes of people and organisations."""

from django import template

from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import LeavingReason, OrganizationKind, RowOutcome, Sex
from members.labels import CELL_KINDS, CONDITIONS, LEAVING_REASONS, ORGANIZATION_KINDS, ROLES, ROW_OUTCOMES, SEXES

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """Such as "phó bí thư"."""
    return ROLES[Role(role)]


@register.filter
def condition_word(condition: str) -> str:
    """Such as "Miễn công tác, sinh hoạt"."""
    return CONDITIONS[Condition(condition)]


@register.filter
def leaving_word(reason: str) -> str:
    """Such as "Từ trần"."""
    return LEAVING_REASONS[LeavingReason(reason)]


@register.filter
def sex_word(sex: str) -> str:
    """Either "Nam" or "Nữ"."""
    return SEXES[Sex(sex)]


@register.filter
def organization_word(kind: str) -> str:
    """Either "Đảng bộ" or "Chi bộ"."""
    return ORGANIZATION_KINDS[OrganizationKind(kind)]


@register.filter
def cell_word(kind: str) -> str:
    """Such as "Thôn, tổ dân phố"."""
    return CELL_KINDS[CellKind(kind)]


@register.filter
def import_word(outcome: str) -> str:
    """What becomes of a row of a list, such as "từ chối"."""
    return ROW_OUTCOMES[RowOutcome(outcome)]


@register.filter
def steps(depth: int) -> range:
    """Something to loop over as often as an organisation lies deep."""
    return range(depth)
