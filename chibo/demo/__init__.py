"""Demonstration data: one commune's committee with thirteen cells and the past year of their meetings.

Nothing here is a fixture: every meeting was planned, circulated, held, locked and followed up by the same services as
in daily use, with the clock put back. All names, texts and figures are made up.
"""
