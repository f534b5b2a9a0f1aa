"""Papers as an older program froze them: `tests/data/frozen-*.json`, with fields that are no longer printed."""

import json
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def frozen(name):
    """The JSON of a paper, new on every call."""
    return json.loads((DATA / f"frozen-{name}.json").read_text(encoding="utf-8"))


def held(data):
    """What a tree of JSON holds: only what is empty is left out."""
    if isinstance(data, dict):
        return {name: held(value) for name, value in data.items() if value}
    return [held(item) for item in data] if isinstance(data, list) else data
