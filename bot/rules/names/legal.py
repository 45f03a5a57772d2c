"""In which form a company was registered, in Hangul and Latin letters: what is no part of its name."""

import re

from bot.rules.names.particles import PARTICLES

KOREAN = frozenset(
    "주식회사 유한회사 유한책임회사 합자회사 합명회사 재단법인 사단법인 의료법인 학교법인 사회복지법인 종교법인"
    " 국립대학법인 법무법인 회계법인 세무법인 특허법인 노무법인 관세법인 감정평가법인 농업회사법인 어업회사법인"
    " 영농조합법인 영어조합법인 협동조합 사회적협동조합".split()
)
LONGEST_FIRST = tuple(sorted(KOREAN, key=len, reverse=True))
# Nowhere in a name are these part of it.
ANYWHERE = frozenset("주식회사 유한회사 유한책임회사 합자회사 합명회사".split())
# Those that are other words or initials too; in a sentence they are told by their capitals or dots.
_UNSURE = frozenset("company companies as asa se ag ab na sa sas sca se sl spa lp ug kg kk gk bv nv".split())
LATIN = _UNSURE | frozenset(
    "inc incorporated corp corporation co ltd limited llc lllp llp plc pllc gmbh ggmbh mbh kgaa ohg gbr"
    " sarl sasu snc srl srls slu sau bvba sprl vof aps ehf oy oyj pte pty pvt yk kabushiki kaisha sdn bhd berhad tbk"
    " ltda eireli sab sapi sro doo dooel zrt nyrt kft eood ood jsc cjsc ojsc pjsc oao zao pao ooo".split()
)
# What a form of several words begins with: Private Limited, Public Company Limited, and Company.
JOINING = frozenset("private public and".split())
# What stands before a name; the second set only before several words: PT Hanbit Indonesia, but not PT Solutions.
FIRST = frozenset("oy jsc cjsc ojsc pjsc oao zao pao ooo gmbh llc".split())
FIRST_OF_SEVERAL = frozenset("pt ab kk".split())

_SHORT = "주식회사|유한회사|재단법인|사단법인|합자|합명|유한|유책|재단|사단|주|유|재|사|의|학|합|자|복"
# In a plain text: in brackets, also half of them at its edges, and with dots where letters alone may be anything.
ASIDE = re.compile(
    rf"\((?:{_SHORT}|the|d/b/a|publ)\)|^\s*(?:주|유|재|사)\)|\((?:주|유|재|사)\s*$|\((?:the|d/b/a)"
    r"|^\s*(?:a/s|k\.\s?k\.)\s|\bsp\.?\s?z\.?\s?o\.?\s?o\b\.?|(?<=[\s,])(?:p\.\s?c|p\.\s?a|e\.\s?v|e\.\s?g)\b\.?\s*$"
    r"|\b(?:s\.?\s)?de\s(?:r\.?\s?l|c\.?\s?v)\b\.?"
)
# Latin forms that stand glued to Hangul: 한빛전자Co.,Ltd.
GLUED_LATIN = frozenset("inc corp co ltd llc gmbh".split())
_AFTER = re.compile(
    rf"\s?(?:\((?:{_SHORT}|publ)\)|[㈎-㈜]|(?P<korean>{'|'.join(LONGEST_FIRST)})(?P<glued>[가-힣]*))"
    r"|(?P<gap>\.?,\s?|\s)(?P<joining>&\s|and\s|de\s|private\s|public\s)?"
    r"(?P<latin>[A-Za-z](?:[A-Za-z]{1,12}|(?:[./]\s?[A-Za-z]){1,3}))(?![A-Za-z0-9])\.?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\((?:{_SHORT})\)|[㈎-㈜]|{'|'.join(LONGEST_FIRST)})\s?$"
    rf"|\b(?:{'|'.join(sorted(FIRST | FIRST_OF_SEVERAL)).upper()})\.?\s$"
)


def form_after(text: str, end: int) -> int:
    """Where the legal form ends that follows a name in a text; `end` if none does."""
    found = _AFTER.match(text, end)
    if found is None or (found["glued"] and found["glued"] not in PARTICLES):
        return end
    if found["korean"]:
        return found.end("korean")
    return found.end() if not found["latin"] or _is_form(found["latin"], found["gap"]) else end


def _is_form(word: str, gap: str) -> bool:
    letters = re.sub(r"[./\s]", "", word)
    if letters.lower() not in LATIN:
        return False
    if letters.lower() not in _UNSURE or len(letters) < len(word):
        return True
    return gap == " " and letters[0].isupper() and (len(letters) > 3 or not letters[1:].islower())


def form_before(text: str, start: int) -> int:
    """Where the legal form begins that stands before a name in a text; `start` if none does."""
    found = _BEFORE.search(text, max(0, start - 9), start)
    return start if found is None else found.start()
