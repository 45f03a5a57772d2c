"""What does not belong in a note: found where it is plain, and not where somebody only does business with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.sensitive import Topic, topic, without_ids

IDS = [
    ("Jane 900101-1234567 call", "Jane call"),
    ("홍길동 부장님 주민번호 900101-1234567 확인", "홍길동 부장님 주민번호 확인"),
    ("주민등록번호: 020229–4123456", None),  # 2002 had no 29th of February
    ("주민등록번호: 040229–4123456", "주민등록번호:"),
    ("850505 - 2123456", ""),
    ("9001011234568", ""),  # the last digit checks the others
    ("9001011234567", None),
    ("part 8801234567893", None),
    ("SSN 123-45-6789 for the badge", "SSN for the badge"),
    ("his ssn is 123456789.", "his ssn is ."),
    ("social security number: 123 45 6789", "social security number:"),
    ("two: 123-45-6789 and 900101-1234567", "two: and"),
    ("123456789", None),
    ("000-12-3456, 666-12-3456, 900-12-3456, 123-00-4567, 123-45-0000", None),
    ("사업자등록번호 123-45-67890", None),
    ("call 010-1234-5678 or 555-123-4567", None),
    ("order 991332-1234567", None),  # no such month
    ("order 900101-12345678", None),
    ("account 110-900101-1234567", None),
    ("2026-03-11 to 2026-04-01", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "left"), IDS)
def test_a_national_id_number_is_found_by_its_form(text: str, left: str | None) -> None:
    assert without_ids(text) == left


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    without_ids(text)
    topic(text)


TOLD = {
    Topic.HEALTH: [
        "she was diagnosed with breast cancer in May",
        "he has a heart condition, no late dinners",
        "recovering from knee surgery until April",
        "her husband is in the hospital",
        "Jane is pregnant, back in autumn",
        "he is on sick leave",
        "was quite ill last week",
        "had a stroke in January",
        "위암 수술 후 복귀하심",
        "부장님 암 투병 중",
        "지난주에 입원하셨다고 함",
        "우울증으로 힘들어하심",
        "허리 수술 받으셨음",
        "임신 중이라 6월부터 휴직",
        "건강이 안 좋아지셔서 일찍 퇴근",
        "병가 중, 4월 복귀",
    ],
    Topic.RELIGION: [
        "he is a devout Catholic",
        "she is Muslim, no pork",
        "goes to church every Sunday",
        "observes Ramadan, no lunches in March",
        "declined for religious reasons",
        "독실한 기독교 신자",
        "교회 다니셔서 일요일은 안 됨",
        "종교는 불교",
        "무교이심",
        "여호와의 증인이라 생일은 챙기지 말 것",
    ],
    Topic.POLITICS: [
        "a staunch Republican",
        "voted for Trump",
        "he is a Democrat",
        "avoid talking about his political views",
        "Biden supporter",
        "민주당 지지자이심",
        "보수 성향이라 정치 얘기 금지",
        "윤석열 지지",
        "정치 성향이 다름",
    ],
}


@pytest.mark.parametrize(("about", "note"), [(about, note) for about, notes in TOLD.items() for note in notes])
def test_a_note_on_somebody_is_recognised(about: Topic, note: str) -> None:
    assert topic(note) is about


@pytest.mark.parametrize(
    "note",
    [
        "health check of the server every hour",
        "the cancer center wants a demo of our surgery robot",
        "their diabetes drug is in phase 3",
        "hospital beds: 200 units by May",
        "they want the two-stroke engine",
        "budget depression until summer",
        "sick of waiting for the offer",
        "the feature is disabled",
        "Christian Weber joins the next call",
        "met Christian at the trade fair",
        "Catholic University hospital asks for an offer",
        "temple of the group, new site in Jeonju",
        "mass production starts in May",
        "conservative estimate: 20 units",
        "the board voted for our offer",
        "labour costs are up, new tariffs under the Trump administration",
        "a labour union agreement is due",
        "democratic decision of the team",
        "office politics between purchasing and IT",
        "a social event in June",
        "서버 헬스체크 주기 변경",
        "건강검진 센터 장비 견적 요청",
        "항암제 신약 생산 라인 증설",
        "입원실 침대 300개 입찰",
        "수술 로봇 데모 요청",
        "암호화 모듈 교체",
        "기독교방송 송출 장비 교체",
        "가톨릭대학교 성모병원 견적",
        "절삭 공구 단가 협상",
        "보수 공사 일정 협의",
        "진보된 공정이라 관심",
        "정치망 어업 장비",
        "유지보수 지지부진",
        "임신부용 제품 라인업",
        "무교동 사무실로 이전",
        "renewal in May",
        "예산 동결",
        "",
    ],
)
def test_business_with_it_is_no_reason_to_ask(note: str) -> None:
    assert topic(note) is None
