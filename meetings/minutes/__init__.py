"""The minutes: text, reading back, lock, document."""
