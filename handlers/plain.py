"""What plain words mean: a question, a command without its slash, or else a contact to log."""

from __future__ import annotations

import re

ANYBODY = r"(?:(?:any|some)(?:body|one) |people |the people )?"
OF_US = r"(?:we|any of us|(?:any|some)(?:body|one)(?: here)?)"
WHOM_KO = r"(?:혹시 )?(?P<rest>.+?)(?:에서|에는|에|을|를|은|는)? ?"
KNOWS = r"(?:knows?|(?:has |have )?(?:ever )?(?:met|talked to|spoken to|been in touch with))"
ASKED = [
    (name, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for name, pattern in (
        ("whoknows", rf"who (?:of us |here |else )*{KNOWS} {ANYBODY}(?:at |in |from )?(?P<rest>.+)"),
        ("whoknows", r"who(?:m)? do we know (?:at |in |from )?(?P<rest>.+)"),
        (
            "whoknows",
            rf"(?:do|does|has|have) {OF_US} {KNOWS} {ANYBODY}(?:at )?(?P<rest>.+)",
        ),
        ("whoknows", r"(?:혹시 )?누가 ?알아\w* (?P<rest>.+)"),
        (
            "whoknows",
            r"(?:혹시 )?누가 (?P<rest>.+?)(?:을|를|와|과|랑|하고)? ?(?:알아|아나|아시|아세|압니|만났|만나)\w*",
        ),
        ("whoknows", rf"{WHOM_KO}누가 ?(?:알|아|압|만)\w*"),
        (
            "whoknows",
            rf"{WHOM_KO}(?:아는|아시는) ?(?:사람|분)\w*(?: ?(?:있(?:어|나|을|는|습)|계|누구)\w*)?",
        ),
        ("whoknows", r"(?:아는|아시는) ?(?:사람|분) (?P<rest>.+)"),
        ("whoknows", r"whoknows|who knows|누가 ?알아\w*|(?:아는|아시는) ?(?:사람|분)\w*(?: ?(?:있|계)\w*)?"),
        ("whoknows", r"whoknows (?P<rest>.+)"),
        ("logcontact", r"(?:logcontact|기록|로그)[:\s]+(?P<rest>.+)"),
        ("neglected", r"(?:neglected|뜸한 ?고객|소홀)(?: (?P<rest>team|mine|팀|전체))?"),
        ("help", r"help(?: me)?|도움말?|도와 ?줘\w*|hi|hello|hey|안녕\w*|"),
        ("undo", r"undo|취소|되돌리기"),
        ("edit", r"edit|수정"),
        ("status", r"status|상태"),
        ("snooze", r"(?:snooze|미루기)(?: (?P<rest>.*))?"),
        ("notmine", r"not ?mine|(?:제|내|우리) ?(?:고객|거래처|담당)(?:이|은)? ?(?:아님|아니\w*|아닙니다)"),
    )
]
AFTER_NAME = re.compile(r"/?rapport\s+(?P<rest>.+)|/(?P<slash>.+)", re.IGNORECASE | re.DOTALL)
QUESTION = re.compile(
    r"(?:who|what|when|where|which|why|how|is|are|do|does|did|has|have|can|could|should)\b.*\?"
    r"|.*(?:언제|누가|누구|어디|무엇|뭐|왜|어떻게|얼마|있나요|있어요?|아세요|알아요?|아시나요)\s?.*\?",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 300  # signs of a question; what is longer is told, not asked


def asked(text: str) -> tuple[str, str] | None:
    """The name of the command that plain words ask for and what it is asked about; None for a contact to log.

    "" is the name for a question that no command answers as it stands.
    """
    said = text.strip()
    if len(said) > LONGEST:
        return None
    bare = said.rstrip(" ?!？！")
    for name, pattern in ASKED:
        match = pattern.fullmatch(bare)
        if match is not None:
            return name, (match.groupdict().get("rest") or "").strip()
    return ("", said) if QUESTION.fullmatch(said.replace("？", "?")) else None


def with_slash(text: str) -> str:
    """What follows "rapport" or a slash that was typed within a message, where it is no command: "" for neither."""
    match = AFTER_NAME.fullmatch(text.strip())
    return (match["rest"] or match["slash"]) if match is not None else ""
