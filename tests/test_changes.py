"""People change: they move, leave, join, are promoted and transferred, told in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules import changes
from bot.rules.changes import Change, What
from bot.rules.names import NameIndex, person_key
from bot.rules.posts import Post

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
    assert changes.begins(text) or changes.plainly(text, TODAY)


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
