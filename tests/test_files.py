"""Files handed to the bot: a meeting with its people, a card, a list."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from bot.message import File, Surface
from bot.rules.files import BusinessCard, Guest, Unreadable, read_cards, read_meetings
from bot.rules.files.texts import birthday_in, decoded
from bot.rules.kinds import Kind
from storage import addresses, interactions, people, plans
from storage.session import Session
from storage.tables import Account, Person
from tests.conversation import Talk, button, buttons, heard
from tests.given import colleague, customer, customers, does, mate, person

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")


def ics(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}END:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\n{head}{body}END:VCALENDAR\r\n".encode()


def event(title: str, start: str, *guests: str, **more: str) -> str:
    lines = [f"SUMMARY:{title}", f"DTSTART{start}", *(f"ATTENDEE{guest}" for guest in guests)]
    return "".join(f"{line}\r\n" for line in [*lines, *(f"{name}:{value}" for name, value in more.items())])


JANE = ';CN="Jane Doe";PARTSTAT=ACCEPTED:mailto:Jane.Doe@acme.example'
TOM = ";CN=Tom:mailto:tom@example.com"
REVIEW = event("Quarterly review", ":20260310T140000Z", TOM, JANE)


def vcf(*lines: str) -> bytes:
    return ("BEGIN:VCARD\r\nVERSION:3.0\r\n" + "".join(f"{line}\r\n" for line in lines) + "END:VCARD\r\n").encode()


def file(name: str, data: bytes) -> tuple[File, ...]:
    return (File(name, data),)


async def drop(talk: Talk, who: str, name: str, data: bytes, said: str = "") -> str:
    return await talk.hear(who, said, files=file(name, data), surface=Surface.MESSAGE)


@pytest.fixture
def acme(talk: Talk) -> int:
    return customer(talk, "ACME", "tom", domain="acme.example")


# what is read


def test_a_meeting_is_read_with_its_people_but_rooms_and_whoever_declined() -> None:
    room = ";CUTYPE=ROOM;CN=Room 5:mailto:room5@example.com"
    gone = ";PARTSTAT=DECLINED:mailto:bob@acme.example"
    bare = ":mailto:jim.poe@acme.example"
    long = "SUMMARY:Quarterly\r\n  review\r\n"
    data = ics(long + event("x", ";TZID=Asia/Seoul:20260310T233000", TOM, JANE, room, gone, bare).split("\r\n", 1)[1])
    (meeting,) = read_meetings(data, NOW, SEOUL)
    assert (meeting.title, meeting.day, meeting.ahead, meeting.kind) == (
        "Quarterly review", date(2026, 3, 10), False, Kind.MEETING,
    )  # fmt: skip
    assert meeting.guests == (
        Guest("Tom", "tom@example.com"),
        Guest("Jane Doe", "jane.doe@acme.example"),
        Guest("", "jim.poe@acme.example"),
    )


@pytest.mark.parametrize(
    ("lines", "day", "ahead"),
    [
        (event("x", ":20260310T230000Z"), date(2026, 3, 11), False),
        (event("x", ":20260311T090100Z"), date(2026, 3, 11), True),
        (event("x", ";VALUE=DATE:20260311"), date(2026, 3, 11), False),
        (event("x", ";VALUE=DATE:20260312"), date(2026, 3, 12), True),
        (event("x", ";TZID=Korea Standard Time:20260311T100000"), date(2026, 3, 11), False),
        (event("x", ":20260311T100000"), date(2026, 3, 11), False),
        (event("x", ":20250106T010000Z", RRULE="FREQ=WEEKLY;BYDAY=MO"), date(2026, 3, 9), False),
        (event("x", ":20250106T010000Z", RRULE="FREQ=WEEKLY;UNTIL=20250120T235959Z"), date(2025, 1, 20), False),
        (event("x", ";VALUE=DATE:20260316", RRULE="FREQ=DAILY"), date(2026, 3, 16), True),
        (event("x", ":20250106T010000Z", RRULE="FREQ=SECONDLY"), date(2025, 1, 6), False),
    ],
)
def test_the_day_is_that_of_the_asker_and_of_a_series_the_last_one(lines: str, day: date, ahead: bool) -> None:
    (meeting,) = read_meetings(ics(lines), NOW, SEOUL)
    assert (meeting.day, meeting.ahead) == (day, ahead)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (event("Call with Jane", ":20260310T140000Z"), Kind.CALL),
        (event("점심 식사", ":20260310T140000Z"), Kind.MEAL),
        (event("Review", ":20260310T140000Z", LOCATION="https://acme.zoom.us/j/1"), Kind.VIDEO),
        (event("Review", ":20260310T140000Z", LOCATION="Room 5"), Kind.MEETING),
    ],
)
def test_the_kind_is_in_the_title_or_in_the_place(lines: str, kind: Kind) -> None:
    assert read_meetings(ics(lines), NOW, SEOUL)[0].kind is kind


@pytest.mark.parametrize(
    ("lines", "card"),
    [
        (
            ("N:Doe;Jane;;;", "FN:Jane Doe", "ORG:ACME\\, Inc.;Purchasing", "TITLE:CFO",
             "EMAIL;TYPE=WORK:Jane@a.example", "TEL;TYPE=FAX:+1 555 0000", "TEL;TYPE=CELL:+1 555 0100",
             "BDAY:1980-03-14"),
            BusinessCard("Jane Doe", "ACME, Inc.", "Purchasing", "CFO", "jane@a.example", "+1 555 0100", "1980-03-14"),
        ),
        (("N;CHARSET=UTF-8:김;민수;;;", "ORG:한빛전자", "TITLE:부장"), BusinessCard("김민수", "한빛전자", "", "부장")),
        (
            ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EA=B9=80;=EB=AF=BC=\r\n=EC=88=98;;;",),
            BusinessCard("김민수"),
        ),
        (("FN:Jim", "item1.EMAIL;type=INTERNET:jim@x.example", "BDAY:--0314", "TEL:tel:+82-2-1"),
         BusinessCard("Jim", mail="jim@x.example", phone="+82-2-1", birthday="03-14")),
        (("FN:Li", "PHOTO;ENCODING=b:" + "A" * 5000, " BBBB", "ORG:"), BusinessCard("Li")),
    ],
)  # fmt: skip
def test_a_card_is_read_whoever_wrote_it(lines: tuple[str, ...], card: BusinessCard) -> None:
    assert read_cards(vcf(*lines)) == [card]


def test_an_older_korean_program_s_card_is_read() -> None:
    assert read_cards(vcf("FN:김민수").decode().encode("cp949"))[0].name == "김민수"
    assert decoded("김".encode("utf-16")) == "김"


@pytest.mark.parametrize(
    ("text", "day"), [("19800314", "1980-03-14"), ("1604-03-14", "03-14"), ("1980-02-30", ""), ("soon", "")]
)
def test_a_birthday_that_is_no_day_is_none(text: str, day: str) -> None:
    assert birthday_in(text) == day


@settings(max_examples=200, deadline=None)
@any_of(st.binary(max_size=300), st.sampled_from([b"", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"BEGIN:VCARD\r\n"]))
def test_no_bytes_make_the_readers_fail(data: bytes, head: bytes) -> None:
    for read in (lambda: read_meetings(head + data, NOW, SEOUL), lambda: read_cards(head + data)):
        try:
            read()
        except Unreadable:
            continue


# what becomes of it


async def test_a_past_meeting_is_logged_with_its_people_and_undone_whole(talk: Talk, acme: int) -> None:
    ann = mate(talk, "ann")
    data = ics(event("Quarterly review", ":20260310T140000Z", TOM, JANE, ":mailto:ann@example.com"))
    said = await drop(talk, "tom", "review.ics", data)
    assert "Logged: meeting with Jane Doe at ACME, Tue, Mar 10" in said
    assert "Quarterly review" in said
    assert "New here" in said

    def stored(session: Session) -> tuple[list[str], list[int], str]:
        jane = addresses.people_by_mail(session, ["jane.doe@acme.example"])["jane.doe@acme.example"][0]
        mates = [row["id"] for row in interactions.mates_of(session, 1)]
        return [row["name"] for row in interactions.people_of(session, 1)], mates, jane["name"]

    names, mates, jane = does(talk, stored)
    assert (names, jane) == (["Jane Doe"], "Jane Doe")
    assert ann in mates
    assert "logged this meeting already" in await drop(talk, "tom", "review.ics", data)
    await talk.say("tom", "/rapport undo 1")
    assert does(talk, lambda session: session.get(Person, 1)) is None


async def test_what_is_typed_with_it_is_the_note(talk: Talk, acme: int) -> None:
    said = await drop(
        talk, "tom", "r.ics", ics(REVIEW), "private: they want a second source. promise: send a quote by Friday"
    )
    assert "they want a second source" in said
    assert "Only you can read this note." in said
    assert "send a quote" in said


async def test_a_meeting_to_come_is_planned(talk: Talk, acme: int) -> None:
    jane = person(talk, "Jane Doe", acme, email="jane.doe@acme.example")
    data = ics(event("Lunch about the renewal", ":20260316T120000Z", TOM, JANE))
    said = await drop(talk, "tom", "lunch.ics", data)
    assert "Planned: meal with Jane Doe at ACME" in said
    tom = mate(talk, "tom")
    (plan,) = does(talk, lambda session: plans.mine(session, tom))
    assert (plan["day"], plan["kind"]) == (date(2026, 3, 16), "meal")
    assert does(talk, lambda session: plans.people_of(session, [plan["id"]]))[plan["id"]][0]["id"] == jane
    assert "planned already" in await drop(talk, "tom", "lunch.ics", data)


async def test_the_customer_is_asked_for_where_nobody_tells_and_the_words_are_kept(talk: Talk) -> None:
    customer(talk, "Globex", "tom")
    data = ics(event("Kickoff with Globex", ":20260310T140000Z", TOM, ":mailto:jim.poe@initech.example"))
    said = await drop(talk, "tom", "k.ics", data, "they were late")
    assert "With which customer" in said
    assert [one.label for one in buttons(talk.last)] == ["Globex", "A new customer: Initech", "Fill in the form"]
    reply = await talk.tap("tom", "A new customer: Initech")
    assert "Logged: meeting with Jim Poe at Initech" in heard(reply)
    assert "they were late" in heard(reply)
    assert "Initech" in [row["name"] for row in customers(talk)]
    assert "not here any more" in await talk.hear("tom", "/rapport file 1 account:1")


async def test_somebody_elses_file_is_not_there(talk: Talk) -> None:
    await drop(talk, "tom", "k.ics", ics(event("Kickoff", ":20260310T140000Z", TOM, ":mailto:jim.poe@initech.example")))
    says = button(talk.last, "Initech").says
    assert "not here any more" in await talk.hear("ann", says)


async def test_the_form_holds_what_is_known(talk: Talk, acme: int) -> None:
    colleague(talk, "eve", "Eve")
    await drop(talk, "tom", "k.ics", ics(event("Sync", ":20260310T140000Z", ":mailto:jim.poe@gmail.com")))
    reply = await talk.tap("tom", "Fill in the form")
    assert "Sync" in str(reply)
    assert "2026, 3, 10" in str(reply)


async def test_a_cancelled_meeting_is_not_logged(talk: Talk, acme: int) -> None:
    data = ics(event("Review", ":20260310T140000Z", JANE, STATUS="CANCELLED"))
    assert "was cancelled" in await drop(talk, "tom", "r.ics", data)


async def test_of_a_whole_calendar_one_meeting_is_chosen(talk: Talk, acme: int) -> None:
    ours = event("Stand-up", ":20260310T080000Z", TOM)
    data = ics(ours, REVIEW, event("Dinner", ":20260401T180000Z", JANE))
    said = await drop(talk, "tom", "all.ics", data)
    assert "Which of these meetings?" in said
    assert "Stand-up" not in said
    assert [one.label for one in buttons(talk.last)] == ["Log it", "Plan it"]
    assert "Logged: meeting with Jane Doe at ACME" in heard(await talk.say("tom", button(talk.last, "Log it").says))


async def test_a_card_becomes_a_person_and_is_undone(talk: Talk, acme: int) -> None:
    data = vcf(
        "FN:Jane Doe", "ORG:ACME Inc.", "TITLE:CFO", "EMAIL:jane@acme.example", "TEL:+1 555 0100", "BDAY:1980-03-14"
    )
    said = await drop(talk, "tom", "jane.vcf", data)
    assert "New here: Jane Doe at ACME" in said
    assert "+1 555 0100" in said
    row = does(talk, lambda session: people.get(session, 1))
    assert row is not None
    assert (row["source"], row["email"], row["birthday"]) == ("card", "jane@acme.example", "1980-03-14")
    assert "Logged: business card with Jane Doe" in heard(await talk.say("tom", button(talk.last, "We met").says))
    assert "I know Jane Doe" in await drop(talk, "tom", "jane.vcf", data)
    await talk.say("tom", "/rapport undo 2")
    await talk.say("tom", "/rapport undo 1")
    assert does(talk, lambda session: people.get(session, 1)) is None


async def test_a_card_of_a_new_company_brings_the_customer(talk: Talk) -> None:
    said = await drop(talk, "minsu", "kim.vcf", vcf("N:김;민수;;;", "ORG:한빛전자", "TITLE:부장"))
    assert "한빛전자" in said
    assert [row["name"] for row in customers(talk)] == ["한빛전자"]


async def test_a_card_without_a_company_is_asked_about(talk: Talk, acme: int) -> None:
    said = await drop(talk, "tom", "j.vcf", vcf("FN:Jim Poe", "EMAIL:jim@initech.example"))
    assert "Where does Jim Poe work?" in said
    assert "New here: Jim Poe at Initech" in heard(await talk.tap("tom", "Initech"))
    assert "New here: Li at ACME" in await drop(talk, "tom", "li.vcf", vcf("FN:Li"), "works at ACME")


async def test_a_card_that_says_another_company_offers_the_move(talk: Talk, acme: int) -> None:
    person(talk, "Jane Doe", acme, email="jane@x.example")
    customer(talk, "Globex")
    await drop(talk, "tom", "j.vcf", vcf("FN:Jane Doe", "ORG:Globex", "TITLE:CFO", "EMAIL:jane@x.example"))
    assert "the card says Globex" in heard(talk.last)
    await talk.tap("tom", "Yes, moved to Globex")
    held = does(talk, lambda session: people.positions(session, [1]))
    assert [(row["account"], row["title"]) for row in held] == [("Globex", "CFO")]


async def test_a_list_is_shown_first_and_imported_with_a_tap(talk: Talk) -> None:
    data = b"name,tier,colour\nACME,A,red\nGlobex,B,blue\n"
    said = await drop(talk, "tom", "accounts.csv", data)
    assert "2 new" in said
    assert "colour" in said
    assert customers(talk) == []
    assert "Imported: accounts.csv" in heard(await talk.tap("tom", "Import 2 rows"))
    assert [row["name"] for row in customers(talk)] == ["ACME", "Globex"]


async def test_a_workbook_is_a_list_too(talk: Talk) -> None:
    from openpyxl import Workbook

    book, file = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(["name", "tier"])
    book.active.append(["ACME", "A"])
    book.save(file)
    assert "1 new" in await drop(talk, "tom", "accounts.xlsx", file.getvalue())


async def test_only_an_administrator_imports(talk: Talk) -> None:
    assert "Only an administrator" in await drop(talk, "ann", "accounts.csv", b"name\nACME\n")


@pytest.mark.parametrize(
    ("handed", "said"),
    [
        (File("x.png"), "I can read calendar files"),
        (File("x.ics", why="unreached"), "could not get x.ics"),
        (File("x.ics", why="big"), "x.ics is too big"),
        (File("x.csv", why="big"), "rapport import"),
        (File("x.ics", b"x" * 300_000), "too big"),
        (File("x.ics", b"hello"), "is not what its name says"),
        (File("x.vcf", b"hello"), "is not what its name says"),
        (File("x.ics", ics()), "no meeting"),
        (File("x.vcf", vcf("ORG:ACME")), "nobody in x.vcf"),
        (File("x.csv", b"colour\nblue\n"), "is no list"),
    ],
)
async def test_what_nothing_can_be_made_of_is_said(handed: File, said: str, talk: Talk) -> None:
    assert said in await talk.hear("tom", "", files=(handed,), surface=Surface.MESSAGE)


async def test_several_files_are_told_of_together(talk: Talk, acme: int) -> None:
    handed = (File("r.ics", ics(REVIEW)), File("j.vcf", vcf("FN:Jim Poe", "ORG:ACME")), File("notes.txt"))
    said = await talk.hear("tom", "", files=handed, surface=Surface.MESSAGE)
    assert "Logged: meeting with Jane Doe" in said
    assert "New here: Jim Poe at ACME" in said
    assert does(talk, lambda session: session.get(Account, acme)) is not None
