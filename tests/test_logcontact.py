"""Logging a contact, in both languages: understood, asked about, filled in, taken back, corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.message import Form, Nothing, Replace
from storage import accounts, interactions
from storage.memory import Memory
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Interaction
from tests.conversation import Talk, buttons, card_of, heard

LINE = "Jane Doe, Hong Gildong @ ACME yesterday call: renewal in May"
KOREAN = "어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결"
FIELDS = ["account", "people", "day", "kind", "note", "mates", "promise", "next", "favour", "about"]
EVERY = ours(select(table(Interaction)).order_by(table(Interaction).c.id))


def everything(talk: Talk) -> list[dict[str, Any]]:
    """All that is logged, as plain values."""

    def work(session: Session) -> list[dict[str, Any]]:
        found = []
        for row in session.rows(EVERY):
            account = accounts.get(session, row["account_id"])
            assert account is not None
            found.append(
                {
                    "account": account["name"],
                    "owner": account["owner"],
                    "people": [person["name"] for person in interactions.people_of(session, row["id"])],
                    "mates": [mate["name"] for mate in interactions.mates_of(session, row["id"])],
                    **{name: row[name] for name in ("day", "kind", "note", "typed")},
                }
            )
        return found

    return talk.memory.read_now(talk.scope, work)


async def acme(talk: Talk) -> None:
    """ACME with Jane Doe and Hong Gildong is known, by a first log of Tom's."""
    await talk.say("tom", f"/logcontact {LINE}")


async def test_a_line_with_new_names_is_logged_at_once(talk: Talk) -> None:
    said = await talk.hear("tom", f"/logcontact {LINE}")
    assert "New here: Jane Doe, Hong Gildong, and ACME" in said
    assert "Logged: call with Jane Doe and Hong Gildong at ACME, Tue, Mar 10" in said
    assert "ACME had no owner: it is yours now." in said
    [contact] = everything(talk)
    assert contact["people"] == ["Hong Gildong", "Jane Doe"]
    assert (contact["owner"], contact["mates"]) == ("Tom", ["Tom"])
    assert (contact["day"], contact["kind"], contact["note"]) == (date(2026, 3, 10), "call", "renewal in May")


async def test_a_korean_line_needs_no_signs(talk: Talk) -> None:
    await talk.say("minsu", f"/logcontact {KOREAN}")
    assert everything(talk) == []  # a customer that nobody marked as one is offered
    await talk.say("minsu", buttons(talk.last)[0].says)
    [contact] = everything(talk)
    assert (contact["account"], contact["people"]) == ("한빛전자", ["홍길동"])
    assert (contact["day"], contact["kind"], contact["note"]) == (date(2026, 3, 10), "call", "3분기까지 예산 동결")


async def test_what_is_known_is_logged_at_once(talk: Talk) -> None:
    await talk.say("minsu", f"/logcontact {KOREAN}")
    await talk.say("minsu", buttons(talk.last)[0].says)
    await talk.say("minsu", "/logcontact 오늘 한빛전자 홍길동 부장님이랑 점심: 신제품 관심")
    assert [(c["kind"], c["note"], c["people"]) for c in everything(talk)][1] == ("meal", "신제품 관심", ["홍길동"])


@pytest.mark.parametrize(
    ("said", "people", "kind", "day", "note"),
    [
        ("Jane Doe @ ACME today lunch: likes golf", ["Jane Doe"], "meal", 11, "likes golf"),
        ("@ACME jane doe last Friday visit: wants a demo", ["Jane Doe"], "visit", 6, "wants a demo"),
        ("met Jane Doe at ACME yesterday, budget is frozen", ["Jane Doe"], "meeting", 10, "budget is frozen"),
        ("ACME 3/9 mail: sent the offer", [], "mail", 9, "sent the offer"),
        (
            "Jane Doe call: at 10:30 she said http://x.example/y",
            ["Jane Doe"],
            "call",
            11,
            "at 10:30 she said http://x.example/y",
        ),
        ("어제 ACME Jane Doe와 저녁: 가격 협상", ["Jane Doe"], "meal", 10, "가격 협상"),
        ("Jane Doe님이랑 카톡, 견적 요청", ["Jane Doe"], "message", 11, "견적 요청"),
        (
            "그저께 ACME에서 Jane Doe, Hong Gildong 미팅: 계약 2건",
            ["Hong Gildong", "Jane Doe"],
            "meeting",
            9,
            "계약 2건",
        ),
    ],
)
async def test_order_and_signs_are_free(
    talk: Talk, said: str, people: list[str], kind: str, day: int, note: str
) -> None:
    await acme(talk)
    await talk.say("tom", f"/logcontact {said}")
    contact = everything(talk)[-1]
    assert (contact["people"], contact["kind"], contact["day"].day, contact["note"]) == (people, kind, day, note)
    assert contact["typed"] == said


async def test_plain_words_log_as_the_command_does(talk: Talk) -> None:
    await acme(talk)
    await talk.say("ann", "met Jane Doe at ACME this morning, she wants the test report")
    assert everything(talk)[-1]["note"] == "she wants the test report"


async def test_a_customer_named_in_passing_is_not_logged_unasked(talk: Talk) -> None:
    await acme(talk)
    reply = await talk.say("tom", "ACME has a new building")
    assert isinstance(reply, Form)
    assert "Is that a contact to log?" in reply.note
    assert len(everything(talk)) == 1


async def test_a_colleague_who_came_along_gets_the_tie_too(talk: Talk) -> None:
    await acme(talk)
    talk.memory.write_now(talk.scope, lambda session: link(session, "ann@example.com", "U0ANN"))
    await talk.say("tom", "/logcontact Jane Doe @ ACME today visit with <@U0ANN|ann>: saw the plant")
    assert everything(talk)[-1]["mates"] == ["Ann", "Tom"]
    assert "Ann" in await talk.hear("minsu", "/whoknows ACME")


def link(session: Session, mail: str, user: str) -> None:
    from storage import teammates

    row = teammates.find(session, "", mail)
    assert row is not None
    teammates.link(session, row, user)


async def test_something_is_given_back(talk: Talk) -> None:
    await acme(talk)
    talk.later(days=2)
    said = await talk.hear("minsu", "/logcontact 오늘 ACME Jane Doe와 점심: 예산 동결")
    assert "Tom" in said
    talk.later(days=1)
    said = await talk.hear("ann", "/logcontact Jane Doe @ ACME today coffee: hello")
    assert "3 of us have met Jane Doe this quarter; 김민수 last did, yesterday." in said


async def test_nothing_typed_opens_the_form(talk: Talk) -> None:
    for _twice in range(2):  # the second time without any query
        reply = await talk.say("tom", "/logcontact")
        assert isinstance(reply, Form)
        assert [field.name for field in reply.fields] == FIELDS


async def test_what_could_not_be_understood_comes_back_in_the_form(talk: Talk) -> None:
    reply = await talk.say("tom", "/logcontact yesterday call: they froze the budget")
    assert isinstance(reply, Form)
    held = {field.name: field.value for field in reply.fields}
    assert (held["day"], held["note"]) == (date(2026, 3, 10), "they froze the budget")
    assert "which customer" in reply.note
    await talk.fill("tom", account="new:ACME", people=("new:Jane Doe", "new:홍길동 부장님"))
    contact = everything(talk)[-1]
    assert (contact["account"], contact["people"], contact["kind"]) == ("ACME", ["Jane Doe", "홍길동"], "call")


async def test_a_form_without_a_customer_comes_back_with_the_error_under_its_field(talk: Talk) -> None:
    await talk.say("tom", "/logcontact")
    reply = await talk.fill("tom", note="kept as typed")
    assert isinstance(reply, Form)
    assert set(reply.errors) == {"account"}
    assert {field.name: field.value for field in reply.fields}["note"] == "kept as typed"


async def test_a_contact_and_a_next_one_cannot_both_be_to_come(talk: Talk) -> None:
    await acme(talk)
    await talk.say("tom", "/logcontact")
    reply = await talk.fill("tom", account="account:1", day=date(2026, 3, 20), next=date(2026, 3, 27))
    assert isinstance(reply, Form)
    assert set(reply.errors) == {"day"}
    await talk.fill("tom", day=date(2026, 3, 9))
    assert everything(talk)[-1]["day"] == date(2026, 3, 9)


async def test_namesakes_are_asked_about(talk: Talk) -> None:
    await talk.say("tom", '/logcontact new:"Jane Doe" @ new:"ACME" yesterday call: one')
    await talk.say("tom", '/logcontact new:"Jane Doe" @ new:"Globex" yesterday call: two')
    asked = await talk.say("tom", "/logcontact Jane Doe call: three")
    assert [button.label for button in buttons(asked)] == ["ACME", "Globex", "Do not log it"]
    await talk.tap("tom", "Globex")
    assert (everything(talk)[-1]["account"], everything(talk)[-1]["people"]) == ("Globex", ["Jane Doe"])


async def test_a_misspelt_name_is_logged_as_new_and_a_tap_says_who_was_meant(talk: Talk) -> None:
    await acme(talk)
    said = await talk.say("tom", "/logcontact Jane Do @ ACME today call: hello")
    assert "New here: Jane Do" in heard(said)
    assert isinstance(await talk.tap("tom", "I meant Jane Doe"), Replace)
    contact = everything(talk)[-1]
    assert (len(everything(talk)), contact["people"], contact["note"]) == (2, ["Jane Doe"], "hello")
    assert "Nobody of us has noted “Jane Do” yet" not in await talk.hear("tom", "/whoknows Jane Doe")


async def test_a_rank_names_somebody(talk: Talk) -> None:
    await talk.say("minsu", '/logcontact 어제 @new:"한빛전자" new:"박서준 상무님"이랑 미팅: 하나')
    await talk.say("minsu", "/logcontact 오늘 한빛전자 박 상무님이랑 통화: 둘")
    assert everything(talk)[-1]["people"] == ["박서준"]


async def test_the_same_words_on_the_same_day_are_asked_about(talk: Talk) -> None:
    await acme(talk)
    again = "Jane Doe @ ACME today call: hello"
    await talk.say("tom", f"/logcontact {again}")
    asked = await talk.hear("tom", f"/logcontact {again}")
    assert "today already" in asked
    assert len(everything(talk)) == 2
    await talk.tap("tom", "Log it again")
    assert len(everything(talk)) == 3
    talk.later(days=1)
    await talk.say("tom", f"/logcontact {again}")
    assert len(everything(talk)) == 4


async def test_a_delivery_that_comes_twice_is_done_once(talk: Talk) -> None:
    await acme(talk)
    first = await talk.say("tom", "/logcontact Jane Doe @ ACME today call: hello", key="trigger-1")
    second = await talk.say("tom", "/logcontact Jane Doe @ ACME today call: hello", key="trigger-1")
    assert second == first
    assert len(everything(talk)) == 2


async def test_undo_takes_back_what_the_log_created(talk: Talk) -> None:
    await acme(talk)
    undone = await talk.tap("tom", "Undo")
    assert isinstance(undone, Replace)
    assert everything(talk) == []
    assert "Nobody of us has noted “ACME” yet" in await talk.hear("tom", "/whoknows ACME")
    await talk.say("tom", next(b for b in buttons(undone) if b.label == "Log it again").says)
    assert everything(talk)[-1]["people"] == ["Hong Gildong", "Jane Doe"]


async def test_undo_leaves_what_others_built_upon(talk: Talk) -> None:
    await acme(talk)
    undo = next(b for b in buttons(talk.last) if b.label == "Undo")
    await talk.say("ann", "/logcontact Jane Doe @ ACME today call: hello")
    said = await talk.hear("tom", undo.says)
    assert "Still there, because others build on it: Jane Doe and ACME." in said
    [left] = everything(talk)
    assert (left["account"], left["people"], left["owner"]) == ("ACME", ["Jane Doe"], None)
    assert "Ann" in await talk.hear("tom", "/whoknows Jane Doe")


async def test_undo_and_edit_work_after_a_restart(talk: Talk, database_url: str) -> None:
    await acme(talk)
    undo, edit = buttons(talk.last)
    talk.memory.close()
    talk.memory = Memory(database_url)
    talk.bot.memory, talk.bot._teammates = talk.memory, {}
    assert isinstance(await talk.say("tom", edit.says), Form)
    assert isinstance(await talk.say("tom", undo.says), Replace)
    assert everything(talk) == []
    talk.memory.close()


async def test_an_undone_contact_cannot_be_undone_twice(talk: Talk) -> None:
    await acme(talk)
    undo = buttons(talk.last)[0]
    await talk.say("tom", undo.says)
    assert "gone" in await talk.hear("tom", undo.says)


async def test_only_whoever_logged_it_or_an_administrator_takes_it_back(talk: Talk) -> None:
    await talk.say("ann", '/logcontact new:"Jane Doe" @ new:"ACME" today call: one')
    undo = buttons(talk.last)[0]
    assert "Only whoever logged it" in await talk.hear("minsu", "/rapport language en") + await talk.hear(
        "minsu", undo.says
    )
    await talk.say("tom", undo.says)
    assert everything(talk) == []


async def test_edit_replaces_the_contact(talk: Talk) -> None:
    await acme(talk)
    form = await talk.tap("tom", "Edit")
    assert isinstance(form, Form)
    await talk.fill("tom", note="renewal in June", day=date(2026, 3, 9))
    [contact] = everything(talk)
    assert (contact["note"], contact["day"], contact["people"]) == (
        "renewal in June",
        date(2026, 3, 9),
        ["Hong Gildong", "Jane Doe"],
    )
    assert "contact yesterday" not in await talk.hear("tom", "/whoknows ACME")


async def test_long_text_waits_in_a_draft_until_it_is_clear(talk: Talk) -> None:
    note = "x" * 5000
    await talk.say("tom", f"/logcontact Jane Doe at ACME today call: {note}")
    add = buttons(talk.last)[0]
    assert len(add.says) < 100
    await talk.say("tom", add.says)
    assert everything(talk)[-1]["note"] == note
    assert "which customer" in await talk.hear("ann", add.says) or isinstance(talk.last, Form)  # nobody else's draft


async def test_a_message_from_its_menu_becomes_the_note(talk: Talk) -> None:
    await acme(talk)
    quoted = "budget is frozen until May. " * 100
    reply = await talk.say("tom", "/logcontact", quoted=quoted)
    assert isinstance(reply, Form)
    assert len(str({field.name: field.value for field in reply.fields}["note"])) < 3000
    await talk.fill("tom", account="account:1", people=("person:1",))
    contact = everything(talk)[-1]
    assert (contact["note"], contact["kind"]) == (quoted.strip(), "message")


async def test_a_long_note_is_whole_again_after_an_error_and_after_an_edit(talk: Talk) -> None:
    note = "가나다라 " * 900
    await talk.say("tom", f"/logcontact yesterday call: {note}")
    await talk.fill("tom")  # no customer: the form comes back
    await talk.fill("tom", account="new:ACME")
    assert everything(talk)[-1]["note"] == note.strip()
    await talk.tap("tom", "Edit")
    await talk.fill("tom", kind="visit")
    assert (everything(talk)[-1]["note"], everything(talk)[-1]["kind"]) == (note.strip(), "visit")


async def test_a_new_name_in_the_form_that_is_known_there_is_that_person(talk: Talk) -> None:
    await acme(talk)
    await talk.say("tom", "/logcontact")
    await talk.fill("tom", account="new:acme", people=("new:jane doe",))
    assert (everything(talk)[-1]["account"], everything(talk)[-1]["people"]) == ("ACME", ["Jane Doe"])


HOSTILE = [
    "Jane Doe @ ACME today call: <!channel> <@U1> *bold* _it_ ~x~",
    "Jane Doe @ ACME today call: '); DROP TABLE interaction; --",
    'Jane Doe @ ACME today call: NEAR("a" OR b*) AND -c',
    "Jane Doe @ ACME today call: 🎉👩‍👩‍👧 \u202eright to left\u202c שלום",
    "Jane Doe @ ACME today call: {name} %s {0}",
]


@pytest.mark.parametrize("said", HOSTILE)
async def test_whatever_is_typed_is_kept_and_nothing_of_it_is_executed(talk: Talk, said: str) -> None:
    await acme(talk)
    await talk.say("tom", f"/logcontact {said}")
    assert everything(talk)[-1]["note"] == said.partition(": ")[2]
    assert said.partition(": ")[2] in card_of(talk.last).plain()


async def test_decomposed_hangul_is_the_same_name(talk: Talk) -> None:
    import unicodedata

    await talk.say("minsu", '/logcontact 어제 @new:"한빛전자" new:"홍길동 부장님"이랑 통화: 하나')
    await talk.say("minsu", unicodedata.normalize("NFD", "/logcontact 오늘 한빛전자 홍길동 부장님이랑 점심: 둘"))
    assert everything(talk)[-1]["people"] == ["홍길동"]


async def test_signs_that_cannot_be_kept_are_dropped_and_that_is_said(talk: Talk) -> None:
    await acme(talk)
    said = await talk.hear("tom", "/logcontact Jane Doe @ ACME today call: a\x00b\ud800c")
    assert everything(talk)[-1]["note"] == "abc"
    assert "Signs that no text can hold were left out." in said


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "@",
        ":",
        "@ :",
        "new:",
        'new:""',
        "account:99999",
        "person:1",
        "draft:77",
        "x" * 100_000,
        "가" * 100_000,
        "@" * 500,
    ],
)
async def test_no_text_is_a_fault(talk: Talk, said: str) -> None:
    reply = await talk.say("tom", f"/logcontact {said}")
    assert not isinstance(reply, Nothing)
    assert "went wrong" not in heard(reply)
    assert everything(talk) == []
