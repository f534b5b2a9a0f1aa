"""Codes stored by the demonstration."""

from chibo.core.codes import Deed


class DemoDeed(Deed):
    LOADED = "demo.loaded"
