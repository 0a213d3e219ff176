"""`compare` a query, over the labelled queries: figures only, as JSON, from a fresh process."""

import json
import time

from bot.search import Search
from tests.search.catalog import catalog
from tests.search.evaluate import read


def main() -> None:
    search = Search(catalog())
    queries = [(query.text, lang) for half in ("tune", "held_out") for lang in ("ru", "en")
               for query in read(f"{half}.{lang}")]  # fmt: skip
    times = []
    for text, lang in queries:
        start = time.perf_counter()
        search.find(text, lang)
        times.append((time.perf_counter() - start) * 1000)
    first, rest = times[0], sorted(times[1:])
    print(json.dumps({"queries": len(times), "first": first, "p50": rest[len(rest) // 2],
                      "p95": rest[int(0.95 * (len(rest) - 1))], "most": rest[-1]}))  # fmt: skip


if __name__ == "__main__":
    main()
