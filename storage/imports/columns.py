"""The fields of each kind of file, and the columns that each is read from.

A field has several columns where two systems call it differently, or where one is empty: the first with something in it
counts. Names are folded: lower case, blanks for underscores. Salesforce has the names of its API (Data Export, Data
Loader) and the labels of its reports; HubSpot the labels of its exports and the internal names of its properties.
"""

from __future__ import annotations

# what Rapport's own files are made of
COLUMNS = {
    "teammates": ("email", "name", "slack_id", "timezone", "locale", "manager", "country"),
    "accounts": ("name", "tier", "owner", "domain", "external_id", "parent", "industry", "team", "last_activity"),
    "people": ("name", "account", "title", "department", "role", "email", "external_id"),
    "interactions": ("at", "account", "people", "teammates", "kind", "note", "participants"),
}
# read from a file of ours too, and not asked for: an export of ours has them
OWN_TOO = {"people": ("phone", "birthday"), "interactions": ("favour", "visible")}
OWN_NEEDED = {
    "teammates": {"email"},
    "accounts": {"name"},
    "people": {"name", "account"},
    "interactions": {"at", "account", "teammates"},
}
# of each group one field must be there
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "teammates": (("email",),),
    "accounts": (("name", "domain"),),
    "members": (("account",), ("teammate",)),
    "people": (("name", "last_name", "first_name", "email"), ("account",)),
    "positions": (("person",), ("account",)),
    "roles": (("person",), ("role",)),
    "interactions": (("at", "completed"), ("account", "related", "people"), ("teammates",)),
}
OWNER = ("owner", "ownerid", "owner.email", "owner.name", "owner id", "hubspot owner id")
IDS = ("external id", "id", "record id", "hs object id")
RAPPORT = ("rapport id", "rapport id c")  # the field in which another system keeps what our export called it
DELETED = ("isdeleted", "deleted")
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "teammates": {
        "email": ("email", "e-mail", "email address", "user email"),
        "name": ("name", "full name"),
        "first_name": ("firstname", "first name"),
        "last_name": ("lastname", "last name"),
        "slack_id": ("slack id",),
        "timezone": ("timezone", "timezonesidkey", "time zone"),
        "locale": ("locale", "languagelocalekey", "language"),
        "manager": ("manager", "managerid", "manager id"),
        "country": ("country", "countrycode"),
        "external_id": ("external id", "id", "user id", "owner id", "hs object id"),
        "active": ("isactive", "active"),
    },
    "accounts": {
        "name": ("name", "account name", "company name"),
        "tier": ("tier", "tier c", "account tier", "customer tier"),
        "owner": (*OWNER, "account owner", "company owner"),
        "domain": ("domain", "company domain name", "website", "website url"),
        "external_id": (*IDS, "account id", "record id - company", "company id"),
        "parent": ("parent", "parentid", "parent account id", "parent company id", "parent account", "parent company"),
        "industry": ("industry",),
        "team": ("team",),
        "last_activity": ("last activity", "lastactivitydate", "last activity date", "last contacted"),
        "rapport_id": RAPPORT,
        "deleted": DELETED,
    },
    "members": {
        "account": ("accountid", "account id", "account.name", "account name", "account"),
        "teammate": ("userid", "user id", "user.email", "user.name", "team member", "user", "teammate"),
        "deleted": DELETED,
    },
    "people": {
        "name": ("name", "full name", "contact name"),
        "first_name": ("firstname", "first name"),
        "last_name": ("lastname", "last name"),
        "account": (
            "account",
            "accountid",
            "account id",
            "primary associated company id",
            "associated company ids (primary)",
            "associatedcompanyid",
            "associated company ids",
            "associated company id",
            "account.name",
            "account name",
            "associated company (primary)",
            "associated company",
            "company name",
            "company",
        ),
        "title": ("title", "job title", "jobtitle"),
        "department": ("department",),
        "role": ("role", "buying role", "hs buying role"),
        "email": ("email", "e-mail", "email address"),
        "phone": ("mobilephone", "mobile", "mobile phone", "mobile phone number", "phone", "phone number"),
        "birthday": ("birthdate", "birthday", "date of birth"),
        "external_id": (*IDS, "contact id", "record id - contact"),
        "rapport_id": RAPPORT,
        "deleted": DELETED,
    },
    "positions": {
        "person": ("contactid", "contact id", "record id - contact", "person"),
        "account": ("accountid", "account id", "company id", "record id - company", "account"),
        "deleted": DELETED,
    },
    "roles": {
        "person": ("contactid", "contact id", "contact.email", "person"),
        "account": ("accountid", "account id", "account"),
        "role": ("role", "contact role", "buying role"),
        "deleted": DELETED,
    },
    "interactions": {
        "at": (
            "at",
            "startdatetime",
            "activitydatetime",
            "meeting start time",
            "hs meeting start time",
            "activitydate",
            "activity date",
            "hs timestamp",
            "start",
            "date",
            "due date",
            "call date",
            "completeddatetime",
            "createddate",
            "created date",
            "create date",
            "hs createdate",
        ),
        "day": ("activitydate",),
        "time": ("time",),
        "completed": (
            "completeddatetime",
            "completed date/time",
            "completed date",
            "completed at",
            "hs task completion date",
        ),
        "account": (
            "account",
            "accountid",
            "account id",
            "associated company ids (primary)",
            "associated company ids",
            "associated company id",
            "record id - company",
            "account.name",
            "account name",
            "company / account",
            "associated company",
        ),
        "related": ("whatid", "related to id"),
        "people": (
            "people",
            "whoid",
            "contact id",
            "associated contact ids",
            "associated contact id",
            "record id - contact",
            "contact",
            "contact name",
            "associated contact",
            "who.name",
        ),
        "teammates": (
            "teammates",
            *OWNER,
            "activity assigned to",
            "assigned to",
            "assigned",
            "call owner",
            "meeting owner",
            "email owner",
            "task owner",
        ),
        "kind": ("kind", "type", "activity type", "task type", "hs task type", "hs activity type"),
        "subtype": ("tasksubtype", "task subtype", "eventsubtype", "event subtype", "calltype", "call type"),
        "subject": (
            "subject",
            "call title",
            "hs call title",
            "meeting name",
            "meeting title",
            "hs meeting title",
            "email subject",
            "hs email subject",
            "task title",
            "hs task subject",
        ),
        "note": (
            "note",
            "description",
            "full comments",
            "comments",
            "call notes",
            "hs call body",
            "meeting description",
            "hs meeting body",
            "internal meeting notes",
            "hs internal meeting notes",
            "email body",
            "email text",
            "hs email text",
            "note body",
            "hs note body",
            "task notes",
            "hs task body",
            "message body",
            "hs communication body",
        ),
        "participants": ("participants",),
        "external_id": (
            *(*IDS, "activity id", "record id - call", "record id - meeting", "record id - email"),
            *("record id - note", "record id - task", "record id - communication"),
        ),
        "status": ("status", "task status", "hs task status"),
        "closed": ("isclosed", "closed"),
        "outcome": (
            *("meeting outcome", "hs meeting outcome", "call outcome", "calldisposition", "call result"),
            *("email send status", "hs email status"),
        ),
        "all_day": ("isalldayevent", "all-day event"),
        "child": ("ischild",),
        "series": ("isrecurrence",),
        "visible": ("visible",),
        "favour": ("favour",),
        "private": ("isprivate", "private"),
        "rapport_id": RAPPORT,
        "deleted": DELETED,
    },
}
# what refers to others comes after them
KINDS = tuple(FIELDS)
# where an id of another system may stand
REFERENCES = {"external_id", "account", "owner", "parent", "people", "person", "teammate", "teammates", "manager"}
REFERENCES |= {"related"}
DATES = {"last_activity", "at", "day", "completed", "birthday"}
