"""What a Korean teammate hears, word for word: each command, what goes wrong, the morning, the command line."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from pathlib import Path

import pytest

from bot.as_data import from_data
from bot.message import Card, Form, Home, Nothing, Reply, Say, Standing, Surface
from schedules import digest
from tests import given
from tests.conversation import Talk, buttons, heard
from tests.shell import Shell
from tests.test_logcontact import everything

LINE = "어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결"
FORM = [
    "고객사", "만난 분", "날짜", "연락 방법", "알게 된 내용", "함께한 동료", "약속한 것", "다음 만나는 날",
    "부탁하거나 도와드린 일", "이야기에 나온 분",
]  # fmt: skip


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(monkeypatch, capsys, tmp_path)


@pytest.fixture
def book(talk: Talk) -> Talk:
    """김민수 owns five customers, Tom owns ACME, nobody 늘봄소프트㈜; Tom has met 홍길동 and Jane Doe."""
    hanbit = given.customer(talk, "한빛전자", "minsu", tier="A")
    hong = given.person(talk, "홍길동", hanbit, "부장", "구매팀")
    given.person(talk, "박성우", hanbit, "상무", "생산본부")
    acme = given.customer(talk, "ACME", "tom", tier="B")
    jane = given.person(talk, "Jane Doe", acme, "CFO")
    saeron, ajou = (
        given.customer(talk, name, "minsu", tier=tier) for name, tier in (("새론제약", "B"), ("아주화학", "C"))
    )
    given.customer(talk, "다솔은행", "minsu", tier="A", last_activity=date(2026, 1, 12))
    given.customer(talk, "보람생명", "minsu")
    given.customer(talk, "늘봄소프트㈜")
    given.contact(talk, "tom", hanbit, [41, 50, 57, 68], [hong], "meeting")
    given.contact(talk, "tom", acme, [12, 20, 29], [jane])
    given.contact(talk, "minsu", saeron, [26, 40])
    given.contact(talk, "tom", saeron, 30)
    given.contact(talk, "minsu", ajou, 60)
    return talk


def told(reply: Reply | None) -> list[str]:
    """All that is seen of a reply, line by line; buttons and a form's fields too."""
    if isinstance(reply, Form):
        labels = [line for field in reply.fields for line in (field.label, reply.errors.get(field.name, ""))]
        return [line for line in (reply.title, reply.note, *labels, f"[{reply.submit}]") if line]
    if isinstance(reply, Home):
        reply = Say(reply.card)
    return [] if isinstance(reply, Nothing) else [*heard(reply).split("\n"), *(f"[{b.label}]" for b in buttons(reply))]


async def says(talk: Talk, said: str) -> list[str]:
    return told(await talk.say("minsu", said))


async def taps(talk: Talk, label: str) -> list[str]:
    return told(await talk.tap("minsu", label))


async def test_a_contact_is_logged_taken_back_and_logged_again(book: Talk) -> None:
    logged = [
        "기록했어요: 한빛전자 홍길동 부장님 · 통화 · 3월 10일 화요일",
        "3분기까지 예산 동결",
        "이번 분기 들어 홍길동 부장님과 연락한 두 번째 팀원이에요. 직전 연락은 Tom 님, 41일 전이에요.",
        "[되돌리기]",
        "[수정]",
    ]
    assert await says(book, f"/logcontact {LINE}") == logged
    assert await says(book, f"/logcontact {LINE}") == ["오늘 같은 내용을 이미 기록했어요.", LINE, "[다시 기록]"]
    undone = ["되돌렸어요: 한빛전자, 3월 10일 화요일", "3분기까지 예산 동결", "[다시 기록]"]
    assert await says(book, "/rapport undo") == undone
    assert await taps(book, "다시 기록") == logged
    assert await says(book, "/rapport edit") == ["연락 기록", *FORM, "[기록]"]
    assert await says(book, "/rapport edit 99") == ["지금은 없는 기록이에요. 이미 되돌렸을 수 있어요."]


async def test_new_names_are_offered_and_added(book: Talk) -> None:
    line = "오늘 도담식품 김철수 과장님이랑 미팅: 견적 요청"
    assert await says(book, f"/logcontact {line}") == [
        "처음 보는 이름이에요: 도담식품, 김철수 과장님",
        "아직 저장하지 않았어요. 이름이 맞으면 버튼을 눌러 추가해 주세요.",
        line,
        "[추가하고 기록]",
        "[양식으로 작성]",
        "[기록 안 함]",
    ]
    assert await taps(book, "추가하고 기록") == [
        "기록했어요: 도담식품 김철수 과장님 · 미팅 · 3월 11일 수요일",
        "견적 요청",
        "새로 추가: 김철수 과장님, 도담식품",
        "우리 팀에서 처음으로 김철수 과장님과 연락이 닿았어요.",
        "담당이 없던 도담식품을 이제 맡게 됐어요.",
        "[되돌리기]",
        "[수정]",
    ]


async def test_a_form_asks_for_what_is_missing(book: Talk) -> None:
    assert await says(book, "/logcontact") == ["연락 기록", *FORM, "[기록]"]
    await book.fill("minsu", account="", day="")
    assert told(book.last) == [
        "연락 기록", "고객사", "어느 고객사였나요?", "만난 분", "날짜", "언제였나요?", *FORM[3:], "[기록]",
    ]  # fmt: skip
    assert (await says(book, "어제 통화함"))[1] == "어느 고객사인지 찾지 못했어요. 아래에서 골라 주세요."
    assert await says(book, "내일 한빛전자 홍길동 부장님이랑 통화") == [
        "일정을 적어 뒀어요: 한빛전자 홍길동 부장님 · 통화 · 3월 12일 목요일",
        "다녀오신 뒤에 어땠는지 여쭤볼게요.",
        "[되돌리기]",
        "[수정]",
    ]
    assert await says(book, "한빛전자, ACME랑 어제 세미나: 신제품 소개") == [
        "어느 고객사였나요?", "한빛전자, ACME랑 어제 세미나: 신제품 소개", "[한빛전자]", "[ACME]", "[기록 안 함]",
    ]  # fmt: skip


async def test_who_knows_whom(book: Talk) -> None:
    hanbit = [
        "한빛전자",
        "담당 김민수 · A등급 · 마지막 연락 41일 전 (Tom)",
        "아는 사람",
        "• Tom — 가까움, 새로 시작: 최근 90일간 미팅 4번, 마지막 연락 41일 전 (1월 29일 목요일), 주로 일대일",
        "• 김민수 — 담당으로 등록됨, 연락 기록 없음",
        "최근 아무도 만나지 못한 분",
        "• 홍길동 부장님, 구매팀 — 41일째 못 만남",
        "• 박성우 상무님, 생산본부 — 만난 적 없음",
        *("[연락 기록]", "[인사이트]", "[브리핑]", "[커버리지]", "[인수인계]", "[Tom 님에게 소개 부탁]"),
    ]
    assert await says(book, "/whoknows 한빛전자") == hanbit
    assert await says(book, "한빛전자 누가 알아요?") == hanbit
    assert await says(book, "/whoknows 박성우 상무님") == [
        "박성우 상무님",
        "한빛전자: 상무, 생산본부",
        "아는 사람",
        "• 아직 아는 사람이 없어요",
        "가장 가까운 동료: 그 회사를 아는 사람",
        "• Tom — 한빛전자: 가까움, 마지막 연락 41일 전 (1월 29일 목요일)",
        *("[연락 기록]", "[한빛전자]", "[인사이트]", "[브리핑]"),
    ]
    assert await says(book, "/whoknows 푸른바다") == [
        "아직 “푸른바다” 기록이 없어요",
        "이름을 다시 확인하거나 추가해 주세요.",
        "[고객사로 추가]",
        "[사람이에요: 연락 기록]",
    ]
    assert await says(book, "/whoknows") == ["누구를 찾으세요? 고객사나 사람 이름을 함께 적어 주세요."]
    assert await says(book, "한빛전자 계약은 언제 끝나요?") == [
        "질문 같아서 기록하지 않았어요",
        "어떤 고객사나 사람을 우리 중 누가 아는지, 어느 고객사가 뜸한지 알려 드릴 수 있어요.",
        "[한빛전자 누가 알아요?]",
        "[연락으로 기록]",
        "[할 수 있는 일]",
    ]


async def test_which_customers_are_being_forgotten(book: Talk) -> None:
    await says(book, "/rapport snooze 새론제약")
    assert await says(book, "/neglected") == [
        "내 고객사",
        "최대 간격 초과 (2)",
        "• 다솔은행 — 고객 목록 기준 58일째 뜸함, 연락 기록 없음 (A등급 주기 10일).",
        "• 한빛전자 — 41일째 연락 없음. 평소 간격 9일 (최근 세 번 7–11일, A등급 주기 10일).",
        "연락할 때 (2)",
        "• 아주화학 — 60일째 연락 없음. 지금까지 연락은 한 번 (C등급 주기 45일).",
        "• 새론제약 — 알림 미룸 · 26일째 연락 없음. 평소 간격 14일 (최근 두 번 4–10일, B등급 주기 21일).",
        "만난 적 없음 (1)",
        "• 보람생명 — 연락 기록 없음 (등급 없을 때 주기 45일).",
        "제때 연락하는 고객사: 5곳 중 0곳.",
        *["[연락 기록]"] * 5,
        "[팀 전체]",
    ]
    assert "• 늘봄소프트㈜ — 담당 없음 · 연락 기록 없음 (등급 없을 때 주기 45일)." in await says(book, "/neglected 팀")
    assert await says(book, "/neglected 뭐") == [
        "내 고객사는 “/neglected”, 팀 전체는 “/neglected 팀”이라고 적어 주세요."
    ]


async def test_reminders_are_put_off_twice(book: Talk) -> None:
    assert await says(book, "/rapport snooze 다솔은행 30일") == [
        "알림은 최대 14일까지 미룰 수 있어요", "[14일 미루기]", "[연락 기록]",
    ]  # fmt: skip
    assert await taps(book, "14일 미루기") == ["다솔은행 알림을 3월 25일 수요일까지 미뤘어요"]
    book.later(days=14)
    assert await says(book, "/rapport 미루기 다솔은행 1주") == [
        "다솔은행 알림을 4월 1일 수요일까지 미뤘어요",
        "연달아 두 번째예요. 또 미루려면 먼저 연락해야 해요.",
    ]
    book.later(days=7)
    assert await says(book, "/rapport snooze 다솔은행 금요일까지") == [
        "다솔은행 알림은 이미 두 번 미뤘어요",
        "연락하고 기록하거나, 동료에게 넘겨 주세요: /rapport owner 다솔은행 @동료",
        "[연락 기록]",
        "[내 담당 아님]",
    ]
    assert await says(book, "/rapport snooze ACME 2주") == [
        "ACME 알림을 4월 15일 수요일까지 미뤘어요",
        "어차피 이 알림은 담당에게만 가요 (담당: Tom).",
    ]


AFTER_RAPPORT = [
    ("owner 한빛전자", ["한빛전자 담당은 본인이에요"]),
    ("owner ACME", ["ACME 담당은 Tom 님이에요", "[내가 담당]"]),
    ("owner 늘봄소프트", ["늘봄소프트㈜는 아직 담당이 없어요", "[내가 담당]"]),
    ("notmine ACME", ["ACME는 본인이 아니라 Tom 님 담당이에요"]),
    ("owner ACME 나", ["이제 ACME 담당이에요", "앞으로 이 고객사 알림을 보내 드릴게요. Tom 님께도 알렸어요."]),
    ("owner 아주화학 tom@example.com", ["이제 아주화학 담당은 Tom 님이에요", "Tom 님께 알렸어요."]),
    (
        "notmine 한빛전자",
        [
            "이제 한빛전자 담당이 아니에요",
            "다음에 연락을 기록하는 사람이 담당이 돼요. 바로 넘길 수도 있어요: /rapport owner 한빛전자 @동료",
            "[다시 담당하기]",
        ],
    ),
    ("tier 새론제약", ["새론제약은 어느 등급인가요?", "[A]", "[B]", "[C]"]),
    ("tier ACME Z", ["Z등급은 없어요. ACME는 어느 등급인가요?", "[A]", "[B]", "[C]"]),
    ("tier 새론제약 A", ["이제 새론제약은 A등급이에요", "10일에 한 번쯤, 늦어도 21일 안에는 연락하는 게 좋아요."]),
    ("new ACME", ["ACME는 이미 있어요", "[아는 사람]", "[연락 기록]"]),
    ("new 누리상사", ["누리상사를 추가했어요. 담당은 본인이에요", "[연락 기록]"]),
    ("new", ["고객사 이름을 이렇게 적어 주세요: /rapport new 한빛전자"]),
    ("undo", ["되돌릴 기록이 없어요."]),
    ("language 독일어", ["어떤 언어로 이야기할까요?", "[English]", "[한국어]"]),
    ("language 한국어", ["이제부터 한국어로 이야기할게요"]),
    ("timezone", ["내 시간대: Asia/Seoul", "바꾸려면: /rapport timezone Asia/Seoul"]),
    ("timezone Berlin", ["시간대를 Europe/Berlin으로 바꿨어요"]),
    ("hour", ["근무일 9시에 알려 드려요", "바꾸려면: /rapport hour 9"]),
    ("hour 오후 3시", ["이제부터 근무일 15시에 알려 드릴게요"]),
    ("hour 25", ["0에서 23 사이의 정시로 적어 주세요: /rapport hour 9"]),
    ("add x@example.com", ["Rapport 관리자만 할 수 있어요. 관리자에게 부탁해 주세요."]),
]


async def test_what_stands_after_rapport(book: Talk) -> None:
    for said, expected in AFTER_RAPPORT:
        assert [line for line in await says(book, f"/rapport {said}") if line != "[되돌리기]"] == expected


async def test_the_status(talk: Talk) -> None:
    title, version, *rest = await says(talk, "/rapport 상태")
    assert (title, version.split(":")[0]) == ("잘 작동하고 있어요", "버전")
    assert rest == ["마지막 점검: 아직 없음", "나에게 보낸 마지막 알림: 아직 없음"]


async def test_the_line_of_the_help_is_understood_of_a_customer_whom_nobody_knows(talk: Talk) -> None:
    shown = "\n".join(await says(talk, "/rapport 도움말"))
    assert f"• /logcontact {LINE} — 누구를 만나 무엇을 알게 됐는지 기록" in shown
    await says(talk, f"/logcontact {LINE}")
    await taps(talk, "추가하고 기록")
    assert [(c["people"], c["day"].day, c["kind"], c["note"]) for c in everything(talk)] == [
        (["홍길동"], 10, "call", "3분기까지 예산 동결"),
    ]
    assert (await says(talk, "한빛전자 누가 알아요?"))[:2] == ["한빛전자", "담당 김민수 · 마지막 연락 어제 (김민수)"]
    assert (await says(talk, "/rapport snooze 한빛전자 2주"))[0] == "한빛전자 알림을 3월 25일 수요일까지 미뤘어요"


async def test_the_morning(book: Talk) -> None:
    home = digest.Home("Asia/Seoul", "ko")
    mornings = await digest.preview(book.memory, book.scope, book.now, book.now, home)
    [card] = [one.card for one in mornings if one.reader.name == "김민수"]
    assert told(Say(card)) == [
        "안녕하세요, 김민수 님",
        "연락이 뜸해진 담당 고객사가 3곳 있어요:",
        "• 다솔은행 — 최대 간격 21일 초과 · 고객 목록 기준 58일째 뜸함, 연락 기록 없음 (A등급 주기 10일).",
        "• 한빛전자 — 최대 간격 21일 초과 · 41일째 연락 없음. 평소 간격 9일 (최근 세 번 7–11일, A등급 주기 10일).",
        "도와줄 만한 동료: Tom 님, 마지막 연락 41일 전.",
        "• 보람생명 — 만난 적 없음 · 연락 기록 없음 (등급 없을 때 주기 45일).",
        "이 스레드에 “어제 통화했어요”처럼 답하면 연락으로 기록돼요.",
        *["[연락 기록]", "[1주 미루기]", "[내 담당 아님]"] * 3,
    ]


async def test_who_may_not_ask_and_who_is_told(talk: Talk) -> None:
    given.changed(talk, "minsu", admin=True)
    given.changed(talk, "tom", admin=False)
    stranger = dataclasses.replace(talk.ask("new", "/neglected").who, name="박새로", locale="ko-KR")
    asked = await talk.bot.answer(dataclasses.replace(talk.ask("new", "/neglected"), who=stranger))
    assert told(asked) == ["아직 팀원이 아니에요. 김민수 님께 알렸어요. 버튼 한 번이면 추가돼요."]
    assert letters(talk) == [
        "박새로 님이 Rapport를 쓰고 싶어 해요",
        "저에게 말을 걸었는데 아직 팀원이 아니에요. 추가하면 팀이 아는 내용을 모두 볼 수 있어요.",
        "[박새로 님 추가]",
    ]
    guest = dataclasses.replace(stranger, standing=Standing.GUEST)
    refused = await talk.bot.answer(dataclasses.replace(talk.ask("new", "/neglected"), who=guest))
    assert told(refused) == ["Rapport는 같은 회사 구성원에게만 답해요."]


def letters(talk: Talk) -> list[str]:
    """What the letters to 김민수 say."""
    minsu = given.mate(talk, "minsu")
    cards: list[Card] = [from_data(json.loads(r["card"])) for r in given.letters(talk) if r["teammate_id"] == minsu]
    return [line for card in cards for line in told(Say(card))]


async def test_a_handover_is_told_to_both(book: Talk) -> None:
    await book.say("tom", "/rapport owner ACME minsu@example.com")
    await book.say("tom", "/rapport owner 한빛전자 me")
    assert letters(book) == [
        "Tom 님이 ACME 담당으로 지정했어요",
        "앞으로 이 고객사 알림을 보내 드릴게요.",
        "[아는 사람]",
        "[내 담당 아님]",
        "이제 한빛전자 담당은 Tom 님이에요",
        "Tom 님이 바꿨어요. 앞으로 이 고객사 알림은 보내지 않을게요.",
        "[아는 사람]",
        "[다시 담당하기]",
    ]


ASKS = [f"/rapport {said}" for said, _expected in AFTER_RAPPORT] + [
    "/rapport help", "/rapport nonsense", "/rapport status", "/rapport snooze 아주화학 0일", "/rapport snooze", "?",
    "/neglected", "/neglected 팀", "/neglected over", "/whoknows ACME", "/whoknows ACME\x00", "/whoknows Jane Doe",
    "/whoknows 한빛", "/whoknows 모르는곳", f"/whoknows {'가' * 300}", "이게 뭐예요?",
    "/logcontact", f"/logcontact {LINE}", f"/logcontact {LINE}", "Jane Doe님이랑 점심", "새론제약 홍길동 부장님 방문",
    "@없는곳 김철수 과장님 통화", "한빛전자 어제 <@U0GONE>이랑 미팅",
    "/rapport undo", "/rapport undo", "/rapport undo 뭐", "/rapport edit", "/rapport edit 7",
]  # fmt: skip
# names, and what is the same in Korean
SAME = set("ACME Jane Doe CFO Tom Rapport English Asia Seoul Europe Berlin minsu example com".split())
COMMAND = re.compile(r"/(?:rapport )?[a-z]+")


def english(text: str, typed: str = "") -> set[str]:
    """The English words of `text` beside names, commands and what was typed."""
    return set(re.findall("[A-Za-z]{2,}", COMMAND.sub("", text))) - SAME - set(re.findall("[A-Za-z]+", typed))


async def test_no_english_is_said_to_a_korean(book: Talk) -> None:
    given.person(book, "한지우", given.customer(book, "새한전기"), "팀장", "기술팀")
    for said in ASKS:
        assert (said, english("\n".join(await says(book, said)), said)) == (said, set())
    opened = told(await book.say("minsu", "", surface=Surface.HOME))
    assert opened[0] == "Rapport"
    assert english("\n".join([*opened, *letters(book)])) == set()


def test_the_command_line_and_an_import_speak_korean(shell: Shell) -> None:
    (shell.folder / "accounts.csv").write_text("name,owner\nACME,\n한빛전자,nobody@example.com\n", encoding="utf-8")
    assert shell("import", "accounts.csv", RAPPORT_LANGUAGE="ko") == (
        3,
        "accounts.csv: 추가 1, 변경 0, 그대로 0, 제외 1.\n"
        "제외한 행과 그 이유: accounts.rejected.csv\n",
        "",
    )  # fmt: skip
    rejected = (shell.folder / "accounts.rejected.csv").read_text(encoding="utf-8-sig")
    assert "owner: 이 메일 주소의 팀원이 없습니다 (nobody@example.com)" in rejected
    assert shell("nudge", "--dry-run") == (0, "보낼 알림이 없습니다.\n", "")
    assert shell("import", "없음.csv") == (1, "", "파일이 없습니다: 없음.csv.\n")
    code, out, err = shell("start", SLACK_BOT_TOKEN="xoxp-1", PORT="0")
    assert (code, out, err.splitlines()) == (
        2,
        "",
        [
            "SLACK_BOT_TOKEN: “xoxb-…” 형식이어야 합니다.",
            "PORT: 1부터 65535까지의 숫자여야 합니다.",
            "SLACK_APP_TOKEN(Socket Mode용)도 SLACK_SIGNING_SECRET(HTTP용)도 없습니다.",
        ],
    )
