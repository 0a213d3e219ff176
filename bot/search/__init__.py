"""Topic search: which row of the table a text means."""

from bot.search.search import Found, Search, Why

__all__ = ["Found", "Search", "Why"]
