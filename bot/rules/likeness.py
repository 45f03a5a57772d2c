"""What accounts like this one have and this one has not: a role that most of its peers know somebody in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.rules.roles import Role

PEERS = 8  # accounts of the same tier and industry below which nothing is said
MOST = 0.6  # share of them that know somebody in a role


@dataclass(frozen=True, slots=True)
class Likely:
    """`having` of `peers` accounts know somebody in `role`."""

    role: Role
    having: int
    peers: int


def missing(peers: int, held: Iterable[tuple[int, str]], here: Collection[str]) -> list[Likely]:
    """The roles that at least MOST of at least PEERS accounts have and this one, with the roles `here`, has not.

    `held` are (account, role) of the `peers` accounts, in any order and any number of times; what most have comes
    first, then in the order of Role.
    """
    if peers < PEERS:
        return []
    having: dict[str, set[int]] = {}
    for account, role in held:
        having.setdefault(role, set()).add(account)
    found = [Likely(role, len(having.get(role, ())), peers) for role in Role if role not in here]
    return sorted((one for one in found if one.having >= MOST * peers), key=lambda one: -one.having)
