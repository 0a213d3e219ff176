"""A manager's tip on its way to a team."""
