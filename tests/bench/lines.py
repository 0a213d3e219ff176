"""One line of the figures."""


def line(name: str, *cells: str, aim: str = "", met: bool | None = None) -> None:
    verdict = "" if met is None else "met" if met else "MISSED"
    print(f"{name:<46}" + "".join(f"{cell:>15}" for cell in (*cells, "", "")[:3]) + f"   {aim:<8}{verdict}")
