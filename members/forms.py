"""Forms about organisations, people and accounts: shape and wording only; the services decide."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from chibo.core.contest import SeenForm, seen_of, values_of
from chibo.core.forms import BaseForm, DayFirstDateField, TimeField
from chibo.core.models import Channel
from chibo.core.uploads import check_spreadsheet
from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.dates import DayOf
from chibo.rules.powers import Role
from chibo.rules.refusal import Refusal
from members.codes import OrganizationKind, Sex
from members.labels import CELL_KINDS, CONDITIONS, LEAVING_REASONS, ORGANIZATION_KINDS, ROLES, SEXES
from members.models import Member, MemberIdentity, Organization, PartyGroup, User
from members.namesakes import names_of
from members.services import IdentityData, MemberData, OrganizationData

DATE_HELP = "Ngày/tháng/năm, ví dụ 03/02/2010."


class _NamedPeople(ModelChoiceIterator):  # type: ignore[type-arg]  # of Member
    """The choices of a field of people, those of one name told apart: one query for all of them."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        people = list(self.queryset.all())
        names = names_of(people)
        for person in people:
            yield ModelChoiceIteratorValue(self.field.prepare_value(person), person), names[person.pk]


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Member
    """One of the people of a queryset."""

    iterator = _NamedPeople


def _choices(words: dict[Any, str], *, empty: str | None = None) -> list[tuple[str, str]]:
    rows = [(str(code), word[:1].upper() + word[1:]) for code, word in words.items()]
    return rows if empty is None else [("", empty), *rows]


class LoginForm(AuthenticationForm):
    """User names are kept in lower case; a telephone likes to begin with a capital."""

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class NewPasswordFields(BaseForm):
    """A password twice, held to the rules of the program."""

    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không chỉ toàn chữ số, không giống tên đăng nhập, không phải mật khẩu dễ đoán.",
    )
    repeated = forms.CharField(
        label="Ghi lại mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def about(self) -> User | None:
        """Whose password it is: it must not look like the name."""
        return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        password, repeated = data.get("password"), data.get("repeated")
        if password and repeated and password != repeated:
            self.add_error("repeated", "Hai lần ghi mật khẩu không giống nhau.")
        elif password:
            try:
                validate_password(password, self.about())
            except ValidationError as error:
                self.add_error("password", error)
        return data


class PasswordForm(NewPasswordFields):
    current = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password", "repeated")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def about(self) -> User:
        return self.user

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError("Mật khẩu đang dùng không đúng.")
        return current


BESIDE_PERSON: dict[Refusal | DayOf, str] = {
    DayOf.BIRTH: "born_on",
    DayOf.ADMISSION: "admitted_on",
    DayOf.RECOGNITION: "recognized_on",
    DayOf.ENTRY: "starts_on",
    Refusal.ADMITTED_BEFORE_BIRTH: "admitted_on",
    Refusal.ADMITTED_TOO_YOUNG: "admitted_on",
    Refusal.RECOGNIZED_BEFORE_ADMISSION: "recognized_on",
    Refusal.ENTERED_BEFORE_ADMISSION: "starts_on",
    Refusal.EMAIL_MISSING: "email",
}


class RollFilter(BaseForm):
    mark_optional = False
    keeps_text = False
    q = forms.CharField(label="Tìm theo tên", required=False, max_length=120)
    cell = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", required=False, empty_label=None)

    def __init__(self, *args: Any, cells: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("cell", forms.ModelChoiceField).queryset = cells
        if len(cells) < 2:  # noqa: PLR2004 - one cell needs no choice
            del self.fields["cell"]


class MemberForm(SeenForm):
    """What every member of the chi ủy may know about a person."""

    beside = BESIDE_PERSON

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    other_name = forms.CharField(label="Tên gọi khác", max_length=120, required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=_choices(SEXES), widget=forms.RadioSelect)
    born_on = DayFirstDateField(label="Sinh ngày", required=False, help_text=DATE_HELP)
    admitted_on = DayFirstDateField(label="Ngày vào Đảng", help_text=DATE_HELP)
    recognized_on = DayFirstDateField(
        label="Ngày vào Đảng chính thức", required=False, help_text="Để trống nếu đang là đảng viên dự bị."
    )
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)
    channel = forms.ChoiceField(label="Nhận thông báo bằng", choices=Channel.choices, initial=Channel.PAPER)
    large_type = forms.BooleanField(label="Bản in chữ to", required=False)

    @staticmethod
    def initial_of(member: Member) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(member, (field.name for field in fields(MemberData)))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_member(self) -> MemberData:
        """What was written, for the service."""
        return MemberData(**{field.name: self.cleaned_data[field.name] for field in fields(MemberData)})


class NewMemberForm(MemberForm):
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", empty_label=None)
    group = forms.ModelChoiceField(PartyGroup.objects.none(), label="Tổ đảng", required=False, empty_label="Không có")
    starts_on = DayFirstDateField(label="Sinh hoạt tại chi bộ từ ngày", help_text=DATE_HELP)
    is_visiting = forms.BooleanField(label="Sinh hoạt tạm thời đến", required=False)

    def __init__(self, *args: Any, cells: QuerySet[Organization], groups: QuerySet[PartyGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = cells
        self.field_of("group", forms.ModelChoiceField).queryset = groups


class IdentityForm(SeenForm):
    """The private numbers: filled in anew, never shown here."""

    beside = {DayOf.CARD: "card_issued_on"}

    identity_number = forms.RegexField(
        r"^(\d{9}|\d{12})$",
        label="Số định danh cá nhân",
        required=False,
        error_messages={"invalid": "Số này có 12 chữ số (hoặc 9 với chứng minh nhân dân cũ)."},
    )
    card_number = forms.RegexField(
        r"^(\d{8,9}|\d{12})$",
        label="Số thẻ Đảng",
        required=False,
        error_messages={"invalid": "Số thẻ Đảng có 12 chữ số (hoặc 8, 9 với thẻ cũ)."},
    )
    card_place = forms.CharField(label="Nơi cấp thẻ", max_length=120, required=False)
    card_issued_on = DayFirstDateField(label="Ngày cấp thẻ", required=False, help_text=DATE_HELP)
    ethnicity = forms.CharField(label="Dân tộc", max_length=60, required=False)
    religion = forms.CharField(label="Tôn giáo", max_length=60, required=False)
    hometown = forms.CharField(label="Quê quán", max_length=200, required=False)

    @staticmethod
    def initial_of(identity: MemberIdentity) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(identity, (field.name for field in fields(IdentityData)))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_identity(self) -> IdentityData:
        """What was written, for the service."""
        return IdentityData(**{field.name: self.cleaned_data[field.name] for field in fields(IdentityData)})


class RoleForm(BaseForm):
    beside = {DayOf.OFFICE: "starts_on", Refusal.HOLDER_NOT_ON_ROLL: "starts_on", Refusal.GROUP_MISSING: "group"}

    role = forms.ChoiceField(label="Chức vụ")
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Tại", empty_label=None)
    group = forms.ModelChoiceField(
        PartyGroup.objects.none(), label="Tổ đảng", required=False, help_text="Chỉ với tổ trưởng.", empty_label="Không"
    )
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)

    def __init__(
        self,
        *args: Any,
        roles: list[Role],
        organizations: QuerySet[Organization],
        groups: QuerySet[PartyGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("role", forms.ChoiceField).choices = _choices({role: ROLES[role] for role in roles})
        self.field_of("organization", forms.ModelChoiceField).queryset = organizations
        self.field_of("group", forms.ModelChoiceField).queryset = groups


class SupervisorForm(BaseForm):
    beside = {DayOf.OFFICE: "starts_on"}

    member = MemberField(Member.objects.none(), label="Cấp ủy viên theo dõi", empty_label="Chọn tên")
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("member", forms.ModelChoiceField).queryset = people


class ConditionForm(BaseForm):
    beside = {DayOf.CONDITION: "starts_on", DayOf.END: "ends_on", Refusal.ENDS_BEFORE_START: "ends_on"}

    condition = forms.ChoiceField(
        label="Trạng thái",
        choices=_choices({code: word for code, word in CONDITIONS.items() if code is not Condition.VISITING}),
    )
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)
    ends_on = DayFirstDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết.")
    note = forms.CharField(label="Căn cứ, ghi chú", max_length=200, required=False)


class EndForm(SeenForm):
    beside = {DayOf.END: "ends_on", Refusal.ENDS_BEFORE_START: "ends_on"}
    is_once = True  # nothing ends twice

    ends_on = DayFirstDateField(label="Ngày cuối cùng", help_text=DATE_HELP)


class LeaveForm(EndForm):
    reason = forms.ChoiceField(label="Lý do", choices=_choices(LEAVING_REASONS))


class TransferForm(BaseForm):
    beside = {
        DayOf.ENTRY: "starts_on",
        DayOf.END: "starts_on",
        Refusal.ENTERED_BEFORE_ADMISSION: "starts_on",
        Refusal.ENDS_BEFORE_START: "starts_on",
        Refusal.ALREADY_ON_ROLL: "organization",
    }

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Chuyển đến", empty_label="Chọn chi bộ")
    starts_on = DayFirstDateField(label="Sinh hoạt tại nơi mới từ ngày", help_text=DATE_HELP)

    def __init__(self, *args: Any, cells: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = cells


class UploadForm(BaseForm):
    file = forms.FileField(
        label="Bảng tính Excel (.xlsx)", widget=forms.FileInput(attrs={"accept": ".xlsx"}), allow_empty_file=True
    )

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        check_spreadsheet(file)
        return file


class OrganizationForm(SeenForm):
    beside = {
        DayOf.WATCH: "bound_since",
        Refusal.CODE_TAKEN: "code",
        Refusal.CELL_WITHOUT_KIND: "cell_kind",
        Refusal.UNDER_A_CELL: "parent",
        Refusal.UNDER_ITSELF: "parent",
    }

    code = forms.CharField(label="Mã tổ chức", max_length=40, help_text="Ví dụ 31.168.053.000.001.")
    name = forms.CharField(label="Tên tổ chức", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=_choices(ORGANIZATION_KINDS), initial=OrganizationKind.CELL)
    cell_kind = forms.ChoiceField(label="Loại hình chi bộ", choices=_choices(CELL_KINDS, empty="Không"), required=False)
    parent = forms.ModelChoiceField(
        Organization.objects.none(), label="Cấp trên trực tiếp", required=False, empty_label="Không có"
    )
    parent_line = forms.CharField(label="Dòng cấp trên ghi trên văn bản", max_length=200, required=False)
    issuer_line = forms.CharField(label="Dòng cơ quan ban hành ghi trên văn bản", max_length=200, required=False)
    place_name = forms.CharField(label="Địa danh", max_length=100, required=False, help_text="Ghi trước ngày tháng.")
    meeting_place = forms.CharField(label="Nơi thường sinh hoạt", max_length=200, required=False)
    regular_day = forms.IntegerField(label="Ngày sinh hoạt trong tháng", min_value=1, max_value=28, initial=3)
    regular_time = TimeField(label="Giờ sinh hoạt", required=False)
    bound_since = DayFirstDateField(
        label="Bắt đầu theo dõi từ ngày", required=False, help_text="Trước ngày này không tính việc chậm, thiếu."
    )

    def __init__(self, *args: Any, superiors: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("parent", forms.ModelChoiceField).queryset = superiors

    @staticmethod
    def initial_of(organization: Organization) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(organization, (*(field.name for field in fields(OrganizationData)), "parent"))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_organization(self) -> OrganizationData:
        """What was written, for the service."""
        return OrganizationData(**{field.name: self.cleaned_data[field.name] for field in fields(OrganizationData)})


class TermForm(BaseForm):
    beside = {
        DayOf.TERM: "starts_on",
        DayOf.TERM_END: "ends_on",
        Refusal.TERM_OUT_OF_ORDER: "ends_on",
        Refusal.TERM_TOO_LONG: "ends_on",
    }

    title = forms.CharField(label="Nhiệm kỳ", max_length=60, help_text="Ví dụ 2025–2027.")
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)
    ends_on = DayFirstDateField(label="Đến ngày", help_text=DATE_HELP)


class AccountForm(BaseForm):
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]{3,50}$",
        label="Tên đăng nhập",
        help_text="Chữ không dấu, chữ số, dấu chấm hoặc gạch nối; từ 3 đến 50 ký tự.",
        error_messages={
            "invalid": "Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối; từ 3 đến 50 ký tự."
        },
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    is_technician = forms.BooleanField(label="Cán bộ kỹ thuật", required=False)


class FirstStepsForm(NewPasswordFields):
    """Everything that a cell needs to begin."""

    beside = BESIDE_PERSON | {
        DayOf.TERM: "term_starts_on",
        DayOf.TERM_END: "term_ends_on",
        DayOf.ENTRY: "admitted_on",
        DayOf.OFFICE: "term_starts_on",
        Refusal.TERM_OUT_OF_ORDER: "term_ends_on",
        Refusal.TERM_TOO_LONG: "term_ends_on",
        Refusal.USERNAME_TAKEN: "username",
    }

    parent_line = forms.CharField(
        label="Tổ chức cấp trên trực tiếp",
        max_length=200,
        help_text="Như ghi trên văn bản, ví dụ: Đảng bộ xã Kiến Thụy.",
    )
    cell_name = forms.CharField(label="Tên chi bộ", max_length=200, help_text="Ví dụ: Chi bộ thôn Văn Hòa.")
    cell_kind = forms.ChoiceField(label="Loại hình chi bộ", choices=_choices(CELL_KINDS), initial=CellKind.VILLAGE)
    place_name = forms.CharField(
        label="Địa danh ghi trước ngày tháng của văn bản", max_length=100, help_text="Ví dụ: Kiến Thụy."
    )
    meeting_place = forms.CharField(label="Nơi thường sinh hoạt", max_length=200, required=False)
    regular_day = forms.IntegerField(label="Ngày sinh hoạt trong tháng", min_value=1, max_value=28, initial=3)
    regular_time = TimeField(label="Giờ sinh hoạt", required=False)
    term_starts_on = DayFirstDateField(label="Nhiệm kỳ từ ngày", help_text=DATE_HELP)
    term_ends_on = DayFirstDateField(label="Đến ngày", help_text=DATE_HELP)
    full_name = forms.CharField(label="Họ và tên bí thư", max_length=120)
    sex = forms.ChoiceField(label="Giới tính", choices=_choices(SEXES), initial=Sex.MALE, widget=forms.RadioSelect)
    admitted_on = DayFirstDateField(label="Ngày vào Đảng", help_text=DATE_HELP)
    recognized_on = DayFirstDateField(label="Ngày vào Đảng chính thức", required=False, help_text=DATE_HELP)
    username = AccountForm.base_fields["username"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in NewPasswordFields.base_fields])
        self.fields["username"].widget.attrs["autocomplete"] = "username"  # one's own, unlike in ``AccountForm``
