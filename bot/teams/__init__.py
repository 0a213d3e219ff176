"""Teams: who is in them, how one joins, and what is shown to a manager."""
