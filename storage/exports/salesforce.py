"""Salesforce's import: the labels that its Data Import Wizard knows, and the field names that Data Loader does.

Accounts and contacts go through the wizard, by labels ("Field Mapping for Other Data Sources and Organization Import"
in its help); tasks only through Data Loader, by the names of the Task object's fields. "Rapport ID" is a text field
with the External ID attribute, to be made once on each of the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage.exports import crm
from storage.exports.rows import Sheet
from storage.exports.wanted import Wanted
from storage.session import Session

SUBTYPES = {"call": "Call", "mail": "Email"}  # of a Task; all else is "Task"


def tasks(session: Session, wanted: Wanted) -> Iterator[dict[str, Any]]:
    for row in crm.contacts(session, wanted):
        subtype = SUBTYPES.get(row["kind"], "Task")
        yield {**row, "status": "Completed", "priority": "Normal", "subtype": subtype}


SHEETS = (
    Sheet(
        "accounts",
        {
            "Rapport ID": "rapport_id",
            "Account Name": "name",
            "Website": "domain",
            "Industry": "industry",
            "Parent Account": "parent",
            "Record Owner": "owner",
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
            "Business Phone": "phone",
            "Title": "title",
            "Department": "department",
            "Birthdate": "born",
            "Account Name": "account",
            "Account ID": "account_external",
            "Account: Rapport ID": "account_rapport_id",
            "Record Owner": "owner",
        },
        crm.people,
    ),
    Sheet(
        "tasks",
        {
            "Rapport_ID__c": "rapport_id",
            "Subject": "subject",
            "ActivityDate": "day",
            "Status": "status",
            "Priority": "priority",
            "TaskSubtype": "subtype",
            "Description": "body",
            "WhatId": "account_external",
            "WhoId": "person_external",
            "What:Account:Rapport_ID__c": "account_rapport_id",
            "Who:Contact:Rapport_ID__c": "person_rapport_id",
            "Owner:User:Email": "email",
        },
        tasks,
    ),
)
