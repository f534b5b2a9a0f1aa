"""The door: names, passwords, accounts. Shape and wording only."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from chibo.core.forms import BaseForm
from members.models import User


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
