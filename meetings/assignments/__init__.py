"""What was assigned, and the reports on it."""
