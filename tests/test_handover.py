"""Handing over: the pack, ownership on acceptance, open until everybody was met; all of a leaver's at once; undo."""

from __future__ import annotations

import json

import pytest

from bot.rules.coverage import Known, Tie
from bot.rules.leaving import key_people
from storage import accounts, handovers, promises
from tests import given
from tests.conversation import Talk, button, buttons, card_of, rows

JANE, JOHN, EVE = 1, 2, 3
GIVER, TAKER = 11, 12


@pytest.mark.parametrize(
    ("people", "ties", "key"),
    [
        ([Known(JANE, "purchasing"), Known(EVE, "")], [], {JANE: False}),
        ([Known(JANE, "", ("critical",)), Known(EVE, "", ("neutral",))], [], {JANE: False}),
        ([Known(JANE, ""), Known(EVE, "")], [Tie(GIVER, JANE, 1), Tie(GIVER, EVE, 0.2)], {JANE: False}),
        ([Known(JANE, "purchasing")], [Tie(TAKER, JANE, 1)], {JANE: True}),
        ([Known(JANE, "purchasing")], [Tie(TAKER, JANE, 0.1)], {JANE: False}),
        ([Known(JANE, ""), Known(EVE, "")], [], {JANE: False, EVE: False}),
        ([], [], {}),
    ],
)
def test_whom_a_successor_has_to_meet(people: list[Known], ties: list[Tie], key: dict[int, bool]) -> None:
    assert key_people(people, ties, GIVER) == key


async def book(talk: Talk) -> dict[str, int]:
    """Tom's ACME: Jane decides, John is critical of us, something is promised; Ann has met Jane."""
    made = {"acme": given.customer(talk, "ACME", "tom", tier="A")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["john"] = given.person(talk, "John Roe", made["acme"], "CPO")
    for said in (
        "role Jane Doe decision maker",
        "attitude John Roe critical",
        "promise ACME: send the report by Friday",
        "insight ACME: problem: the pumps leak",
    ):
        await talk.say("tom", f"/rapport {said}")
    given.contact(talk, "tom", made["acme"], [3, 10], [made["jane"]])
    given.contact(talk, "ann", made["acme"], 5, [made["jane"]])
    return made


def owner_of(talk: Talk, account: int) -> str:
    row = given.does(talk, lambda session: accounts.get(session, account))
    assert row is not None
    return str(row["owner"])


def told(talk: Talk) -> list[tuple[int, str]]:
    letters = [row for row in given.letters(talk) if row["kind"] == "handover"]
    return [(row["teammate_id"], json.loads(row["card"])["title"]) for row in letters]


async def test_the_pack_goes_with_the_proposal_and_the_owner_stays(talk: Talk) -> None:
    made = await book(talk)
    said = await talk.hear("tom", "/rapport handover ACME @Ann")
    assert said.splitlines() == [
        "ACME is to go to Ann",
        "I have asked Ann. It stays with Tom until then.",
        "Tier: A",
        "Asks and gives: 0 asks, and no give so far.",
        "People to meet",
        "• Jane Doe — decision maker · in touch: Tom and Ann",
        "• John Roe — critical (today) · nobody in touch",
        "Open promises",
        "• Tom — Due Fri, Mar 13 · “send the report”",
        "Sore spots",
        "• John Roe — critical (today)",
        "• Problem — the pumps leak (today)",
    ]
    assert owner_of(talk, made["acme"]) == "Tom"
    assert told(talk) == [(given.mate(talk, "ann"), "Tom would like to hand ACME over to you")]


async def accepted(talk: Talk) -> dict[str, int]:
    made = await book(talk)
    await talk.say("tom", "/rapport handover ACME @Ann")
    await talk.say("ann", "/rapport handover handover:1 accept")
    return made


async def test_it_is_the_successors_once_accepted_and_open_until_all_are_met(talk: Talk) -> None:
    made = await accepted(talk)
    said = card_of(talk.last).plain()
    assert owner_of(talk, made["acme"]) == "Ann"
    assert "ACME is yours now" in said
    assert "Ann has met 1 of 2\n• Jane Doe — ✓ in touch already\n• John Roe — to meet" in said
    assert "1 open promise goes with it." in said
    assert (given.mate(talk, "tom"), "ACME is with Ann now") in told(talk)
    ann = given.mate(talk, "ann")
    [promise] = given.does(talk, lambda session: promises.mine(session, ann))
    assert promise["account"] == "ACME"
    for who in ("ann", "tom"):
        listed = await talk.hear(who, "/rapport handovers")
        assert "ACME — From Tom to Ann · 1 of 2 met, still to meet: John Roe" in listed
    assert "진행 중인 인수인계가 없어요" in await talk.hear("minsu", "/rapport handovers")
    given.contact(talk, "tom", made["acme"], 0, [made["john"]])
    assert "1 of 2 met" in await talk.hear("ann", "/rapport handovers")
    given.contact(talk, "ann", made["acme"], 0, [made["john"]])
    assert "No handover is open" in await talk.hear("ann", "/rapport handovers")
    assert "• John Roe — ✓ met Wed 11 Mar" in await talk.hear("ann", "/rapport handover handover:1")


async def test_a_contact_before_the_handover_is_no_meeting(talk: Talk) -> None:
    made = await book(talk)
    given.contact(talk, "ann", made["acme"], 300, [made["john"]])
    await talk.say("tom", "/rapport handover ACME @Ann")
    await talk.say("ann", "/rapport handover handover:1 accept")
    assert "still to meet: John Roe" in await talk.hear("ann", "/rapport handovers")


async def test_whoever_left_need_not_be_met(talk: Talk) -> None:
    await accepted(talk)
    await talk.say("tom", "/rapport John Roe left")
    assert "No handover is open" in await talk.hear("ann", "/rapport handovers")


async def test_undo_gives_it_back_with_its_promises(talk: Talk) -> None:
    made = await accepted(talk)
    await talk.tap("ann", "Undo")
    assert owner_of(talk, made["acme"]) == "Tom"
    tom = given.mate(talk, "tom")
    assert len(given.does(talk, lambda session: promises.mine(session, tom))) == 1
    assert "not answered yet" in await talk.hear("ann", "/rapport handovers")
    await talk.say("ann", "/rapport handover handover:1 accept")
    assert owner_of(talk, made["acme"]) == "Ann"


async def test_a_proposal_is_taken_back_or_declined(talk: Talk) -> None:
    made = await book(talk)
    await talk.say("tom", "/rapport handover ACME @Ann")
    await talk.tap("tom", "Undo")
    assert "gone" in await talk.hear("ann", "/rapport handover handover:1 accept")
    await talk.say("tom", "/rapport handover ACME @Ann")
    assert "ACME stays where it is" in await talk.hear("ann", "/rapport handover handover:2 decline")
    assert (given.mate(talk, "tom"), "Ann does not take ACME") in told(talk)
    assert "answered already" in await talk.hear("ann", "/rapport handover handover:2 accept")
    assert owner_of(talk, made["acme"]) == "Tom"


async def test_nobody_else_answers(talk: Talk) -> None:
    await book(talk)
    await talk.say("tom", "/rapport handover ACME @Ann")
    for word in ("accept", "decline"):
        assert "Ann 님만 답할 수 있어요." in await talk.hear("minsu", f"/rapport handover handover:1 {word}")
    assert "asked already" in await talk.hear("tom", "/rapport handover ACME @Ann")
    assert "with Tom already" in await talk.hear("tom", "/rapport handover ACME me")


async def test_what_is_private_stays_out_of_the_pack(talk: Talk) -> None:
    await book(talk)
    await talk.say("tom", "/rapport insight ACME: problem: private: he drinks")
    await talk.say("tom", "/logcontact @ACME today call private: promise: a quiet word by Friday")
    await talk.say("tom", "/rapport handover ACME @Ann")
    seen = await talk.hear("ann", "/rapport handover handover:1")
    assert "the pumps leak" in seen
    assert "drinks" not in seen
    assert "quiet word" not in seen
    await talk.say("ann", "/rapport handover handover:1 accept")
    assert "quiet word" not in await talk.hear("ann", "/rapport promises")


async def test_without_a_colleague_those_who_know_them_best_are_offered(talk: Talk) -> None:
    await book(talk)
    said = await talk.hear("tom", "/rapport handover ACME")
    assert said.startswith("To whom does ACME go?\nBy how well they know them\n• Ann — weak")
    assert "Tom —" not in said
    await talk.tap("tom", "To Ann")
    assert "ACME is to go to Ann" in card_of(talk.last).plain()


async def test_one_takes_over_at_once_what_one_asks_for_oneself(talk: Talk) -> None:
    made = await book(talk)
    said = await talk.hear("minsu", "/rapport 인수인계 ACME 나")
    assert "John Roe" in said
    assert owner_of(talk, made["acme"]) == "김민수"
    assert told(talk) == [(given.mate(talk, "tom"), "ACME is with 김민수 now")]
    assert "ACME" in await talk.hear("minsu", "/rapport 인수인계 목록")


async def leaving(talk: Talk) -> dict[str, int]:
    """Ann leaves; Tom knows ACME, 김민수 helps at Globex, nobody knows Initech, and her manager is 김민수."""
    made = {name: given.customer(talk, name, "ann") for name in ("ACME", "Globex", "Initech")}
    jane = given.person(talk, "Jane Doe", made["ACME"])
    given.contact(talk, "ann", made["ACME"], 3, [jane])
    given.contact(talk, "tom", made["ACME"], 100)
    await talk.say("tom", "/rapport team Globex @Tom")
    given.changed(talk, "ann", manager_id=given.mate(talk, "minsu"))
    return made


async def test_all_of_a_leavers_customers_go_with_one_tap(talk: Talk) -> None:
    made = await leaving(talk)
    said = await talk.hear("tom", "/rapport handover @Ann")
    assert said.splitlines() == [
        "Who follows Ann",
        "Customers (1–3 of 3)",
        "• ACME — to Tom (weak)",
        "• Globex — to Tom (no contact recorded)",
        "• Initech — to 김민수 (no contact recorded)",
    ]
    await talk.tap("tom", "Hand over all 3 customers")
    done = card_of(talk.last).plain()
    assert "3 customers of Ann are handed over" in done
    assert "• Tom — ACME and Globex" in done
    assert [owner_of(talk, made[name]) for name in made] == ["Tom", "Tom", "김민수"]
    assert [who for who, _title in told(talk)] == [given.mate(talk, "minsu")]
    assert "From Ann to Tom · 0 of 1 met, still to meet: Jane Doe" in await talk.hear("tom", "/rapport handovers")
    await talk.say("tom", "/rapport handover @Ann")
    assert "owns no customer" in card_of(talk.last).plain()


async def test_undo_takes_all_of_it_back(talk: Talk) -> None:
    made = await leaving(talk)
    await talk.say("tom", "/rapport handover @Ann")
    await talk.tap("tom", "Hand over all")
    await talk.tap("tom", "Undo")
    assert [owner_of(talk, made[name]) for name in made] == ["Ann", "Ann", "Ann"]
    assert given.does(talk, lambda session: handovers.open_of(session, None)) == []


async def test_only_those_above_somebody_hand_over_all_of_theirs(talk: Talk) -> None:
    made = await leaving(talk)
    assert "managers of Ann" in await talk.hear("ann", "/rapport handover @Ann")
    assert "managers of Ann" in await talk.hear("ann", f"/rapport handover teammate:{given.mate(talk, 'ann')} all")
    assert owner_of(talk, made["ACME"]) == "Ann"
    assert "Initech" in await talk.hear("minsu", "/rapport 인수인계 @Ann님")


async def test_whoever_is_above_sees_the_open_ones_of_the_team(talk: Talk) -> None:
    await accepted(talk)
    assert "진행 중인 인수인계가 없어요" in await talk.hear("minsu", "/rapport handovers team")
    given.changed(talk, "ann", manager_id=given.mate(talk, "minsu"))
    assert "John Roe" in await talk.hear("minsu", "/rapport handovers team")


async def test_a_long_list_is_paged_and_none_is_lost(talk: Talk) -> None:
    for n in range(23):
        given.customer(talk, f"Customer {n:02}", "ann")
        given.contact(talk, "tom", n + 1, 3)
    for line, open_ones in (("/rapport handover @Ann", False), ("/rapport handovers", True)):
        seen = []
        if open_ones:
            for n in range(23):
                given.person(talk, f"Somebody {n}", n + 1)
            await talk.say("tom", "/rapport handover @Ann")
            await talk.tap("tom", "Hand over all")
        await talk.say("tom", line)
        while True:
            seen += [row.title for row in rows(talk.last, "accounts")]
            if not any(one.label == "More" for one in buttons(talk.last)):
                break
            await talk.tap("tom", "More")
        assert (len(seen), len(set(seen))) == (23, 23)
    assert button(talk.last, "What goes with it").says.startswith("/rapport handover handover:")


async def test_an_account_that_becomes_part_of_another_takes_its_handover_along(talk: Talk) -> None:
    await accepted(talk)
    given.customer(talk, "ACME Korea", "tom")
    await talk.say("tom", "/rapport merge ACME into ACME Korea")
    await talk.say("tom", button(talk.last, "").says)
    assert "ACME Korea — From Tom to Ann" in await talk.hear("ann", "/rapport handovers")
