"""Teams, invitations and shown deals in the database, on either engine."""

import asyncio

import pytest

from bot.store import invites, personal, shares, teams
from bot.store.database import Conflict, Database, Write
from bot.store.invites import Invite
from bot.store.teams import Team

from .rows import person

OWNER, FIRST, SECOND, THIRD = 1, 2, 3, 4
TEAM = 90


@pytest.fixture
async def team(db: Database) -> Database:
    """An owner, two members and a manager who joined last."""
    await db.commit([person(number) for number in (OWNER, FIRST, SECOND, THIRD)])
    await db.commit(teams.create(TEAM, "North", OWNER, "O", 10))
    for rev, number in enumerate((FIRST, SECOND, THIRD)):
        await db.commit(teams.join(TEAM, rev, number, f"P{number}", 20 + number))
    await db.commit(teams.promote(TEAM, 3, THIRD, "manager"))
    return db


async def roles(db: Database, number: int = TEAM) -> dict[int, str]:
    return {member.person: member.role for member in await teams.members(db, number)}


async def rev(db: Database) -> int:
    found = await teams.named(db, TEAM)
    assert found is not None
    return found[1]


def deal(number: int, owner: int) -> list[Write]:
    """With a finished check."""
    return [
        Write("insert into deals (id, person, number, created_at, check_now) values (:id, :person, :number, 1, :check)",
              {"id": number, "person": owner, "number": number, "check": number + 1000}),
        Write("insert into content (version, body, created_at) values ('v', '{}', 1) on conflict do nothing"),
        Write("insert into checks (id, deal, person, content, state, started_at, touched_at) "
              "values (:check, :id, :person, 'v', 'done', 1, 1)",
              {"id": number, "person": owner, "check": number + 1000}),
    ]  # fmt: skip


def invite(number: int = 5, *, many: bool = False, ends_at: int = 1000) -> Invite:
    return Invite(number, TEAM, OWNER, f"hash{number}", many, 0, 1, ends_at)


async def test_members_are_listed_by_rank_and_then_by_how_long_they_are_there(team: Database) -> None:
    assert await roles(team) == {OWNER: "owner", THIRD: "manager", FIRST: "member", SECOND: "member"}
    assert list(await roles(team)) == [OWNER, THIRD, FIRST, SECOND]


async def test_a_team_is_seen_by_its_members_only(team: Database) -> None:
    await team.commit([person(7)])
    assert await teams.load(team, TEAM, 7) is None
    assert await teams.load(team, TEAM, FIRST) == Team(TEAM, "North", 4, "member", "P2")
    assert await teams.of_person(team, 7) == []


@pytest.mark.parametrize("who", [OWNER, FIRST])
async def test_of_two_changes_that_began_from_the_same_state_one_is_made(team: Database, who: int) -> None:
    now = await rev(team)
    race = [
        team.commit(teams.remove(TEAM, now, THIRD)),
        team.commit(teams.promote(TEAM, now, who, "manager") if who == FIRST else teams.rename(TEAM, now, "South")),
    ]
    results = await asyncio.gather(*race, return_exceptions=True)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert await rev(team) == now + 1


async def test_to_hand_over_leaves_one_owner(team: Database) -> None:
    await team.commit(teams.hand_over(TEAM, 4, OWNER, FIRST))
    assert await roles(team) == {FIRST: "owner", OWNER: "manager", THIRD: "manager", SECOND: "member"}


async def test_who_is_removed_shows_nothing_to_the_team_any_more(team: Database) -> None:
    await team.commit([*deal(50, FIRST), *deal(51, SECOND), shares.show(50, TEAM, 1), shares.show(51, TEAM, 2)])
    await team.commit(teams.remove(TEAM, 4, FIRST))
    assert [shown.deal for shown in await shares.page(team, TEAM, 0, 10)] == [51]
    assert await roles(team) == {OWNER: "owner", THIRD: "manager", SECOND: "member"}


async def forget(db: Database, number: int) -> None:
    await db.commit(personal.forget(number, []))


async def test_when_the_owner_is_forgotten_managers_come_before_members_and_the_longest_serving_first(
    team: Database,
) -> None:
    await team.commit(teams.promote(TEAM, 4, SECOND, "manager"))
    heirs = []
    for owner in (OWNER, SECOND, THIRD, FIRST):
        (heir,) = await teams.heirs(team, owner)
        heirs.append(heir.to.person if heir.to else None)
        await forget(team, owner)
        assert [number for number, role in (await roles(team)).items() if role == "owner"] == [
            one for one in heirs[-1:] if one
        ]
    assert heirs == [SECOND, THIRD, FIRST, None]
    assert await team.read("select id from teams") == []


async def test_when_somebody_else_is_forgotten_the_owner_stays(team: Database) -> None:
    await forget(team, THIRD)
    assert await roles(team) == {OWNER: "owner", FIRST: "member", SECOND: "member"}
    assert await rev(team) == 5


async def test_another_team_is_not_touched_when_an_owner_is_forgotten(team: Database) -> None:
    await team.commit(teams.create(91, "South", FIRST, "F", 1))
    await forget(team, OWNER)
    assert await roles(team, 91) == {FIRST: "owner"}


async def test_who_leads_another_team_still_leads(team: Database) -> None:
    assert not await teams.still_leads(team, OWNER, TEAM)
    await team.commit(teams.create(91, "South", OWNER, "O", 1))
    assert await teams.still_leads(team, OWNER, TEAM)
    assert not await teams.still_leads(team, FIRST, 91)


async def test_an_invitation_for_one_is_used_once_even_by_two_at_a_time(team: Database) -> None:
    await team.commit(invites.make(invite(), 1))
    race = [team.commit([invites.use(invite(), 2)]) for _ in range(3)]
    results = await asyncio.gather(*race, return_exceptions=True)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True, True]
    found = await invites.find(team, "hash5")
    assert found is not None
    assert found.used_up
    assert not found.is_open(2)
    assert await invites.still_open(team, TEAM, 2) == []


async def test_an_invitation_for_many_is_used_until_it_ends(team: Database) -> None:
    await team.commit(invites.make(invite(many=True), 1))
    for _ in range(3):
        await team.commit([invites.use(invite(), 999)])
    with pytest.raises(Conflict):
        await team.commit([invites.use(invite(), 1000)])
    (found,) = await invites.still_open(team, TEAM, 999)
    assert (found.uses, found.is_open(999), found.is_open(1000)) == (3, True, False)


async def test_a_withdrawn_invitation_is_not_used(team: Database) -> None:
    await team.commit([*invites.make(invite(), 1), invites.withdraw(5, 91, 2)])
    assert len(await invites.still_open(team, TEAM, 3)) == 1  # another team's number withdraws nothing
    await team.commit([invites.withdraw(5, TEAM, 2)])
    with pytest.raises(Conflict):
        await team.commit([invites.use(invite(), 3)])
    assert await invites.still_open(team, TEAM, 3) == []


async def test_invitations_that_ended_long_ago_are_dropped_when_a_new_one_is_made(team: Database) -> None:
    await team.commit(invites.make(invite(5), 1))
    await team.commit(invites.make(invite(6, ends_at=10**12), 1000 + invites.KEPT_MS + 1))
    assert await invites.find(team, "hash5") is None
    assert await invites.find(team, "hash6") is not None


async def test_a_deal_can_be_shown_where_there_is_another_manager(team: Database) -> None:
    await team.commit([*deal(50, FIRST), *deal(52, OWNER), *teams.create(91, "Own", FIRST, "F", 1)])
    (choice,) = await shares.choices(team, 50, FIRST)
    assert (choice.team, choice.name, choice.managers, choice.shared_at) == (TEAM, "North", ("O", "P4"), None)
    (choice,) = await shares.choices(team, 52, OWNER)
    assert choice.managers == ("P4",)


async def test_where_a_deal_is_shown_is_listed_whoever_manages_the_team(team: Database) -> None:
    await team.commit([*deal(50, FIRST), *teams.create(91, "Own", FIRST, "F", 1), shares.show(50, 91, 7)])
    own, north = await shares.choices(team, 50, FIRST)
    assert (own.team, own.managers, own.shared_at) == (91, (), 7)
    assert (north.team, north.shared_at) == (TEAM, None)


async def test_what_only_one_manager_sees_ends_with_them_and_nothing_else_does(team: Database) -> None:
    await team.commit([*deal(50, FIRST), *deal(52, OWNER), *deal(54, THIRD), *teams.create(91, "Own", OWNER, "O", 1)])
    await team.commit([*(shares.show(number, TEAM, 1) for number in (50, 52, 54)), shares.show(52, 91, 1)])
    await team.commit([shares.without(THIRD, TEAM)])
    shown = await team.read("select deal, team from shares order by deal, team")
    assert [(row["deal"], row["team"]) for row in shown] == [(50, TEAM), (52, 91), (54, TEAM)]


async def test_who_sees_a_deal_follows_the_managers_of_the_team(team: Database) -> None:
    await team.commit([*deal(50, FIRST), shares.show(50, TEAM, 1), shares.show(50, TEAM, 2)])
    assert await shares.viewers(team, 50) == ("O", "P4")
    await team.commit(teams.promote(TEAM, 4, THIRD, "member"))
    assert await shares.viewers(team, 50) == ("O",)
    await team.commit([shares.withdraw(50, TEAM)])
    assert await shares.viewers(team, 50) == ()


async def test_the_first_opening_is_noted_and_no_later_one(team: Database) -> None:
    await team.commit([*deal(50, FIRST), shares.show(50, TEAM, 1)])
    shown = await shares.load(team, 50, TEAM)
    assert shown is not None
    await team.commit([shares.opened(shown, THIRD, 5)])
    await team.commit([shares.opened(shown, OWNER, 6)])
    (row,) = await team.read("select opened_at, opened_by from shares")
    assert (row["opened_at"], row["opened_by"]) == (5, THIRD)


async def test_shown_deals_are_paged_and_counted_the_last_shown_first(team: Database) -> None:
    for number in range(50, 55):
        await team.commit([*deal(number, FIRST), shares.show(number, TEAM, number)])
    assert await shares.count(team, TEAM) == 5
    pages = [[one.deal for one in await shares.page(team, TEAM, offset, 2)] for offset in (0, 2, 4)]
    assert pages == [[54, 53], [52, 51], [50]]
    assert await shares.count(team, 91) == 0
