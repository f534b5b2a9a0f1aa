"""Vietnamese words for the codes that every app shows."""

VERDICT_WORDS = {
    "met": "đạt",
    "late": "muộn",
    "missed": "không đạt",
    "due": "cần làm",
    "not_due": "chưa đến hạn",
    "not_applicable": "không áp dụng",
}
