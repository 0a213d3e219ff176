"""SVG to PNG in a process of its own, one picture at a time."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

PROGRAM = Path(__file__).with_name("render.py")
SECONDS = 20.0


class PictureError(Exception):
    """No picture, and why."""


class Renderer:
    def __init__(self, fonts: Sequence[Path]) -> None:
        self._fonts = [str(file) for file in fonts]
        self._alone = asyncio.Semaphore(1)

    async def png(self, svg: str) -> bytes:
        """Raises PictureError."""
        async with self._alone:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", str(PROGRAM), *self._fonts),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(SECONDS):
                    png, said = await process.communicate(svg.encode())
            except TimeoutError:
                raise PictureError(f"not drawn within {SECONDS:.0f} s") from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode or not png.startswith(b"\x89PNG"):
            raise PictureError(said.decode("utf-8", "replace").strip().rpartition("\n")[2] or "nothing was drawn")
        return png
