"""Asking who knows whom: a customer, a person, a rank, a name that is unclear, and who is not to be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.message import Choice, Table
from handlers import Bot
from storage import people
from storage.tables import Account
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard, rows
from tests.test_logcontact import everything
from tests.test_statements import second_workspace


def acme(talk: Talk) -> dict[str, int]:
    """ACME is Tom's and in tier A; Ann is closest, Tom warm, 김민수 dormant. Jane was met, Bob long ago, Eve never."""
    made = {"acme": given.customer(talk, "ACME", "tom", tier="A")}
    for name, title in (("Jane Doe", "CFO"), ("Bob Roe", ""), ("Eve Poe", "Buyer")):
        made[name.split()[0].lower()] = given.person(
            talk, name, made["acme"], title, "Finance" if title == "CFO" else "", external_id=f"P-{name.split()[0]}"
        )
    given.contact(talk, "ann", made["acme"], (1, 8, 15, 22, 29, 36), [made["jane"]], "meeting")
    given.contact(talk, "tom", made["acme"], (12, 40), [made["jane"]])
    given.contact(talk, "minsu", made["acme"], 400, [made["bob"]])
    return made


def tables(talk: Talk) -> dict[str, Table]:
    return {block.of: block for block in card_of(talk.last).blocks if isinstance(block, Table)}


async def test_colleagues_are_ranked_by_strength_with_their_reasons(talk: Talk) -> None:
    acme(talk)
    said = await talk.hear("tom", "/whoknows ACME")
    assert "Owner Tom · tier A · last contact yesterday (Ann)" in said
    ranked = rows(talk.last, "colleagues")
    assert [(row.title, row.ref) for row in ranked] == [
        ("Ann", "ann@example.com"),
        ("Tom", "tom@example.com"),
        ("김민수", "minsu@example.com"),
    ]
    # Σ 2^(−d/90): Ann .992 + .940 + .891 + .844 + .800 + .758 = 5.2, Tom .912 + .735 = 1.65, 김민수 2^(−400/90) = .05
    assert [row.detail for row in ranked] == [
        "strong, new: 6 meetings in 90 days, last contact yesterday (Tue, Mar 10), mostly one to one",
        "warm, new: 2 calls in 90 days, last contact 12 days ago (Fri, Feb 27), mostly one to one",
        "dormant, falling: in touch on 1 day, last contact 400 days ago (Tue, Feb 4, 2025)"
        " · the only one of us who has met Bob Roe",
    ]


async def test_more_people_in_the_room_make_a_weaker_tie(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    given.contact(talk, "ann", account, 0, participants=16)  # ¼, which is not above it
    given.contact(talk, "tom", account, 0, participants=4)  # ½
    await talk.say("ann", "/whoknows ACME")
    assert [(row.title, row.detail.split(":")[0]) for row in rows(talk.last, "colleagues")] == [
        ("Tom", "weak, new"),
        ("Ann", "dormant, new"),
    ]


async def test_who_at_the_customer_nobody_has_met_lately(talk: Talk) -> None:
    made = acme(talk)
    given.contact(talk, "tom", made["acme"], 22, [given.person(talk, "Zed Zoe", made["acme"])])  # the limit of A is 21
    given.contact(talk, "tom", made["acme"], 21, [given.person(talk, "Amy Aue", made["acme"])])
    said = await talk.hear("tom", "/whoknows ACME")
    assert "Nobody has met them lately" in said
    assert [(row.title, row.detail, row.ref) for row in rows(talk.last, "people")] == [
        ("Bob Roe", "not met for 400 days", "P-Bob"),
        ("Zed Zoe", "not met for 22 days", ""),
        ("Eve Poe, Buyer", "never met", "P-Eve"),
    ]


async def test_a_listed_owner_and_a_listed_activity_are_answers_too(talk: Talk) -> None:
    given.customer(talk, "Globex", "ann", last_activity=date(2026, 1, 30))
    said = await talk.hear("tom", "/whoknows Globex")
    assert "Owner Ann · last activity Fri, Jan 30, no contact recorded" in said
    assert [(row.title, row.detail, row.ref) for row in rows(talk.last, "colleagues")] == [
        ("Ann", "listed owner, no contact recorded", "ann@example.com")
    ]
    given.customer(talk, "Initech")
    said = await talk.hear("tom", "/whoknows Initech")
    assert "No owner yet · no contact recorded" in said
    assert "Nobody of us, as far as I know" in said


async def test_a_person_is_known_by_whoever_met_them(talk: Talk) -> None:
    acme(talk)
    said = await talk.hear("tom", "/whoknows Jane Doe")
    assert said.splitlines()[:2] == ["Jane Doe", "ACME: CFO, Finance"]
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann", "Tom"]
    await talk.tap("tom", "ACME")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann", "Tom", "김민수"]
    await talk.say("tom", "/whoknows Eve Poe")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Nobody of us, as far as I know"]


async def test_somebody_with_two_positions_is_known_through_both(talk: Talk) -> None:
    made = acme(talk)
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: people.hold(session, made["jane"], globex, "Director"))
    given.contact(talk, "minsu", globex, (0, 5), [made["jane"]])
    said = await talk.hear("ann", "/whoknows Jane Doe")
    assert "ACME: CFO, Finance" in said
    assert "Globex: Director" in said
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann", "김민수", "Tom"]


@pytest.mark.parametrize(
    "said",
    [
        "/whoknows acme",
        "/whoknows “ACME”",
        "/whoknows 'ACME'",
        "/whoknows @ACME",
        "/whoknows  ACME ",
        "/whoknows ACME Inc.",
        "/whoknows ACME?",
        "who knows ACME?",
        "Who knows acme",
        "who knows anybody at ACME?",
        "does anyone know ACME?",
        "do we know anybody at ACME?",
        "who do we know at ACME?",
        "who has met anyone at ACME?",
        "whoknows ACME",
        "/rapport whoknows ACME",
        "rapport whoknows ACME",
        "/rapport who knows ACME?",
        "누가 알아 ACME?",
        "ACME 누가 알아?",
        "ACME 누가 알아요?",
        "ACME는 누가 아나요?",
        "누가 ACME를 알아?",
        "ACME에 아는 사람 있어?",
        "혹시 ACME 아시는 분 계신가요?",
        "아는 사람 ACME",
    ],
)
async def test_the_question_may_be_put_in_many_ways(talk: Talk, said: str) -> None:
    acme(talk)
    before = len(everything(talk))
    await talk.say("tom", said)
    assert card_of(talk.last).title == "ACME"
    assert rows(talk.last, "colleagues")
    assert len(everything(talk)) == before


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("/whoknows 한빛전자", "한빛전자"),
        ("누가 알아 한빛전자?", "한빛전자"),
        ("한빛전자 누가 알아?", "한빛전자"),
        ("한빛전자에 아는 사람 있나요?", "한빛전자"),
        ("/whoknows 한빛전자에서", "한빛전자"),
        ("/whoknows (주)한빛전자", "한빛전자"),
        ("/whoknows 박서준", "박서준 상무님"),
        ("/whoknows 박서준 상무님", "박서준 상무님"),
        ("/whoknows 박 상무", "박서준 상무님"),
        ("/whoknows 박상무님", "박서준 상무님"),
        ("/whoknows 한빛전자 박 상무님", "박서준 상무님"),
        ("/whoknows 한빛전자 박서준", "박서준 상무님"),
    ],
)
async def test_koreans_name_people_by_rank_and_companies_with_particles(talk: Talk, said: str, title: str) -> None:
    hanbit = given.customer(talk, "한빛전자", "minsu")
    given.person(talk, "박서준", hanbit, "상무")
    given.person(talk, "박지훈", hanbit, "과장")
    await talk.say("minsu", said)
    assert card_of(talk.last).title == title


async def test_a_rank_that_two_people_share_is_asked_about(talk: Talk) -> None:
    hanbit, globex = given.customer(talk, "한빛전자"), given.customer(talk, "대한상사")
    given.person(talk, "박서준", hanbit, "상무")
    given.person(talk, "박민지", globex, "상무")
    await talk.say("minsu", "/whoknows 박 상무")
    assert sorted(one.label for one in buttons(talk.last)) == ["박민지 상무님, 대한상사", "박서준 상무님, 한빛전자"]
    await talk.tap("minsu", "대한상사")
    assert card_of(talk.last).title == "박민지 상무님"
    await talk.say("minsu", "/whoknows 한빛전자 박 상무")
    assert card_of(talk.last).title == "박서준 상무님"


async def test_namesakes_are_told_apart_by_where_they_are_and_what_they_do(talk: Talk) -> None:
    made = acme(talk)
    given.person(talk, "Jane Doe", made["acme"], "Engineer")
    given.person(talk, "Jane Doe", given.customer(talk, "Globex"))
    said = await talk.hear("tom", "/whoknows Jane Doe")
    assert said.splitlines()[0] == "Which one is “Jane Doe”?"
    assert {one.label for one in buttons(talk.last)} == {
        "Jane Doe, CFO, Finance, ACME",
        "Jane Doe, Engineer, ACME",
        "Jane Doe, Globex",
    }
    await talk.tap("tom", "Finance")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann", "Tom"]
    await talk.say("tom", "/whoknows Jane Doe at Globex")
    assert "Globex: position unknown" in heard(talk.last)


async def test_a_title_tells_namesakes_apart(talk: Talk) -> None:
    hanbit = given.customer(talk, "한빛전자")
    given.person(talk, "김철수", hanbit, "부장", "구매팀")
    given.person(talk, "김철수", hanbit, "대리", "영업팀")
    await talk.say("minsu", "/whoknows 김철수")
    assert {one.label for one in buttons(talk.last)} == {
        "김철수 부장님, 구매팀, 한빛전자",
        "김철수 대리님, 영업팀, 한빛전자",
    }
    await talk.say("minsu", "/whoknows 김철수 부장님")
    assert card_of(talk.last).title == "김철수 부장님"


@pytest.mark.parametrize("typed", ["ACMEE", "Jane Do", "Jnae Doe"])
async def test_a_misspelt_name_is_asked_about_and_the_tap_answers(talk: Talk, typed: str) -> None:
    acme(talk)
    said = await talk.hear("tom", f"/whoknows {typed}")
    assert f"Which one is “{typed}”?" in said
    await talk.say("tom", buttons(talk.last)[0].says)
    assert card_of(talk.last).title in ("ACME", "Jane Doe")
    assert rows(talk.last, "colleagues")[0].title == "Ann"


async def test_affiliates_of_one_group_are_asked_about(talk: Talk) -> None:
    for name in ("Hanbit Electronics", "Hanbit Chemical"):
        given.customer(talk, name)
    await talk.say("tom", "/whoknows Hanbit")
    assert {one.label for one in buttons(talk.last)} >= {"Hanbit Electronics", "Hanbit Chemical"}
    await talk.tap("tom", "Chemical")
    assert card_of(talk.last).title == "Hanbit Chemical"


async def test_an_unknown_name_is_offered_and_the_tap_creates_it(talk: Talk) -> None:
    acme(talk)
    said = await talk.hear("tom", "/whoknows Umbrella Works")
    assert "Nobody of us has noted “Umbrella Works” yet" in said
    assert "Umbrella Works" not in [row["name"] for row in given.customers(talk)]
    said = heard(await talk.tap("tom", "Add it as a customer"))
    assert "Umbrella Works is added, and yours" in said
    undo = button(talk.last, "Undo")
    assert "Owner Tom · no contact recorded" in await talk.hear("ann", "/whoknows Umbrella Works")
    assert heard(await talk.say("tom", undo.says)) == "Taken back"
    assert "Nobody of us has noted" in await talk.hear("ann", "/whoknows Umbrella Works")


async def test_a_customer_that_others_use_stays(talk: Talk) -> None:
    await talk.say("tom", "/rapport new Umbrella Works")
    undo = button(talk.last, "Undo")
    await talk.say("ann", "/logcontact Umbrella Works today call: hello")
    assert "Still there, because others build on it: Umbrella Works." in heard(await talk.say("tom", undo.says))
    assert [row["name"] for row in given.customers(talk)] == ["Umbrella Works"]


async def test_an_unknown_person_opens_the_form_with_their_name(talk: Talk) -> None:
    given.customer(talk, "ACME")
    await talk.say("tom", "/whoknows Max Mustermann")
    await talk.tap("tom", "It is a person")
    await talk.fill("tom", account=f"account:{given.customers(talk)[0]['id']}", note="met at the fair")
    assert [(one["account"], one["people"]) for one in everything(talk)] == [("ACME", ["Max Mustermann"])]


async def test_without_a_name_the_bot_says_what_it_needs(talk: Talk) -> None:
    for said in ("/whoknows", "/whoknows ?", '/whoknows ""', "who knows?"):
        assert await talk.hear("tom", said) == "Whom do you mean? Add the name of a customer or a person."


async def test_a_past_moment_knows_nothing_of_what_came_later(talk: Talk) -> None:
    made = acme(talk)
    given.does(talk, lambda session: session.set(Account, made["acme"], last_activity=talk.now.date()))
    then = talk.now - timedelta(days=30)
    await talk.say("tom", "/whoknows ACME", at=then, past=True)
    assert [(row.title, row.detail) for row in rows(talk.last, "colleagues")] == [
        ("Ann", "weak, new: 1 meeting in 90 days, last contact 6 days ago (Tue, Feb 3)"),
        ("Tom", "weak, new: 1 call in 90 days, last contact 10 days ago (Fri, Jan 30)"),
        (
            "김민수",
            "dormant, falling: in touch on 1 day, last contact 370 days ago (Tue, Feb 4, 2025)"
            " · the only one of us who has met Bob Roe",
        ),
    ]
    said = await talk.hear("tom", "/whoknows ACME", at=talk.now - timedelta(days=500), past=True)
    assert "no contact recorded" in said
    assert "activity" not in said
    assert [(row.title, row.detail) for row in rows(talk.last, "people")] == [
        ("Bob Roe", "never met"),
        ("Eve Poe, Buyer", "never met"),
        ("Jane Doe, CFO, Finance", "never met"),
    ]


async def test_now_and_then_agree_on_today(talk: Talk) -> None:
    acme(talk)
    for said in ("/whoknows ACME", "/whoknows Jane Doe"):
        assert await talk.say("tom", said, past=True) == await talk.say("tom", said)


async def test_somebody_who_has_left_us_is_said_to_have_left(talk: Talk) -> None:
    acme(talk)
    given.changed(talk, "ann", active=False)
    await talk.say("tom", "/whoknows ACME")
    assert rows(talk.last, "colleagues")[0].detail.startswith("has left us, strong: 6 meetings")
    given.customer(talk, "Globex", "ann")
    said = await talk.hear("tom", "/whoknows Globex")
    assert "Owner Ann, who has left us" in said
    assert "Ann — listed owner who has left us, no contact recorded" in said


async def test_what_is_more_than_fits_is_one_tap_away(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    for n in range(12):
        given.person(talk, f"Person {chr(65 + n)}", account)
    await talk.say("tom", "/whoknows ACME")
    people = tables(talk)["people"]
    assert (len(people.rows), people.shown, people.more) == (12, 5, f"/whoknows account:{account} all")
    await talk.say("tom", people.more)
    assert tables(talk)["people"].shown >= 12


async def test_nothing_is_told_to_another_workspace(talk: Talk) -> None:
    acme(talk)
    given.customer(talk, "Globex")
    assert rows(await talk.say("tom", "/neglected team"), "accounts")
    assert rows(await talk.say("tom", "/whoknows account:1"), "colleagues")
    talk.bot = Bot(talk.memory, second_workspace(talk.memory))
    for said in (
        "/whoknows ACME",
        "/whoknows Jane Doe",
        "/whoknows account:1",
        "/whoknows person:1",
        "/neglected team",
    ):
        answer = await talk.hear("tom", said)
        assert "Ann" not in answer
        assert "CFO" not in answer
        assert not rows(talk.last, "colleagues")
        assert not rows(talk.last, "accounts")
    assert await talk.bot.look_up(talk.ask("tom", ""), "account", "AC") == [Choice("new:AC", "AC (new)")]


async def test_a_question_that_cannot_be_answered_is_not_logged(talk: Talk) -> None:
    acme(talk)
    before = len(everything(talk))
    for said in ("When did we last meet Jane Doe?", "what does ACME need?", "ACME 예산이 얼마인가요?"):
        assert "so I have not logged it" in await talk.hear("tom", said)
        assert len(everything(talk)) == before
    await talk.say("tom", "When did we last meet Jane Doe?")
    await talk.tap("tom", "Who knows Jane Doe")
    assert rows(talk.last, "colleagues")[0].title == "Ann"
    await talk.say("tom", "Who froze the budget at ACME?")
    await talk.tap("tom", "Log it as a contact")
    assert everything(talk)[-1]["account"] == "ACME"


async def test_a_question_within_a_told_line_is_logged(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "met Jane Doe at ACME yesterday, does she want the demo?")
    assert everything(talk)[-1]["note"] == "does she want the demo?"


async def test_choices_while_typing_are_told_apart_and_offer_what_is_new(talk: Talk) -> None:
    acme(talk)
    ask = talk.ask("tom", "")
    labels = [one.label for one in await talk.bot.look_up(ask, "person", "ja")]
    assert labels == ["Jane Doe, CFO, Finance, ACME", "ja (new)"]
    assert [one.label for one in await talk.bot.look_up(ask, "account", "acme")] == ["ACME"]
    assert [one.label for one in await talk.bot.look_up(ask, "teammate", "김")] == ["김민수"]
    assert await talk.bot.look_up(ask, "nothing", "x") == []
    for hostile in ("", "x" * 100_000, "가" * 100_000, '"*', "\x00", "%_", "🎉"):
        assert len(await talk.bot.look_up(ask, "account", hostile)) <= 21


async def test_a_slip_of_the_pen_in_a_short_name_is_thought_of(talk: Talk) -> None:
    given.customer(talk, "ACME Corp.", "tom")
    asked = await talk.say("tom", "/whoknows acne")
    assert [button.label for button in buttons(asked)][:2] == ["Did you mean ACME Corp.?", "Add it as a customer"]
    assert "ACME Corp." in heard(await talk.tap("tom", "Did you mean"))
