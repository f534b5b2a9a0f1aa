"""Vietnamese words for the codes that every app shows."""

VERDICT_WORDS = {
    "met": "đạt",
    "late": "muộn",
    "missed": "không đạt",
    "due": "cần làm",
    "not_due": "chưa đến hạn",
    "not_applicable": "không áp dụng",
}

REFUSALS: dict[str, str] = {
    "message_not_retried": "Thư này không ở trạng thái cần gửi lại.",
    "message_not_delivered": "Thư này đã được ghi nhận hoặc đang được gửi.",
}
