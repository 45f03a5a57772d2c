"""What is learned from a customer: of which kind it is, who may read it, and the words that say so."""

from enum import StrEnum


class Learned(StrEnum):
    NEED = "need"
    PROBLEM = "problem"
    IDEA = "idea"
    OPINION = "opinion"
    CHANGE = "change"
    COMPETITOR = "competitor"


class Visible(StrEnum):
    """Who may read a note: its author, the account's team, or everybody here."""

    ME = "me"
    TEAM = "team"
    ALL = "all"


LEARNED = {
    **dict.fromkeys(("need", "needs", "니즈", "필요", "요구", "요구사항"), Learned.NEED),
    **dict.fromkeys(("problem", "problems", "문제", "문제점"), Learned.PROBLEM),
    **dict.fromkeys(("idea", "ideas", "아이디어"), Learned.IDEA),
    **dict.fromkeys(("opinion", "opinions", "의견"), Learned.OPINION),
    **dict.fromkeys(("change", "changes", "변화", "변경"), Learned.CHANGE),
    **dict.fromkeys(("competitor", "competitors", "competition", "경쟁사"), Learned.COMPETITOR),
}
VISIBLE = {
    **dict.fromkeys(("private", "only me", "나만", "나만 보기", "나만보기", "비공개"), Visible.ME),
    **dict.fromkeys(("team only", "only the team", "팀만", "팀만 보기", "팀만보기"), Visible.TEAM),
}
