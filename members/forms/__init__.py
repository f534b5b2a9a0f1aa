"""Forms about organisations, people and accounts, under the names of their views: the services decide."""
