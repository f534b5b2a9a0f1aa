"""The one error of the domain: a rule said no, and this is what it misses."""

from enum import StrEnum


class Refusal(StrEnum):
    """Every answer "no" of the program. Each has one sentence, in the ``labels.py`` of the app that says it.

    ``blocked`` and ``advised`` are worded by the conditions that they miss.
    """

    # Moves of a meeting or a resolution
    STATE = "state"
    BLOCKED = "blocked"
    ADVISED = "advised"
    STALE = "stale"
    EMPTY = "empty"
    # Days of every kind
    DAY_OUT_OF_RANGE = "day_out_of_range"
    DAY_IN_FUTURE = "day_in_future"
    # Planning
    DUTY_TAKEN = "duty_taken"
    OVERLAP = "overlap"
    NOT_SAME_OCCASION = "not_same_occasion"
    OCCASION_TAKEN = "occasion_taken"
    ITEM_USED = "item_used"
    ITEM_VOTED = "item_voted"
    COMMENTS_CLOSED = "comments_closed"
    # In session
    OPENS_IN_FUTURE = "opens_in_future"
    FAR_FROM_PLAN = "far_from_plan"
    CLOSES_BEFORE_START = "closes_before_start"
    TOO_LONG = "too_long"
    HAS_RECORDS = "has_records"
    ROLL_WAS_CALLED = "roll_was_called"
    ROLL_IN_USE = "roll_in_use"
    ROLL_CHANGED = "roll_changed"
    SAME_PERSON = "same_person"
    HANDED_ON = "handed_on"
    OUTSIDE_SESSION = "outside_session"
    NOT_ON_ROLL = "not_on_roll"
    REASON_MISSING = "reason_missing"
    NO_ELECTORATE = "no_electorate"
    TOO_MANY_VOTES = "too_many_votes"
    RESERVED_STAYS = "reserved_stays"
    NO_RESOLUTION = "no_resolution"
    RESOLUTION_DRAFTED = "resolution_drafted"
    NO_REASON = "no_reason"
    # Tasks
    OWN_HELPER = "own_helper"
    DUE_BEFORE_MEETING = "due_before_meeting"
    CANNOT_TAKE_PART = "cannot_take_part"
    ALREADY_REPORTED = "already_reported"
    REPORT_OPEN = "report_open"
    # Minutes and self-score
    VOTES_NOT_FOR_ALL = "votes_not_for_all"
    POINTS = "points"
    SCORE_MISSING = "score_missing"
    SHEET_LINE = "sheet_line"
    SHEET_TWICE = "sheet_twice"
    SHEET_TOTAL = "sheet_total"
    SHEET_SET_LATER = "sheet_set_later"
    SHEET_IN_USE = "sheet_in_use"
    TOO_SOON = "too_soon"
    NOT_SCORED = "not_scored"
    SCORE_STANDS = "score_stands"
    SCORE_TOO_LATE = "score_too_late"
    ALREADY_SENT = "already_sent"
    # Messages
    MESSAGE_NOT_RETRIED = "message_not_retried"
    MESSAGE_NOT_DELIVERED = "message_not_delivered"
    # Topics
    IN_USE = "in_use"
    AUTHOR_NOT_ON_ROLL = "author_not_on_roll"
    # Organisations, terms, figures
    ALREADY_SET_UP = "already_set_up"
    CODE_TAKEN = "code_taken"
    CELL_WITHOUT_KIND = "cell_without_kind"
    UNDER_A_CELL = "under_a_cell"
    UNDER_ITSELF = "under_itself"
    NO_NUMBER_LEFT = "no_number_left"
    TERM_OUT_OF_ORDER = "term_out_of_order"
    TERM_TOO_LONG = "term_too_long"
    TERM_OVERLAPS = "term_overlaps"
    UNKNOWN_FIGURE = "unknown_figure"
    WRONG_FIGURE = "wrong_figure"
    FIGURE_SET_LATER = "figure_set_later"
    UNKNOWN_INSTRUMENT = "unknown_instrument"
    NOT_ISSUED_YET = "not_issued_yet"
    ALREADY_ADOPTED = "already_adopted"
    WITHDRAWN_BEFORE_ADOPTED = "withdrawn_before_adopted"
    # People and the roll
    ADMITTED_BEFORE_BIRTH = "admitted_before_birth"
    ADMITTED_TOO_YOUNG = "admitted_too_young"
    ENTERED_BEFORE_ADMISSION = "entered_before_admission"
    RECOGNIZED_BEFORE_ADMISSION = "recognized_before_admission"
    NUMBER_TAKEN = "number_taken"
    EMAIL_MISSING = "email_missing"
    NOT_A_CELL = "not_a_cell"
    GROUP_OF_ANOTHER_CELL = "group_of_another_cell"
    ALREADY_ON_ROLL = "already_on_roll"
    ALREADY_ENDED = "already_ended"
    ENDS_BEFORE_START = "ends_before_start"
    IMPORT_EXPIRED = "import_expired"
    # Positions and conditions
    ROLE_NOT_ASSIGNED = "role_not_assigned"
    ROLE_HELD = "role_held"
    SECRETARY_HELD = "secretary_held"
    GROUP_MISSING = "group_missing"
    HOLDER_NOT_ON_ROLL = "holder_not_on_roll"
    VISITING_IS_MEMBERSHIP = "visiting_is_membership"
    CONDITION_OVERLAPS = "condition_overlaps"
    # Accounts
    USERNAME_TAKEN = "username_taken"
    ACCOUNT_EXISTS = "account_exists"
    OWN_ACCOUNT = "own_account"


class RuleRefused(Exception):
    """A deed that the rules do not allow now.

    ``code`` names the refusal, ``missing`` the unmet conditions in the order of their table. Both are codes; the
    sentences for them are in ``labels.py`` of the app that asks. ``detail`` holds values for the sentence.
    """

    def __init__(self, code: Refusal, missing: tuple[str, ...] = (), **detail: object) -> None:
        super().__init__(code.value, missing)
        self.code = code
        self.missing = missing
        self.detail = detail
