"""A program of its own: SVG on standard input, PNG on standard output; its arguments are the font files.

The renderer holds Python's lock while it works, so a thread would keep every chat waiting; and what it takes of
memory goes with the process.
"""

import sys

FAMILY = "Coach Sans"


def main() -> None:
    from resvg_py import svg_to_bytes

    svg = sys.stdin.buffer.read().decode()
    png = svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=sys.argv[1:], font_family=FAMILY)
    sys.stdout.buffer.write(png)


if __name__ == "__main__":
    main()
