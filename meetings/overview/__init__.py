"""The page of a meeting and the list of a year."""
