"""The confirmation before papers are sent."""

from chibo.core.forms import BaseForm
from meetings.ground.forms import AdviceMixin


class CirculateForm(AdviceMixin, BaseForm):
    """Nothing but the reason for sending against advice."""
