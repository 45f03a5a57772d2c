"""When two spellings are the same name, and what stands with a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.names import DUTIES, RANKS, TITLES, folded, korean_title, person_key, sounded

ANY_TEXT = st.text() | st.text(alphabet="한빛전자주식회사부장님씨()㈜ .,&'-aAbIincCoLltd", max_size=20)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Varnholt Inc.", "varnholt"),
        ("VARNHOLT, INC", "varnholt"),
        ("The Varnholt Company", "varnholt"),
        ("Varnholt Company (The)", "varnholt"),
        ("Varnholt Tools Co., Ltd.", "varnholt tools"),
        ("Varnholt Tools.Co.,Ltd", "varnholt tools"),
        ("Varnholt GmbH & Co. KG", "varnholt"),
        ("Varnholt S.A.", "varnholt"),
        ("Varnholt plc", "varnholt"),
        ("Varnholt and Sons LLC", "varnholt sons"),
        ("Varnholt & Sons", "varnholt sons"),
        ("Q. R. Varnholt", "qr varnholt"),
        ("Q.R. Varnholt", "qr varnholt"),
        ("Q&R Varnholt", "qr varnholt"),
        ("Varnholt's Mills", "varnholts mills"),
        ("Varnholt’s Mills", "varnholts mills"),
        ("Überholt Müller AG", "uberholt muller"),
        ("ＶＡＲＮＨＯＬＴ", "varnholt"),
        ("한빛전자", "한빛전자"),
        ("㈜한빛전자", "한빛전자"),
        ("(주) 한빛 전자", "한빛전자"),
        ("주)한빛전자", "한빛전자"),
        ("한빛전자 주식회사", "한빛전자"),
        ("주식회사한빛전자", "한빛전자"),
        ("유한회사 가온", "가온"),
        ("가온유한책임회사", "가온"),
        ("재단법인 누리", "누리"),
        ("사단법인 누리", "누리"),
        ("의료법인 누리", "누리"),
        ("학교법인누리", "누리"),
        ("누리협동조합", "누리"),
        ("QR 전자", "qr전자"),
        ("QR전자(주)", "qr전자"),
        ("한빛&가온", "한빛가온"),
    ],
)
def test_a_company_is_the_same_however_it_is_written(written: str, key: str) -> None:
    assert folded(written) == key


KOREAN_FORMS = (
    "주식회사 유한회사 유한책임회사 합자회사 합명회사 재단법인 사단법인 의료법인 학교법인 사회복지법인 협동조합"
    " 사회적협동조합 농업회사법인 영농조합법인 세무법인 법무법인 회계법인 특허법인"
).split()
BRACKETED = "㈜ (주) (유) (재) (사) (의) (학) (합) ㈔ （주） (유한)".split()
LATIN_FORMS = (
    "Inc.|Inc|INC|Corp.|Corporation|Co.|Company|& Co.|Co., Ltd.|Co.,Ltd.|Co. Ltd|Ltd|Limited|Private Limited|Pvt. Ltd."
    "|Public Limited Company|LLC|L.L.C.|LLP|L.L.P.|LP|L.P.|PLC|P.L.C.|PLLC|N.A.|NA|P.C.|GmbH|GmbH & Co. KG"
    "|AG & Co. KGaA|AG|SE|e.V.|S.A.|S.A.S.|S.A.R.L.|S.p.A.|SpA|S.r.l.|S.L.|B.V.|BV|N.V.|NV|Oy|Oyj|AB|AB (publ)|A/S|AS"
    "|ASA|ApS|K.K.|KK|Pty Ltd|Pte. Ltd.|Sdn. Bhd.|Tbk|Ltda.|S.A. de C.V.|S. de R.L. de C.V.|Sp. z o.o.|s.r.o.|d.o.o."
    "|Kft.|Zrt.|JSC|OOO"
).split("|")


@pytest.mark.parametrize("form", KOREAN_FORMS)
def test_a_korean_legal_form_is_no_part_of_a_name_wherever_it_stands(form: str) -> None:
    for written in (f"{form} 가온", f"가온 {form}", f"{form}가온", f"가온{form}", f"가온 {form} 주식회사"):
        assert folded(written) == "가온"
    assert folded(f"{form}Varnholt") == folded(f"Varnholt {form}") == "varnholt"
    assert folded(form) == form


@pytest.mark.parametrize("form", BRACKETED)
def test_a_legal_form_in_brackets_is_no_part_of_a_name(form: str) -> None:
    for written in (f"{form}가온", f"{form} 가온", f"가온{form}", f"가온 {form}"):
        assert folded(written) == "가온"
    assert folded(form) != ""


@pytest.mark.parametrize("form", LATIN_FORMS)
def test_a_latin_legal_form_is_no_part_of_a_name_with_and_without_dots(form: str) -> None:
    for written in (f"Varnholt {form}", f"Varnholt, {form}", f"VARNHOLT {form.upper()}"):
        assert folded(written) == "varnholt"
    assert folded(f"Varnholt Tools {form}") == "varnholt tools"
    assert folded(f"가온 {form}") == "가온"
    assert folded(form) != ""


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("JSC Varnholt", "varnholt"),
        ("PT Varnholt Indonesia", "varnholt indonesia"),
        ("PT. Varnholt Indonesia Tbk", "varnholt indonesia"),
        ("A/S Varnholt", "varnholt"),
        ("K.K. Varnholt", "varnholt"),
        ("Oy Varnholt Ab", "varnholt"),
        ("한빛전자Co.,Ltd.", "한빛전자"),
        ("한빛전자Inc", "한빛전자"),
        ("주식회사농업회사법인가온", "가온"),
        ("한빛전자 주식회사 수원공장", "한빛전자수원공장"),
    ],
)
def test_legal_forms_that_stand_first_within_or_glued_are_known(written: str, key: str) -> None:
    assert folded(written) == key


@pytest.mark.parametrize("written", ["PT Solutions", "SE Electronics", "Inc Magazine", "Zinc", "Disco", "Varnholt EV"])
def test_a_word_that_only_looks_like_a_legal_form_stays(written: str) -> None:
    assert folded(written) == written.lower()


@pytest.mark.parametrize("written", ["Inc.", "주식회사", "㈜", "The", "GmbH & Co. KG", "!!!", " ", "and", "💡"])
def test_a_name_that_is_only_a_legal_form_or_a_sign_keeps_something(written: str) -> None:
    assert folded(written) != ""
    assert person_key(written) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Gap Tools", "Cap Tools"), ("한빛전자", "한빛화학"), ("Varnholt Group", "Varnholt"), ("QR전자", "QR화학")],
)
def test_different_companies_have_different_keys(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("홍길동 부장님", "홍길동"),
        ("홍길동부장", "홍길동"),
        ("홍길동님", "홍길동"),
        ("홍길동 씨", "홍길동"),
        ("홍 길동", "홍길동"),
        ("홍길동 영업본부장", "홍길동"),
        ("홍길동(구매)", "홍길동"),
        ("Dr. Jane Doe", "jane doe"),
        ("MS JANE DOE", "jane doe"),
        ("Jane Doe, CFO", "jane doe"),
        ("Jane Doe, Vice President of Sales", "jane doe"),
        ("Jane Doe PhD", "jane doe"),
        ("Jane  Doe (Varnholt)", "jane doe"),
        ("Hong Gil-dong", "hong gildong"),
        ("Renée Doe", "renee doe"),
        ("Doe, Jane", "doe jane"),
        ("Director", "director"),
    ],
)
def test_a_person_is_the_same_whatever_stands_around_the_name(written: str, key: str) -> None:
    assert person_key(written) == key


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("홍길동 부장님", "홍길동", "부장"),
        ("홍길동부장", "홍길동", "부장"),
        ("박 상무", "박", "상무"),
        ("이대리님", "이", "대리"),
        ("김부사장", "김", "부사장"),
        ("김 대표이사님", "김", "대표이사"),
        ("최수석연구원님", "최", "수석연구원"),
        ("홍길동 구매팀장", "홍길동", "구매팀장"),
        ("정 팀장", "정", "팀장"),
        ("부장님", "", "부장"),
        ("홍길동님", "홍길동", ""),
        ("홍길동", "홍길동", ""),
        ("Jane Doe", "Jane Doe", ""),
        ("", "", ""),
    ],
)
def test_a_korean_title_is_split_from_the_name(text: str, name: str, title: str) -> None:
    assert korean_title(text) == (name, title)


def test_ranks_duties_and_english_titles_are_known() -> None:
    assert {"사원", "주임", "대리", "과장", "차장", "부장", "이사", "상무", "전무", "부사장", "사장", "회장"} <= RANKS
    assert {"팀장", "실장", "본부장", "센터장", "그룹장", "파트장", "대표"} <= DUTIES
    assert {"ceo", "cfo", "cto", "vp", "director", "manager"} | RANKS | DUTIES <= TITLES


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("홍길동", "Hong Gildong"),
        ("홍길동", "HONG KIL-DONG"),
        ("박지성", "Park Ji-sung"),
        ("이영희", "Lee Young-hee"),
        ("이영희", "Rhee Yeonghui"),
        ("최은정", "Choi Eun-jung"),
        ("노현우", "Roh Hyun-woo"),
        ("안병규", "Ahn Byoung-kyu"),
        ("유승원", "Yoo Seung-won"),
        ("누리테크", "Nuri Tech"),
        ("마루마트", "Maru Mart"),
        ("이마트", "E-Mart"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(hangul: str, latin: str) -> None:
    assert sounded(hangul) == sounded(latin)


@pytest.mark.parametrize(("one", "other"), [("홍길동", "홍길순"), ("김민수", "Kim Minho"), ("가온", "나온")])
def test_different_names_sound_different(one: str, other: str) -> None:
    assert sounded(one) != sounded(other)


@given(ANY_TEXT)
def test_any_text_has_a_key_which_is_its_own_key(text: str) -> None:
    for key in (folded, person_key):
        assert bool(key(text)) == bool(text)
        assert key(key(text)) == key(text)
    assert bool(sounded(text)) == bool(text)
    name, title = korean_title(text)
    assert len(name) + len(title) <= len(text)
