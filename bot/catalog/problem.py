"""What is wrong with the content: file, key and rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    key: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.rule}" if self.key else f"{self.file}: {self.rule}"


class ContentError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        more = f" (and {len(problems) - 1} more; `python bot.py content` lists them)" if len(problems) > 1 else ""
        super().__init__(f"The content can't be used: {self.problems[0]}{more}")
