"""Asking which customers are being forgotten, and putting one off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.message import Table
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard, rows

# Tier B: cadence 21, limit 45. Met weekly, the usual gap is exp((5·ln 7 + 4·ln 21)/9) = 11.4, and the tie is strong:
# Σ over six weeks of 2^(−7k/90) = 5.0. So it is due after 11 days, overdue after 3 × 11.4 = 34, over the limit at 45.
WEEKLY = (0, 7, 14, 21, 28, 35)


def weekly(talk: Talk, name: str, last: int, owner: str = "tom") -> int:
    """A customer in tier B that its owner met alone each week up to `last` days ago."""
    account = given.customer(talk, name, owner, tier="B", external_id=f"X-{name}")
    given.contact(talk, owner, account, [last + days for days in WEEKLY])
    return account


def groups(talk: Talk) -> dict[str, list[tuple[str, str]]]:
    """The rows of the last answer by the title of their table."""
    tables = [block for block in card_of(talk.last).blocks if isinstance(block, Table)]
    return {table.title: [(row.title, row.detail) for row in table.rows] for table in tables}


def book(talk: Talk) -> None:
    for name, last in (("Fine", 10), ("Due", 11), ("Late", 33), ("Overdue", 34), ("Limit", 44), ("Over", 45)):
        weekly(talk, name, last)
    given.contact(talk, "tom", given.customer(talk, "Once", "tom", tier="A"), 12)
    given.customer(talk, "Listed", "tom", tier="B", last_activity=date(2026, 1, 20))
    given.customer(talk, "Never C", "tom")
    given.customer(talk, "Never A", "tom", tier="A")
    weekly(talk, "Ann's", 40, "ann")


async def test_mine_are_grouped_by_how_late_they_are_with_the_usual_gap_beside(talk: Talk) -> None:
    book(talk)
    said = await talk.hear("tom", "/neglected")
    usual = "Usual gap 11 days (last five: 7; tier B: 21)."
    assert groups(talk) == {
        "Over the limit (2)": [
            ("Over", f"45 days. {usual}"),
            ("Listed", "50 days by your list, no contact recorded (tier B: 21)."),
        ],
        "Overdue (2)": [("Limit", f"44 days. {usual}"), ("Overdue", f"34 days. {usual}")],
        "Due (3)": [
            ("Late", f"33 days. {usual}"),
            ("Once", "12 days. One contact so far (tier A: 10)."),
            ("Due", f"11 days. {usual}"),
        ],
        "Never met (2)": [
            ("Never A", "No contact recorded (tier A: 10)."),
            ("Never C", "No contact recorded (no tier: 45)."),
        ],
    }
    assert said.splitlines()[0] == "Your customers"
    assert said.splitlines()[-1] == "1 of 10 is in good touch."
    assert {row.ref for row in rows(talk.last, "accounts")} >= {"X-Over", "X-Due"}


async def test_the_team_sees_everybodys_with_their_owners(talk: Talk) -> None:
    book(talk)
    given.customer(talk, "Nobody's")
    said = await talk.hear("ann", "/neglected team")
    assert ("Ann's", "Ann · 40 days. Usual gap 11 days (last five: 7; tier B: 21).") in groups(talk)["Overdue (3)"]
    assert ("Nobody's", "No owner yet · No contact recorded (no tier: 45).") in groups(talk)["Never met (3)"]
    assert "1 of 12 is in good touch." in said
    for word in ("/neglected 팀", "/neglected TEAM", "neglected team", "/rapport neglected team", "뜸한 고객 팀"):
        assert await talk.say("ann", word) == await talk.say("ann", "/neglected team")
    await talk.say("ann", "/neglected")
    await talk.tap("ann", "The whole team's")
    assert card_of(talk.last).title == "The team's customers"


async def test_who_owns_nothing_is_told_how_to(talk: Talk) -> None:
    assert "You own no customer yet. Whoever logs one first owns it." in await talk.hear("ann", "/neglected")
    assert "No customers are noted yet." in await talk.hear("ann", "/neglected team")
    weekly(talk, "ACME", 0, "ann")
    weekly(talk, "Globex", 0, "ann")
    assert "2 of 2 are in good touch." in await talk.hear("ann", "/neglected")


async def test_twelve_rows_are_counted_when_five_are_shown(talk: Talk) -> None:
    for n in range(12):
        given.customer(talk, f"Customer {n:02}", "tom")
    said = await talk.hear("tom", "/neglected")
    assert "Never met (12)" in said
    assert said.count("Customer ") == 5
    [table] = [block for block in card_of(talk.last).blocks if isinstance(block, Table)]
    assert (len(table.rows), table.shown) == (12, 5)
    said = await talk.hear("tom", table.more)
    assert said.count("Customer ") == 12
    assert "Never met (1–12 / 12)" in said


async def test_long_groups_come_in_pages(talk: Talk) -> None:
    for n in range(65):
        given.customer(talk, f"Customer {n:02}", "tom")
    seen = (await talk.hear("tom", "/neglected team never")).count("Customer ")
    while any(one.label == "More" for one in buttons(talk.last)):
        seen += heard(await talk.tap("tom", "More")).count("Customer ")
    assert seen == 65
    assert "Nobody is left here." in await talk.hear("tom", "/neglected never 99")
    assert "Nobody is left here." in await talk.hear("tom", "/neglected due")


async def test_what_is_put_off_is_said_to_be(talk: Talk) -> None:
    weekly(talk, "ACME", 40)
    await talk.say("tom", "/rapport snooze ACME 5 days")
    await talk.say("tom", "/neglected")
    assert groups(talk)["Overdue (1)"][0][1].startswith("snoozed · 40 days.")
    await talk.say("ann", "/neglected team")
    assert groups(talk)["Overdue (1)"][0][1].startswith("Tom · 40 days.")
    talk.later(days=5)
    await talk.say("tom", "/neglected")
    assert groups(talk)["Over the limit (1)"][0][1].startswith("45 days.")


async def test_a_contact_takes_a_customer_off_the_list(talk: Talk) -> None:
    weekly(talk, "ACME", 40)
    await talk.say("tom", "/neglected")
    assert button(talk.last, "Log a contact").says.startswith("/logcontact @ account:")
    await talk.say("ann", "/logcontact ACME today call: all is well")
    await talk.say("tom", "/neglected")
    assert groups(talk) == {}


async def test_a_past_moment_is_judged_by_what_was_known_then(talk: Talk) -> None:
    weekly(talk, "ACME", 0)
    then = talk.now - timedelta(days=20)  # before the last three contacts: the last one was a day before
    await talk.say("tom", "/neglected", at=then, past=True)
    assert groups(talk) == {}
    then = talk.now - timedelta(days=300)
    await talk.say("tom", "/neglected", at=then, past=True)
    assert groups(talk) == {"Never met (1)": [("ACME", "No contact recorded (tier B: 21).")]}


async def test_other_words_are_met_with_what_works(talk: Talk) -> None:
    for word in ("ACME", "team ACME", "x" * 5000, "due team", "never -1"):
        said = await talk.hear("tom", f"/neglected {word}")
        assert said == "Write /neglected for your customers, or /neglected team for everybody's."


SNOOZED = "No reminder of ACME until "


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("", "Wed, Mar 18"),
        ("2 weeks", "Wed, Mar 25"),
        ("two weeks", "Wed, Mar 25"),
        ("for 2 weeks", "Wed, Mar 25"),
        ("a week", "Wed, Mar 18"),
        ("7", "Wed, Mar 18"),
        ("14d", "Wed, Mar 25"),
        ("1 day", "Thu, Mar 12"),
        ("2주", "Wed, Mar 25"),
        ("일주일", "Wed, Mar 18"),
        ("10일간", "Sat, Mar 21"),
        ("3일 동안", "Sat, Mar 14"),
        ("until Friday", "Fri, Mar 13"),
        ("until March 20", "Fri, Mar 20"),
        ("금요일까지", "Fri, Mar 13"),
        ("다음주 화요일까지", "Tue, Mar 17"),
    ],
)
async def test_a_customer_can_be_put_off_in_many_words(talk: Talk, words: str, until: str) -> None:
    weekly(talk, "ACME", 40)
    assert await talk.hear("tom", f"/rapport snooze ACME {words}") == SNOOZED + until
    assert await talk.hear("tom", f"snooze ACME {words}") == SNOOZED + until
    assert await talk.hear("tom", f"/rapport 미루기 ACME {words}") == SNOOZED + until


@pytest.mark.parametrize("words", ["15", "3 weeks", "1 month", "한 달", "3개월", "1년", "999999", "until July"])
async def test_more_than_two_weeks_are_refused_with_what_works(talk: Talk, words: str) -> None:
    weekly(talk, "ACME", 40)
    assert "A snooze lasts 14 days at most" in await talk.hear("tom", f"/rapport snooze ACME {words}")
    assert heard(await talk.tap("tom", "Snooze 14 days")) == SNOOZED + "Wed, Mar 25"


@pytest.mark.parametrize("words", ["0", "-5", "0 weeks", "until today"])
async def test_less_than_a_day_is_refused(talk: Talk, words: str) -> None:
    weekly(talk, "ACME", 40)
    assert "A snooze lasts a day at least" in await talk.hear("tom", f"/rapport snooze ACME {words}")


async def test_a_third_snooze_in_a_row_is_refused_until_there_was_a_contact(talk: Talk) -> None:
    account = weekly(talk, "ACME", 40)
    assert await talk.hear("tom", "/rapport snooze ACME 7") == SNOOZED + "Wed, Mar 18"
    talk.later(days=8)
    said = await talk.hear("tom", "/rapport snooze ACME 7")
    assert said.splitlines() == [
        SNOOZED + "Thu, Mar 26",
        "That was the second time in a row. A third needs a contact first.",
    ]
    talk.later(days=8)
    said = await talk.hear("tom", "/rapport snooze ACME 7")
    assert said.startswith("You have put off ACME twice already\nGet in touch and log it, or hand it over")
    assert [one.says for one in buttons(talk.last)] == [
        f"/logcontact @ account:{account}",
        f"/rapport notmine account:{account}",
    ]
    await talk.say("ann", "/logcontact ACME today call: hello")
    assert (await talk.hear("tom", "/rapport snooze ACME 7")).startswith(SNOOZED)


async def test_a_misspelt_customer_is_asked_about_and_the_period_is_kept(talk: Talk) -> None:
    weekly(talk, "Hanbit Electronics", 40)
    assert "Which one is “Hanbit Electronic”?" in await talk.hear("tom", "/rapport snooze Hanbit Electronic 2 weeks")
    assert "until Wed, Mar 25" in heard(await talk.tap("tom", "Hanbit Electronics"))


async def test_putting_off_somebody_elses_customer_says_whose_it_is(talk: Talk) -> None:
    weekly(talk, "ACME", 40, "ann")
    assert "I remind only its owner anyway: Ann." in await talk.hear("tom", "/rapport snooze ACME")
    given.customer(talk, "Globex")
    assert "I remind only its owner anyway: nobody yet." in await talk.hear("tom", "/rapport snooze Globex")
