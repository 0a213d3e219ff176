"""A person: when they work and want to be written to, and what is kept of them."""
