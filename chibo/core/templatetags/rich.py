"""The scripts and styles of a form with rich text, under the page's content security policy."""

from django import forms, template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from js_asset import Media

register = template.Library()


@register.simple_tag(takes_context=True)
def rich_media(context: Context, form: forms.BaseForm) -> SafeString:
    """Tags of `form.media`, the import map included, each with the nonce of this request."""
    nonce = str(context["request"].csp_nonce)
    return mark_safe(str(Media.from_media(form.media, nonce=nonce)))  # noqa: S308 - tags rendered by the library
