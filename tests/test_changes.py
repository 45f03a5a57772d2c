"""People change: they move, leave, join, are promoted and transferred, told in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.rules import changes
from bot.rules.changes import Change, What
from bot.rules.names import NameIndex, person_key
from bot.rules.posts import Post
from storage import facts, insights, people, personal, positions, promises
from storage.session import Session
from tests import given
from tests.conversation import Talk, buttons, heard

TODAY = date(2026, 3, 11)


def index(*names: str, people: bool = False) -> NameIndex:
    found = NameIndex(person_key) if people else NameIndex()
    for ref, name in enumerate(names, 1):
        found.add(ref, name)
    return found


ACCOUNTS = index("ACME", "한빛전자", "Globex", "Bed Bath and Beyond")
PEOPLE = index("Jane Doe", "홍길동", "박서준", people=True)


def read(text: str) -> Change:
    found = changes.read(text, ACCOUNTS, PEOPLE, TODAY)
    assert found is not None, text
    assert text[found.start : found.end] == found.who
    return found


@pytest.mark.parametrize(
    ("text", "what", "who", "more"),
    [
        ("moved Jane Doe to Globex as CFO", "moved", "Jane Doe", {"to": "Globex", "post": Post("", "CFO")}),
        ("moved Jane Doe to Globex as CFO on 1 March", "moved", "Jane Doe", {"to": "Globex", "day": date(2026, 3, 1)}),
        ("left Jane Doe", "left", "Jane Doe", {}),
        ("left Jane Doe ACME", "left", "Jane Doe", {"at": "ACME"}),
        ("Jane Doe left ACME", "left", "Jane Doe", {"at": "ACME"}),
        ("Jane Doe left the company yesterday", "left", "Jane Doe", {"at": "", "day": date(2026, 3, 10)}),
        ("left Jane Doe, successor John Roe", "left", "Jane Doe", {"successor": "John Roe"}),
        ("Jane Doe left ACME, replaced by John Roe", "left", "Jane Doe", {"at": "ACME", "successor": "John Roe"}),
        ("left Jane Doe from Bed Bath and Beyond", "left", "Jane Doe", {"at": "Bed Bath and Beyond"}),
        ("joined Jane Doe Globex", "joined", "Jane Doe", {"to": "Globex"}),
        ("Mary Major joined Initech as VP Sales on 3/1", "joined", "Mary Major", {"to": "Initech"}),
        ("promoted Jane Doe to VP", "promoted", "Jane Doe", {"post": Post("", "VP"), "to": ""}),
        ("Jane Doe at ACME was promoted to CFO", "promoted", "Jane Doe", {"at": "ACME", "post": Post("", "CFO")}),
        ("Jane Doe is now CFO", "promoted", "Jane Doe", {"post": Post("", "CFO")}),
        ("transferred Jane Doe to Purchasing", "transferred", "Jane Doe", {"post": Post("", "", "Purchasing")}),
        ("Jane Doe moved to the purchasing team", "transferred", "Jane Doe", {"post": Post("", "", "purchasing")}),
        (
            "moved Jane Doe to Globex; she takes the team along",
            "moved",
            "Jane Doe",
            {"note": "she takes the team along"},
        ),
        ("박 상무님 전무 승진", "promoted", "박 상무님", {"post": Post("전무")}),
        ("박 상무님 전무로 승진하셨대요", "promoted", "박 상무님", {"post": Post("전무")}),
        ("한빛전자 박 상무님이 전무로 승진하셨습니다", "promoted", "한빛전자 박 상무님", {"post": Post("전무")}),
        ("홍길동 전무 승진", "promoted", "홍길동", {"post": Post("전무")}),
        ("홍길동 부장 상무 승진", "promoted", "홍길동 부장", {"post": Post("상무")}),
        ("김 부장 승진", "promoted", "김 부장", {"post": Post()}),
        ("박서준 대표 취임", "promoted", "박서준", {"post": Post("", "대표")}),
        ("김 부장 글로벡스로 이직", "moved", "김 부장", {"to": "글로벡스"}),
        ("홍길동이 한빛전자에서 글로벡스로 이직했대요", "moved", "홍길동", {"at": "한빛전자", "to": "글로벡스"}),
        ("이영은 글로벡스로 이직", "moved", "이영은", {"to": "글로벡스"}),
        ("이대리님 퇴사", "left", "이대리님", {}),
        ("퇴사 이대리님", "left", "이대리님", {}),
        ("이대리님 어제부로 퇴사하심", "left", "이대리님", {"day": date(2026, 3, 10)}),
        ("홍길동 부장님 내일자로 이사 승진 예정", "promoted", "홍길동 부장님", {"day": date(2026, 3, 12)}),
        ("이대리님 퇴사, 후임 김철수 과장", "left", "이대리님", {"successor": "김철수 과장"}),
        ("이대리님 퇴사하셨대요. 후임은 김철수 과장님", "left", "이대리님", {"successor": "김철수 과장님"}),
        ("홍길동 과장 구매팀으로 이동", "transferred", "홍길동 과장", {"post": Post("", "", "구매팀")}),
        ("홍길동 과장 Globex로 이동", "moved", "홍길동 과장", {"to": "Globex"}),
        ("김철수 부장 부산지사로 발령", "transferred", "김철수 부장", {"post": Post("", "", "부산지사")}),
        ("최 이사 한빛전자 합류", "joined", "최 이사", {"to": "한빛전자"}),
        ("최 이사 한빛전자 입사", "joined", "최 이사", {"to": "한빛전자"}),
        ("구매팀 김철수 부장 한빛전자로 옮기셨어요", "moved", "구매팀 김철수 부장", {"to": "한빛전자"}),
        ("이직 홍길동 Globex 구매팀장으로", "moved", "홍길동", {"to": "Globex", "post": Post("", "구매팀장")}),
    ],
)
def test_a_change_is_read(text: str, what: str, who: str, more: dict[str, object]) -> None:
    found = read(text)
    assert (found.what, found.who) == (What(what), who)
    assert {name: getattr(found, name) for name in more} == more
    assert changes.tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "moved Jane Doe from ACME to Globex as CFO on 1 March, successor John Roe",
        "이대리님 한빛전자 퇴사, 후임 김철수 과장",
        "홍길동 과장 영업팀으로 이동",
        "moved Jane Doe to Globex; she takes the team along",
    ],
)
def test_a_change_said_again_is_the_same_change(text: str) -> None:
    found = read(text)
    again = read(changes.said(found))
    assert again.what == found.what
    for name in ("who", "at", "to", "post", "day", "successor", "note"):
        assert getattr(again, name) == getattr(found, name), name


def test_the_marks_of_buttons_stand_for_names() -> None:
    found = read('moved person:34 from account:5 to new:"Big Corp" as 전무 in 구매팀 successor new:"김철수 과장"')
    assert (found.who, found.at, found.to) == ("person:34", "account:5", 'new:"Big Corp"')
    assert (found.post, found.successor) == (Post("전무", "", "구매팀"), 'new:"김철수 과장"')


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe left ACME",
        "Jane Doe moved to Globex as CFO",
        "Jane Doe was promoted to VP Sales.",
        "Jane Doe left ACME yesterday, successor: John Roe",
        "박 상무님 전무로 승진하셨대요",
        "김 부장 글로벡스로 이직했다고 합니다",
        "이대리님 지난주 퇴사하셨습니다",
        "홍길동 과장님 구매팀으로 발령",
    ],
)
def test_plain_words_that_tell_of_a_change_alone_are_one(text: str) -> None:
    assert changes.plainly(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe left early",
        "Left Jane Doe a message",
        "We left ACME at 5",
        "Jane Doe moved the meeting to Friday",
        "Jane Doe joined our call yesterday",
        "Jane Doe joined us for lunch",
        "Met Jane Doe, she left ACME",
        "Jane Doe left ACME, met John instead",
        "who left ACME?",
        "budget moved to next year",
        "박 상무님 전무 승진 축하드렸습니다",
        "박 상무님과 통화, 전무 승진하셨대요",
        "박 상무님 승진하셨나요?",
        "어제 한빛전자 홍길동 부장님 미팅 이동",
        "차량으로 이동",
        "내일 부산으로 이동",
        "신제품 출시 이동",
        "홍길동 부장님 입사 동기",
        "",
    ],
)
def test_what_tells_of_more_or_of_something_else_is_no_change(text: str) -> None:
    assert not changes.plainly(text, TODAY)


@pytest.fixture
def known(talk: Talk) -> dict[str, int]:
    """ACME with Jane Doe, its CFO, 한빛전자 with three people; Globex belongs to nobody."""
    acme, hanbit = given.customer(talk, "ACME", "tom"), given.customer(talk, "한빛전자", "minsu")
    return {
        "acme": acme,
        "hanbit": hanbit,
        "globex": given.customer(talk, "Globex"),
        "jane": given.person(talk, "Jane Doe", acme, "CFO", "Finance"),
        "park": given.person(talk, "박서준", hanbit, "상무"),
        "lee": given.person(talk, "이민호", hanbit, "대리", "구매팀"),
        "hong": given.person(talk, "홍길동", hanbit, "부장", "영업팀"),
    }


def held(talk: Talk, person: int) -> list[tuple[Any, ...]]:
    """A person's positions, those held now first: account, rank, duty, department, since, until."""
    rows = given.does(talk, lambda session: positions.of(session, person))
    names = ("account", "rank", "duty", "department", "since", "until")
    return [tuple(row[name] for name in names) for row in rows]


async def test_a_move_ends_one_position_and_begins_another_and_can_be_taken_back(
    talk: Talk, known: dict[str, int]
) -> None:
    given.contact(talk, "ann", known["acme"], [10, 20, 30], [known["jane"]], kind="meeting")
    before = held(talk, known["jane"])
    said = await talk.hear("tom", "/rapport moved Jane Doe to Globex as CEO on 1 March")
    assert "Jane Doe moved to Globex as CEO, Sun, Mar 1" in said
    assert "Ann knows Jane Doe from ACME: 3 meetings." in said
    assert "Globex has no owner yet." in said
    first = date(2026, 3, 1)
    assert held(talk, known["jane"]) == [
        ("Globex", "", "CEO", "", first, None),
        ("ACME", "", "CFO", "Finance", None, first),
    ]
    assert "Ann" in await talk.hear("tom", "/whoknows ACME")
    await talk.say("tom", "/rapport moved Jane Doe to Globex as CEO on 1 March")
    assert "What is Jane Doe now?" in heard(talk.last)
    await talk.say("tom", "/rapport undo 1")
    assert held(talk, known["jane"]) == before


async def test_an_unknown_company_is_added_at_once_and_said(talk: Talk, known: dict[str, int]) -> None:
    said = await talk.hear("tom", "Jane Doe moved to Initech as CEO")
    assert "Jane Doe moved to Initech as CEO, Wed, Mar 11" in said
    assert "New here: Initech" in said
    assert "Initech has no owner yet." in said
    await talk.tap("tom", "Undo")
    assert [row["name"] for row in given.customers(talk)] == ["ACME", "한빛전자", "Globex"]
    assert [row[0] for row in held(talk, known["jane"])] == ["ACME"]


async def test_a_promotion_in_plain_korean_is_understood(talk: Talk, known: dict[str, int]) -> None:
    said = await talk.hear("minsu", "박 상무님 전무로 승진하셨대요")
    assert "전무" in said
    assert "한빛전자" in said
    today = date(2026, 3, 11)
    assert held(talk, known["park"]) == [
        ("한빛전자", "전무", "", "", today, None),
        ("한빛전자", "상무", "", "", None, today),
    ]
    [fact] = given.does(talk, lambda session: facts.standing(session, [known["park"]]))
    assert (fact.kind, fact.value, fact.day) == ("rank", "전무", today)
    [occasion] = given.does(talk, lambda session: personal.occasions(session, known["park"]))
    assert (occasion["kind"], occasion["text"]) == ("promotion", "전무")
    await talk.tap("minsu", "되돌리기")
    assert held(talk, known["park"]) == [("한빛전자", "상무", "", "", None, None)]
    assert given.does(talk, lambda session: facts.standing(session, [known["park"]])) == []


async def test_the_successor_inherits_what_is_still_promised(talk: Talk, known: dict[str, int]) -> None:
    def promise(session: Session) -> list[int]:
        return [
            promises.make(
                session,
                account=known["acme"],
                person=known["jane"],
                teammate=1,
                text=text,
                due=None,
                on=date(2026, 3, 1),
                interaction=None,
            )
            for text in ("the report", "a sample")
        ]

    given.does(talk, promise)
    said = await talk.hear("tom", "/rapport left Jane Doe, successor John Roe")
    assert "Jane Doe left ACME" in said
    assert "New here: John Roe" in said
    assert "2 open promises go to John Roe." in said
    assert "Nobody of us has met John Roe yet." in said
    owed = given.does(talk, lambda session: {row["person"] for row in promises.open_of(session, known["acme"])})
    assert owed == {"John Roe"}
    await talk.tap("tom", "Undo")
    owed = given.does(talk, lambda session: {row["person"] for row in promises.open_of(session, known["acme"])})
    assert owed == {"Jane Doe"}
    assert held(talk, known["jane"])[0][-1] is None
    assert given.does(talk, lambda session: session.known.people.exact("John Roe")) == []


async def test_who_follows_is_asked_and_answered_with_a_tap(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "이대리님 퇴사")
    assert "홍길동 부장님" in [one.label for one in buttons(talk.last)]
    said = heard(await talk.tap("minsu", "홍길동"))
    assert "홍길동 부장님" in said
    assert "이민호" in said


async def test_somebody_new_joins_a_customer(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "최 이사 한빛전자 합류")
    [new] = given.does(talk, lambda session: [p for p in people.at(session, known["hanbit"]) if p["name"] == "최 이사"])
    assert (new["rank"], new["title"]) == ("이사", "이사")
    await talk.say("tom", "Mary Major joined Globex as VP Sales")
    [mary] = given.does(talk, lambda session: people.at(session, known["globex"]))
    assert (mary["name"], mary["duty"], mary["rank"]) == ("Mary Major", "VP Sales", "")


async def test_somebody_called_by_family_name_and_title_alone_may_be_another(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "박 상무 Globex 합류")
    assert [one.label for one in buttons(talk.last)][-1] != "되돌리기"
    assert len(buttons(talk.last)) == 2
    assert held(talk, known["park"]) == [("한빛전자", "상무", "", "", None, None)]
    await talk.say("minsu", buttons(talk.last)[1].says)
    assert [p["name"] for p in given.does(talk, lambda s: people.at(s, known["globex"]))] == ["박 상무"]


async def test_a_transfer_keeps_the_rank_and_changes_the_department(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "홍길동 부장님 구매팀으로 이동하셨습니다")
    now, then = held(talk, known["hong"])
    assert now == ("한빛전자", "부장", "", "구매팀", date(2026, 3, 11), None)
    assert then == ("한빛전자", "부장", "", "영업팀", None, date(2026, 3, 11))


async def test_a_promotion_without_its_rank_is_asked_about(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "홍길동 부장 승진")
    assert [one.label for one in buttons(talk.last)] == ["이사", "상무", "전무"]
    await talk.tap("minsu", "상무")
    assert held(talk, known["hong"])[0][1] == "상무"


async def test_namesakes_are_told_apart_by_rank_duty_and_department(talk: Talk, known: dict[str, int]) -> None:
    first = given.person(talk, "김철수", known["hanbit"], "부장", "구매팀")
    second = given.person(talk, "김철수", known["hanbit"], "부장", "영업팀")
    third = given.person(talk, "김철수", known["globex"], "구매팀장")
    await talk.say("minsu", "한빛전자 구매팀 김철수 부장 퇴사")
    assert held(talk, first)[0][-1] == date(2026, 3, 11)
    await talk.say("minsu", "영업팀 김철수 부장 이사 승진")
    assert held(talk, second)[0][1] == "이사"
    await talk.say("minsu", "/rapport 퇴사 김철수 구매팀장")
    assert held(talk, third)[0][-1] == date(2026, 3, 11)
    await talk.say("minsu", "/whoknows 김철수")
    assert len(buttons(talk.last)) == 3


async def test_several_positions_are_asked_about(talk: Talk, known: dict[str, int]) -> None:
    given.does(talk, lambda session: people.hold(session, known["jane"], known["globex"], "Advisor"))
    await talk.say("tom", "/rapport left Jane Doe")
    assert [one.label for one in buttons(talk.last)] == ["ACME", "Globex"]
    await talk.tap("tom", "Globex")
    assert [(row[0], row[-1]) for row in held(talk, known["jane"])] == [("ACME", None), ("Globex", date(2026, 3, 11))]


async def test_what_else_is_said_of_a_change_is_kept(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("tom", "/rapport moved Jane Doe to Globex; she takes the team along")
    [kept] = given.does(talk, lambda s: insights.of_person(s, known["jane"], date(2026, 3, 31), 9))
    assert (kept["kind"], kept["text"], kept["account_id"]) == ("change", "she takes the team along", known["globex"])


async def test_a_change_with_more_to_say_is_told_after_the_command(talk: Talk, known: dict[str, int]) -> None:
    await talk.say("minsu", "/rapport 한빛전자 박 상무님 전무 승진, 난 보내기")
    assert held(talk, known["park"])[0][1] == "전무"
    [kept] = given.does(talk, lambda s: insights.of_person(s, known["park"], date(2026, 3, 31), 9))
    assert kept["text"] == "난 보내기"


@pytest.mark.parametrize("said", ["/rapport moved", "/rapport left", "/rapport 이직", "/rapport moved Jane Doe"])
async def test_a_change_that_says_too_little_is_asked_back(talk: Talk, known: dict[str, int], said: str) -> None:
    assert "/rapport moved Jane Doe to Globex" in await talk.hear("tom", said)
    assert held(talk, known["jane"]) == [("ACME", "", "CFO", "Finance", None, None)]


async def test_a_day_that_is_still_to_come_is_said(talk: Talk, known: dict[str, int]) -> None:
    said = await talk.hear("tom", "/rapport moved Jane Doe to Globex as CEO on 2026-04-01")
    assert "Wed, Apr 1" in said
    assert "That day is still to come" in said


async def test_nobody_known_leaves_nowhere(talk: Talk, known: dict[str, int]) -> None:
    assert "Nobody of us has noted “Nobody Known” yet" in await talk.hear("tom", "/rapport left Nobody Known")
    assert "Jane Doe is at ACME, as far as I know." in await talk.hear("tom", "Jane Doe left Globex")
