"""Rank, duty and department of people, told apart however they are written."""

from __future__ import annotations

import pytest

from bot.rules.posts import Called, Post, called, post, titled


@pytest.mark.parametrize(
    ("text", "name", "rank", "duty", "department"),
    [
        ("이대리님", "이", "대리", "", ""),
        ("박상무님", "박", "상무", "", ""),
        ("김팀장님", "김", "", "팀장", ""),
        ("박 상무님", "박", "상무", "", ""),
        ("남궁민수 과장", "남궁민수", "과장", "", ""),
        ("김철수부장님", "김철수", "부장", "", ""),
        ("구매팀 김철수 부장", "김철수", "부장", "", "구매팀"),
        ("김철수 부장(구매팀)", "김철수", "부장", "", "구매팀"),
        ("총무과 김영실 주임", "김영실", "주임", "", "총무과"),
        ("영업부 이과장", "이", "과장", "", "영업부"),
        ("김영실 과장", "김영실", "과장", "", ""),
        ("박철수 구매팀장", "박철수", "", "구매팀장", ""),
        ("구매팀장 김철수", "김철수", "", "구매팀장", ""),
        ("영업본부장 박철수 상무", "박철수", "상무", "영업본부장", ""),
        ("이민호 책임", "이민호", "책임", "", ""),
        ("수석 이민호", "이민호", "수석", "", ""),
        ("홍길동님", "홍길동", "", "", ""),
        ("Jane Doe, VP Sales", "Jane Doe", "", "VP Sales", ""),
        ("Doe, Jane", "Doe, Jane", "", "", ""),
        ("Jane Doe", "Jane Doe", "", "", ""),
    ],
)
def test_what_somebody_is_called_is_a_name_and_a_post(
    text: str, name: str, rank: str, duty: str, department: str
) -> None:
    assert called(text) == Called(name, Post(rank, duty, department))


@pytest.mark.parametrize(
    ("title", "rank", "duty", "department"),
    [
        ("부장", "부장", "", ""),
        ("구매팀장님", "", "구매팀장", ""),
        ("상무 / 영업본부장", "상무", "영업본부장", ""),
        ("영업본부장 상무", "상무", "영업본부장", ""),
        ("구매팀 부장", "부장", "", "구매팀"),
        ("책임연구원", "책임연구원", "", ""),
        ("선임", "선임", "", ""),
        ("CFO", "", "CFO", ""),
        ("VP Sales", "", "VP Sales", ""),
        ("", "", "", ""),
    ],
)
def test_a_title_as_on_a_card_is_rank_duty_and_department(title: str, rank: str, duty: str, department: str) -> None:
    assert titled(title) == Post(rank, duty, department)
    assert post(title) == (rank, duty)


@pytest.mark.parametrize(
    ("said", "held", "fits"),
    [
        (Post("부장"), ("부장", "", "구매팀"), True),
        (Post("부장"), ("과장", "", "구매팀"), False),
        (Post("부장", "", "구매팀"), ("부장", "", "구매팀"), True),
        (Post("부장", "", "영업팀"), ("부장", "", "구매팀"), False),
        (Post(duty="팀장"), ("부장", "구매팀장", ""), True),
        (Post(duty="구매팀장"), ("부장", "팀장", "구매팀"), True),
        (Post(), ("부장", "팀장", "구매팀"), True),
        (Post(department="구매팀"), ("부장", "", ""), False),
    ],
)
def test_a_post_fits_whoever_holds_all_that_is_said_of_it(said: Post, held: tuple[str, str, str], fits: bool) -> None:
    assert said.fits(*held) is fits
