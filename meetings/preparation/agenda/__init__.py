"""The programme of a meeting."""
