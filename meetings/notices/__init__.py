"""Telling people: messages, reminders, and where they went."""
