"""The project package: settings, URLs, the rulebook (`chibo.rules`) and what all apps share (`chibo.core`)."""
