"""content/, read and checked once."""

from bot.catalog.load import ContentError, Problem, load, pairs, read_files, version_of
from bot.catalog.model import KNOWN, POLES, Catalog, Known, Language, Pole, Row

__all__ = [
    "KNOWN", "POLES", "Catalog", "ContentError", "Known", "Language", "Pole", "Problem", "Row",
    "load", "pairs", "read_files", "version_of",
]  # fmt: skip
