"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum

from chibo.core.codes import Deed


class DocumentType(StrEnum):
    """Types of document that a cell issues here (QĐ 399, Điều 11); the code is printed in the number."""

    RESOLUTION = "NQ"
    CONCLUSION = "KL"


class ResolutionDeed(Deed):
    DRAFTED = "resolution.drafted"
    SAVED = "resolution.saved"
    ISSUED = "resolution.issued"
    ABANDONED = "resolution.abandoned"
    DOWNLOADED = "resolution.downloaded"
