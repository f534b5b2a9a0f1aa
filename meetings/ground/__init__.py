"""The ground of every room: the facts of a meeting, the frame of a deed, advice."""
