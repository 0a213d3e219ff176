"""The check of a deal: what it is, how it is run, where the two differ."""
