"""Codes stored by this app."""

from chibo.core.codes import Deed


class ComplianceDeed(Deed):
    EXPORTED = "compliance.exported"
