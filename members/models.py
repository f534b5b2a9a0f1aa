"""Organisations, people and what they hold. ``Member`` is the person, ``User`` the key to the door."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from chibo.core.fields import CodeField, known
from chibo.core.models import Channel
from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.instruments import Adoption
from chibo.rules.powers import Role
from members.codes import ImportKind, LeavingReason, OrganizationKind, Sex


class User(AbstractUser):
    """An account. It holds no power of its own but the technician's."""

    is_technician = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def cells(self) -> "OrganizationQuerySet":
        return self.filter(kind=OrganizationKind.CELL)

    def below(self, path: str) -> "OrganizationQuerySet":
        return self.filter(path__startswith=path)


class Organization(models.Model):
    """A committee (đảng bộ) or a cell (chi bộ). ``path`` is written by ``services.place_organization`` alone."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=255, unique=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = CodeField(codes=OrganizationKind)
    cell_kind = CodeField(codes=CellKind, blank=True)
    parent_line = models.CharField(max_length=200, blank=True)  # line of the organisation above, as printed
    issuer_line = models.CharField(max_length=200, blank=True)  # own line, as printed: "CHI BỘ THÔN VĂN HÒA"
    place_name = models.CharField(max_length=100, blank=True)  # "Kiến Thụy", before the date of a paper
    meeting_place = models.CharField(max_length=200, blank=True)
    regular_day = models.PositiveSmallIntegerField(default=3)
    regular_time = models.TimeField(null=True, blank=True)
    bound_since = models.DateField(null=True, blank=True)  # duties count from this day; None: always
    search_text = models.CharField(max_length=300, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = [
            known("kind", OrganizationKind, "organization_kind_known"),
            models.CheckConstraint(condition=Q(regular_day__range=(1, 28)), name="organization_regular_day_in_month"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_cell(self) -> bool:
        return self.kind == OrganizationKind.CELL


class Term(models.Model):
    """A term of office (nhiệm kỳ): numbers of documents run within it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="terms")
    title = models.CharField(max_length=60)  # "2025–2027"
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("organization", "-starts_on")
        constraints = [
            models.UniqueConstraint(fields=["organization", "starts_on"], name="term_start_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_in_order"),
        ]


class PartyGroup(models.Model):
    """Tổ đảng: a sub-group of a large cell."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("organization", "name")
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person on the roll of a cell, with or without an account."""

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="member")
    full_name = models.CharField(max_length=120)
    other_name = models.CharField(max_length=120, blank=True)
    sex = CodeField(codes=Sex)
    born_on = models.DateField(null=True, blank=True)
    admitted_on = models.DateField()
    recognized_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAPER)
    large_type = models.BooleanField(default=False)
    name_key = models.CharField(max_length=255, db_index=True)
    search_text = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("name_key", "pk")
        constraints = [
            known("sex", Sex, "member_sex_known"),
            models.CheckConstraint(
                condition=Q(recognized_on=None) | Q(recognized_on__gte=F("admitted_on")),
                name="member_recognized_after_admission",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def is_official(self, on: date) -> bool:
        return self.recognized_on is not None and self.recognized_on <= on


class MemberIdentity(models.Model):
    """Sensitive data, kept apart: shown to the secretary of the cell alone, each look audited."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="identity")
    identity_number = models.CharField(max_length=12, blank=True, db_index=True)
    card_number = models.CharField(max_length=12, blank=True, db_index=True)
    card_place = models.CharField(max_length=120, blank=True)
    card_issued_on = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    hometown = models.CharField(max_length=200, blank=True)


class Membership(models.Model):
    """A member on the roll of a cell between two dates. ``is_visiting``: sinh hoạt tạm thời đến."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    group = models.ForeignKey(PartyGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_visiting = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    leaving_reason = CodeField(codes=LeavingReason, blank=True)

    class Meta:
        ordering = ("organization", "starts_on")
        indexes = [models.Index(fields=["organization", "starts_on"], name="membership_roll")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organization"], condition=Q(ends_on=None), name="membership_open_once"
            ),
        ]


class MemberCondition(models.Model):
    """A dated condition that changes the counts: away, exempt, reduced, suspended."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="conditions")
    condition = CodeField(codes=Condition)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("member", "starts_on")
        constraints = [known("condition", Condition, "member_condition_known")]


class RoleAssignment(models.Model):
    """A dated position or duty: role of a member on an organisation."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="roles")
    group = models.ForeignKey(PartyGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = CodeField(codes=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organization", "starts_on")
        constraints = [
            known("role", Role, "role_known"),
            models.UniqueConstraint(
                fields=["member", "organization", "role"], condition=Q(ends_on=None), name="role_open_once"
            ),
        ]


class LocalRule(models.Model):
    """A committee's own figure for its subtree; becomes a ``chibo.rules.thresholds.Threshold``."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="local_rules")
    code = models.CharField(max_length=60)
    value = models.CharField(max_length=20)  # a whole number or a fraction: "2", "9/10"
    basis = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organization", "code", "since")
        constraints = [models.UniqueConstraint(fields=["organization", "code", "since"], name="local_rule_start_once")]


class InstrumentAdoption(models.Model):
    """A local instrument that a committee adopted for its subtree; gives the figures of ``chibo.rules.instruments``."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="adoptions")
    instrument = models.CharField(max_length=20)  # key of ``chibo.rules.sources``
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organization", "instrument", "since")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "instrument"], condition=Q(until=None), name="adoption_open_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="adoption_in_order"),
        ]

    @property
    def facts(self) -> Adoption:
        """The adoption as the rules know it."""
        return Adoption(self.instrument, self.since, self.until)


class StoredImport(models.Model):
    """A spreadsheet kept between its preview and its confirmation, for one person and a short time."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(codes=ImportKind)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)
        constraints = [known("kind", ImportKind, "stored_import_kind_known")]
