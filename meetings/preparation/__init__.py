"""Preparing a meeting: programme, drafts, circulation."""
