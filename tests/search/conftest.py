import pytest

from bot.search import Search
from tests.search.catalog import catalog


@pytest.fixture(scope="session")
def search() -> Search:
    return Search(catalog())
