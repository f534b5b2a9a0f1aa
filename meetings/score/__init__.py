"""The self-score of a meeting."""
