"""A team's week in figures."""
