"""The one error of the domain: a rule said no, and this is what it misses."""


class RuleRefused(Exception):
    """A deed that the rules do not allow now.

    ``code`` names the refusal, ``missing`` the unmet conditions in the order of their table. Both are codes; the
    sentences for them are in ``labels.py`` of the app that asks. ``detail`` holds values for the sentence.
    """

    def __init__(self, code: str, missing: tuple[str, ...] = (), **detail: object) -> None:
        super().__init__(code, missing)
        self.code = code
        self.missing = missing
        self.detail = detail
