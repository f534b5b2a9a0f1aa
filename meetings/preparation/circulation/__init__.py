"""Agreeing the content and sending it."""
