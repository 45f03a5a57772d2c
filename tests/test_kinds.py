import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.kinds import Kind, find

# The kind of each line and words that tell it.
CASES = """
meeting: 미팅했어요 | 정기회의 | 업무 회의 함 | 만났습니다 | 만남 | 뵙고 옴 | 뵈었습니다 | 면담 | 대면 상담
meeting: 킥오프 | 부장님과미팅 | ACME미팅 | meeting | two meetings | met Kim | met our team | meetup
visit: 방문 | 고객사 방문함 | 찾아뵘 | 들렀음 | 부산 출장 | 내방 | visited | site visit | dropped by | on-site
video: 화상 회의 | 화상미팅함 | 줌 미팅 | 줌으로 봄 | 온라인 미팅 | 비대면 회의 | 영상통화 | video call
video: Zoom call | zoomed | Teams meeting | webex
call: 통화했어요 | 어제통화함 | 전화함 | 전화 드림 | 컨퍼런스 콜 | 콜 함 | 유선으로 안내
call: call about the meeting | called | phoned | by phone | conference call | calls
message: 카톡 보냄 | 카카오톡 | 톡함 | 문자 드렸음 | 메시지 남김 | 메세지 | texted | text message | WhatsApp
message: KakaoTalk | DM'd | Teams chat
mail: 메일 답장 | 이메일로 보냄 | 회의록 메일 송부 | 미팅 일정 메일로 조율 | emailed | e-mail | mail
mail: meeting notes sent by email
meal: 점심 약속 | 저녁 식사 | 저녁 | 회식 | 밥 먹음 | 술 한잔 | 조찬 | lunch | dinner meeting | breakfast
coffee: 커피 | 커피챗 | 커피 한잔 | 차 한잔 | 차 한 잔 | 티타임 | coffee | coffee chat | tea
event: 전시회에서 만남 | 박람회 | 행사장에서 | 골프 | 세미나 | 워크숍 | golf | trade fair | trade show
event: conference | seminar | event
card: 명함 교환 | 명함교환함 | 명함을 교환 | 명함 받음 | exchanged cards | exchanged business cards
card: business card | got her card | card exchanged
"""
NONE = """
위원회의 결정 | 협회의 방침 | 회의실 예약 | 방문자 등록 | 자료 보내줌 | 견적 줌 | 전화번호 변경 | 콜마
공통화 | 유통화 | 메일주소 | 메일플러그 | 저녁 7시 | 저녁에 | 점심시간 | 커피빈 | 골프존 | 문자열
통화정책 | met the deadline | met their requirements | called off | call center | phone number | recall
so-called | email address | jane@mail.com | mail.com | steam | team | discard | eventually | protein
mailing list | scallop | textile
"""


def words(row: str) -> list[str]:
    return [word.strip() for word in row.replace("\n", "|").split("|") if word.strip()]


def cases() -> list[tuple[str, str]]:
    rows = (row.partition(": ") for row in CASES.strip().split("\n"))
    return [(kind, text) for kind, _, texts in rows for text in words(texts)]


@pytest.mark.parametrize(("kind", "text"), cases())
def test_the_first_kind_word_of_a_line_is_its_kind(kind: str, text: str) -> None:
    assert find(text)[0][0] is Kind(kind)


@pytest.mark.parametrize("text", words(NONE))
def test_a_kind_word_within_another_word_is_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("통화했어요, 점심 먹고", [(Kind.CALL, "통화했어요"), (Kind.MEAL, "점심")]),
        ("전화 드렸습니다", [(Kind.CALL, "전화 드렸습니다")]),
        ("만났습니다", [(Kind.MEETING, "만났습니다")]),
        ("화상 회의에서 명함 교환", [(Kind.VIDEO, "화상 회의"), (Kind.CARD, "명함 교환")]),
        ("Video call, then e-mailed", [(Kind.VIDEO, "Video call"), (Kind.MAIL, "e-mailed")]),
        ("call about the meeting", [(Kind.CALL, "call"), (Kind.MEETING, "meeting")]),
        ("visit, call/email", [(Kind.VISIT, "visit"), (Kind.CALL, "call"), (Kind.MAIL, "email")]),
    ],
)
def test_the_longer_phrase_counts_and_the_words_come_in_order(text: str, read: list[tuple[Kind, str]]) -> None:
    assert [(kind, text[start:end]) for kind, start, end in find(text)] == read


SOME_WORDS = st.sampled_from([*(text for _, text in cases()), *words(NONE), " ", "-", "를", "함", "s", "İ"])


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(SOME_WORDS, max_size=10).map("".join)))
def test_no_text_fails_and_spans_are_in_order(text: str) -> None:
    end = 0
    for _, start, stop in find(text):
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize(
    "piece", ["call ", "통화", "통화 ", "met the ", "명함 ", "전화 드", "가", "a", " ", "conference "]
)
def test_the_longest_text_of_one_piece_is_read(piece: str) -> None:
    """A pattern that goes back over what it has read would never end here."""
    text = (piece * 100_000)[:100_000]
    assert all(text[start:end].strip() for _, start, end in find(text))
