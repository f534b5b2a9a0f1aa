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
    "message_not_retried": "Chỉ gửi lại được thư chưa gửi được hoặc chưa rõ đã gửi hay chưa.",
    "message_not_delivered": "Tin này đã có kết quả hoặc chương trình đang gửi, không ghi nhận đưa tận tay được.",
}
