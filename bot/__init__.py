"""The coach: what it knows and decides. Imports no telegram, jinja2 or handlers, except runtime/ and playground/."""
