"""HubSpot's import: the labels of its properties, by which its wizard maps columns by itself.

Companies and contacts by the labels in "Set up your import files"; activities in a file for each of its kinds, each
row associated with the company and the contact that it names. "Rapport ID" is a text property with unique values, to
be made once on companies, contacts and activities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from storage.exports import crm
from storage.exports.rows import Sheet
from storage.exports.wanted import Wanted
from storage.session import Session

KINDS = {"call": "calls", "message": "notes", "mail": "notes"}  # all else is a meeting
ASSOCIATED = {
    "Rapport ID": "rapport_id",
    "Company Rapport ID": "account_rapport_id",
    "Company Record ID": "account_external",
    "Company Domain Name": "domain",
    "Contact Rapport ID": "person_rapport_id",
    "Contact Record ID": "person_external",
    "Email": "person_mail",
}


def activities(sheet: str) -> Callable[[Session, Wanted], Iterator[dict[str, Any]]]:
    def rows(session: Session, wanted: Wanted) -> Iterator[dict[str, Any]]:
        return (row for row in crm.contacts(session, wanted) if KINDS.get(row["kind"], "meetings") == sheet)

    return rows


SHEETS = (
    Sheet(
        "companies",
        {
            "Rapport ID": "rapport_id",
            "Company name": "name",
            "Company Domain Name": "domain",
            "Company owner": "owner",
        },
        crm.accounts,
    ),
    Sheet(
        "contacts",
        {
            "Rapport ID": "rapport_id",
            "First Name": "first",
            "Last Name": "last",
            "Email": "email",
            "Phone Number": "phone",
            "Job Title": "title",
            "Contact owner": "owner",
            "Company name": "account",
            "Company Domain Name": "domain",
            "Company Record ID": "account_external",
            "Company Rapport ID": "account_rapport_id",
        },
        crm.people,
    ),
    Sheet(
        "meetings",
        {
            "Meeting name": "subject",
            "Activity date": "day",
            "Meeting start time": "day",
            "Meeting description": "body",
            "Activity assigned to": "email",
            **ASSOCIATED,
        },
        activities("meetings"),
    ),
    Sheet(
        "calls",
        {"Call Title": "subject", "Activity date": "day", "Call notes": "body", "Activity assigned to": "email"}
        | ASSOCIATED,
        activities("calls"),
    ),
    Sheet(
        "notes",
        {"Note body": "body", "Activity date": "day", "Activity assigned to": "email"} | ASSOCIATED,
        activities("notes"),
    ),
)
