"""The forms of meetings: shape and parsing; what is allowed is asked of the services."""
