"""The clock is an argument, so that tests and the demo can move it."""

import time


class Clock:
    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000
