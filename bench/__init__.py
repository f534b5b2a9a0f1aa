"""Measured things: ours, the floor, the ratio. Run by ``make bench``."""
