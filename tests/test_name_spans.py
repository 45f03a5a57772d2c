"""Known names in a line of text."""

import unicodedata
from itertools import product

import pytest

from bot.rules.names import NameIndex, taken_apart
from tests.test_name_index import ACCOUNTS, PEOPLE, index_of

accounts = pytest.fixture(name="accounts")(lambda: index_of(ACCOUNTS))
people = pytest.fixture(name="people")(lambda: index_of(PEOPLE, people=True))


def shown(index: NameIndex, text: str) -> list[tuple[str, list[int]]]:
    return [(text[start:end], refs) for start, end, refs in index.in_text(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결", [("한빛전자", [1])]),
        ("한빛전자에서는 ACME에 갔다", [("한빛전자", [1]), ("ACME", [2])]),
        ("한빛전자가 좋다", [("한빛전자", [1])]),
        ("한빛 전자와 통화", [("한빛 전자", [1])]),
        ("(주)한빛전자 방문", [("(주)한빛전자", [1])]),
        ("met acme inc. and varnholt instruments", [("acme inc.", [2]), ("varnholt instruments", [6])]),
        ("ACME's plant", [("ACME", [2])]),
        ("legal and general tools", [("legal and general tools", [9])]),
        ("q.r. milford called", [("q.r. milford", [10])]),
        ("QR전자에서", [("QR전자", [3])]),
        ("QR에서", []),
        ("acmeology", []),
        ("한빛전자제품", []),
        ("as planned, by As", [("As", [7])]),
        ("가 봐야 한다", [("가", [8])]),
        ("가가 봐야 한다", []),
        ("northern, alder mills", []),
    ],
)
def test_accounts_are_found_in_a_line(accounts: NameIndex, text: str, found: list[tuple[str, list[int]]]) -> None:
    assert shown(accounts, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("어제 한빛전자 홍길동 부장님이랑 통화", [("홍길동 부장님", [1])]),
        ("홍길동부장님께 메일", [("홍길동부장님", [1])]),
        ("홍길동이랑 점심", [("홍길동", [1])]),
        ("홍 길동과", [("홍 길동", [1])]),
        ("김민수님, 홍길동 씨", [("김민수님", [3, 4]), ("홍길동 씨", [1])]),
        ("홍길동 구매팀장님이 말함", [("홍길동 구매팀장님", [1])]),
        ("이사라 이사님", [("이사라 이사님", [9])]),
        ("Dr. jane doe CFO에게", [("Dr. jane doe CFO", [2])]),
        ("Jane Doe Director said", [("Jane Doe Director", [2])]),
        ("Jane Doe에게는", [("Jane Doe", [2])]),
        ("Kim Jongmin", [("Kim Jongmin", [5])]),
        ("i will call", []),
        ("call Will", [("Will", [6])]),
        ("남궁민수가", [("남궁민수", [8])]),
    ],
)
def test_people_are_found_in_a_line_with_their_titles(
    people: NameIndex, text: str, found: list[tuple[str, list[int]]]
) -> None:
    assert shown(people, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("주식회사한빛전자에서 미팅", "주식회사한빛전자"),
        ("한빛전자주식회사에서 미팅", "한빛전자주식회사"),
        ("한빛전자 주식회사와 통화", "한빛전자 주식회사"),
        ("농업회사법인 주식회사 한빛전자", "농업회사법인 주식회사 한빛전자"),
        ("(유)한빛전자", "(유)한빛전자"),
        ("한빛전자㈜에서", "한빛전자㈜"),
        ("한빛전자Co.,Ltd. 방문", "한빛전자Co.,Ltd."),
        ("주식회사ACME 방문", "주식회사ACME"),
        ("ACME주식회사에서", "ACME주식회사"),
        ("PT ACME called", "PT ACME"),
        ("ACME L.L.C. called", "ACME L.L.C."),
        ("ACME, Inc. called", "ACME, Inc."),
        ("ACME GmbH & Co. KG called", "ACME GmbH & Co. KG"),
        ("ACME S.p.A., Jane", "ACME S.p.A."),
        ("ACME A/S와", "ACME A/S"),
        ("ACME AG called", "ACME AG"),
        ("ACME Company called", "ACME Company"),
        ("ACME company visit", "ACME"),
        ("ACME as planned", "ACME"),
        ("ACME, SE team", "ACME"),
        ("ACME and Jane", "ACME"),
        ("한빛전자 협동조합원", "한빛전자"),
    ],
)
def test_a_legal_form_belongs_to_the_name_in_a_line(accounts: NameIndex, text: str, found: str) -> None:
    assert [name for name, _ in shown(accounts, text)] == [found]


def test_a_company_that_is_called_like_a_legal_form_is_found() -> None:
    assert shown(index_of({1: "협동조합"}), "협동조합에서 미팅") == [("협동조합", [1])]


def test_a_text_taken_apart_once_serves_names_of_both_kinds(accounts: NameIndex, people: NameIndex) -> None:
    for text in ("어제 한빛전자 홍길동 부장님이랑 통화", unicodedata.normalize("NFD", "한빛전자 홍길동")):
        parts = taken_apart(text)
        assert accounts.in_parts(parts) == accounts.in_text(text) != []
        assert people.in_parts(parts) == people.in_text(text) != []


def test_a_name_typed_in_pieces_is_found_while_others_come_and_go() -> None:
    index = index_of({ref: f"{first}{second}" for ref, (first, second) in enumerate(product("가나다라마", "바사아자"))})
    assert shown(index, "가 바, 나 사") == [("가 바", [0]), ("나 사", [5])]
    index.remove(0)
    index.add(99, "하늘 바다")
    assert shown(index, "가 바, 하늘바다, 하 늘 바다") == [("하늘바다", [99]), ("하 늘 바다", [99])]


def test_the_longest_name_is_taken() -> None:
    index = index_of({1: "Alder", 2: "Alder Mills", 3: "Mills North Sea Works"})
    assert shown(index, "alder mills and alder") == [("alder mills", [2]), ("alder", [1])]
    assert shown(index, "alder mills north sea works") == [("alder", [1]), ("mills north sea works", [3])]


def test_decomposed_hangul_is_found_where_it_stands(people: NameIndex) -> None:
    text = unicodedata.normalize("NFD", "어제 홍길동 부장님과 か\u3099")
    assert [(unicodedata.normalize("NFC", name), refs) for name, refs in shown(people, text)] == [
        ("홍길동 부장님", [1])
    ]
