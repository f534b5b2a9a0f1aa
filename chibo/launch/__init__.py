"""What starts and checks the program; nothing of the running program imports it."""
