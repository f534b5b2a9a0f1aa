"""Organisations, people and what they hold, valid by default."""

from datetime import date

from django.contrib.auth.hashers import make_password
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from chibo.core.vietnamese import fold
from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members import models
from members.codes import OrganizationKind, Sex
from members.services import write_keys

PASSWORD = "Mat-khau-thu-2026"


class UserFactory(DjangoModelFactory[models.User]):
    class Meta:
        model = models.User

    username = Sequence(lambda n: f"tai-khoan-{n:03d}")
    password = LazyFunction(lambda: make_password(PASSWORD))


class OrganizationFactory(DjangoModelFactory[models.Organization]):
    """A cell, under ``parent`` or on top; ``CommitteeFactory`` makes committees."""

    class Meta:
        model = models.Organization

    class Params:
        number = Sequence(lambda n: n + 1)

    parent = None
    path = LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.number:04d}.")
    code = Sequence(lambda n: f"31.168.053.000.{n:03d}")
    name = Sequence(lambda n: f"Chi bộ thôn số {n}")
    kind = OrganizationKind.CELL.value
    cell_kind = CellKind.VILLAGE.value
    parent_line = "Đảng ủy xã Kiến Thụy"
    issuer_line = LazyAttribute(lambda o: o.name)
    place_name = "Kiến Thụy"
    meeting_place = "Nhà văn hóa thôn"
    search_text = LazyAttribute(lambda o: fold(f"{o.name} {o.code}"))


class CommitteeFactory(OrganizationFactory):
    kind = OrganizationKind.COMMITTEE.value
    cell_kind = ""
    name = Sequence(lambda n: f"Đảng bộ xã số {n}")


class TermFactory(DjangoModelFactory[models.Term]):
    class Meta:
        model = models.Term

    organization = SubFactory(OrganizationFactory)
    title = "2025–2027"
    starts_on = date(2025, 1, 1)
    ends_on = date(2027, 12, 31)


class PartyGroupFactory(DjangoModelFactory[models.PartyGroup]):
    class Meta:
        model = models.PartyGroup

    organization = SubFactory(OrganizationFactory)
    name = Sequence(lambda n: f"Tổ đảng số {n + 1}")


class MemberFactory(DjangoModelFactory[models.Member]):
    """An official member with neither account nor cell."""

    class Meta:
        model = models.Member

    full_name = Sequence(lambda n: f"Nguyễn Văn An {n}")
    sex = Sex.MALE.value
    born_on = date(1980, 5, 12)
    admitted_on = date(2010, 2, 3)
    recognized_on = date(2011, 2, 3)

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        member = model_class(*args, **kwargs)
        write_keys(member)
        return member

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        member = cls._build(model_class, *args, **kwargs)
        member.save()
        return member


class MemberIdentityFactory(DjangoModelFactory[models.MemberIdentity]):
    class Meta:
        model = models.MemberIdentity

    member = SubFactory(MemberFactory)
    identity_number = Sequence(lambda n: f"{31_000_000_000 + n:012d}")
    card_number = Sequence(lambda n: f"{62_000_000_000 + n:012d}")


class MembershipFactory(DjangoModelFactory[models.Membership]):
    class Meta:
        model = models.Membership

    member = SubFactory(MemberFactory)
    organization = SubFactory(OrganizationFactory)
    starts_on = date(2020, 1, 1)


class ConditionFactory(DjangoModelFactory[models.MemberCondition]):
    class Meta:
        model = models.MemberCondition

    member = SubFactory(MemberFactory)
    condition = Condition.EXEMPT.value
    starts_on = date(2024, 1, 1)


class RoleFactory(DjangoModelFactory[models.RoleAssignment]):
    class Meta:
        model = models.RoleAssignment

    member = SubFactory(MemberFactory)
    organization = SubFactory(OrganizationFactory)
    role = Role.SECRETARY.value
    starts_on = date(2025, 1, 1)


class AdoptionFactory(DjangoModelFactory[models.InstrumentAdoption]):
    class Meta:
        model = models.InstrumentAdoption

    organization = SubFactory(CommitteeFactory)
    instrument = "LC"
    since = date(2026, 2, 1)


class LocalRuleFactory(DjangoModelFactory[models.LocalRule]):
    class Meta:
        model = models.LocalRule

    organization = SubFactory(CommitteeFactory)
    code = "publish_days_after_max"
    value = "1"
    basis = "Quy chế làm việc của Đảng ủy"
    since = date(2026, 1, 1)
