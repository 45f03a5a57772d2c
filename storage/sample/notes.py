"""What was learned in the sample's contacts, and the stories that a random contact does not tell."""

from __future__ import annotations

import random
from collections.abc import Iterator

from storage.sample.names import CORVANE, DOHYUN, JISU, KEUNSOL, MIA, RAJ

MONTHS = {
    "en": "January February March April May June September October November".split(),
    "ko": "1월 2월 3월 4월 5월 6월 9월 10월 11월".split(),
}
PLANTS = {
    "en": ("line 3", "the north plant", "hall B", "the second site", "the packaging line", "the boiler house"),
    "ko": ("3라인", "2공장", "B동", "평택 공장", "포장 라인", "보일러실"),
}
NOTES = {
    "en": (
        "Budget for next year is fixed in {month}; wants our figures before that.",
        "Stops in {plant} {n} times a month. Nobody has asked what it costs them yet.",
        "Happy with the last delivery, not with the paperwork around it.",
        "A competitor offers {n} % less, without service. Not convinced yet.",
        "Wants to see a reference in their own trade before going further.",
        "New colleague starts in {month} and will look after us from then on.",
        "Asked for the test report again; promised it by Friday.",
        "The renewal goes through legal now, about {n} weeks.",
        "They think of bringing maintenance of {plant} back in house.",
        "Long talk about energy prices: everything that saves is welcome.",
        "Second plant opens next summer, tender comes early in the year.",
        "Complained about {few} different contacts on our side.",
        "Sent the drawings of {plant} in confidence.",
        "Coffee after the fair; mostly about the children's school.",
        "Training for the night shift would help more than a new machine.",
        "Price is not the point, they say; the delivery time is.",
        "Has moved up and decides up to 50,000 alone now.",
        "Thanked us for the quick help in the holidays.",
        "Audit in {month}, so nothing new before that.",
        "Wants fewer invoices: one a month would do.",
        "Walked through {plant} together: two bearings run hot, sent the readings.",
        "The trial in {plant} runs until {month}; first figures look good.",
        "Asked whether we could store {n} spare sets for them.",
        "Reorganisation in {month}: purchasing moves to the group.",
        "Their customer wants proof of uptime. We showed how others report it.",
        "Would rather have one fixed visit a quarter than calls in between.",
        "Safety officer joined; had good questions about the sensors in {plant}.",
        "Lost two fitters to a competitor, so service hours matter more now.",
        "Liked the short report. Asked to copy the works manager next time.",
        "Contract ends in {month}. No signal yet that they look elsewhere.",
    ),
    "ko": (
        "내년 예산은 {month}에 확정된다고 함. 그전에 견적 요청.",
        "{plant}이 한 달에 {few} 번 멈춤. 손실은 아직 계산해 보지 않았다고 함.",
        "지난 납품은 만족, 서류 처리는 불만.",
        "경쟁사가 {n}% 싸게 제안했지만 서비스가 빠져 있어 고민 중.",
        "같은 업종의 사례를 먼저 보고 싶어 함.",
        "{month}에 담당자가 바뀔 예정. 후임 소개 부탁드림.",
        "시험 성적서 다시 요청. 금요일까지 보내기로 약속.",
        "재계약은 법무 검토 중, {n}주 정도 걸린다고 함.",
        "{plant} 유지보수를 자체 인력으로 돌리는 방안을 검토 중.",
        "에너지 비용이 가장 큰 고민. 절감 방안이면 무엇이든 환영.",
        "내년 여름 신공장 가동, 연초에 입찰 예정.",
        "우리 쪽 창구가 {few} 명이라 헷갈린다고 함.",
        "{plant} 도면을 미리 보여 주심.",
        "점심 식사. 주로 아이들 학교 이야기.",
        "야간조 교육이 새 장비보다 급하다고 함.",
        "가격보다 납기가 중요하다고 강조.",
        "승진하셔서 5천만 원까지 전결 가능.",
        "연휴 때 빨리 지원해 줘서 고맙다고 하심.",
        "{month} 감사라 그전에는 새 안건 어려움.",
        "세금계산서를 월 1회로 합쳐 달라고 요청.",
        "{plant} 같이 둘러봄. 베어링 두 곳 온도가 높아 측정값 공유.",
        "{plant} 시범 운영은 {month}까지. 초기 수치는 좋음.",
        "예비 부품 {n}세트를 우리 창고에 보관해 줄 수 있는지 문의.",
        "{month} 조직 개편. 구매가 그룹으로 통합된다고 함.",
        "고객사가 가동률 증빙을 요구. 다른 곳의 보고 양식을 보여 드림.",
        "수시 전화보다 분기 1회 정기 방문을 선호.",
        "안전팀도 참석. {plant} 센서 설치에 질문이 많았음.",
        "정비 인력 두 명이 이직해 서비스 시간이 더 중요해짐.",
        "한 장짜리 보고서가 좋다고 하심. 다음부터 공장장님도 참조.",
        "계약은 {month} 만료. 아직 다른 업체를 알아보는 기색은 없음.",
    ),
}

# by account: days ago, person, teammates, kind, note. A newcomer whom nobody meets; asking and never giving.
STORIES = {
    CORVANE: (
        (148, "Walter Beck", RAJ, "call", "Leaves at the end of the month; Claire Duval from the group takes over."),
        (131, "Renee Sharpe", RAJ, "email", "Claire Duval has started and asks who we are. Must introduce myself."),
        (47, "Renee Sharpe", f"{RAJ};{MIA}", "call", "Claire Duval invites three suppliers to a review, not us yet."),
    ),
    KEUNSOL: (
        (150, "백승민", DOHYUN, "meeting", "연간 계약 갱신 요청드림. 시험 성적서를 먼저 보내기로 약속, 다음 주까지."),
        (118, "백승민", DOHYUN, "call", "이번 분기 발주를 당겨 달라고 부탁. 성적서는 언제 오냐고 물으심."),
        (84, "백승민", f"{DOHYUN};{JISU}", "call", "추가 발주 요청. 약속은 안 지키고 주문만 찾는다고 언짢아하심."),
        (49, "도재원", DOHYUN, "email", "백 부장님이 다른 업체 견적을 받고 있다고 함. 성적서는 아직 못 보냄."),
    ),
}  # fmt: skip


def notes(language: str, start: int, dice: random.Random) -> Iterator[str]:
    """Notes without end, from the `start`th on; none comes again before all have been said."""
    while True:
        note = NOTES[language][start % len(NOTES[language])]
        yield note.format(
            month=dice.choice(MONTHS[language]),
            plant=dice.choice(PLANTS[language]),
            n=dice.randint(4, 12),
            few=dice.choice(("three", "four")) if language == "en" else dice.choice(("세", "네")),
        )
        start += 1
