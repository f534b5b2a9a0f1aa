"""The regulations: tables and pure functions, standard library only, no clock, no floats."""
