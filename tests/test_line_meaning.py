"""What a line says besides whom, where, when and how: promises, plans, asks, attitudes, and whom it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.attitude import Attitude
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.line import Favour, Line, read
from bot.rules.line.marks import Mention
from bot.rules.names import NameIndex, person_key

TODAY = date(2026, 3, 11)  # a Wednesday
ACCOUNTS = ["ACME", "Globex Inc.", "한빛전자"]
PEOPLE = ["Jane Doe", "Max Muster", "홍길동", "박서준", "Mary Major", "Mary Minor"]


def index(names: list[str], of: NameIndex) -> NameIndex:
    for ref, name in enumerate(names, 1):
        of.add(ref, name)
    return of


KNOWN = index(ACCOUNTS, NameIndex()), index(PEOPLE, NameIndex(person_key))


def understood(said: str) -> Line:
    return read(said, *KNOWN, TODAY)


def cases(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def named(mentions: tuple[Mention, ...]) -> str:
    """Known ones by their own names, new ones as typed with a question mark."""
    return ", ".join(" or ".join(PEOPLE[r - 1] for r in one.refs) or f"{one.text}?" for one in mentions)


# said | who was there | who was spoken of | note
ABOUT = """
met Jane Doe @ ACME, asked about Max Muster | Jane Doe | Max Muster | asked about Max Muster
met Jane Doe @ ACME: asked about Max Muster's visit | Jane Doe | Max Muster | asked about Max Muster's visit
Jane Doe @ ACME call about Max Muster | Jane Doe | Max Muster | about Max Muster
Jane Doe @ ACME call about Max Muster and 홍길동 | Jane Doe | Max Muster, 홍길동 | about Max Muster and 홍길동
Jane Doe @ ACME call, re: Max Muster | Jane Doe | Max Muster |
Jane Doe @ ACME call re: Max Muster, budget frozen | Jane Doe | Max Muster | budget frozen
Jane Doe @ ACME call, re: invoice 17 | Jane Doe | | re: invoice 17
Jane Doe @ ACME call about: Max Muster, Peter Parker | Jane Doe | Max Muster, Peter Parker? |
about: Peter Parker, Jane Doe @ ACME call | Jane Doe | Peter Parker? |
met Max Muster @ Globex: asked about Jane | Max Muster | Jane Doe | asked about Jane
met Max Muster @ Globex, asked about Mary | Max Muster | Mary Major or Mary Minor | asked about Mary
met Max Muster @ Globex, asked about Java | Max Muster | | asked about Java
met Max Muster @ Globex, asked about ACME | Max Muster | | asked about ACME
met Jane Doe @ ACME: more about Jane Doe | Jane Doe | | more about Jane Doe
Jane Doe @ ACME call about person:2 | Jane Doe | Max Muster |
한빛전자 박서준 과장 통화, 홍길동 부장 건 | 박서준 | 홍길동 | 홍길동 부장 건
한빛전자 박서준 과장 통화: 홍길동 부장 얘기 | 박서준 | 홍길동 | 홍길동 부장 얘기
한빛전자 박서준 과장 통화: 홍길동 부장님에 대해 | 박서준 | 홍길동 | 홍길동 부장님에 대해
한빛전자 박서준 과장 통화, 관련: 홍길동 부장 | 박서준 | 홍길동 |
한빛전자 박서준 과장 통화, 홍길동 부장 관련 | 박서준 | 홍길동 | 홍길동 부장 관련
한빛전자 박서준 과장 통화, 김철수 과장 건으로 | 박서준 | 김철수 과장? | 김철수 과장 건으로
어제 한빛전자 홍길동 부장님이랑 저녁, 박서준 과장 얘기 나눔 | 홍길동 | 박서준 | 박서준 과장 얘기 나눔
한빛전자 홍길동 부장님과 얘기함, 통화 | 홍길동 | | 얘기함
한빛전자 홍길동 부장 건강 얘기, 통화 | 홍길동 | | 건강 얘기
"""


@pytest.mark.parametrize(("said", "people", "about", "note"), cases(ABOUT))
def test_who_is_spoken_of_was_not_there(said: str, people: str, about: str, note: str) -> None:
    line = understood(said)
    assert (named(line.people), named(line.about), line.note) == (people, about, note)


# said | favour | note
FAVOURS = """
Jane Doe @ ACME call, asked for a reference | ask | asked for a reference
Jane Doe @ ACME call: asked her for an intro to the CFO | ask | asked her for an intro to the CFO
Jane Doe @ ACME call: we asked for more time | ask | we asked for more time
Jane Doe @ ACME call: asked Jane Doe to sign | ask | asked Jane Doe to sign
Jane Doe @ ACME call, asked for the test report | | asked for the test report
Jane Doe @ ACME call, she asked for a reference | | she asked for a reference
Jane Doe @ ACME call: Jane asked for a reference | | Jane asked for a reference
Jane Doe @ ACME call: asked us for a reference | | asked us for a reference
Jane Doe called, asked for a reference | | asked for a reference
Jane Doe @ ACME call ask: a reference | ask | a reference
asked Jane Doe @ ACME for a reference | ask | asked reference
Jane Doe @ ACME call, ask: a reference | ask | a reference
ask: a reference, Jane Doe @ ACME call | ask | reference
한빛전자 홍길동 부장 통화, 레퍼런스 요청드림 | ask | 레퍼런스 요청드림
한빛전자 홍길동 부장 통화, 소개 부탁드렸습니다 | ask | 소개 부탁드렸습니다
한빛전자 홍길동 부장 통화, 부탁: CFO 소개 | ask | CFO 소개
한빛전자 홍길동 부장 통화, 견적 요청하심 | | 견적 요청하심
한빛전자 홍길동 부장 통화: 견적 요청 | | 견적 요청
한빛전자 홍길동 부장 통화, 회신 부탁드린다고 하심 | | 회신 부탁드린다고 하심
met Jane Doe @ ACME, gave them the benchmark report | give | gave them the benchmark report
met Jane Doe @ ACME: gave Jane Doe a book | give | gave Jane Doe a book
met Jane Doe @ ACME: gave her a call | | gave her a call
met Jane Doe @ ACME: she gave him a book | | she gave him a book
met Jane Doe @ ACME: gave us a book | | gave us a book
Jane Doe @ ACME visit give: benchmark report | give | benchmark report
한빛전자 홍길동 부장 방문, 제공: 벤치마크 보고서 | give | 벤치마크 보고서
한빛전자 홍길동 부장 방문, 명절 선물 드림 | give | 명절 선물 드림
한빛전자 홍길동 부장 방문: 시험 자료 제공함 | give | 시험 자료 제공함
한빛전자 홍길동 부장 통화: 답변 드림 | | 답변 드림
한빛전자 홍길동 부장 통화: 자료 제공받음 | | 자료 제공받음
"""


@pytest.mark.parametrize(("said", "favour", "note"), cases(FAVOURS))
def test_only_what_we_ask_and_give_is_a_favour(said: str, favour: str, note: str) -> None:
    line = understood(said)
    assert (line.favour, line.note) == (Favour(favour) if favour else None, note)


# said | attitude | note
ATTITUDES = """
Jane Doe @ ACME call, supportive | supportive |
supportive, Jane Doe @ ACME call: will buy | supportive | will buy
Jane Doe @ ACME call: will not buy (opposed) | opposed | will not buy
Jane Doe @ ACME call attitude: supportive | supportive |
Jane Doe @ ACME call, attitude: very critical, budget frozen | critical | budget frozen
Attitude: Opposed, Jane Doe @ ACME call: too dear | opposed | too dear
Jane Doe @ ACME call: she was supportive of the plan | | she was supportive of the plan
Jane Doe @ ACME call: line 2 is down, critical | | line 2 is down, critical
Jane Doe @ ACME call attitude: purple | | attitude: purple
한빛전자 홍길동 부장 미팅, 우호적 | supportive |
한빛전자 홍길동 부장 미팅, 우호적임, 예산 동결 | supportive | 예산 동결
한빛전자 홍길동 부장 미팅, 태도: 부정적 | critical |
한빛전자 홍길동 부장 미팅, 반대 | opposed |
한빛전자 홍길동 부장 미팅: 구매팀 반대 | | 구매팀 반대
"""


@pytest.mark.parametrize(("said", "attitude", "note"), cases(ATTITUDES))
def test_an_attitude_is_a_word_of_its_own(said: str, attitude: str, note: str) -> None:
    line = understood(said)
    assert (line.attitude, line.note) == (Attitude(attitude) if attitude else None, note)


# said | promises with the day in March they are due | note
PROMISES = """
Jane Doe @ ACME call: renewal, promise: send the test report by Friday | send the test report 13 | renewal
Jane Doe @ ACME call promise: call back | call back |
Jane Doe @ ACME call: promise: by Friday, the report | the report 13 |
Jane Doe @ ACME call, promise: call back on the 20th, promise: the offer by Friday | call back 20; the offer 13 |
Jane Doe @ ACME call, promise: the offer by Friday. She was happy. | the offer 13 | She was happy
Jane Doe @ ACME call: renewal; promise: the offer; she was happy | the offer | renewal; she was happy
promise: send the report by Friday, Jane Doe @ ACME call | send the report 13 |
promise: send Jane Doe @ ACME the report by Friday | send Jane Doe @ ACME the report 13 |
한빛전자 홍길동 부장 통화: 견적 논의, 약속: 금요일까지 시험성적서 송부 | 시험성적서 송부 13 | 견적 논의
약속: 금요일까지 시험성적서 송부, 한빛전자 홍길동 부장 통화 | 시험성적서 송부 13 |
한빛전자 홍길동 부장 점심 약속: 3/10 | | 3/10
"""


@pytest.mark.parametrize(("said", "promises", "note"), cases(PROMISES))
def test_a_promise_is_kept_with_the_day_it_is_due(said: str, promises: str, note: str) -> None:
    line = understood(said)
    told = [" ".join(filter(None, (one.text, str(one.due.day.day) if one.due else ""))) for one in line.promises]
    assert ("; ".join(told), line.note) == (promises, note)
    assert [mention.text for mention in line.accounts] in (["ACME"], ["한빛전자"])


# said | plan: day in March, kind, text | kind of the contact itself | note
PLANS = """
Jane Doe @ ACME call, next: lunch on 12 March | 12 meal | call |
Jane Doe @ ACME call: renewal, next: lunch with Max Muster on 12 March | 12 meal Max Muster | call | renewal
next: lunch with Jane Doe @ ACME on 20 March | 20 meal | |
lunch with Jane Doe @ ACME next Tuesday | 17 meal | |
lunch with Jane Doe @ ACME next Tuesday: renewal | 17 meal renewal | |
ACME call tomorrow | 12 call | |
Jane Doe @ ACME next Tuesday | 17 | |
will visit Jane Doe @ ACME on Friday | 13 visit | |
Jane Doe @ ACME wants delivery next Tuesday | | | wants delivery next Tuesday
called Jane Doe @ ACME, wants delivery next Tuesday | | call | wants delivery next Tuesday
had lunch with Jane Doe @ ACME and she flies next Tuesday | | meal | she flies next Tuesday
Jane Doe @ ACME lunch on Friday | | meal |
Jane Doe @ ACME call, next: demo | | call | next: demo
한빛전자 홍길동 부장 통화, 다음: 3/12 점심 | 12 meal | call |
한빛전자 홍길동 부장 통화, 약속: 3/20 점심 | 20 meal | call |
다음주 화요일 한빛전자 홍길동 부장 점심 | 17 meal | |
금요일 한빛전자 홍길동 부장 방문 예정 | 13 visit | |
Will meet Jane Doe @ ACME tomorrow at 3pm | 12 meeting | |
ACME visit next week with Jane Doe | 18 visit | |
call with Jane Doe at ACME tomorrow about the renewal | 12 call about the renewal | |
ACME will call on 3/2 | | call | will
한빛전자 홍길동 부장 통화 5월 초 발주 예정 | | call | 5월 초 발주 예정
한빛전자 홍길동 부장 통화 다음주 화요일 | 17 call | |
한빛전자 홍길동 부장 금요일 미팅 잡음 | 13 meeting | |
"""


@pytest.mark.parametrize(("said", "plan", "kind", "note"), cases(PLANS))
def test_a_day_to_come_is_a_plan(said: str, plan: str, kind: str, note: str) -> None:
    line = understood(said)
    told = [str(line.plan.day.day.day), line.plan.kind or "", line.plan.text] if line.plan else []
    assert (" ".join(filter(None, told)), line.kind or "", line.note) == (plan, kind, note)
    assert line.ahead is bool(plan and not kind)
    assert line.accounts


# said | what was learned | who may read it | note
LEARNED = """
Jane Doe @ ACME call need: a faster pump | need | all | a faster pump
Jane Doe @ ACME call: need: a faster pump | need | all | a faster pump
need: a faster pump, Jane Doe @ ACME call | need | all | faster pump
need: meet the board every week | need | all | meet the board every week
ACME problem: line 2 is down | problem | all | line 2 is down
Jane Doe @ ACME call: all well. Idea: a pump that sings | idea | all | all well. Idea: a pump that sings
Jane Doe @ ACME call opinion: too dear | opinion | all | too dear
Jane Doe @ ACME call private: she is leaving | | me | she is leaving
private: Jane Doe @ ACME call: she is leaving | | me | she is leaving
Jane Doe @ ACME call: she is leaving (private) | | me | she is leaving
Jane Doe @ ACME call, team only: she is leaving | | team | she is leaving
Jane Doe @ ACME call, private: change: she is leaving | change | me | she is leaving
Jane Doe @ ACME call: a private matter | | all | a private matter
한빛전자 홍길동 부장 통화, 니즈: 납기 단축 | need | all | 납기 단축
한빛전자 통화, 샘플 요청받음, 경쟁사: 신우 저렴 | competitor | all | 샘플 요청받음, 경쟁사: 신우 저렴
한빛전자 통화 경쟁사: 신우가 10% 싸게 제안 | competitor | all | 신우가 10% 싸게 제안
한빛전자 통화, 문제: 2번 라인 정지 | problem | all | 2번 라인 정지
한빛전자 통화, 의견: 비쌈 | opinion | all | 비쌈
한빛전자 통화, 변화: 구매팀 신설 | change | all | 구매팀 신설
한빛전자 통화, 아이디어: 예지 보전 | idea | all | 예지 보전
한빛전자 홍길동 부장 통화, 나만: 이직 고민 | | me | 이직 고민
한빛전자 홍길동 부장 통화: 이직 고민 (팀만 보기) | | team | 이직 고민
한빛전자 통화: 나만 빼고 참석 | | all | 나만 빼고 참석
"""


@pytest.mark.parametrize(("said", "learned", "visible", "note"), cases(LEARNED))
def test_a_note_says_what_it_is_and_who_may_read_it(said: str, learned: str, visible: str, note: str) -> None:
    line = understood(said)
    expected = (Learned(learned) if learned else None, Visible(visible), note)
    assert (line.learned, line.visible, line.note) == expected


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("Jane Doe @ ACME 35/13 call", ["35/13"]),
        ("Jane Doe @ ACME 2/30 call", ["2/30"]),
        ("한빛전자 13월 40일 통화", ["13월 40일"]),
        ("Jane Doe @ ACME 3/9 call, 16/20 pumps run", []),
        ("Jane Doe @ ACME call, 24/7 service, 50/50", []),
        ("Jane Doe @ ACME call promise:", ["promise:"]),
        ("Jane Doe @ ACME call, next: demo", ["next: demo"]),
        ("Jane Doe @ ACME call, attitude: purple", ["attitude: purple"]),
        ("Jane Doe @ ACME with @bob call: hi", ["with @bob"]),
        ("call with @ACME yesterday", []),
        ("Jane Doe @ ACME tomorrow lunch, next: visit on 20 March", ["next: visit on 20 March"]),
        ("Jane Doe @ ACME yesterday call: all well", []),
    ],
)
def test_what_looks_meant_and_is_not_understood_is_said(said: str, unread: list[str]) -> None:
    assert list(understood(said).unread) == unread


def test_curled_quotes_are_quotes() -> None:
    line = understood("met new:“Peter Lee” @ new:“Initech” yesterday")
    assert [mention.text for mention in (*line.people, *line.accounts)] == ["Peter Lee", "Initech"]
    assert line.day is not None


def test_words_of_the_trade_are_no_people() -> None:
    for said in ("pump demo @ ACME yesterday", "견적 제출 @ 한빛전자", "a new plant @ ACME", "asked about Ohio @ ACME"):
        assert understood(said).people == (), said


def test_the_order_of_the_parts_is_free() -> None:
    parts = ["Jane Doe @ ACME", "call", "yesterday", "supportive", "promise: send the offer by Friday"]
    for turn in range(len(parts)):
        line = understood(", ".join(parts[turn:] + parts[:turn]))
        assert (named(line.people), line.kind, line.attitude) == ("Jane Doe", Kind.CALL, Attitude.SUPPORTIVE), turn
        assert line.day is not None
        assert [promise.text for promise in line.promises] == ["send the offer"]
