"""Planning: the duties of a year, a meeting, its changes."""
