"""Who is meant by a name: exactly, by its start or nearly."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.names import Certain, NameIndex, Several, Unknown, person_key
from bot.rules.names.grams import Grams, pairs

ACCOUNTS = {
    1: "㈜한빛전자",
    2: "ACME Inc.",
    3: "QR전자",
    4: "QR화학",
    5: "Varnholt Electronics Co., Ltd.",
    6: "Varnholt Instruments",
    7: "As",
    8: "가",
    9: "Legal & General Tools",
    10: "Q. R. Milford Corp",
    11: "Northern Alder Mills",
    12: "가온에스엠",
}
PEOPLE = {
    1: "홍길동",
    2: "Jane Doe",
    3: "김민수",
    4: "김민수",
    5: "Kim Jong-min",
    6: "Will",
    7: "Felix Keller",
    8: "남궁민수",
    9: "이사라",
}


def index_of(names: dict[int, str], people: bool = False) -> NameIndex:
    index = NameIndex(person_key) if people else NameIndex()
    for ref, name in names.items():
        index.add(ref, name)
    return index


PARTS = (
    ("Tar", "Mar", "Sol", "Kils", "Bren"),
    ("vel", "den", "vtek", "tek", "lund"),
    ("Rope", "Cables", "Wire", "Yarn"),
)


accounts = pytest.fixture(name="accounts")(lambda: index_of(ACCOUNTS))
people = pytest.fixture(name="people")(lambda: index_of(PEOPLE, people=True))


def test_names_are_learnt_and_forgotten_one_by_one(accounts: NameIndex) -> None:
    accounts.add(2, "Apex Cutlery")
    accounts.add(2, "APEX CUTLERY LLC")
    accounts.add(2, "")
    assert len(accounts) == len(ACCOUNTS) + 1
    assert accounts.exact("apex cutlery") == accounts.exact("acme") == [2]
    accounts.remove(2)
    accounts.remove(99)
    assert len(accounts) == len(ACCOUNTS) - 1
    assert accounts.exact("acme") == accounts.exact("apex cutlery") == []
    assert accounts.starting("ac") == accounts.nearest("acme") == []
    accounts.add(20, "Zephyr Rope")
    assert [hit.ref for hit in accounts.starting("zep")] == [hit.ref for hit in accounts.nearest("Zephir Rope")] == [20]
    assert accounts.judge("한빛전자") == Certain(1, "㈜한빛전자")


def test_many_names_learnt_at_once_answer_as_if_learnt_one_by_one() -> None:
    names = {ref: f"{first}{second} {kind}" for ref, (first, second, kind) in enumerate(product(*PARTS))}
    at_once, one_by_one = index_of(names), NameIndex()
    for ref, name in names.items():
        one_by_one.add(ref, name)
        assert ref in {hit.ref for hit in one_by_one.starting(name)}
    for asked in ("Tarvel Rope", "marden", "Solvtek", "kils"):
        assert at_once.starting(asked, 500) == one_by_one.starting(asked, 500) != []
        assert at_once.nearest(asked) == one_by_one.nearest(asked) != []
    assert at_once.nearest("Kilsteck Ropes")[0].name == "Kilstek Rope"


def test_namesakes_are_all_returned(people: NameIndex) -> None:
    assert people.exact("김 민수 과장님") == [3, 4]
    verdict = people.judge("김민수")
    assert isinstance(verdict, Several)
    assert [(hit.ref, hit.exact) for hit in verdict.hits] == [(3, True), (4, True)]


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("한빛", [1]),
        ("한비", [1]),
        ("한ㅂ", [1]),
        ("ㅎㅂ", [1]),
        ("ㅎㅂㅈㅈ", [1]),
        ("ㅎㅂㅈㄱ", []),
        ("hanbit", [1]),
        ("qr", [3, 4, 10]),
        ("qr 전", [3]),
        ("큐알", [3, 4]),
        ("varn", [5, 6]),
        ("instr", [6]),
        ("VARNHOLT E", [5]),
        ("alder mi", [11]),
        ("the", []),
        ("", []),
        (" ", []),
    ],
)
def test_accounts_are_found_while_typing(accounts: NameIndex, typed: str, refs: list[int]) -> None:
    assert [hit.ref for hit in accounts.starting(typed)][: max(1, len(refs))] == refs


@pytest.mark.parametrize(
    ("typed", "refs"),
    [("ㄱㅁㅅ", [3, 4]), ("kim jong-m", [5]), ("doe", [2]), ("hong gil", [1]), ("길동", [1]), ("jane d", [2])],
)
def test_people_are_found_while_typing(people: NameIndex, typed: str, refs: list[int]) -> None:
    assert [hit.ref for hit in people.starting(typed)] == refs


def test_a_latin_name_is_found_by_its_spelling_not_by_its_sound() -> None:
    people = NameIndex(person_key)
    for ref, name in enumerate(["Claire Duval", "Grace Umeh", "김민수"], 1):
        people.add(ref, name)
    assert [hit.ref for hit in people.starting("cla")] == [1]
    assert [hit.ref for hit in people.starting("kim")] == [3]


def test_typeahead_gives_no_more_than_asked_for_and_each_ref_once(people: NameIndex) -> None:
    people.add(3, "김민수 (Kim Minsu)")
    people.add(3, "Kim Minsu")
    assert sorted(hit.ref for hit in people.starting("kim")).count(3) == 1
    assert len(people.starting("kim", limit=1)) == 1


@pytest.mark.parametrize(
    ("asked", "ref"),
    [
        ("Varnholt Elektronics", 5),
        ("Varnhlot Instruments", 6),
        ("Instruments Varnholt", 6),
        ("Nothern Alder", 11),
        ("Nthn Alder Mills", 11),
        ("NAM", 11),
        ("Hanbit Electronics", 1),
        ("한빚전자", 1),
        ("Gaon SM", 12),
        ("큐알화학", 4),
        ("QR Chemical Co.", 4),
    ],
)
def test_the_nearest_account_is_the_one_meant(accounts: NameIndex, asked: str, ref: int) -> None:
    hits = accounts.nearest(asked)
    assert hits[0].ref == ref
    assert all(0 <= hit.score <= 1 and not hit.exact for hit in hits)
    assert len({hit.ref for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    ("asked", "ref"),
    [
        ("Hong Kil Dong", 1),
        ("Gildong Hong", 1),
        ("Jayne Doe", 2),
        ("김종민", 5),
        ("Namgung Minsu", 8),
        ("Felx Keller", 7),
    ],
)
def test_the_nearest_person_is_the_one_meant(people: NameIndex, asked: str, ref: int) -> None:
    assert people.nearest(asked, 1)[0].ref == ref


@pytest.mark.parametrize("asked", ["acme", "ACME, Inc.", "Acme 주식회사"])
def test_the_same_key_is_certain(accounts: NameIndex, asked: str) -> None:
    assert accounts.judge(asked) == Certain(2, "ACME Inc.")


@pytest.mark.parametrize(
    ("asked", "ref"), [("Hong Gil Dong", 1), ("Doe, Jane", 2), ("Keller Felix", 7), ("김종민", 5), ("JaneDoe", 2)]
)
def test_what_differs_only_in_spaces_order_or_script_is_certain(people: NameIndex, asked: str, ref: int) -> None:
    assert people.judge(asked) == Certain(ref, PEOPLE[ref])


@pytest.mark.parametrize(
    ("asked", "ref"), [("Jone Doe", 2), ("김정민", 5), ("Felix Kellar", 7), ("Jane", 2), ("홍", 1)]
)
def test_a_misspelling_and_a_part_of_a_name_are_asked_about(people: NameIndex, asked: str, ref: int) -> None:
    verdict = people.judge(asked)
    assert isinstance(verdict, Several)
    assert verdict.hits[0].ref == ref


@pytest.mark.parametrize(("asked", "refs"), [("QR", {3, 4}), ("큐알", {3, 4}), ("Varnholt", {5, 6}), ("한빛", {1})])
def test_a_bare_group_name_asks_among_its_affiliates(accounts: NameIndex, asked: str, refs: set[int]) -> None:
    verdict = accounts.judge(asked)
    assert isinstance(verdict, Several)
    assert refs <= {hit.ref for hit in verdict.hits}


def test_a_group_named_so_in_the_other_script_is_asked_about_too() -> None:
    index = index_of({1: "Gaon Inc."})
    assert index.judge("가온") == Certain(1, "Gaon Inc.")
    index.add(2, "가온테크")
    assert isinstance(index.judge("가온"), Several)


def test_two_that_fit_equally_well_are_asked_about(people: NameIndex) -> None:
    people.add(20, "Hong Gildong")
    verdict = people.judge("Hong Gil Dong")
    assert isinstance(verdict, Several)
    assert {hit.ref for hit in verdict.hits} == {1, 20}


def test_initials_and_full_names_are_asked_about_both_ways() -> None:
    index = index_of({1: "Orin Tavel Works", 2: "KVB Inc.", **dict(enumerate(map(" ".join, product(*PARTS)), 10))})
    for asked, name in (("OTW", "Orin Tavel Works"), ("Kasper Vintner Boats", "KVB Inc.")):
        assert [hit.name for hit in index.nearest(asked, 1)] == [name]
        assert isinstance(index.judge(asked), Several)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("누리물산", "누리무역"),
        ("누리약품", "누리제약"),
        ("Nuri Trading", "누리무역"),
        ("누리전자", "Nuri Electronics"),
    ],
)
def test_a_translation_is_asked_about(known: str, asked: str) -> None:
    assert not isinstance(index_of({1: known}).judge(asked), Certain)


def test_a_name_in_spelt_out_letters_is_the_same() -> None:
    assert index_of({1: "QR전자"}).judge("큐알전자") == Certain(1, "QR전자")


def test_other_initials_are_another_company() -> None:
    index = index_of({1: "KG Rope"})
    assert isinstance(index.judge("LG Rope"), Unknown)
    assert isinstance(index.judge("LG로프"), Unknown)


def test_a_bare_group_name_is_certain_when_an_account_is_named_so(accounts: NameIndex) -> None:
    accounts.add(30, "QR Corp.")
    assert accounts.judge("QR") == Certain(30, "QR Corp.")
    assert accounts.judge("QR전자") == Certain(3, "QR전자")


def test_an_alias_once_learnt_is_certain(accounts: NameIndex) -> None:
    assert accounts.judge("Alder") != Certain(11, "Alder")
    accounts.add(11, "Alder")
    assert accounts.judge("alder") == Certain(11, "Alder")


@pytest.mark.parametrize("asked", ["Zyxomma", "푸른숲", "", "  ", "!!!"])
def test_a_new_name_is_unknown(accounts: NameIndex, asked: str) -> None:
    assert accounts.judge(asked) == Unknown([])


@pytest.mark.parametrize("asked", ["Jane Keller", "Felix Doe", "박민호"])
def test_a_shared_first_or_family_name_does_not_make_it_somebody_known(people: NameIndex, asked: str) -> None:
    assert isinstance(people.judge(asked), Unknown)


@pytest.mark.parametrize("slip", ["swap", "drop", "double"])
def test_what_is_passed_over_as_too_unlike_changes_no_verdict(slip: str) -> None:
    index = index_of({ref: f"{first}{second} {kind}" for ref, (first, second, kind) in enumerate(product(*PARTS))})
    for first, second, kind in product(*PARTS):
        name = f"{first}{second} {kind}"
        asked = {
            "swap": name[:2] + name[3] + name[2] + name[4:],
            "drop": name[:3] + name[4:],
            "double": name[:3] + name[2:],
        }
        verdict, near = index.judge(asked[slip]), index.nearest(asked[slip], 5)
        if isinstance(verdict, Several):
            assert verdict.hits == [hit for hit in near if hit.score >= max(0.78, near[0].score - 0.15)]
        else:
            assert verdict == Certain(near[0].ref, near[0].name)


@given(st.lists(st.text("abcd", min_size=1, max_size=8), min_size=1, max_size=40), st.text("abcd", max_size=30))
def test_those_that_share_the_most_pairs_of_letters_come_first(known: list[str], asked: str) -> None:
    grams = Grams()
    for slot, sound in enumerate(known):
        grams.put(slot, [sound])
    wanted = pairs(asked)
    shared = {slot: len(wanted & pairs(sound)) for slot, sound in enumerate(known)}
    enough = [slot for slot, count in shared.items() if count > (len(wanted) - 1) // 3]
    assert grams.closest(asked, 10) == sorted(enough, key=lambda slot: (-shared[slot], slot))[:10]


PIECES = st.sampled_from(
    [*ACCOUNTS.values(), *PEOPLE.values(), " ", ", ", "에서", "님", "부장", "Inc.", "ㅎ", "́", "\0", "İ", "ß"]
)


@given(st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join))
def test_no_text_makes_an_index_fail(text: str) -> None:
    for index in (index_of(ACCOUNTS), index_of(PEOPLE, people=True)):
        before = 0
        for start, end, refs in index.in_text(text):
            assert before <= start < end <= len(text)
            assert refs
            before = end
        assert all(0 <= hit.score <= 1 for hit in [*index.starting(text), *index.nearest(text)])
        index.judge(text)
        index.add(99, text)
        if index.exact(text):
            assert 99 in index.exact(text)
        index.remove(99)
        assert 99 not in index.exact(text)
