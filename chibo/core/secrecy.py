"""Turns a mark of state secrecy into a refusal that a form can show."""

from django.core.exceptions import ValidationError

from chibo.rules.secrecy import secrecy_mark

_REFUSED = (
    "%(what)s có dấu chỉ mức độ mật “%(mark)s”. Phần mềm này không được lưu tài liệu chứa bí mật nhà nước "
    "(Luật 117/2025/QH15, Điều 5). Nếu đây không phải là dấu độ mật, đồng chí viết lại chỗ đó bằng chữ thường."
)


def refuse_secret(text: str, what: str) -> None:
    """Raise `ValidationError` (code "secret") when `text` carries a mark; `what` opens the sentence."""
    mark = secrecy_mark(text)
    if mark is not None:
        raise ValidationError(_REFUSED, code="secret", params={"what": what, "mark": mark})


def validate_not_secret(value: str) -> None:
    """Validator for a field of plain text."""
    refuse_secret(value, "Nội dung này")
