"""Changes told in Korean: "박 상무님 전무 승진", "김 부장 글로벡스로 이직", "이대리님 퇴사"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.changes.told import Atom, Change, What, the_day
from bot.rules.posts import HONORIFIC, Post, called, is_department, is_title, titled

VERBS = {
    What.PROMOTED: "승진|영전|발탁|진급|취임",
    What.MOVED: "이직|전직|옮기|옮겼|옮김|옮기심",
    What.LEFT: "퇴사|퇴직|은퇴|퇴임|사직|그만두|그만뒀|그만둠|그만두심",
    What.TRANSFERRED: "이동|전보|발령|전배|전출",
    What.JOINED: "합류|입사|영입|부임",
}
OF_VERB = {word: what for what, words in VERBS.items() for word in words.split("|")}
VERB = "|".join(sorted(OF_VERB, key=len, reverse=True))
# "하셨대요", "했다고 합니다", "되셨습니다", "예정", "한답니다": what a sentence may end with after such a verb
ENDING = (
    r"(?: ?(?:하|했|한|함|해|되|됐|된|됨|돼|받|이|임|입|셨|시|심|신|어|었|예정|확정|소식|건)[가-힣]{0,5}"
    r"(?: ?(?:합니다|해요|함|하네요|하더라고요|들었\w{0,4}|들음|됐어요|같아요|이에요|입니다|있음|있습니다))?)?"
)
LAST = re.compile(rf"(?P<verb>{VERB})(?P<ending>{ENDING})[\s.!~ㅠㅜㅎㅋ]*$")
FIRST = re.compile(rf"(?P<verb>{VERB})(?![가-힣])[\s:]*(?P<rest>.*)", re.DOTALL)
AS_OF = re.compile(r"(?<=오늘|어제|내일|금일|명일|모레|작일)(?:자로|자)(?=\s)")  # 내일자로: as of tomorrow
NOTE = re.compile(r"\s*[,.;\n]\s*")
SUCCESSOR = re.compile(
    r"[\s,.;(]*후임(?:자)?(?:은|는|으로|이|:)?\s*(?P<who>[^,.;()\n]+?)(?:\s*(?:입니다|이에요|예요|임|님이\s?옴))?\)?\s*(?=$|[,.;\n])"
)
SUBJECT = re.compile(r"(?<=.)(?:께서는|께서|이|가|은|는)$")
TARGET = re.compile(r"(?<=.)(?:으로|로|에|쪽으로)$")
SOURCE = re.compile(r"(?<=.)에서$")
SAYS_NOTHING = frozenset(
    "새로 이번에 결국 방금 드디어 곧 회사를 회사 회사로 다른 최근 최근에 갑자기 이미 벌써 다시 정식 정식으로 "
    "님 님이 님께서 날짜로 자로 부로".split()
)
FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥"
    "육인맹제모탁국어은편용"
)
MOST = 8  # words of a sentence that tells of a change alone


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence, at [start, end); `kind` is that of the known name it is, with what is glued to it."""

    start: int
    end: int
    text: str
    kind: str = ""


def has_verb(text: str) -> bool:
    return re.search(VERB, text) is not None


def read(text: str, known: Sequence[Atom], today: date, day_first: bool) -> Change | None:
    """The change that a text tells of; see `changes.read`."""
    dayless, day = the_day(AS_OF.sub(blank, text), known, today, day_first)
    dayless, successor = without_successor(dayless)
    first = FIRST.match(dayless.lstrip())
    if first is not None:
        start = len(dayless) - len(dayless.lstrip()) + first.start("rest")
        stop = next((m.start() for m in NOTE.finditer(dayless, start) if clear(m.start(), known)), len(dayless))
        what, note = OF_VERB[first["verb"]], dayless[stop:]
        change = sentence(text, dayless, start, stop, known, what)
    else:
        found = last_verb(dayless, known)
        if found is None:
            return None
        what, note = OF_VERB[found["verb"]], dayless[found.end() :]
        change = sentence(text, dayless, 0, found.start(), known, what)
    if change is None:
        return None
    return replace(change, day=day, successor=successor, note=note.strip(" \t\r\n,.;"))


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def last_verb(dayless: str, known: Sequence[Atom]) -> re.Match[str] | None:
    """The verb that ends a sentence of the text: the first such sentence's."""
    for stop in [*NOTE.finditer(dayless), re.compile(r"$").search(dayless)]:
        assert stop is not None
        found = LAST.search(dayless, 0, stop.start())
        if found is not None and clear(found.start(), known):
            return found
    return None


def clear(place: int, known: Sequence[Atom]) -> bool:
    return all(place < atom.start or place >= atom.end for atom in known)


def without_successor(text: str) -> tuple[str, str]:
    """The text with who follows blanked out, and their name."""
    match = SUCCESSOR.search(text)
    if match is None:
        return text, ""
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :], match["who"].strip()


def words(text: str, start: int, stop: int, known: Sequence[Atom]) -> Iterator[Word]:
    """The words of text[start:stop]; a known name is one, with what is glued to it."""
    place = start
    while place < stop:
        if text[place].isspace():
            place += 1
            continue
        atom = next((a for a in known if a.start == place and a.end <= stop), None)
        end = atom.end if atom is not None else place
        while end < stop and not text[end].isspace():
            end += 1
        yield Word(place, end, text[place:end].strip(",·"), atom.kind or "name" if atom is not None else "")
        place = end


def sentence(text: str, dayless: str, start: int, stop: int, known: Sequence[Atom], what: What) -> Change | None:
    """What stands before the verb, or after the command: who, where from, where to, as what."""
    said = [word for word in words(dayless, start, stop, known) if word.text not in SAYS_NOTHING]
    said, post = promoted(said) if what is What.PROMOTED else (said, Post())
    if not said:
        return None
    last = who_ends(said)
    end = said[last].end
    glued = SUBJECT.search(text[said[0].start : end])
    if glued is not None and not is_title(said[last].text) and may_be_glued(said[last], known):
        end = said[0].start + glued.start()
    change = Change(what=what, who=" ".join(text[said[0].start : end].split()), start=said[0].start, end=end, post=post)
    for word in said[last + 1 :]:
        change = place(change, word, known)
    if change.what is What.MOVED and not change.to and change.post.department:
        change = replace(change, what=What.TRANSFERRED)
    return change


def may_be_glued(word: Word, known: Sequence[Atom]) -> bool:
    """Whether the end of a word may be a particle: a name alone may end with the same letter (이영은)."""
    atom = next((a for a in known if a.start == word.start), None)
    if atom is not None:
        return atom.end < word.end
    bare = SUBJECT.sub("", word.text)
    return is_title(bare) or bare.endswith(("님", "씨")) or bool(called(bare).post.said) or len(bare) >= 3


def promoted(said: list[Word]) -> tuple[list[Word], Post]:
    """The words without the title that somebody is promoted to, and that title; it is none of who they are."""
    last = TARGET.sub("", said[-1].text) if said else ""
    if said and said[-1].kind == "person":  # "홍길동 전무" of "홍길동 전무 승진" is one known name
        name, _space, title = last.rpartition(" ")
        if name and is_title(title) and not title.endswith("님"):
            return [*said[:-1], replace(said[-1], end=said[-1].start + len(name), text=name)], titled(title)
        return said, Post()
    if len(said) < 2 or not is_title(last) or last.endswith("님"):
        return said, Post()
    before = said[:-1]
    if len(before[-1].text) == 1 and not before[-1].kind:  # "김 부장 승진" does not say to what
        return said, Post()
    return before, titled(last)


def who_ends(said: Sequence[Word]) -> int:
    """The place of the word with which the name of who it is ends."""
    for number, word in enumerate(said):
        bare = SUBJECT.sub("", word.text)
        if word.kind == "person" or (word.kind == "name" and number == 0):
            return number
        ends = is_title(bare) or bare.endswith("님") or (called(bare).name and called(bare).post.said)
        if ends and not (number == 0 and is_title(bare) and not called(bare).name and len(said) > 1):
            return number
        if number and word.kind != "account" and (TARGET.search(word.text) or SOURCE.search(word.text)):
            return number - 1
    for number, word in enumerate(said):
        if word.kind != "account" and not is_department(word.text):
            return number
    return 0


def place(change: Change, word: Word, known: Sequence[Atom]) -> Change:
    """What one word after the name adds."""
    atom = next((a for a in known if a.start == word.start), None)
    bare = word.text[: atom.end - atom.start] if atom is not None else TARGET.sub("", word.text)
    is_account = atom is not None and atom.kind == "account"
    if SOURCE.search(word.text):
        source = bare if atom is not None else SOURCE.sub("", word.text)
        return change if is_department(source) else replace(change, at=source)
    if not is_account and atom is None:
        if is_title(bare):
            title = titled(bare)
            return replace(
                change,
                post=replace(change.post, rank=title.rank or change.post.rank, duty=title.duty or change.post.duty),
            )
        if is_department(bare) or change.what is What.TRANSFERRED:
            return replace(change, post=replace(change.post, department=f"{change.post.department} {bare}".strip()))
    if change.what is What.LEFT or change.what is What.PROMOTED:
        return replace(change, at=change.at or bare)
    what = What.MOVED if change.what is What.TRANSFERRED else change.what
    return replace(change, what=what, to=f"{change.to} {bare}".strip() if not is_account else bare)


def plainly(text: str, today: date) -> bool:
    """Whether a sentence in Korean tells of a change alone: somebody, a target, the verb at its end."""
    dayless = without_successor(the_day(AS_OF.sub(blank, text), (), today, False)[0])[0].strip()
    found = LAST.search(dayless)
    if found is None or re.search(r"[,.;:]", dayless[: found.start()]):
        return False
    said = [word for word in words(dayless, 0, found.start(), ()) if word.text not in SAYS_NOTHING]
    change = sentence(dayless, dayless, 0, found.start(), (), OF_VERB[found["verb"]])
    if change is None or len(said) > MOST or not somebody(change.who):
        return False
    if change.what is What.MOVED or change.what is What.JOINED:
        return bool(change.to or change.post.department)
    return change.what is not What.TRANSFERRED or (change.post.said and titled_so(change.who))


def titled_so(who: str) -> bool:
    """Whether somebody is called by a title or 님."""
    found = called(who)
    return HONORIFIC.sub("", who) != who or bool(found.name and (found.post.rank or found.post.duty))


def somebody(who: str) -> bool:
    """Whether it is a human being's name: with a title or 님, or three letters that begin with a family name."""
    return titled_so(who) or (len(who) == 3 and who[0] in FAMILIES)
