"""A table as a file for a spreadsheet. What people typed stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

Cell = str | int | float | date | None
"""A float is a share."""
Rows = Sequence[Sequence[Cell]]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings that a spreadsheet reads as a formula, or skips before it."""
WIDEST = 40


def csv_of(rows: Rows, comma: str) -> bytes:
    """`comma`: as spreadsheets of this language want it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=comma).writerows([_written(cell, comma) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell, comma: str) -> str | int:
    """Where a semicolon parts the cells, a comma parts the decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.4f}".replace(".", "," if comma == ";" else ".")
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
    return cell.isoformat() if isinstance(cell, date) else cell


def xlsx_of(title: str, rows: Rows) -> bytes:
    """The first row is the head."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # 4 MB that only a file needs
    from openpyxl.styles import Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row, 1):
            cell = sheet.cell(y, x)
            cell.value = _plain(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, float):
                cell.number_format = "0%"
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            if y == 1:
                cell.font = Font(bold=True)
    for x, width in enumerate(_widths(rows), 1):
        sheet.column_dimensions[get_column_letter(x)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """Without the control characters that the format can't hold."""
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


def _widths(rows: Rows) -> Iterable[int]:
    for column in zip(*rows, strict=True):
        longest = max(10 if isinstance(cell, date) else len(str(cell or "")) for cell in column)
        yield min(longest, WIDEST) + 2
