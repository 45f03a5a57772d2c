"""The exports of Salesforce and HubSpot, as they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import plans, workspaces
from storage.imports import Problem, Result, Wish, import_source, sources
from storage.memory import Memory
from storage.session import Scope, Session
from storage.tables import (
    Account,
    Fact,
    Helper,
    Interaction,
    Invited,
    Met,
    Origin,
    Person,
    Plan,
    Position,
    Teammate,
    Took,
)
from tests import crm
from tests.conftest import NOW
from tests.test_imports import by, everything, rows, silent

Bring = Callable[..., dict[str, Result]]


@pytest.fixture
def bring(memory: Memory, tmp_path: Path) -> Bring:
    """Imports texts or bytes as the files of a folder, each after those that it refers to; the results by name."""

    def bring(files: Mapping[str, str | bytes], wish: Wish | None = None, days: int = 0) -> dict[str, Result]:
        found = []
        for name, content in files.items():
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
            found += sources(tmp_path / name, wish=wish)
        workspace, results = workspaces.first(memory), {}
        for source in sorted(found, key=lambda source: source.rank):
            at = NOW + timedelta(days=days)
            results[source.path.name] = import_source(
                memory, workspace, source, zone="Asia/Seoul", at=at, progress=silent, again=True
            )
            source.close()
        return results

    return bring


def without(files: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: content for name, content in files.items() if name not in names}


@pytest.fixture
def salesforce(bring: Bring) -> dict[str, Result]:
    return bring(without(crm.SALESFORCE, "Opportunity.csv"))


@pytest.fixture
def hubspot(bring: Bring) -> dict[str, Result]:
    return bring(crm.HUBSPOT)


def told(results: Mapping[str, Result]) -> dict[str, tuple[str, int, int, int, int, int]]:
    return {
        name: (one.kind, one.new, one.changed, one.joined, one.rejected, sum(one.skipped.values()))
        for name, one in results.items()
    }


def external(memory: Memory, model: type[Any]) -> dict[Any, Mapping[str, Any]]:
    return by(rows(memory, model), "external_id")


def logged(memory: Memory) -> dict[str, Mapping[str, Any]]:
    """The contacts by their ids in the other system."""
    there = by(rows(memory, Interaction), "id")
    return {row["external_id"]: there[row["ref"]] for row in rows(memory, Origin) if row["kind"] == "interaction"}


def test_a_data_export_of_salesforce_is_read_as_it_comes(salesforce: dict[str, Result]) -> None:
    assert told(salesforce) == {
        "User.csv": ("teammates", 2, 0, 0, 0, 0),
        "Account.csv": ("accounts", 2, 0, 1, 1, 1),
        "AccountTeamMember.csv": ("members", 1, 0, 0, 0, 0),
        "Contact.csv": ("people", 3, 0, 1, 1, 0),
        "OpportunityContactRole.csv": ("roles", 0, 2, 0, 0, 1),
        "Event.csv": ("interactions", 3, 0, 0, 0, 1),
        "Task.csv": ("interactions", 3, 0, 0, 1, 3),
    }


def test_the_same_export_again_changes_nothing(memory: Memory, bring: Bring, salesforce: dict[str, Result]) -> None:
    before = everything(memory) | {model.__name__: rows(memory, model) for model in (Plan, Invited, Fact, Origin)}
    again = bring(without(crm.SALESFORCE, "Opportunity.csv"))
    assert {(one.new, one.changed, one.joined) for one in again.values()} == {(0, 0, 0)}
    assert everything(memory) | {m.__name__: rows(memory, m) for m in (Plan, Invited, Fact, Origin)} == before


def test_users_of_salesforce_become_teammates(memory: Memory, salesforce: dict[str, Result]) -> None:
    team = by(rows(memory, Teammate), "email")
    mia, tom = team["mia@example.com"], team["tom@example.com"]
    assert (mia["name"], mia["zone"], mia["locale"], mia["country"], mia["active"]) == (
        *("Mia Brandt", "Europe/Berlin", "de", "", True),
    )
    assert (tom["country"], tom["active"], tom["manager_id"]) == ("KR", False, mia["id"])


def test_accounts_of_salesforce_have_owner_parent_helpers_and_no_second_self(
    memory: Memory, salesforce: dict[str, Result]
) -> None:
    team, accounts = by(rows(memory, Teammate), "email"), external(memory, Account)
    acme = accounts[crm.ACME]
    assert set(accounts) == {crm.ACME, crm.HANBIT}
    assert (acme["name"], acme["domain"], acme["industry"], acme["last_activity"]) == (
        *("ACME Corp.", "acme.example", "Steel", None),
    )
    assert (acme["owner_id"], acme["parent_id"]) == (team["mia@example.com"]["id"], accounts[crm.HANBIT]["id"])
    assert [row["teammate_id"] for row in rows(memory, Helper)] == [team["tom@example.com"]["id"]]
    second = [row["ref"] for row in rows(memory, Origin) if row["external_id"] == crm.DUP]
    assert second == [acme["id"]]


def test_contacts_of_salesforce_are_one_person_each(memory: Memory, salesforce: dict[str, Result]) -> None:
    people, accounts = external(memory, Person), external(memory, Account)
    jane, hong, bob = (people[key] for key in (crm.JANE, crm.HONG, crm.BOB))
    assert (jane["email"], jane["phone"], jane["birthday"], jane["source"]) == (
        *("jane@acme.example", "+1 555 0100", "1980-03-14", "import"),
    )
    assert (hong["name"], bob["name"], bob["email"]) == ("홍길동", "Bob Roe", "")
    held = [(row["person_id"], row["account_id"], row["rank"], row["duty"]) for row in rows(memory, Position)]
    assert sorted(held) == [
        (jane["id"], accounts[crm.ACME]["id"], "", "CFO"),
        (jane["id"], accounts[crm.HANBIT]["id"], "", "Board member"),
        (hong["id"], accounts[crm.HANBIT]["id"], "부장", ""),
        (bob["id"], accounts[crm.ACME]["id"], "", ""),
    ]
    assert all(row["until"] is None for row in rows(memory, Position))


def test_the_strongest_role_of_all_opportunities_is_on_the_position(
    memory: Memory, salesforce: dict[str, Result]
) -> None:
    jane = external(memory, Person)[crm.JANE]["id"]
    assert "economic buyer" in {row["role"] for row in rows(memory, Position) if row["person_id"] == jane}
    said = [(row["kind"], row["value"], row["author_id"], row["day"].isoformat()) for row in rows(memory, Fact)]
    assert sorted(said) == [("rank", "부장", None, "2026-03-11"), ("role", "economic buyer", None, "2026-03-11")]


def test_tasks_and_events_of_salesforce_become_contacts(memory: Memory, salesforce: dict[str, Result]) -> None:
    contacts, accounts = logged(memory), external(memory, Account)
    team = {row["id"]: row["email"][:3] for row in rows(memory, Teammate)}
    names = {row["id"]: row["name"] for row in rows(memory, Person)}
    told = {
        key.removeprefix("00TA000001").removeprefix("00UA000001"): (
            row["day"].isoformat(),
            row["kind"],
            next(key for key, account in accounts.items() if account["id"] == row["account_id"]),
            [names[met["person_id"]] for met in rows(memory, Met) if met["interaction_id"] == row["id"]],
            [team[took["teammate_id"]] for took in rows(memory, Took) if took["interaction_id"] == row["id"]],
            row["note"],
            row["visible"],
        )
        for key, row in contacts.items()
    }
    assert told == {
        "Call1AA0": ("2026-03-02", "call", crm.ACME, ["Jane Doe"], ["mia"], 'She asked for\n"the" offer', "all"),
        "Mail1AA0": ("2026-03-03", "mail", crm.HANBIT, ["홍길동"], ["tom"], "Email: offer", "all"),
        # done before it was due, at half past midnight in Berlin
        "EarlyAA0": ("2026-03-06", "visit", crm.ACME, ["Jane Doe"], ["mia"], "Visit the plant", "all"),
        # the next morning in Seoul
        "Meet1AA0": ("2026-03-06", "meeting", crm.ACME, ["Jane Doe"], ["tom"], "Quarterly review\nBudget is up", "all"),
        "AllDyAA0": ("2026-03-06", "event", crm.HANBIT, [], ["mia"], "전시회", "me"),
    }


def test_an_event_to_come_is_a_plan_until_it_is_over(
    memory: Memory, bring: Bring, salesforce: dict[str, Result]
) -> None:
    [plan] = rows(memory, Plan)
    assert (plan["day"].isoformat(), plan["kind"], plan["text"], plan["state"]) == (
        *("2026-03-20", "meal", "Lunch with Jane", "open"),
    )
    jane = external(memory, Person)[crm.JANE]["id"]
    assert [row["person_id"] for row in rows(memory, Invited)] == [jane]
    later = crm.EVENT.replace("2026-03-20", "2026-03-21")
    assert told(bring({"Event.csv": later})) == {"Event.csv": ("interactions", 0, 1, 0, 0, 1)}
    assert rows(memory, Plan)[0]["day"].isoformat() == "2026-03-21"
    assert told(bring({"Event.csv": later}, days=20)) == {"Event.csv": ("interactions", 1, 0, 0, 0, 1)}
    [plan] = rows(memory, Plan)
    assert (plan["state"], plan["interaction_id"]) == ("done", logged(memory)["00UA000001SoonXAA0"]["id"])
    assert told(bring({"Event.csv": later}, days=21)) == {"Event.csv": ("interactions", 0, 0, 0, 0, 1)}


@pytest.mark.parametrize("held", [True, False])
def test_a_plan_that_was_answered_here_is_not_logged_a_second_time(
    memory: Memory, bring: Bring, salesforce: dict[str, Result], held: bool
) -> None:
    [plan] = rows(memory, Plan)
    contact = rows(memory, Interaction)[0]["id"]

    def answer(session: Session) -> None:
        if held:
            plans.done(session, plan["id"], contact)
        else:
            plans.drop(session, plan["id"])

    memory.write_now(Scope(workspaces.first(memory)), answer)
    before = len(rows(memory, Interaction))
    assert bring({"Event.csv": crm.EVENT}, days=20)["Event.csv"].new == 0
    assert len(rows(memory, Interaction)) == before


def test_an_export_of_hubspot_is_read_as_it_comes(memory: Memory, hubspot: dict[str, Result], bring: Bring) -> None:
    assert told(hubspot) == {
        "team.csv": ("teammates", 2, 0, 0, 0, 0),
        "all-companies.csv": ("accounts", 2, 0, 0, 0, 0),
        "all-contacts.csv": ("people", 2, 0, 0, 0, 1),
        "associations.csv": ("positions", 1, 0, 0, 0, 0),
        "calls.csv": ("interactions", 1, 0, 0, 0, 1),
        "emails.csv": ("interactions", 1, 0, 0, 0, 1),
        "hubspot-notes.csv": ("interactions", 1, 0, 0, 0, 0),
        "meetings.csv": ("interactions", 1, 0, 0, 0, 1),
        "tasks.csv": ("interactions", 1, 0, 0, 0, 1),
    }
    before = everything(memory)
    assert {(one.new, one.changed) for one in bring(crm.HUBSPOT).values()} == {(0, 0)}
    assert everything(memory) == before


def test_companies_and_contacts_of_hubspot_know_each_other(memory: Memory, hubspot: dict[str, Result]) -> None:
    accounts, people = external(memory, Account), external(memory, Person)
    team = {row["id"]: row["email"] for row in rows(memory, Teammate)}
    assert [(row["name"], row["industry"], team[row["owner_id"]]) for row in accounts.values()] == [
        ("ACME Corp.", "Computer software", "mia@example.com"),
        ("hanbit.example", "", "tom@example.com"),
    ]
    jane, hong = people["801"]["id"], people["802"]["id"]
    held = {
        (row["person_id"], row["account_id"], row["rank"] or row["duty"], row["role"])
        for row in rows(memory, Position)
        if row["person_id"] in (jane, hong)
    }
    acme, hanbit = accounts["901"]["id"], accounts["902"]["id"]
    assert people["802"]["name"] == "홍길동"
    assert held == {
        (jane, acme, "CFO", "economic buyer"),
        (jane, hanbit, "", ""),
        (hong, hanbit, "부장", ""),
        (hong, acme, "", ""),
    }


def test_activities_of_hubspot_become_contacts(memory: Memory, hubspot: dict[str, Result]) -> None:
    names = {row["id"]: row["name"] for row in rows(memory, Person)}
    told = {
        key: (
            row["day"].isoformat(),
            row["kind"],
            sorted(names[met["person_id"]] for met in rows(memory, Met) if met["interaction_id"] == row["id"]),
            row["note"],
        )
        for key, row in logged(memory).items()
    }
    assert told == {
        "call:1": ("2026-03-02", "call", ["Jane Doe"], "Call with Jane Doe\nWants a discount & more\nNext week"),
        "meeting:1": ("2026-03-03", "visit", ["Jane Doe", "New Face"], "Plant visit"),
        "note:5": ("2026-03-05", "message", ["홍길동"], "카톡으로 견적 요청 받음"),
        "email:1": ("2026-03-06", "mail", ["Jane Doe"], "Re: the meeting\nSee you"),
        "task:1": ("2026-03-07", "call", ["Jane Doe"], "Ring Jane"),
    }


# reports, and whatever else is not as it should be

REPORT = """"Accounts with owner"
"As of 2026-03-11"

Account Name;Account Owner;Account ID;Industry;Last Activity
ACME Corp.;Mia Brandt;001A000001AcmeA;Steel;14.02.2026
Total;;;;
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
"""
ACTIVITIES = """Subject,Assigned,Date,Time,Company / Account,Contact,Type,Status,Comments,Activity ID
Call,Mia Brandt,3/2/2026,2:05 PM,ACME Corp.,Jane Doe,Call,Completed,Spoke,00TA000001CallR
Site visit,Tom Kim,3/5/2026,,ACME Corp.,Jane Doe;Tom Roe,,,,00UA000001VisiR
Later,Tom Kim,2/13/2026,,ACME Corp.,,Meeting,Completed,,00UA000001LaterR
Prepare,Tom Kim,3/6/2026,,ACME Corp.,,,In Progress,,00TA000001OpenR
"""


def test_a_report_with_its_title_its_totals_and_its_short_ids_is_read(memory: Memory, bring: Bring) -> None:
    bring({"team.csv": crm.TEAM})
    results = bring({"report1.csv": REPORT, "report2.csv": ACTIVITIES})
    assert told(results) == {
        "report1.csv": ("accounts", 1, 0, 0, 0, 0),
        "report2.csv": ("interactions", 3, 0, 0, 0, 1),
    }
    [acme] = rows(memory, Account)
    assert (acme["external_id"], acme["last_activity"].isoformat()) == (crm.ACME, "2026-02-14")
    days = sorted(row["day"].isoformat() for row in rows(memory, Interaction))
    assert days == ["2026-02-13", "2026-03-02", "2026-03-05"]
    assert bring({"Account.csv": crm.ACCOUNT})["Account.csv"].changed == 1


def test_a_day_that_can_be_read_both_ways_is_asked_for(bring: Bring) -> None:
    bring({"team.csv": crm.TEAM, "report1.csv": REPORT})
    unclear = ACTIVITIES.replace("2/13/2026", "2/12/2026")
    assert bring({"report2.csv": unclear})["report2.csv"].rejected == 3
    assert bring({"report2.csv": unclear}, Wish(dates="mdy"))["report2.csv"].new == 3


@pytest.mark.parametrize(
    ("header", "kind", "system"),
    [
        ("Id,Name,ParentId,OwnerId,Industry,Website,LastActivityDate", "accounts", "Salesforce"),
        ("ID,NAME,PHONE,BILLINGCITY", "accounts", "Salesforce"),
        ("Id,LastName,FirstName,AccountId,Email,Title", "people", "Salesforce"),
        ("Id,Subject,Status,WhoId,WhatId,OwnerId,ActivityDate", "interactions", "Salesforce"),
        ("Id,Subject,StartDateTime,WhoId,WhatId,OwnerId", "interactions", "Salesforce"),
        ("Id,Username,Email,Name,IsActive", "teammates", "Salesforce"),
        ("Id,AccountId,UserId,TeamMemberRole", "members", "Salesforce"),
        ("Id,ContactId,OpportunityId,Role,IsPrimary", "roles", "Salesforce"),
        ("Id,AccountId,ContactId,IsDirect,Roles", "positions", "Salesforce"),
        ("Account Name,Account Owner,Billing City,Type", "accounts", "Salesforce"),
        ("First Name,Last Name,Title,Account Name,Email", "people", "Salesforce"),
        ("Subject,Assigned,Date,Company / Account,Contact", "interactions", "Salesforce"),
        ("Record ID,Company name", "accounts", "HubSpot"),
        ("Company name,Company owner,Phone Number", "accounts", "HubSpot"),
        ("hs_object_id,name,domain", "accounts", "HubSpot"),
        ("Record ID,First Name,Last Name,Email,Associated Company", "people", "HubSpot"),
        ("hs_object_id,email,firstname,lastname,associatedcompanyid", "people", "HubSpot"),
        (
            "Record ID,Meeting name,Meeting start time,Activity assigned to,Associated Company",
            "interactions",
            "HubSpot",
        ),
        ("hs_object_id,hs_call_title,hs_timestamp,hubspot_owner_id,Associated Company IDs", "interactions", "HubSpot"),
        ("Activity type,Activity date,Activity assigned to,Associated Company", "interactions", "HubSpot"),
        ("Contact ID,Company ID,Association label", "positions", "HubSpot"),
        ("name,account,title,email,external_id", "people", ""),
        ("email,name,timezone", "teammates", ""),
    ],
)
def test_an_export_is_known_by_its_columns(tmp_path: Path, header: str, kind: str, system: str) -> None:
    (tmp_path / "export.csv").write_text(header + "\n")
    [source] = sources(tmp_path / "export.csv")
    assert (source.kind, source.layout.style.system) == (kind, system)


@pytest.mark.parametrize(
    "header",
    [
        "Id,IsDeleted,LastName,FirstName,Company,Email,Status",  # leads
        "Id,Name,AccountId,StageName,CloseDate",  # opportunities
        "Id,IsDeleted,Name,ParentId,Type,Status,StartDate",  # campaigns
        "Id,Name,ProductCode,IsActive",
        "Record ID,Deal Name,Deal Stage,Deal owner,Email",
        "Record ID,Ticket name,Ticket owner,Email",
        "Id,CaseNumber,ContactId,AccountId,Subject,Status",
    ],
)
def test_other_lists_of_a_crm_are_taken_for_none_of_ours(tmp_path: Path, header: str) -> None:
    (tmp_path / "export.csv").write_text(header + "\n")
    with pytest.raises(Problem, match="is no list of"):
        sources(tmp_path / "export.csv")


def test_columns_may_be_said_where_nobody_could_know_them(memory: Memory, bring: Bring) -> None:
    strange = "Firma;Betreuer;Sitz\nACME Corp.;mia@example.com;Berlin\n"
    wish = Wish("accounts", {"Firma": "name", "Betreuer": "owner"})
    bring({"team.csv": crm.TEAM})
    assert bring({"firmen.csv": strange}, wish)["firmen.csv"].new == 1
    assert rows(memory, Account)[0]["owner_id"] == by(rows(memory, Teammate), "email")["mia@example.com"]["id"]
    with pytest.raises(Problem, match="accounts have no field colour"):
        bring({"firmen.csv": strange}, Wish("accounts", {"Firma": "name", "Sitz": "colour"}))


def test_what_colleagues_said_here_is_not_undone_by_the_next_export(
    memory: Memory, bring: Bring, salesforce: dict[str, Result]
) -> None:
    hong, accounts = external(memory, Person)[crm.HONG]["id"], external(memory, Account)
    [held] = [row for row in rows(memory, Position) if row["person_id"] == hong]

    def move(session: Session) -> None:
        session.set(Position, held["id"], until=NOW.date() - timedelta(days=30))
        values = {"person_id": hong, "account_id": accounts[crm.ACME]["id"], "duty": "CTO", "since": NOW.date()}
        session.add(Position, **values)

    memory.write_now(Scope(workspaces.first(memory)), move)
    before = rows(memory, Position)
    assert bring({"Contact.csv": crm.CONTACT})["Contact.csv"].changed == 0
    assert rows(memory, Position) == before


def test_what_was_logged_here_and_told_to_a_crm_comes_back_as_the_same(
    memory: Memory, bring: Bring, salesforce: dict[str, Result]
) -> None:
    ours = rows(memory, Interaction)[0]
    head = crm.TASK.splitlines()[0] + ',"Rapport_ID__c"\n'
    row = f'"00TA000001OursXAA0","{crm.JANE}","","Call","2026-03-02","Completed","{crm.MIA}","","0","{crm.ACME}","1",'
    back = f'{head}{row}"","Call","","","contact-{ours["id"]}"\n'
    before = len(rows(memory, Interaction))
    assert told(bring({"Task.csv": back})) == {"Task.csv": ("interactions", 0, 0, 0, 0, 0)}
    assert len(rows(memory, Interaction)) == before
    assert logged(memory)["00TA000001OursXAA0"]["id"] == ours["id"]
