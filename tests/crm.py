"""Exports as two CRMs give them, small and invented: the files of tests/exports, and the ids in those of Salesforce."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("exports")
ACME, HANBIT, DUP = "001A000001AcmeAIAR", "001A000001HanbtAA0", "001A000001DupliAA0"
JANE, HONG, BOB = "003A000001JaneDAA0", "003A000001HongDAA0", "003A000001BobXXAA0"
MIA = "005A000001MiaBrAA0"


def files(system: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((FOLDER / system).glob("*.csv"))}


SALESFORCE, HUBSPOT = files("salesforce"), files("hubspot")
ACCOUNT, CONTACT = SALESFORCE["Account.csv"], SALESFORCE["Contact.csv"]
TASK, EVENT = SALESFORCE["Task.csv"], SALESFORCE["Event.csv"]
TEAM = HUBSPOT["team.csv"]
