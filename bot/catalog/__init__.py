"""content/, read and checked once."""

from bot.catalog.load import load, read_files, version_of
from bot.catalog.model import Catalog, Language, Recall, Tips
from bot.catalog.parity import pairs
from bot.catalog.problem import ContentError, Problem
from bot.catalog.table import KNOWN, POLES, Known, Pole, Row

__all__ = [
    "KNOWN", "POLES", "Catalog", "ContentError", "Known", "Language", "Pole", "Problem", "Recall", "Row", "Tips",
    "load", "pairs", "read_files", "version_of",
]  # fmt: skip
