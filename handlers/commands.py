"""The table of commands: each one's words, handler, whether it writes, whether it is published, and who may."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from bot.message import Ask, Reply, Surface
from bot.rules import changes
from bot.words import N_
from handlers import (
    help,  # noqa: A004
    logcontact,
    plain,
    whoknows,
)
from handlers.topics import Topic
from storage.session import Session

Handler = Callable[[Ask, Session], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that can be asked. `words[0]` is its name, the others its synonyms; `usage`, `summary` and `topic` are
    for the help.

    `brief` says of an ask whether it is a read of a millisecond or so. `whole` is one whose handler reads the command's
    words too. `at_once` is an answer that needs no memory, None where it does need it. A published command has a name
    of its own on the platforms; any other is a word after /rapport.
    """

    words: tuple[str, ...]
    handler: Handler
    usage: str = ""
    summary: str
    topic: Topic | None = None
    writes: bool = False
    published: bool = False
    admins: bool = False
    brief: Callable[[Ask], bool] | None = None
    whole: bool = False
    at_once: Callable[[Ask], Reply | None] | None = None

    @property
    def name(self) -> str:
        return self.words[0]

    @property
    def typed(self) -> str:
        """How it is typed: "/whoknows", "/rapport snooze"."""
        return f"/{self.name}" if self.published else f"/rapport {self.name}"


def later(module: str, name: str = "answer") -> Handler:
    """A handler of handlers/`module`, imported when it is first asked: all of them take longer than a whole start."""

    def handler(ask: Ask, session: Session) -> Reply:
        reply: Reply = getattr(import_module(f"handlers.{module}"), name)(ask, session)
        return reply

    return handler


COMMANDS = (
    Command(
        words=("logcontact", "기록", "로그"),
        handler=logcontact.answer,
        usage=N_("Jane Doe @ ACME yesterday call: renewal in May"),
        summary=N_("note whom you met and what you learned"),
        topic=Topic.DAILY,
        writes=True,
        published=True,
        at_once=logcontact.at_once,
    ),
    Command(
        words=("whoknows", "who knows", "누가 알아", "누가알아", "아는 사람", "아는사람"),
        handler=whoknows.answer,
        usage=N_("ACME or Jane Doe"),
        summary=N_("who of us knows them, how well and why"),
        topic=Topic.DAILY,
        published=True,
        brief=whoknows.quick,
    ),
    Command(
        words=("neglected", "뜸한 고객", "뜸한고객", "소홀"),
        handler=later("neglected"),
        usage=N_("or /neglected team"),
        summary=N_("customers nobody has been in touch with for too long: yours, or the whole team's"),
        topic=Topic.DAILY,
        published=True,
    ),
    Command(
        words=("help", "도움말", "도움", "?"),
        handler=help.answer,
        summary=N_("what I can do"),
        topic=Topic.SETTINGS,
        at_once=help.at_once,
    ),
    Command(
        words=("snooze", "미루기"),
        handler=later("snooze"),
        usage=N_("ACME 2 weeks"),
        summary=N_("no reminder of a customer for a while: 14 days at most, twice at most"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("notmine", "not mine", "아님"),
        handler=later("owner", "not_mine"),
        usage=N_("ACME"),
        summary=N_("give a customer back, so that somebody else can take it"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("owner", "담당", "담당자"),
        handler=later("owner", "owner"),
        usage=N_("ACME @colleague"),
        summary=N_("whose customer it is"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("tier", "등급"),
        handler=later("account", "tier"),
        usage=N_("ACME A"),
        summary=N_("how important a customer is: A, B or C"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("new", "신규"),
        handler=later("account", "new"),
        usage=N_("ACME"),
        summary=N_("add a customer"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("account", "고객사"),
        handler=later("account_card"),
        usage=N_("ACME"),
        summary=N_("owner, team, tier, parent and industry of a customer, and how to change them"),
        topic=Topic.CUSTOMERS,
    ),
    Command(
        words=("team", "팀"),
        handler=later("hour", "team"),
        usage=N_("ACME @colleague"),
        summary=N_("who works for a customer beside its owner; without a customer, what that colleague owns"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("parent", "모회사"),
        handler=later("group", "parent"),
        usage=N_("ACME Globex"),
        summary=N_("which company a customer is part of"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("industry", "업종", "산업"),
        handler=later("group", "industry"),
        usage=N_("ACME semiconductors"),
        summary=N_("which industry a customer is in"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("insight", "인사이트"),
        handler=later("insight"),
        usage=N_("ACME: they want a second source"),
        summary=N_("note what you learned about a customer or a person"),
        topic=Topic.NOTES,
        writes=True,
    ),
    Command(
        words=("insights", "인사이트 목록", "인사이트목록"),
        handler=later("insight", "insights_of"),
        usage=N_("ACME or Jane Doe"),
        summary=N_("what we learned about a customer or a person"),
        topic=Topic.NOTES,
    ),
    Command(
        words=("find", "search", "찾기", "검색"),
        handler=later("find"),
        usage=N_("pricing ACME since:March by:Tom"),
        summary=N_("what was noted and learned, by its words"),
        topic=Topic.NOTES,
    ),
    Command(
        words=("role", "역할"),
        handler=later("role", "role"),
        usage=N_("Jane Doe decision maker"),
        summary=N_("what somebody is when they decide to buy: decision maker, purchasing, champion …"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("attitude", "태도", "성향"),
        handler=later("role", "attitude"),
        usage=N_("Jane Doe supportive"),
        summary=N_("how somebody stands towards us"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("boss", "상사", "보고라인", "보고 라인"),
        handler=later("role", "boss"),
        usage=N_("Jane Doe reports to John Roe"),
        summary=N_("whom somebody reports to"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("priority", "우선순위", "관심사"),
        handler=later("role", "priority"),
        usage=N_("Jane Doe: lower cost"),
        summary=N_("what counts for somebody"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("facts", "사실", "아는 것"),
        handler=later("facts"),
        usage=N_("Jane Doe"),
        summary=N_("what is noted of somebody, by whom and how old it is"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("promise", "약속"),
        handler=later("promise"),
        usage=N_("ACME: send the report by Friday"),
        summary=N_("note what you promised; I remind you before it is late"),
        topic=Topic.NOTES,
        writes=True,
    ),
    Command(
        words=("promises", "약속 목록", "약속목록"),
        handler=later("promised", "listed"),
        usage=N_("or /rapport promises ACME"),
        summary=N_("what you have promised and not kept yet"),
        topic=Topic.NOTES,
    ),
    Command(
        words=("plan", "계획"),
        handler=later("plan"),
        summary=N_("say what became of something planned"),
        topic=Topic.NOTES,
        writes=True,
    ),
    Command(
        words=("plans", "계획 목록", "계획목록", "일정"),
        handler=later("plan", "listed"),
        usage=N_("or /rapport plans ACME"),
        summary=N_("whom you have planned to meet"),
        topic=Topic.NOTES,
    ),
    Command(
        words=(
            *("moved", "left", "joined", "promoted", "transferred"),
            *("이직", "퇴사", "퇴직", "합류", "입사", "영입", "승진", "취임", "이동", "전보", "발령"),
        ),
        handler=later("change"),
        usage=N_("Jane Doe to Globex as CFO (also left, joined, promoted, transferred)"),
        summary=N_("tell me that somebody changed; what we did with them stays where it happened"),
        topic=Topic.PEOPLE,
        writes=True,
        whole=True,
    ),
    Command(
        words=("successor", "후임", "후임자"),
        handler=later("successor"),
        usage=N_("Jane Doe: John Roe"),
        summary=N_("who follows somebody who left: our open promises go to them"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("merge", "합치기", "병합"),
        handler=later("merge"),
        usage=N_("ACME Inc into ACME"),
        summary=N_("make one of two customers or people that are the same"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("alias", "별명", "별칭", "다른 이름"),
        handler=later("alias"),
        usage=N_("ACME = 에이씨엠이"),
        summary=N_("what else a customer or a person is called"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("coverage", "커버리지"),
        handler=later("coverage"),
        usage=N_("ACME, or team"),
        summary=N_("which roles of a customer we are in touch with, and which are empty"),
        topic=Topic.CUSTOMERS,
    ),
    Command(
        words=("whatif", "what if", "가정"),
        handler=later("whatif"),
        usage=N_("Jane Doe leaves"),
        summary=N_("what would be lost if somebody left; of a colleague for their managers alone"),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("handover", "인수인계", "인계"),
        handler=later("handover"),
        usage=N_("ACME @colleague"),
        summary=N_(
            "hand a customer over with all we know, until its people are met; @colleague alone for all of theirs"
        ),
        topic=Topic.CUSTOMERS,
        writes=True,
    ),
    Command(
        words=("handovers", "인수인계 목록", "인수인계목록"),
        handler=later("handover", "listed"),
        usage=N_("or /rapport handovers team"),
        summary=N_("which handovers are open, and whom the new owner has yet to meet"),
        topic=Topic.CUSTOMERS,
    ),
    Command(
        words=("birthday", "생일"),
        handler=later("personal", "birthday"),
        usage=N_("Jane Doe 3/14"),
        summary=N_("note a birthday; “lunar” if it goes by the moon"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("likes", "좋아하는 것", "취향", "취미"),
        handler=later("personal", "likes"),
        usage=N_("Jane Doe: hiking"),
        summary=N_("what somebody likes"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("occasion", "경조사"),
        handler=later("personal", "occasion"),
        usage=N_("Jane Doe wedding 5/2"),
        summary=N_("something to congratulate on, or to console for"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("source", "출처", "알게 된 경로"),
        handler=later("personal", "source"),
        usage=N_("Jane Doe referral: from Tom"),
        summary=N_("how we came to know somebody"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("purpose", "이용 목적", "목적"),
        handler=later("personal", "purpose"),
        usage=N_("Jane Doe: product news"),
        summary=N_("what somebody's data is kept for"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("person", "인물", "인물 정보"),
        handler=later("personal", "person"),
        usage=N_("Jane Doe"),
        summary=N_("all that is kept of somebody, and where it is from"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("forget", "개인정보 삭제", "잊기"),
        handler=later("personal", "forget"),
        usage=N_("Jane Doe"),
        summary=N_("delete what is personal of somebody"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("brief", "브리핑"),
        handler=later("brief"),
        usage=N_("ACME or Jane Doe"),
        summary=N_("the page before a visit: people, coverage, contacts, plans, promises, and what nobody knows"),
        topic=Topic.PEOPLE,
    ),
    Command(
        words=("book", "거래처 현황", "거래처현황", "현황"),
        handler=later("hour", "kept"),
        summary=N_("how much of the book was met this quarter, which customers have no owner, who owns none"),
        topic=Topic.CUSTOMERS,
    ),
    Command(
        words=("introduce", "소개", "소개 요청", "소개요청"),
        handler=later("introduce"),
        usage=N_("Jane Doe @colleague"),
        summary=N_("ask a colleague to introduce you to somebody"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("floor", "친분"),
        handler=later("floor"),
        usage=N_("Jane Doe: friends since school"),
        summary=N_("how you know somebody, in your own words, where no contact shows it"),
        topic=Topic.PEOPLE,
        writes=True,
    ),
    Command(
        words=("undo", "취소", "되돌리기"),
        handler=later("undo", "undo"),
        summary=N_("take back what you logged last"),
        topic=Topic.DAILY,
        writes=True,
    ),
    Command(
        words=("edit", "수정"),
        handler=later("undo", "edit"),
        summary=N_("correct what you logged last"),
        topic=Topic.DAILY,
        writes=True,
    ),
    Command(
        words=("language", "언어"),
        handler=later("mine", "language"),
        usage=N_("English or Korean"),
        summary=N_("the language I speak with you"),
        topic=Topic.SETTINGS,
        writes=True,
    ),
    Command(
        words=("timezone", "시간대", "time zone"),
        handler=later("mine", "zone"),
        usage=N_("Asia/Seoul"),
        summary=N_("your time zone"),
        topic=Topic.SETTINGS,
        writes=True,
    ),
    Command(
        words=("hour", "시각", "알림시각"),
        handler=later("mine", "hour"),
        usage=N_("9"),
        summary=N_("the hour at which I remind you"),
        topic=Topic.SETTINGS,
        writes=True,
    ),
    Command(
        words=("status", "상태", "version"),
        handler=later("status"),
        summary=N_("whether I am awake, and when I last reminded you"),
        topic=Topic.SETTINGS,
    ),
    Command(
        words=("add", "추가"),
        handler=later("team", "add"),
        usage=N_("jane@example.com"),
        summary=N_("let a colleague in (administrators only)"),
        topic=Topic.SETTINGS,
        writes=True,
        admins=True,
    ),
)
PUBLISHED = {command.name: command for command in COMMANDS if command.published}
MEANT = Command(words=("meant",), handler=later("alias", "meant"), summary="", writes=True)  # said by buttons alone
KEPT = Command(words=("file",), handler=later("files", "again"), summary="", writes=True)  # said by buttons alone
BY_WORD = {word: command for command in (*COMMANDS, MEANT, KEPT) for word in command.words}
LONGEST_FIRST = sorted(BY_WORD, key=len, reverse=True)
HELP, LOG, CHANGE = BY_WORD["help"], BY_WORD["logcontact"], BY_WORD["moved"]
WHATIF = BY_WORD["whatif"]  # tells of somebody who leaves, and is no change
HOME = Command(words=("home",), handler=later("home"), summary="")  # asked by opening the tab alone
QUESTION = Command(words=("",), handler=later("question"), summary="")  # asked in plain words alone
FILES = Command(words=("",), handler=later("files"), summary="", writes=True)  # handed over, perhaps with words


def find(ask: Ask) -> tuple[Command, Ask]:
    """The command an Ask is for, and the Ask with what follows the command's words as its text."""
    if ask.command in PUBLISHED:
        return PUBLISHED[ask.command], ask
    if ask.surface is Surface.HOME:
        return HOME, ask
    if ask.files:
        return FILES, ask
    command, _space, word = ask.command.partition(" ")
    if command == "rapport":  # with the word of a submitted form ("rapport insight"), else with what was typed after it
        said = f"{word} {ask.text}".strip()
        found = named(ask, said)
        if changes.plainly(said, ask.at.date()) and (found is None or found[0] is not WHATIF):
            return CHANGE, ask
        return found or ((CHANGE if changes.tells(said) else HELP), ask)
    asked = plain.asked(ask.text) if not ask.values else None
    if asked is not None:
        name, text = asked
        return BY_WORD.get(name, QUESTION), dataclasses.replace(ask, text=text)
    if not (ask.values or ask.quoted) and changes.plainly(ask.text, ask.at.date()):
        return CHANGE, ask
    typed = plain.with_slash(ask.text)
    return (typed and named(ask, typed)) or (LOG, ask)


def named(ask: Ask, text: str) -> tuple[Command, Ask] | None:
    """The command whose words a text begins with, and the Ask with the rest."""
    for word in LONGEST_FIRST:
        rest = after(word, text)
        if rest is not None:
            return BY_WORD[word], dataclasses.replace(ask, text=text if BY_WORD[word].whole else rest)
    return None


def after(word: str, text: str) -> str | None:
    """What follows `word` at the beginning of `text`; None where it does not begin so."""
    begins = text[: len(word)].casefold() == word and (len(text) == len(word) or not text[len(word)].isalnum())
    return text[len(word) :].strip(" \t\r\n?") if begins else None
