"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum


class DocumentType(StrEnum):
    """Types of document that a cell issues here (QĐ 399, Điều 11)."""

    RESOLUTION = "NQ"
    CONCLUSION = "KL"
