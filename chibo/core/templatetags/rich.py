"""The scripts and styles of a form with rich text, under the page's content security policy."""

from django import forms, template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from js_asset import Media, Script

register = template.Library()


@register.simple_tag(takes_context=True)
def rich_media(context: Context, form: forms.BaseForm, *modules: str) -> SafeString:
    """Tags of `form.media`, the import map included, each with the nonce of this request.

    `modules` are the page's own; they run before the editors start, so what they put into a field is seen.
    """
    own = Media(js=[Script(name, type="module") for name in modules])
    nonce = str(context["request"].csp_nonce)
    return mark_safe(str(Media.from_media(own + form.media, nonce=nonce)))  # noqa: S308 - tags rendered by the library
