"""Whole numbers out of what was sent in an address or beside a form."""

MOST_DIGITS = 18  # no key and no count needs more; beyond some thousands Python itself refuses to read them


def whole_number(text: str) -> int | None:
    """The number that the digits make, None for anything else and for more digits than a number of ours can have."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
