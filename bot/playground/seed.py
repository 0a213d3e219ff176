"""The people who live in the playground."""

from dataclasses import dataclass

BOT_NAME = "Deal Coach"
BOT_USERNAME = "deal_coach_bot"
GROUP_ID = -4001
GROUP_TITLE = "Отдел продаж"


@dataclass(frozen=True, slots=True)
class Seed:
    id: int
    first_name: str
    last_name: str
    username: str | None
    language_code: str | None
    role: str


PEOPLE = (
    Seed(1001, "Анна", "Смирнова", "anna_smirnova", "ru", "seller"),
    Seed(1002, "Илья", "Кузнецов", "ilya_kuz", "en", "seller"),
    Seed(1003, "Марина", "Орлова", None, "de", "seller"),
    Seed(1004, "Ольга", "Волкова", "olga_volkova", "ru", "manager"),
)
