"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum


class DocumentType(StrEnum):
    """Types of document that a cell issues here (QĐ 399, Điều 11); the code is printed in the number."""

    RESOLUTION = "NQ"
    CONCLUSION = "KL"
