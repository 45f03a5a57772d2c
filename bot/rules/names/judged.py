"""Whether it is clear who is meant."""

from dataclasses import dataclass

from bot.rules.names.forms import Hit, close
from bot.rules.names.likeness import EQUAL
from bot.rules.names.near import BESIDE, LIKELY, nearest
from bot.rules.names.sound import romanised
from bot.rules.names.stored import Stored
from bot.rules.names.typed import with_word

# A near name is taken without asking only if nothing but spaces, word order or script differs and no other name comes
# near; a misspelling and a part of a name are asked about.
AHEAD = 0.05
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Certain:
    """One is meant, and it is this one."""

    ref: int
    name: str


@dataclass(frozen=True, slots=True)
class Several:
    """One of these may be meant (it may be only one, if the name is not quite the same): ask. Best first."""

    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Unknown:
    """None is; these come nearest, if any."""

    hits: list[Hit]


Verdict = Certain | Several | Unknown


def judge(names: Stored, asked: str) -> Verdict:
    """Who is meant by a name as somebody typed it: never a guess.

    The same key at one ref is certain, at several it is asked. A name that others only begin with (LG of LG전자 and
    LG화학) is asked about, even if there is one. A nearly equal name is certain if it is AHEAD of all others.
    """
    same = {names.at(slot).ref: names.at(slot).name for slot in names.named(names.key(asked))}
    if len(same) == 1:
        return Certain(*next(iter(same.items())))
    if same:
        return Several([Hit(ref, name, 1.0, exact=True) for ref, name in sorted(same.items())])
    near = nearest(names, asked, SHOWN, BESIDE)
    partial = with_word(names, asked, SHOWN)
    if near and _is_clear(names, asked, near, partial):
        return Certain(near[0].ref, near[0].name)
    likely = [hit for hit in near if hit.score >= max(LIKELY, near[0].score - BESIDE)]
    likely += [hit for hit in partial if hit.ref not in {other.ref for other in likely}]
    return Several(likely[:SHOWN]) if likely else Unknown(near)


def _is_clear(names: Stored, asked: str, near: list[Hit], partial: list[Hit]) -> bool:
    behind = near[1].score if len(near) > 1 else 0.0
    long = len(romanised(close(names.key(asked)))) > 3  # short names are too often alike by chance
    return long and not partial and near[0].score >= EQUAL and near[0].score - behind >= AHEAD
