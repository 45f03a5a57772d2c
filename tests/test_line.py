"""What a line says, in both languages: whom, where, when, how and what; and nothing of it is lost."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.line import Line, read
from bot.rules.line.marks import Mention
from bot.rules.names import NameIndex, person_key

TODAY = date(2026, 3, 11)  # a Wednesday
ACCOUNTS = ["ACME", "Globex Inc.", "한빛전자", "LG전자", "대한정밀", "Umbrella Corp", "Blue Ridge Foods"]
PEOPLE = ["Jane Doe", "Hong Gildong", "홍길동", "박서준", "Max Muster", "김영희", "이상민"]


def index(names: list[str], of: NameIndex) -> NameIndex:
    for ref, name in enumerate(names, 1):
        of.add(ref, name)
    return of


KNOWN = index(ACCOUNTS, NameIndex()), index(PEOPLE, NameIndex(person_key))


def understood(said: str) -> Line:
    return read(said, *KNOWN, TODAY)


def named(mentions: tuple[Mention, ...], names: list[str]) -> str:
    """Known ones by their own name, new ones as typed with a question mark."""
    return ", ".join(names[mention.refs[0] - 1] if mention.refs else f"{mention.text}?" for mention in mentions)


# said | accounts | people | day in March or month-day | kind | note
TABLE = """
Jane Doe, Hong Gildong @ ACME yesterday call: renewal | ACME | Jane Doe, Hong Gildong | 10 | call | renewal
met Jane Doe at ACME yesterday, budget is frozen | ACME | Jane Doe | 10 | meeting | budget is frozen
Had lunch with Jane Doe from ACME on Monday. She leaves in June. | ACME | Jane Doe | 9 | meal | She leaves in June
called Max Muster (Globex) this morning about the invoice | Globex Inc. | Max Muster | 11 | call | about the invoice
Globex: Max Muster wants a demo | Globex Inc. | | | | Max Muster wants a demo
ACME visit 3/9 with Jane Doe and Max Muster: line 2 is down | ACME | Jane Doe, Max Muster | 9 | visit | line 2 is down
Emailed Jane Doe at ACME the new price list | ACME | Jane Doe | | mail | new price list
quick coffee w/ Jane Doe @ACME — she likes the new pump | ACME | Jane Doe | | coffee | quick, she likes the new pump
Jane Doe called. Wants a discount of 10%. | | Jane Doe | | call | Wants a discount of 10%
Jane Doe called. Last Friday's delivery was late. | | Jane Doe | | call | Last Friday's delivery was late
Jane Doe @ ACME | ACME | Jane Doe | | |
@ACME | ACME | | | |
Jane Doe | | Jane Doe | | |
lunch with Mr. Muster at Globex | Globex Inc. | Mr. Muster? | | meal |
@ACME jane doe last Friday visit: wants a demo | ACME | Jane Doe | 6 | visit | wants a demo
Jane Doe (ACME): prefers mail over phone | ACME | Jane Doe | | | prefers mail over phone
yesterday: call with Jane Doe | | Jane Doe | 10 | call |
yesterday: they froze the budget | | | 10 | | they froze the budget
Call: Jane Doe @ ACME, wants a demo | ACME | Jane Doe | | call | wants a demo
call with Jane Doe at 3pm at ACME: moved to Thursday | ACME | Jane Doe | | call | 3pm: moved to Thursday
ACME, Jane Doe, call, yesterday, asked for the test report | ACME | Jane Doe | 10 | call | asked for the test report
ACME; Jane Doe; 2026-03-01; mail; offer v2 | ACME | Jane Doe | 1 | mail | offer v2
I met Jane Doe and her boss at ACME today | ACME | Jane Doe | 11 | meeting | her boss
met with the team at ACME on 3/10, all happy | ACME | | 10 | meeting | team, all happy
Dinner with Dr. Jane Doe, ACME, see https://a.example/b:c | ACME | Jane Doe | | meal | see https://a.example/b:c
ACME Jane Doe 2026-03-02 mail sent the offer | ACME | Jane Doe | 2 | mail | sent the offer
Umbrella Corp. yesterday meeting with Alice Liddell: new CFO | Umbrella Corp | Alice Liddell? | 10 | meeting | new CFO
Met J. Smith of Globex Inc. at the trade fair in Hannover | Globex Inc. | J. Smith? | | meeting | trade fair in Hannover
Blue Ridge Foods visit today: Jane Doe was ill | Blue Ridge Foods | | 11 | visit | Jane Doe was ill
Jane Doe's assistant called today about ACME | ACME | Jane Doe | 11 | call | assistant
Spoke to Peter Parker at Initech yesterday | Initech? | Peter Parker? | 10 | |
met Ann Smith, Bob Jones @ Initech 2 days ago: kick-off | Initech? | Ann Smith?, Bob Jones? | 9 | meeting | kick-off
visited Stark Industries on Friday, new plant in Ohio | Stark Industries? | | 6 | visit | new plant in Ohio
visited Ann Smith at ACME | ACME | Ann Smith? | | visit |
met Jane Doe, Peter Parker and Ann Smith at ACME | ACME | Jane Doe, Peter Parker?, Ann Smith? | | meeting |
met Jane Doe, Budget is frozen | | Jane Doe | | meeting | Budget is frozen
Called Peter Parker's office @ Initech | Initech? | Peter Parker? | | call | office
had drinks with Ludwig van Beethoven at Globex last night | Globex Inc. | Ludwig van Beethoven? | 10 | meal |
met Émile Zola at ACME | ACME | Émile Zola? | | meeting |
talked to CEO of ACME | ACME | | | | CEO
Jane Roe (CTO) @ ACME yesterday | ACME | Jane Roe? | 10 | | (CTO)
jane roe @ initech call | initech? | jane roe? | | call |
yesterday jane roe @ initech call | initech? | jane roe? | 10 | call |
call @ Initech about the new line | Initech? | | | call | about the new line
@Johnson & Johnson call | Johnson & Johnson? | | | call |
Jane Doe@ACME call | ACME | Jane Doe | | call |
call jane@acme.com about the offer, Jane Doe | | Jane Doe | | call | jane@acme.com about the offer
Jane Doe @ ACME call, asked for -5% on pumps | ACME | Jane Doe | | call | asked for -5% on pumps
Jane Doe @ ACME call (urgent) | ACME | Jane Doe | | call | (urgent)
Jane Doe @ ACME call "no more delays" | ACME | Jane Doe | | call | "no more delays"
Jane Doe @ ACME call she asked whom we work for | ACME | Jane Doe | | call | she asked whom we work for
Jane Doe @ ACME call: note: with colon | ACME | Jane Doe | | call | note: with colon
call w/ Jane Doe (ACME) re: Q3 budget | ACME | Jane Doe | | call | re: Q3 budget
1:1 with Jane Doe at ACME today: career plans | ACME | Jane Doe | 11 | | 1:1: career plans
ACME call today, visit on Friday | ACME | | 11 | call | visit on Friday
ACME call, next Tuesday demo | ACME | | | call | next Tuesday demo
hello | | | | | hello
어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결 | 한빛전자 | 홍길동 | 10 | call | 3분기까지 예산 동결
오늘 한빛전자 박서준 과장 미팅: 견적 요청 | 한빛전자 | 박서준 | 11 | meeting | 견적 요청
한빛전자에서 홍길동 부장님 만났어요 | 한빛전자 | 홍길동 | | meeting |
홍길동 부장님께 전화드렸습니다. 다음주에 견적서 보내기로 함 | | 홍길동 | | call | 다음주에 견적서 보내기로 함
LG전자 김영희 책임님과 화상회의, 신규 라인 증설 논의 | LG전자 | 김영희 | | video | 신규 라인 증설 논의
어제 대한정밀 최민호 이사님과 점심, 경쟁사 견적 받음 | 대한정밀 | 최민호 이사님? | 10 | meal | 경쟁사 견적 받음
신우상사 정다은 대리님 어제 통화: 단가 문의 | 신우상사? | 정다은 대리님? | 10 | call | 단가 문의
신우상사 구매팀 정다은 대리님 통화 | 신우상사? | 정다은 대리님? | | call | 구매팀
신우상사의 정다은 대리님 통화 | 신우상사? | 정다은 대리님? | | call |
@신우상사 정다은 대리님 통화 | 신우상사? | 정다은 대리님? | | call |
@신우상사에서 미팅 | 신우상사? | | | meeting |
@ 신우상사 단가 문의함 | 신우상사? | | | | 단가 문의함
@주식회사 신우 미팅: 소개 | 주식회사 신우? | | | meeting | 소개
오랜만에 정다은 대리님 통화 | | 정다은 대리님? | | call | 오랜만에
담당 과장님이랑 통화 | | | | call | 담당 과장님이랑
구매팀장님 미팅 한빛전자 | 한빛전자 | | | meeting | 구매팀장님
한빛전자 박철수 구매팀장님 미팅 | 한빛전자 | 박철수 구매팀장님? | | meeting |
남궁민수 이사님 통화 | | 남궁민수 이사님? | | call |
이대리님이랑 점심 @신우상사 | 신우상사? | 이대리님? | | meal |
두산이랑 통화 | | | | call | 두산이랑
김철수랑 통화 @ 신우상사 | 신우상사? | 김철수? | | call |
김철수, 이영희 @ 신우상사 미팅 | 신우상사? | 김철수?, 이영희? | | meeting |
지난주 금요일 한빛전자 홍길동, 박서준 저녁 | 한빛전자 | 홍길동, 박서준 | 6 | meal |
박서준님이랑 카톡: 회신 기다림 | | 박서준 | | message | 회신 기다림
어제 한빛전자 다녀옴, 홍길동 부장님 퇴사 예정 | 한빛전자 | 홍길동 | 10 | | 퇴사 예정
한빛전자 구매팀 홍길동 부장님, 김영희 차장님 미팅. 납기 단축 | 한빛전자 | 홍길동, 김영희 | | meeting | 구매팀, 납기 단축
3/9 대한정밀 이상민 팀장 방문 - 샘플 전달 | 대한정밀 | 이상민 | 9 | visit | 샘플 전달
오늘 오전 10시 LG전자 미팅, 참석자 김영희 | LG전자 | 김영희 | 11 | meeting | 참석자
어제 통화했어요 | | | 10 | call |
통화: 한빛전자 홍길동 부장님, 예산 없음 | 한빛전자 | 홍길동 | | call | 예산 없음
통화했는데 예산이 없대요 | | | | call | 예산이 없대요
(주)한빛전자 홍길동 부장님과 통화 | 한빛전자 | 홍길동 | | call |
주식회사 대한정밀 이상민님 미팅 | 대한정밀 | 이상민 | | meeting |
박지훈 상무님이랑 골프 @ 삼성물산 지난 토요일 | 삼성물산? | 박지훈 상무님? | 7 | event |
어제 Globex의 Max Muster와 통화: 계약 연장 | Globex Inc. | Max Muster | 10 | call | 계약 연장
한빛전자 홍길동 부장님 통화 - 4/2까지 회신 주기로 | 한빛전자 | 홍길동 | | call | 4/2까지 회신 주기로
안녕하세요 | | | | | 안녕하세요
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("said", "accounts", "people", "day", "kind", "note"), CASES)
def test_a_line_is_understood(said: str, accounts: str, people: str, day: str, kind: str, note: str) -> None:
    line = understood(said)
    assert (named(line.accounts, ACCOUNTS), named(line.people, PEOPLE)) == (accounts, people)
    assert (str(line.day.day.day) if line.day else "", line.kind or "", line.note) == (day, kind, note)
    assert line.typed == said


def test_each_mention_stands_where_it_says() -> None:
    for said, *_ in CASES:
        line = understood(said)
        for mention in (*line.accounts, *line.people):
            assert said[mention.start : mention.end] == mention.text
            assert line.replaced(mention, "person:7") == f"{said[: mention.start]}person:7{said[mention.end :]}"


@pytest.mark.parametrize(
    ("said", "accounts", "people", "mates", "note"),
    [
        ('new:"Jane Roe" @ new:"Initech" yesterday call: one', ["Initech!"], ["Jane Roe!"], [], "one"),
        ("person:3 account:3 어제 통화: 둘", ["3"], ["3"], [], "둘"),
        ("again:yes Jane Doe @ ACME today call: hello", ["1"], ["1"], [], "hello"),
        ("Jane Doe @ ACME with <@U0ANN|ann> visit: saw the plant", ["1"], ["1"], ["U0ANN"], "saw the plant"),
        ("<@U0MIN>님이랑 한빛전자 홍길동 부장님 미팅", ["3"], ["3"], ["U0MIN"], ""),
        ("<@U1> <@U2|bob> with <@U3> @ACME lunch", ["1"], [], ["U1", "U2", "U3"], ""),
        (
            'Jane Doe @ ACME call: see new:"x", account:3 and <@U1>',
            ["1"],
            ["1"],
            [],
            'see new:"x", account:3 and <@U1>',
        ),
        ("@account:2 Jane Doe @ ACME call: chosen", ["2"], ["1"], [], "ACME: chosen"),
        ("account:1234567890 call", [], [], [], "account: 1234567890 call"),  # no number of ours
    ],
)
def test_marks_need_no_guessing(said: str, accounts: list[str], people: list[str], mates: list[str], note: str) -> None:
    line = understood(said)

    def short(mentions: tuple[Mention, ...]) -> list[str]:
        return [f"{mention.text}!" if mention.new else str(mention.refs[0]) for mention in mentions]

    assert (short(line.accounts), short(line.people), list(line.mates)) == (accounts, people, mates)
    assert line.note == note
    assert line.again is said.startswith("again:yes")


def test_two_customers_are_both_named() -> None:
    assert named(understood("Jane Doe moved from ACME to Globex").accounts, ACCOUNTS) == "ACME, Globex Inc."
    assert named(understood("met Jane Doe with ACME & Globex").accounts, ACCOUNTS) == "ACME, Globex Inc."


def test_lines_below_the_first_are_the_note() -> None:
    line = understood("Jane Doe @ ACME yesterday call\nSecond line: with colon\nthird")
    assert line.note == "Second line: with colon\nthird"


def test_the_order_of_day_and_month_is_the_askers() -> None:
    for day_first, expected in ((False, date(2026, 2, 1)), (True, date(2026, 1, 2))):
        line = read("Jane Doe @ ACME 2/1 call", *KNOWN, TODAY, day_first=day_first)
        assert line.day is not None
        assert line.day.day == expected


def test_the_names_of_long_text_are_looked_for_in_its_beginning() -> None:
    note = "wants a plant in Ohio and so on; " * 500
    line = understood(f"Jane Doe @ ACME yesterday call {note}")
    assert (named(line.accounts, ACCOUNTS), named(line.people, PEOPLE), line.kind) == ("ACME", "Jane Doe", "call")
    assert line.note == note.strip()
