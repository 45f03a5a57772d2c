"""What somebody is in the buying and how they stand: in the words of both languages, and by three questions."""

from __future__ import annotations

import pytest

from bot.rules import roles
from bot.rules.attitude import Attitude
from bot.rules.roles import Role
from storage import facts, people
from tests import given
from tests.conversation import Talk, buttons, card_of, heard


@pytest.mark.parametrize(
    ("said", "left", "role"),
    [
        ("Jane Doe decision maker", "Jane Doe", Role.DECISION_MAKER),
        ("Jane Doe is the decision-maker.", "Jane Doe", Role.DECISION_MAKER),
        ("Jane Doe: Decision Maker", "Jane Doe", Role.DECISION_MAKER),
        ("Jane Doe economic buyer", "Jane Doe", Role.ECONOMIC_BUYER),
        ("Jane Doe technical buyer", "Jane Doe", Role.TECHNICAL_BUYER),
        ("Jane Doe is a user buyer", "Jane Doe", Role.USER_BUYER),
        ("Jane Doe buyer", "Jane Doe", Role.PURCHASING),
        ("Jane Doe purchasing", "Jane Doe", Role.PURCHASING),
        ("Jane Doe as champion", "Jane Doe", Role.CHAMPION),
        ("Jane Doe influencer", "Jane Doe", Role.INFLUENCER),
        ("박 상무 의사결정자", "박 상무", Role.DECISION_MAKER),
        ("박 상무님은 최종 결정권자입니다", "박 상무님은", Role.DECISION_MAKER),
        ("이민지 구매담당", "이민지", Role.PURCHASING),
        ("이민지 과장 구매 담당자", "이민지 과장", Role.PURCHASING),
        ("최 책임 기술검토자", "최 책임", Role.TECHNICAL_BUYER),
        ("최 책임 사용부서", "최 책임", Role.USER_BUYER),
        ("최 책임 현업", "최 책임", Role.USER_BUYER),
        ("최 책임 예산권자", "최 책임", Role.ECONOMIC_BUYER),
        ("최 책임 챔피언", "최 책임", Role.CHAMPION),
        ("최 책임 영향력자", "최 책임", Role.INFLUENCER),
        ("Jane Doe", "Jane Doe", None),
        ("the buyer of Jane Doe", "the buyer of Jane Doe", None),
        ("Jane Championsky", "Jane Championsky", None),
        ("", "", None),
    ],
)
def test_a_role_ends_the_line(said: str, left: str, role: Role | None) -> None:
    assert roles.role(said) == (left, role)


@pytest.mark.parametrize(
    ("said", "left", "attitude"),
    [
        ("Jane Doe supportive", "Jane Doe", Attitude.SUPPORTIVE),
        ("Jane Doe is very supportive", "Jane Doe", Attitude.SUPPORTIVE),
        ("Jane Doe is against us", "Jane Doe", Attitude.OPPOSED),
        ("Jane Doe advocate", "Jane Doe", Attitude.ADVOCATE),
        ("Jane Doe: neutral", "Jane Doe", Attitude.NEUTRAL),
        ("Jane Doe critical.", "Jane Doe", Attitude.CRITICAL),
        ("박 상무 우호적", "박 상무", Attitude.SUPPORTIVE),
        ("박 상무님은 매우 비판적", "박 상무님은", Attitude.CRITICAL),
        ("박 상무 반대", "박 상무", Attitude.OPPOSED),
        ("박 상무 중립", "박 상무", Attitude.NEUTRAL),
        ("Jane Doe likes blue", "Jane Doe likes blue", None),
        ("", "", None),
    ],
)
def test_an_attitude_ends_the_line(said: str, left: str, attitude: Attitude | None) -> None:
    assert roles.attitude(said) == (left, attitude)


@pytest.mark.parametrize(
    ("answers", "judged"),
    [
        ("yyy", Role.CHAMPION),
        ("yyn", Role.INFLUENCER),
        ("yny", Role.INFLUENCER),
        ("ynn", Role.INFLUENCER),
        ("nyy", Attitude.SUPPORTIVE),
        ("nyn", Attitude.SUPPORTIVE),
        ("nny", Attitude.SUPPORTIVE),
        ("nnn", None),
    ],
)
def test_a_champion_is_three_times_yes(answers: str, judged: Role | Attitude | None) -> None:
    assert roles.champion(answers) == judged


def book(talk: Talk) -> dict[str, int]:
    made = {"acme": given.customer(talk, "ACME", "tom"), "hanbit": given.customer(talk, "한빛전자", "minsu")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["john"] = given.person(talk, "John Roe", made["acme"], "CEO")
    made["park"] = given.person(talk, "박서준", made["hanbit"], "상무")
    made["kim"] = given.person(talk, "김철수", made["hanbit"], "전무")
    return made


def noted(talk: Talk, person: int) -> dict[str, str]:
    found = given.does(talk, lambda session: facts.standing(session, [person]))
    return {one.kind.value: one.value for one in found}


@pytest.mark.parametrize(
    ("who", "said", "whom", "fact"),
    [
        ("tom", "role Jane Doe decision maker", "jane", ("role", "decision maker")),
        ("tom", "role Jane Doe is the decision maker", "jane", ("role", "decision maker")),
        ("tom", "role Jane Doe at ACME: purchasing", "jane", ("role", "purchasing")),
        ("tom", "role “Jane Doe” technical buyer", "jane", ("role", "technical buyer")),
        ("minsu", "역할 박서준 의사결정자", "park", ("role", "decision maker")),
        ("minsu", "역할 박 상무님은 구매담당", "park", ("role", "purchasing")),
        ("minsu", "역할 한빛전자 박 상무 영향력자", "park", ("role", "influencer")),
        ("tom", "attitude Jane Doe supportive", "jane", ("attitude", "supportive")),
        ("tom", "attitude Jane Doe is very positive", "jane", ("attitude", "supportive")),
        ("minsu", "태도 박 상무님은 우호적", "park", ("attitude", "supportive")),
        ("minsu", "성향 박서준: 반대", "park", ("attitude", "opposed")),
        ("tom", "priority Jane Doe cost down", "jane", ("priority", "cost down")),
        ("tom", "priority Jane Doe at ACME: delivery on time", "jane", ("priority", "delivery on time")),
        ("minsu", "우선순위 박 상무님은 원가 절감", "park", ("priority", "원가 절감")),
        ("minsu", "관심사 박서준: 납기", "park", ("priority", "납기")),
        ("tom", "boss Jane Doe John Roe", "jane", ("boss", "John Roe")),
        ("tom", "boss Jane Doe reports to John Roe", "jane", ("boss", "John Roe")),
        ("tom", "boss Jane Doe -> John Roe", "jane", ("boss", "John Roe")),
        ("minsu", "상사 박서준 김철수", "park", ("boss", "김철수")),
        ("minsu", "상사 박 상무님의 상사는 김 전무님", "park", ("boss", "김철수")),
        ("minsu", "상사 박 상무: 김 전무", "park", ("boss", "김철수")),
    ],
)
async def test_one_line_notes_what_is_so(talk: Talk, who: str, said: str, whom: str, fact: tuple[str, str]) -> None:
    made = book(talk)
    await talk.say(who, f"/rapport {said}")
    assert noted(talk, made[whom]) == dict([fact])
    assert sum(bool(noted(talk, made[one])) for one in ("jane", "john", "park", "kim")) == 1


async def test_the_confirmation_says_what_was_noted_and_undo_takes_it_back(talk: Talk) -> None:
    made = book(talk)
    said = await talk.hear("tom", "/rapport attitude Jane Doe critical")
    assert said == "Noted: Jane Doe, ACME\nAttitude: critical"
    await talk.tap("tom", "Undo")
    assert noted(talk, made["jane"]) == {}


@pytest.mark.parametrize("word", ["role", "attitude"])
async def test_without_a_word_what_there_is_is_offered(talk: Talk, word: str) -> None:
    made = book(talk)
    await talk.say("tom", f"/rapport {word} Jane Doe")
    assert len(buttons(talk.last)) == {"role": 7, "attitude": 5}[word]
    await talk.tap("tom", {"role": "purchasing", "attitude": "opposed"}[word])
    assert noted(talk, made["jane"]) == {word: {"role": "purchasing", "attitude": "opposed"}[word]}
    await talk.say("tom", f"/rapport {word} Jane Doe something odd")
    assert len(buttons(talk.last)) == {"role": 7, "attitude": 5}[word]


@pytest.mark.parametrize(
    ("answers", "fact", "why"),
    [
        ("yyy", {"role": "champion"}, "Three times yes: a champion."),
        ("yyn", {"role": "influencer"}, "win nothing themselves"),
        ("yny", {"role": "influencer"}, "do not speak up for us"),
        ("nyy", {"attitude": "supportive"}, "they have no say in the decision"),
        ("nnn", {}, "neither champion nor supporter"),
    ],
)
async def test_a_champion_is_asked_three_questions(talk: Talk, answers: str, fact: dict[str, str], why: str) -> None:
    made = book(talk)
    said = await talk.hear("tom", "/rapport role Jane Doe champion")
    for n, answer in enumerate(answers):
        assert said.startswith(f"A champion? Question {n + 1} of 3")
        assert "Jane Doe" in said
        assert noted(talk, made["jane"]) == {}
        said = heard(await talk.tap("tom", "Yes" if answer == "y" else "No"))
    assert noted(talk, made["jane"]) == fact
    assert why in said


async def test_the_questions_are_asked_in_korean_too(talk: Talk) -> None:
    made = book(talk)
    await talk.say("minsu", "/rapport 역할 박 상무 챔피언")
    for _question in range(3):
        await talk.say("minsu", buttons(talk.last)[0].says)
    assert noted(talk, made["park"]) == {"role": "champion"}


async def test_somebody_at_two_customers_is_asked_about_and_what_was_said_is_kept(talk: Talk) -> None:
    made = book(talk)
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: people.hold(session, made["jane"], globex, "Director"))
    said = await talk.hear("tom", "/rapport role Jane Doe purchasing")
    assert said == "At which customer do you mean Jane Doe?"
    await talk.tap("tom", "Globex")
    [one] = given.does(talk, lambda session: facts.standing(session, [made["jane"]]))
    assert (one.account, one.value) == (globex, "purchasing")
    await talk.say("tom", "/rapport priority Jane Doe: speed")
    await talk.tap("tom", "ACME")
    assert noted(talk, made["jane"]) == {"role": "purchasing", "priority": "speed"}


async def test_namesakes_and_misspelt_names_are_asked_about(talk: Talk) -> None:
    made = book(talk)
    await talk.say("tom", "/rapport attitude Jnae Doe supportive")
    await talk.tap("tom", "Jane Doe")
    assert noted(talk, made["jane"]) == {"attitude": "supportive"}
    given.person(talk, "John Roe", made["hanbit"])
    await talk.say("tom", "/rapport role John Roe influencer")
    assert {one.label for one in buttons(talk.last)} == {"John Roe, CEO, ACME", "John Roe, 한빛전자"}
    await talk.tap("tom", "ACME")
    assert noted(talk, made["john"]) == {"role": "influencer"}


async def test_of_namesakes_the_boss_is_the_one_at_the_same_customer(talk: Talk) -> None:
    made = book(talk)
    given.person(talk, "John Roe", made["hanbit"])
    await talk.say("tom", "/rapport boss Jane Doe John Roe")
    [one] = given.does(talk, lambda session: facts.standing(session, [made["jane"]]))
    assert one.value_id == made["john"]


async def test_a_boss_nobody_knows_is_added_and_undo_takes_both_back(talk: Talk) -> None:
    made = book(talk)
    said = await talk.hear("tom", "/rapport boss John Roe Zed Zoe")
    assert "New here: Zed Zoe" in said
    assert noted(talk, made["john"]) == {"boss": "Zed Zoe"}
    assert "Zed Zoe" in await talk.hear("tom", "/whoknows Zed Zoe")
    await talk.say("tom", "/rapport boss John Roe Zedd Zoe")  # much like one we know: asked
    assert card_of(talk.last).title == "Which one is “Zedd Zoe”?"
    await talk.tap("tom", "None of these: add Zedd Zoe")
    assert noted(talk, made["john"]) == {"boss": "Zedd Zoe"}
    await talk.tap("tom", "Undo")
    assert noted(talk, made["john"]) == {"boss": "Zed Zoe"}
    assert not given.does(talk, lambda session: session.known.people.exact("Zedd Zoe"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("role", "Whom do you mean?"),
        ("role champion", "Whom do you mean?"),
        ("attitude supportive", "Whom do you mean?"),
        ("role Max Mustermann champion", "Nobody of us has noted “Max Mustermann” yet"),
        ("priority", "Write it like this: /rapport priority Jane Doe: lower cost"),
        ("priority Jane Doe", "Write it like this: /rapport priority Jane Doe: lower cost"),
        ("priority Jane Doe " + "x" * 400, "That is too long"),
        ("boss", "Write it like this: /rapport boss Jane Doe John Roe"),
        ("boss Jane Doe", "Write it like this: /rapport boss Jane Doe John Roe"),
        ("boss Jane Doe Jane Doe", "Nobody reports to themselves"),
        ("role person:999 champion yyy", "That one is gone"),
        ("role ACME champion", "Nobody of us has noted “ACME” yet"),
    ],
)
async def test_what_cannot_be_noted_is_said(talk: Talk, said: str, answer: str) -> None:
    made = book(talk)
    assert answer in await talk.hear("tom", f"/rapport {said}")
    assert noted(talk, made["jane"]) == noted(talk, made["john"]) == {}
