"""What was learned at customers: noted in one line, corrected by a tap, listed, and read only by whom it is for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.message import Form
from bot.rules import learning
from bot.rules.learned import Learned, Visible
from bot.rules.learning import Told
from bot.slack.asks import submitted
from bot.slack.blocks import message
from bot.slack.views import view_of
from bot.slack.ways import Way
from handlers import Bot
from storage import account_teams, accounts, insights, interactions, people
from storage.interactions import Contact
from storage.session import Found, Scope, Session
from storage.statements import ours, table
from storage.tables import Helper, Insight
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard, rows
from tests.slack.checking import problems_of
from tests.test_statements import second_workspace


def everything(talk: Talk) -> list[Found]:
    """All insights, oldest first."""
    return given.does(talk, lambda session: session.rows(ours(select(table(Insight)).order_by(table(Insight).c.id))))


def last(talk: Talk) -> dict[str, Any]:
    return dict(everything(talk)[-1])


def acme(talk: Talk) -> dict[str, int]:
    """ACME is Tom's, with Ann as a helper; 김민수 is on no team."""
    made = {"acme": given.customer(talk, "ACME", "tom"), "hanbit": given.customer(talk, "한빛전자", "minsu")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["park"] = given.person(talk, "박서준", made["hanbit"], "상무")
    ann = given.mate(talk, "ann")
    given.does(talk, lambda session: session.add(Helper, account_id=made["acme"], teammate_id=ann))
    return made


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("they like the blue one", Told("they like the blue one", None, "", None)),
        ("idea: a smaller size (source: fair)", Told("a smaller size", Learned.IDEA, "fair", None)),
        ("they pay late, from the fair", Told("they pay late", None, "the fair", None)),
        ("they pay late from Tom", Told("they pay late", None, "Tom", None)),
        ("they import steel from China", Told("they import steel from China", None, "", None)),
        ("private: opinion: too dear", Told("too dear", Learned.OPINION, "", Visible.ME)),
        ("too dear (team only)", Told("too dear", None, "", Visible.TEAM)),
        ("too dear (from Tom) (private)", Told("too dear", None, "Tom", Visible.ME)),
        ("they need a second source", Told("they need a second source", Learned.NEED, "", None)),
        ("they need what the competitor has", Told("they need what the competitor has", None, "", None)),
        ("idea:", Told("idea:", None, "", None)),
        ("아이디어: 소형 제품 (출처: 전시회)", Told("소형 제품", Learned.IDEA, "전시회", None)),
        ("나만: 예산 삭감", Told("예산 삭감", None, "", Visible.ME)),
        ("팀만: 문제: 납기", Told("납기", Learned.PROBLEM, "", Visible.TEAM)),
        ("2차 공급사 원함, 민수님한테 들음", Told("2차 공급사 원함", Learned.NEED, "민수님", None)),
        ("경쟁사가 단가를 내림", Told("경쟁사가 단가를 내림", Learned.COMPETITOR, "", None)),
    ],
)
def test_kind_source_and_readers_are_read_from_the_words(said: str, told: Told) -> None:
    assert learning.read(said, {"tom"}) == told


@pytest.mark.parametrize(
    ("said", "account", "person", "kind", "text"),
    [
        ("ACME: they want a second source", "acme", None, "opinion", "they want a second source"),
        ("@ACME: they need a second source", "acme", None, "need", "they need a second source"),
        ("“ACME”: change: the plant moves", "acme", None, "change", "the plant moves"),
        ("change: ACME: the plant moves", "acme", None, "change", "the plant moves"),
        ("ACME they moved the plant at 9:30", "acme", None, "opinion", "they moved the plant at 9:30"),
        ("Jane Doe: idea: a smaller size", "acme", "jane", "idea", "a smaller size"),
        ("Jane Doe @ ACME: it is too dear", "acme", "jane", "opinion", "it is too dear"),
        ("Jane Doe likes the blue one", "acme", "jane", "opinion", "likes the blue one"),
        ("it is said that ACME will merge", "acme", None, "opinion", "it is said that ACME will merge"),
        ("한빛전자: 니즈: 2차 공급사", "hanbit", None, "need", "2차 공급사"),
        ("한빛전자는 납기가 느리다고 함", "hanbit", None, "opinion", "납기가 느리다고 함"),
        ("한빛전자 박 상무님은 단가에 민감함", "hanbit", "park", "opinion", "단가에 민감함"),
        ("박 상무: 아이디어: 공동 개발", "hanbit", "park", "idea", "공동 개발"),
    ],
)
@pytest.mark.parametrize("word", ["insight", "인사이트"])
async def test_one_line_notes_an_insight(
    talk: Talk, word: str, said: str, account: str, person: str | None, kind: str, text: str
) -> None:
    made = acme(talk)
    await talk.say("tom", f"/rapport {word} {said}")
    row = last(talk)
    assert (row["account_id"], row["person_id"]) == (made[account], made[person] if person else None)
    assert (row["kind"], row["text"], row["visible"], row["source"]) == (kind, text, "all", "")
    assert row["author_id"] == given.mate(talk, "tom")
    assert card_of(talk.last).title.startswith("Noted for ")


async def test_the_confirmation_says_how_it_was_understood(talk: Talk) -> None:
    acme(talk)
    said = await talk.hear("tom", "/rapport insight Jane Doe: team only: they need it smaller (source: the fair)")
    assert said.splitlines() == [
        "Noted for Jane Doe, CFO, ACME: need",
        "they need it smaller",
        "Source: the fair",
        "Who may read it: the customer's team.",
        "Is it of another kind?",
    ]


async def test_a_tap_corrects_the_kind_and_the_readers_and_undo_still_takes_it_back(talk: Talk) -> None:
    acme(talk)
    await talk.say("minsu", "/rapport 인사이트 한빛전자: 단가 인하 검토")
    assert "한빛전자" in card_of(talk.last).title
    await talk.say("tom", "/rapport insight ACME: the new plant is late")
    await talk.tap("tom", "change")
    assert last(talk)["kind"] == "change"
    assert card_of(talk.last).title == "Noted for ACME: change"
    await talk.tap("tom", "me alone")
    assert last(talk)["visible"] == "me"
    assert "Who may read it: me alone." in heard(talk.last)
    await talk.tap("tom", "Undo")
    assert heard(talk.last) == "Taken back"
    assert [row["text"] for row in everything(talk)] == ["단가 인하 검토"]


async def test_an_insight_is_edited_in_a_form(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/rapport insight ACME: the plant is late")
    form = await talk.tap("tom", "Edit")
    assert isinstance(form, Form)
    await talk.fill("tom", text="The plant is early", kind="change", source="Jane", visible="team")
    row = last(talk)
    assert (row["text"], row["kind"], row["source"], row["visible"]) == ("The plant is early", "change", "Jane", "team")
    assert "Source: Jane" in heard(talk.last)
    await talk.tap("tom", "Edit")
    await talk.fill("tom", text="  ")
    assert isinstance(talk.last, Form)
    assert talk.last.errors == {"text": "What did you learn?"}
    await talk.fill("tom", text="Never mind")
    await talk.tap("tom", "Undo")
    assert everything(talk) == []


async def test_a_long_insight_is_kept_whole_through_its_form(talk: Talk) -> None:
    acme(talk)
    text = "word " * 700 + "end"
    await talk.say("tom", f"/rapport insight ACME: {text}")
    assert last(talk)["text"] == text
    await talk.tap("tom", "Edit")
    await talk.fill("tom", kind="need")
    assert (last(talk)["text"], last(talk)["kind"]) == (text, "need")


async def test_a_name_that_is_unclear_is_asked_about_and_the_text_is_kept(talk: Talk) -> None:
    given.customer(talk, "Hanbit Electronics")
    given.customer(talk, "Hanbit Chemical")
    await talk.say("tom", "/rapport insight Hanbit: they want more")
    assert everything(talk) == []
    await talk.tap("tom", "Chemical")
    assert last(talk)["text"] == "they want more"
    assert "Hanbit Chemical" in card_of(talk.last).title
    long = "x " * 1500 + "y"
    await talk.say("tom", f"/rapport insight Hanbit: {long}")
    await talk.tap("tom", "Electronics")
    assert last(talk)["text"] == long


async def test_a_customer_nobody_knows_is_added_with_one_tap(talk: Talk) -> None:
    said = await talk.hear("tom", "/rapport insight Umbrella Works: they are hiring")
    assert "Nobody of us has noted “Umbrella Works” yet" in said
    await talk.tap("tom", "Add it as a customer")
    assert [row["name"] for row in given.customers(talk)] == ["Umbrella Works"]
    assert last(talk)["text"] == "they are hiring"
    await talk.tap("tom", "Undo")
    assert (given.customers(talk), everything(talk)) == ([], [])


async def test_somebody_with_two_positions_is_asked_about(talk: Talk) -> None:
    made = acme(talk)
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: people.hold(session, made["jane"], globex, "Director"))
    await talk.say("tom", "/rapport insight Jane Doe: too dear")
    assert everything(talk) == []
    await talk.tap("tom", "Globex")
    assert (last(talk)["account_id"], last(talk)["text"]) == (globex, "too dear")
    await talk.say("tom", "/rapport insight Jane Doe at ACME: late")
    assert (last(talk)["account_id"], last(talk)["text"]) == (made["acme"], "late")


@pytest.mark.parametrize("said", ["", ": they want it", "they want it", "insight:99 idea", "insight:99 edit"])
async def test_what_tells_of_nobody_is_not_stored(talk: Talk, said: str) -> None:
    acme(talk)
    answer = await talk.hear("tom", f"/rapport insight {said}")
    assert "/rapport insight ACME: they want a second source" in answer or "That one is gone" in answer
    assert everything(talk) == []


async def test_insights_are_listed_newest_first_and_paged(talk: Talk) -> None:
    acme(talk)
    for n in range(12):
        await talk.say("tom" if n % 2 else "ann", f"/rapport insight ACME: number {n}")
    await talk.say("ann", "/rapport insight Jane Doe: idea: smaller (source: the fair)")
    said = await talk.hear("tom", "/rapport insights ACME")
    assert said.splitlines()[0] == "What we learned: ACME"
    shown = rows(talk.last, "insights")
    assert [(row.title, row.detail) for row in shown[:2]] == [
        ("idea: Jane Doe: smaller", "Ann · Wed, Mar 11 · from the fair · for everybody"),
        ("opinion: number 11", "Tom · Wed, Mar 11 · for everybody"),
    ]
    assert len(shown) == 10
    await talk.tap("tom", "Older")
    assert [row.title for row in rows(talk.last, "insights")] == [f"opinion: number {n}" for n in (2, 1, 0)]
    await talk.tap("tom", "Newer")
    assert len(rows(talk.last, "insights")) == 10
    await talk.say("tom", "/rapport insight ACME")  # nothing to note: what is there is shown
    assert len(rows(talk.last, "insights")) == 10
    await talk.say("minsu", "/rapport 인사이트 목록 Jane Doe")
    assert len(rows(talk.last, "insights")) == 1
    assert "Nothing yet" in await talk.hear("tom", "/rapport insights 한빛전자")


async def test_only_the_author_or_an_administrator_corrects(talk: Talk) -> None:
    acme(talk)
    await talk.say("ann", "/rapport insight ACME: late again")
    change = button(talk.last, "idea")
    assert "적은 사람이나 관리자만 바꿀 수 있어요." in await talk.hear("minsu", change.says.split(" undo")[0] + " idea")
    assert last(talk)["kind"] == "opinion"
    assert not any(one.label == "Edit" for one in buttons(await talk.say("tom", "/rapport insights ACME")))
    await talk.say("tom", change.says)  # an administrator
    assert last(talk)["kind"] == "idea"
    await talk.say("ann", button(talk.last, "me alone").says)
    assert "That one is gone" in await talk.hear("tom", change.says)  # what is Ann's alone no administrator sees
    await talk.say("ann", "/rapport insights ACME")
    await talk.tap("ann", "Edit")
    await talk.fill("ann", text="never late")
    assert last(talk)["text"] == "never late"


READERS: dict[str, set[str | None]] = {
    "me": {"ann"},
    "team": {"ann", "tom"},
    "all": {"ann", "tom", "minsu", None},
}


@pytest.mark.parametrize("visible", READERS)
@pytest.mark.parametrize("who", ["ann", "tom", "minsu", None])
def test_notes_and_insights_are_read_by_whom_they_are_for(talk: Talk, visible: str, who: str | None) -> None:
    """Ann wrote them at ACME, which is Tom's; she helps there, 김민수 does not, and None is a channel."""
    made = acme(talk)
    ann = given.mate(talk, "ann")
    day = talk.now.date()

    def write(session: Session) -> int:
        session.viewer = ann
        interactions.log(
            session,
            Contact(
                account=made["acme"],
                author=ann,
                mates=[ann],
                people=[],
                day=day,
                kind="call",
                note="the note",
                typed="",
                at=talk.now,
                visible=visible,
            ),
        )
        return insights.learn(
            session,
            account=made["acme"],
            person=made["jane"],
            kind="need",
            text="the insight",
            source="",
            day=day,
            at=talk.now,
            visible=visible,
            interaction=None,
        )

    insight = given.does(talk, write)
    scope = Scope(talk.scope.workspace, given.mate(talk, who) if who else None)
    may = who in READERS[visible]
    for read in (
        lambda s: interactions.last_notes(s, made["acme"], day),
        lambda s: insights.of_account(s, made["acme"], day, 9),
        lambda s: insights.of_person(s, made["jane"], day, 9),
        lambda s: insights.get(s, insight),
    ):
        assert bool(talk.memory.read_now(scope, read)) == may


def test_the_team_are_those_who_are_on_it_now(talk: Talk) -> None:
    made = acme(talk)
    tom, ann, minsu = (given.mate(talk, who) for who in ("tom", "ann", "minsu"))

    def write(session: Session) -> None:
        session.viewer = tom
        insights.learn(
            session,
            account=made["acme"],
            person=None,
            kind="need",
            text="for the team",
            source="",
            day=talk.now.date(),
            at=talk.now,
            visible="team",
            interaction=None,
        )

    def reads(who: int) -> bool:
        scope = Scope(talk.scope.workspace, who)
        return bool(talk.memory.read_now(scope, lambda s: insights.of_account(s, made["acme"], talk.now.date(), 9)))

    given.does(talk, write)
    assert [reads(who) for who in (tom, ann, minsu)] == [True, True, False]
    given.does(talk, lambda session: account_teams.drop(session, made["acme"], ann))
    given.does(talk, lambda session: accounts.own(session, made["acme"], minsu))
    assert [reads(who) for who in (tom, ann, minsu)] == [True, False, True]


async def test_the_form_is_a_view_of_slack_and_comes_back_to_its_insight(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/rapport insight ACME: the plant is late")
    assert problems_of("chat.postMessage", {"channel": "C1", **message(card_of(talk.last))}) == []
    form = await talk.tap("tom", "Edit")
    assert isinstance(form, Form)
    view = view_of(form, Way(user="U1"))
    assert problems_of("views.open", {"view": view}) == []
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if "element" in block}
    given_values: dict[str, Any] = {
        "text": {"value": "the plant is early"},
        "kind": {"selected_option": {"value": "change"}},
        "source": {"value": None},
        "day": {"selected_date": "2026-03-09"},
        "visible": {"selected_option": {"value": "team"}},
    }
    values = {name: {one["action_id"]: {"type": one["type"], **given_values[name]}} for name, one in fields.items()}
    state = {"values": values}
    came_back = submitted({"user": {"id": "U1", "team_id": "T1"}, "view": {**view, "id": "V1", "state": state}})
    assert came_back is not None
    said = await talk.say("tom", f"/{came_back.command}", values=came_back.values, state=came_back.state)
    assert "Noted for ACME: change" in heard(said)
    assert (last(talk)["text"], last(talk)["visible"], last(talk)["day"].day) == ("the plant is early", "team", 9)


async def test_no_insight_is_told_to_another_workspace(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/rapport insight ACME: our secret")
    talk.bot = Bot(talk.memory, second_workspace(talk.memory))
    for said in ("/rapport insights ACME", "/rapport insights account:1", "/rapport insight insight:1 edit"):
        assert "secret" not in await talk.hear("tom", said)
