"""Putting right what was wrong about a session, until its minutes are locked."""
