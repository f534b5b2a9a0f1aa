"""Papers of a meeting, version by version, with comments."""
