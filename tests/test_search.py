"""Search: what was noted is found by its words, newest first, by those who may read it, indexed yet or not."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.rules import query
from bot.rules.learned import Visible
from storage import insights, interactions, journal, merging, search
from storage.interactions import Contact
from storage.search import Hits, Wanted, finding, indexing, numbers
from storage.seen import readable, viewer
from storage.session import Scope, Session
from storage.statements import deleting, ours, table
from storage.tables import Helper, Insight, Interaction, Unindexed
from tests import given
from tests.conversation import Talk
from tests.test_statements import second_workspace

EVERY_NOTE = ours(select(table(Interaction)).where(table(Interaction).c.note != "", readable(table(Interaction))))
EVERY_INSIGHT = ours(select(table(Insight)).where(readable(table(Insight))))


def note(
    talk: Talk,
    who: str,
    account: int,
    text: str,
    ago: int = 0,
    visible: str = "all",
    people: Sequence[int] = (),
    about: Sequence[int] = (),
    kind: str = "call",
) -> int:
    """A contact of a teammate, `ago` days before today, with a note."""
    author = given.mate(talk, who)

    def work(session: Session) -> int:
        said = Contact(
            account=account,
            author=author,
            mates=[author],
            people=people,
            about=about,
            day=talk.now.date() - timedelta(ago),
            kind=kind,
            note=text,
            typed="",
            at=talk.now,
            visible=visible,
        )
        return interactions.log(session, said)

    return given.does(talk, work)


def insight(talk: Talk, who: str, account: int | None, text: str, ago: int = 0, **more: object) -> int:
    scope = Scope(talk.scope.workspace, given.mate(talk, who))
    values = {"person": None, "kind": "need", "source": "", "visible": "all", "interaction": None, **more}
    day = talk.now.date() - timedelta(ago)

    def work(session: Session) -> int:
        return insights.learn(session, account=account, text=text, day=day, at=talk.now, **values)  # type: ignore[arg-type]

    return talk.memory.write_now(scope, work)


def index(talk: Talk, most: int = 1000) -> int:
    return given.does(talk, lambda session: search.index(session, most))


def find(talk: Talk, who: str, *words: str, most: int = 10, skip: int = 0, **more: object) -> Hits:
    wanted = Wanted(terms=[query.term(word) for word in words], **more)  # type: ignore[arg-type]
    scope = Scope(talk.scope.workspace, given.mate(talk, who) if who else None)
    return talk.memory.read_now(scope, lambda session: search.find(session, wanted, most, skip))


def texts(hits: Hits) -> list[str]:
    return [hit.text for hit in hits.page]


@pytest.mark.parametrize("indexed", [False, True])
def test_the_newest_comes_first_of_notes_and_insights(talk: Talk, indexed: bool) -> None:
    acme = given.customer(talk, "ACME", "tom")
    note(talk, "tom", acme, "old pricing", ago=40)
    insight(talk, "ann", acme, "their pricing is by weight", ago=20)
    note(talk, "tom", acme, "new pricing", ago=1)
    note(talk, "tom", acme, "something else", ago=3)
    if indexed:
        assert index(talk) == 4
        assert given.does(talk, search.waiting) == 0
    found = find(talk, "ann", "pricing")
    assert texts(found) == ["new pricing", "their pricing is by weight", "old pricing"]
    assert found.count == 3
    assert [hit.kind for hit in found.page] == ["note", "insight", "note"]
    assert texts(find(talk, "ann", "pricing", most=1, skip=1)) == ["their pricing is by weight"]


TOLD = "단가를 3% 낮춰 달라고 함. 견적서(2차)는 다음 주, test-report 포함, Café's offers"


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(
    ("words", "there"),
    [
        (["단가"], True),
        (["단"], True),
        (["단가를"], True),
        (["가를"], False),
        (["견적"], True),
        (["견적서", "단가"], True),
        (["견적서 2차"], True),
        (["2차 견적서"], False),
        (["낮춰 달라"], True),
        (["test-rep"], True),
        (["report"], True),
        (["CAFÉ"], True),
        (["cafe"], True),
        (["offer"], True),
        (["offer", "missing"], False),
        (["ffer"], False),
        (["all"], False),
        ([":all1"], False),
        (['" OR "'], False),
        (["text:단가"], False),
        (["단가*"], True),
        (["NEAR(단가)"], False),
        (["'단가' | 'x'"], False),
        (["\\", "단가"], True),
    ],
)
def test_words_are_found_by_how_they_begin(talk: Talk, words: list[str], there: bool, indexed: bool) -> None:
    acme = given.customer(talk, "ACME", "tom")
    note(talk, "tom", acme, TOLD)
    if indexed:
        index(talk)
    assert texts(find(talk, "ann", *words)) == ([TOLD] if there else [])


SYLLABLES = "가각간갈감갑강개객거건검격견경계고곡공과관광교구국군권귀규금급기길김나날남납내년노논단달담답당대덕도독동"
LETTERS = "abcdefghijklmnopqrstuvwxyzäéñøß0123456789"
SIGNS = " ,.-/()'\"%:*+&|!<>\n…“”㈜①½"


def made_up(dice: random.Random) -> str:
    """A text of words of both alphabets, with any signs between them."""
    parts = []
    for _word in range(dice.randint(1, 12)):
        letters = dice.choice([SYLLABLES, LETTERS, LETTERS.upper(), SYLLABLES + LETTERS])
        parts += [dice.choice(letters) for _ in range(dice.randint(1, 6))] + [dice.choice(SIGNS)]
    return "".join(parts)


def test_every_word_is_found_by_each_of_its_beginnings(talk: Talk) -> None:
    dice = random.Random(5)
    acme = given.customer(talk, "ACME", "tom")
    notes = {note(talk, "tom", acme, made_up(dice), ago=n) for n in range(60)}
    index(talk)
    missed = []

    def look(session: Session) -> None:
        for one in sorted(notes):
            row = interactions.get(session, one)
            assert row is not None
            for word in re.findall(r"[^\W_]+", row["note"]):
                for end in range(1, len(word) + 1):
                    found = search.find(session, Wanted(terms=[query.term(word[:end])]), 1000)
                    if query.term(word[:end]) and one not in {hit.id for hit in found.page}:
                        missed.append((row["note"], word[:end]))

    given.does(talk, look)
    assert missed == []


def test_filters_hold_whether_it_is_indexed_or_not(talk: Talk) -> None:
    acme, hanbit = given.customer(talk, "ACME", "tom"), given.customer(talk, "한빛전자", "minsu")
    jane, park = given.person(talk, "Jane Doe", acme), given.person(talk, "박서준", hanbit)
    note(talk, "tom", acme, "price one", ago=50, people=[jane])
    note(talk, "ann", acme, "price two", ago=20, about=[jane], kind="meeting")
    note(talk, "minsu", hanbit, "price three", ago=5, people=[park])
    insight(talk, "ann", acme, "price four", ago=2, person=jane)
    insight(talk, "ann", None, "price five", ago=1, person=park, kind="idea")
    ann, today = given.mate(talk, "ann"), talk.now.date()
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "five four three two one"),
        ({"account": acme}, "four two one"),
        ({"account": hanbit}, "three"),
        ({"author": ann}, "five four two"),
        ({"author": ann, "account": acme, "kind": "note"}, "two"),
        ({"person": jane}, "four two one"),
        ({"person": jane, "author": ann}, "four two"),
        ({"person": park, "kind": "insight"}, "five"),
        ({"kind": "note"}, "three two one"),
        ({"kind": "note", "of": "call"}, "three one"),
        ({"kind": "insight", "of": "idea"}, "five"),
        ({"since": today - timedelta(20)}, "five four three two"),
        ({"until": today - timedelta(20)}, "two one"),
        ({"since": today - timedelta(5), "until": today - timedelta(2)}, "four three"),
    ]
    for indexed in (False, True):
        for filters, expected in cases:
            found = find(talk, "ann", "price", **filters)
            assert " ".join(text.split()[1] for text in texts(found)) == expected, (filters, indexed)
        assert len(find(talk, "ann", account=acme).page) == 3  # without a word: all there
        index(talk)


def test_what_is_private_stays_private_in_counts_too(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    ann = given.mate(talk, "ann")
    given.does(talk, lambda session: session.add(Helper, account_id=acme, teammate_id=ann))
    for visible in Visible:
        note(talk, "tom", acme, f"price {visible}", visible=visible)
        insight(talk, "minsu", acme, f"price {visible} insight", visible=visible)
    for _indexed in (False, True):
        assert find(talk, "tom", "price").count == 5
        assert find(talk, "ann", "price").count == 4
        assert find(talk, "minsu", "price").count == 4
        assert find(talk, "", "price").count == 2
        assert set(texts(find(talk, "", "price"))) == {"price all", "price all insight"}
        index(talk)


@pytest.mark.parametrize("many", [400, 0])
def test_the_marks_of_who_may_read_agree_with_the_rule(talk: Talk, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the index yields before the rows are asked is what `storage.seen` lets through, or a little more."""
    dice = random.Random(9)
    monkeypatch.setattr(search.marks, "MANY", many)
    homes = [given.customer(talk, f"Account {n}", dice.choice(["tom", "ann", "minsu", ""])) for n in range(5)]
    for home in homes:
        helper = given.mate(talk, dice.choice(["tom", "ann", "minsu"]))
        given.does(talk, lambda session, h=home, m=helper: session.add(Helper, account_id=h, teammate_id=m))  # type: ignore[misc]
        for n in range(8):
            note(talk, dice.choice(["tom", "ann"]), home, f"price {n}", n, dice.choice(list(Visible)))
            insight(talk, dice.choice(["minsu", "ann"]), home, f"price {n}", n, visible=dice.choice(list(Visible)))
    index(talk)
    for who in ("tom", "ann", "minsu", ""):
        scope = Scope(talk.scope.workspace, given.mate(talk, who) if who else None)

        def look(session: Session) -> tuple[set[tuple[int, int]], set[tuple[int, int]], set[tuple[int, int]]]:
            mine = {
                (kind, row["id"])
                for kind, statement in enumerate((EVERY_NOTE, EVERY_INSIGHT))
                for row in session.rows(statement, **viewer(session))
            }
            wanted = Wanted(terms=[("price",)])
            asked = finding.asked(session, wanted)["asked"]
            number, words = indexing.NUMBER[session.dialect], indexing.WORDS[session.dialect]
            every = select(number.label("n")).select_from(words).where(finding.ASKED[session.dialect])
            marked = {numbers.ref(row.n) for row in session.connection.execute(every, {"asked": asked})}
            found = {numbers.ref(n) for n, _author in finding.numbers_of(session, wanted, 1000)}
            return mine, marked, found

        mine, marked, found = talk.memory.read_now(scope, look)
        assert found == mine
        assert marked >= mine
        if many:
            assert marked == mine, "the marks alone are enough"
        assert mine


def test_what_is_changed_or_gone_is_found_as_it_is(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME", "tom"), given.customer(talk, "Globex", "tom")
    gone, blank = note(talk, "tom", acme, "price gone"), note(talk, "tom", acme, "price blank", 1)
    moved = insight(talk, "tom", acme, "price before", 2)
    hidden = insight(talk, "tom", acme, "price hidden", 3)
    dated = insight(talk, "tom", acme, "price dated", 4)
    forgotten = insight(talk, "tom", acme, "price forgotten", 5)
    stays = note(talk, "tom", globex, "price stays", 6)
    index(talk)

    def work(session: Session) -> None:
        session.viewer = given_tom
        session.run(deleting(Interaction), row=gone)
        interactions.blank(session, blank)
        insights.change(session, moved, text="costs after")
        insights.change(session, hidden, visible="me")
        insights.change(session, dated, day=date(2020, 1, 1))
        insights.forget(session, forgotten)
        merging.merge(session, "account", globex, acme, talk.now)

    given_tom = given.mate(talk, "tom")
    given.does(talk, work)
    for indexed in (False, True):
        assert texts(find(talk, "ann", "price")) == ["price stays", "price dated"], indexed
        assert texts(find(talk, "tom", "price")) == ["price hidden", "price stays", "price dated"]
        assert texts(find(talk, "ann", "costs")) == ["costs after"]
        assert [hit.id for hit in find(talk, "ann", "price", account=acme, kind="note").page] == [stays]
        assert not find(talk, "ann", account=globex).page
        assert texts(find(talk, "ann", "price", until=date(2020, 1, 1))) == ["price dated"]
        index(talk)
        assert given.does(talk, search.waiting) == 0


def test_what_is_undone_takes_its_insight_out_of_the_index(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    one = note(talk, "tom", acme, "price")
    insight(talk, "tom", acme, "price too", interaction=one)
    index(talk)
    scope = Scope(talk.scope.workspace, given.mate(talk, "tom"))

    def undo(session: Session) -> None:
        journal.undo(session, journal.keep(session, "log", talk.now, one), talk.now)

    talk.memory.write_now(scope, undo)
    assert find(talk, "tom", "price").count == 0
    assert index(talk) == 2
    number = indexing.WORDS[talk.memory.url.get_backend_name()]
    left = given.does(talk, lambda session: session.connection.execute(select(number)).all())
    assert left == []


def test_counts_end_at_a_thousand_and_pages_do_not(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    author = given.mate(talk, "tom")

    def many(session: Session) -> None:
        row = {"account_id": acme, "author_id": author, "kind": "call", "noted_on": talk.now.date()}
        notes = [{"note": f"price {n}", "day": talk.now.date() - timedelta(n), **row} for n in range(1010)]
        session.add_all(Interaction, [{"noted_at": talk.now, **one} for one in notes])

    given.does(talk, many)
    assert index(talk, 300) == 300
    while index(talk, 300):
        pass
    assert find(talk, "tom", "price").count == search.MOST + 1
    assert texts(find(talk, "tom", "price", most=10, skip=1005)) == [f"price {n}" for n in range(1005, 1010)]
    assert find(talk, "tom", "price", "100").count == 11


def test_another_workspace_finds_nothing_of_ours(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    note(talk, "tom", acme, "price")
    other = Scope(second_workspace(talk.memory), 1)
    for _indexed in (False, True):
        found = talk.memory.read_now(other, lambda session: search.find(session, Wanted(terms=[("price",)]), 10))
        assert (found.page, found.count) == ([], 0)
        assert talk.memory.write_now(other, lambda session: search.index(session, 100)) == 0
        index(talk)
    assert find(talk, "tom", "price").count == 1


def test_who_wrote_the_most_on_a_topic_is_first(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    note(talk, "tom", acme, "price", 9)
    note(talk, "ann", acme, "price", 8)
    insight(talk, "ann", acme, "price", 4)
    note(talk, "minsu", acme, "price", 1, visible="me")
    note(talk, "minsu", acme, "other", 1)
    wanted = Wanted(terms=[("price",)], account=acme)
    scope = Scope(talk.scope.workspace, given.mate(talk, "tom"))
    index(talk, 2)
    found = talk.memory.read_now(scope, lambda session: search.who_wrote(session, wanted))
    assert [(one.name, one.notes) for one in found] == [("Ann", 2), ("Tom", 1)]
    assert found[0].last == talk.now.date() - timedelta(4)


def test_a_note_without_words_is_on_no_list(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    given.contact(talk, "tom", acme, [1, 2])
    assert given.does(talk, search.waiting) == 0
    assert given.does(talk, lambda session: session.rows(ours(select(table(Unindexed))))) == []
