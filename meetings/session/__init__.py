"""The session: opening, roll call, speeches, votes, conclusions, the close."""
