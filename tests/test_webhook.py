"""The webhook: each log is told once, in order, signed, whatever the receiver does in between."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlalchemy import select

from bot.webhook import Webhook
from schedules.hooks import A_DAY, LEASE, PAUSES, Messenger
from storage import accounts, hooks, interactions, journal, people
from storage.interactions import Contact
from storage.memory import Memory
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Hook, Interaction, Person
from tests.conversation import Talk
from tests.given import does, mate
from tests.letterbox import MovableClock
from tests.shell import Shell

SECRET = "a secret that both know"
TODAY = date(2026, 3, 11)
ROWS = ours(select(table(Hook)).order_by(table(Hook).c.id))


class Receiver:
    """An HTTP server on a port of its own that answers with `answers`, then with 200, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                status = receiver.answers.pop(0) if receiver.answers else 200
                self.send_response(status)
                if status == 429:
                    self.send_header("Retry-After", "7")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_port}/rapport?key=1"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def events(self) -> list[str]:
        return [json.loads(body)["event"] for _, body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def told(talk: Talk) -> Talk:
    """A conversation whose logs are told to a webhook."""
    talk.memory.hooked = True
    return talk


def messenger(talk: Talk, url: str, clock: Callable[[], datetime]) -> Messenger:
    return Messenger(talk.memory, talk.scope, Webhook(url, SECRET, clock).send, clock)


def deliver(talk: Talk, url: str, clock: MovableClock) -> int:
    return asyncio.run(messenger(talk, url, clock).deliver())


def logged(talk: Talk, note: str = "wants a quote", **values: Any) -> int:
    """Tom logs a call with Jane Doe at ACME; the entry by which it can be undone."""
    tom = mate(talk, "tom")

    def work(session: Session) -> int:
        session.viewer = tom
        acme = next(iter(session.known.accounts.exact("ACME")), 0) or accounts.create(session, "ACME", tom)
        jane = next(iter(session.known.people.exact("Jane Doe")), 0) or people.create(session, "Jane Doe", acme)
        session.set(Account, acme, external_id="001", domain="acme.example")
        session.set(Person, jane, email="jane@acme.example")
        said = Contact(
            account=acme, author=tom, mates=[tom], people=[jane], day=TODAY, kind="call", note=note, typed=note,
            at=talk.now,
        )  # fmt: skip
        done = interactions.log(session, said)
        session.set(Interaction, done, **values)
        return journal.keep(session, "log", talk.now, done)

    return does(talk, work)


def rows(talk: Talk) -> list[Found]:
    return does(talk, lambda session: session.rows(ROWS))


def test_a_log_arrives_whole_and_signed(told: Talk, receiver: Receiver) -> None:
    entry = logged(told, "견적을 원함", favour="ask")
    clock = MovableClock(told.now)
    assert [deliver(told, receiver.url, clock), deliver(told, receiver.url, clock)] == [1, 0]

    ((headers, body),) = receiver.got
    timestamp = headers["X-Rapport-Timestamp"]
    assert abs(int(timestamp) - told.now.timestamp()) < 1
    signed = b"v1:" + timestamp.encode() + b":" + body
    assert headers["X-Rapport-Signature"] == "v1=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Rapport-Delivery"] == f"contact.logged {entry}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    told_of = json.loads(body)
    assert (told_of["event"], told_of["log"], told_of["at"]) == ("contact.logged", entry, told.now.isoformat())
    contact = told_of["contact"]
    assert (contact["day"], contact["kind"], contact["favour"], contact["note"]) == (
        "2026-03-11", "call", "ask", "견적을 원함",
    )  # fmt: skip
    assert contact["account"] == {"id": 1, "name": "ACME", "domain": "acme.example", "external_id": "001"}
    assert [one["email"] for one in contact["people"]] == ["jane@acme.example"]
    assert contact["author"] == contact["teammates"][0] == {"name": "Tom", "email": "tom@example.com"}
    (row,) = rows(told)
    assert (row["state"], row["body"], row["trouble"]) == ("sent", "", "")


@pytest.mark.parametrize("visible", ["me", "team"])
def test_a_note_that_is_not_for_all_never_leaves(visible: str, told: Talk, receiver: Receiver) -> None:
    logged(told, "between us", visible=visible)
    assert deliver(told, receiver.url, MovableClock(told.now)) == 1
    assert b"between us" not in receiver.got[0][1]
    assert json.loads(receiver.got[0][1])["contact"]["visible"] == visible


def test_what_is_taken_back_or_corrected_is_told_after_the_log(told: Talk, receiver: Receiver) -> None:
    entry = logged(told)
    does(told, lambda session: journal.replace(session, entry, told.now))
    second = logged(told, "wants two")
    does(told, lambda session: journal.undo(session, second, told.now))
    assert deliver(told, receiver.url, MovableClock(told.now)) == 4
    events = [(json.loads(body)["event"], json.loads(body)["log"]) for _, body in receiver.got]
    assert events == [
        ("contact.logged", entry),
        ("contact.replaced", entry),
        ("contact.logged", second),
        ("contact.undone", second),
    ]


def test_without_a_webhook_nothing_is_kept_for_one(talk: Talk) -> None:
    entry = logged(talk)
    does(talk, lambda session: journal.undo(session, entry, talk.now))
    assert rows(talk) == []


def test_a_log_that_is_rolled_back_is_told_to_nobody(told: Talk, receiver: Receiver) -> None:
    logged(told)

    def fail(session: Session) -> None:
        session.viewer = 1
        journal.keep(session, "log", told.now, 1)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        does(told, fail)
    assert [row["key"] for row in rows(told)] == ["contact.logged 1"]


def test_a_receiver_that_fails_twice_gets_all_in_order(told: Talk, receiver: Receiver) -> None:
    entry = logged(told)
    does(told, lambda session: journal.undo(session, entry, told.now))
    receiver.answers = [500, 502]
    clock = MovableClock(told.now)
    assert deliver(told, receiver.url, clock) == 0
    assert rows(told)[0]["trouble"] == "NotTaken: HTTP 500"
    assert deliver(told, receiver.url, clock) == 0, "it is not due again yet"
    assert len(receiver.got) == 1, "and what is behind it waits"
    clock.now += PAUSES[0]
    assert deliver(told, receiver.url, clock) == 0
    clock.now += PAUSES[1]
    assert deliver(told, receiver.url, clock) == 2
    assert receiver.events() == ["contact.logged"] * 3 + ["contact.undone"]
    assert {headers["X-Rapport-Delivery"] for headers, _ in receiver.got[:3]} == {f"contact.logged {entry}"}
    assert [row["state"] for row in rows(told)] == ["sent", "sent"]


def test_a_receiver_that_asks_to_wait_is_left_alone_as_long(told: Talk, receiver: Receiver) -> None:
    logged(told)
    receiver.answers = [429]
    clock = MovableClock(told.now)
    assert deliver(told, receiver.url, clock) == 0
    clock.forward(seconds=6)
    assert deliver(told, receiver.url, clock) == 0
    assert len(receiver.got) == 1
    clock.forward(seconds=2)
    assert deliver(told, receiver.url, clock) == 1


def test_a_message_that_is_refused_for_good_holds_nobody_up(told: Talk, receiver: Receiver) -> None:
    logged(told)
    logged(told, "the second")
    receiver.answers = [400]
    assert deliver(told, receiver.url, MovableClock(told.now)) == 2
    assert [(row["state"], row["trouble"]) for row in rows(told)] == [("failed", "refused: HTTP 400"), ("sent", "")]


def test_after_a_day_it_is_given_up_but_tried_once_more_first(told: Talk, receiver: Receiver) -> None:
    logged(told)
    logged(told, "the second")
    clock = MovableClock(told.now + A_DAY)
    receiver.answers = [500]
    assert deliver(told, receiver.url, clock) == 0
    assert deliver(told, receiver.url, clock) == 1, "the second was never tried before"
    assert [row["state"] for row in rows(told)] == ["failed", "sent"]


def test_nobody_there_is_trouble_and_no_fault(told: Talk, receiver: Receiver) -> None:
    logged(told)
    receiver.close()
    try:
        assert deliver(told, receiver.url, MovableClock(told.now)) == 0
        assert "ClientConnectorError" in rows(told)[0]["trouble"]
    finally:
        receiver.__init__()  # type: ignore[misc]  # so that the fixture has something to close


def test_two_processes_send_a_message_once_and_one_that_died_is_followed(told: Talk, receiver: Receiver) -> None:
    logged(told)
    clock = MovableClock(told.now)
    taken = does(told, lambda session: hooks.claim(session, told.now, LEASE))
    assert taken is not None
    assert deliver(told, receiver.url, clock) == 0, "somebody else has it"
    clock.now += LEASE
    assert deliver(told, receiver.url, clock) == 1
    does(told, lambda session: hooks.fail(session, taken, "too late to say so"))
    assert rows(told)[0]["state"] == "sent"


def test_the_doctor_tells_of_trouble(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
                                     tmp_path: Any) -> None:  # fmt: skip
    shell = Shell(monkeypatch, capsys, tmp_path)
    webhook = {"WEBHOOK_URL": "http://127.0.0.1:9/x", "WEBHOOK_SECRET": SECRET}
    assert shell("admin", "boss@example.com", **webhook)[0] == 0
    assert "✓ Webhook: 0 messages wait, 0 were given up." in shell("doctor")[1]
    memory = Memory(f"sqlite:///{tmp_path / 'var' / 'rapport.db'}")
    try:
        talk = Talk(memory, datetime.fromisoformat("2026-03-11T09:00:00+00:00"))
        memory.hooked = True
        logged(talk)
        asyncio.run(messenger(talk, "http://127.0.0.1:9/x", MovableClock(talk.now + timedelta(days=2))).deliver())
    finally:
        memory.close()
    out = shell("doctor")[1]
    assert "✗ Webhook: 0 messages wait, 1 was given up; the last trouble: ClientConnectorError" in out


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"WEBHOOK_URL": "https://crm.example/hook"}, "WEBHOOK_SECRET is not set"),
        ({"WEBHOOK_URL": "crm.example", "WEBHOOK_SECRET": SECRET}, "WEBHOOK_URL: has"),
        ({"WEBHOOK_URL": "https://crm.example", "WEBHOOK_SECRET": "short"}, "WEBHOOK_SECRET: must be 16 signs"),
    ],
)
def test_a_webhook_that_cannot_be_right_is_told_of(
    environ: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    tmp_path: Any,
) -> None:  # fmt: skip
    assert said.removesuffix("has") in Shell(monkeypatch, capsys, tmp_path)("doctor", **environ)[1]
