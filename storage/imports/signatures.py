"""The columns by which the exports of other systems are known."""

from __future__ import annotations

from dataclasses import dataclass

from storage.imports.rows import Style


def words(text: str) -> frozenset[str]:
    return frozenset(word for part in text.split("|") if (word := part.strip()))


@dataclass(frozen=True, slots=True)
class Signature:
    """An export has all of `needs`, one of `some` and none of `never` among its columns.

    One whose file is named as the system names it, with `stem` at the beginning, needs none of `some`.
    """

    kind: str
    style: Style
    needs: frozenset[str]
    some: frozenset[str]
    never: frozenset[str]
    stem: str

    def fits(self, columns: set[str], stem: str) -> bool:
        named = bool(self.stem) and stem.startswith(self.stem)
        some = not self.some or named or bool(self.some & columns)
        return some and self.needs <= columns and not self.never & columns


def signature(kind: str, style: Style, needs: str, some: str = "", never: str = "", stem: str = "") -> Signature:
    return Signature(kind, style, words(needs), words(some), words(never), stem)


SALESFORCE, HUBSPOT = "Salesforce", "HubSpot"
API, REPORT = Style(SALESFORCE, utc=True), Style(SALESFORCE)  # only the API gives moments in UTC without saying so
HUB, HUB_API = Style(HUBSPOT), Style(HUBSPOT, utc=True)


def of(style: Style, what: str) -> Style:
    return Style(style.system, what, style.utc)


# what other tables of the same system have, which have a name, an owner or a mail address too
OTHERS = (
    "stagename | company | casenumber | campaignid | productcode | lead owner | lead status | deal name | deal stage"
)
OTHERS += " | opportunity name | case number | ticket name"
ADDRESS = "billingcity | billingcountry | billingstreet | accountnumber | numberofemployees | tickersymbol"
WHEN = "startdatetime | activitydatetime | durationinminutes | isalldayevent"

SALESFORCES = (
    signature("teammates", API, "id | email", "username | timezonesidkey | profileid", "accountid", "user"),
    signature(
        "accounts", API, "id | name", f"industry | website | {ADDRESS}", f"lastname | accountid | {OTHERS}", "account"
    ),
    signature("members", API, "accountid | userid", "teammemberrole | accountaccesslevel", "contactid", "accountteam"),
    signature("people", API, "lastname", "accountid | account.name", OTHERS),
    signature("people", API, "id | name | accountid | email", "", f"subject | {OTHERS}", "contact"),
    signature("positions", API, "accountid | contactid | isdirect", "", "role"),
    signature("roles", API, "contactid | role", "opportunityid | isprimary | accountid"),
    signature("interactions", of(API, "task"), "id | subject", "status | tasksubtype | isclosed", WHEN, "task"),
    signature("interactions", of(API, "event"), "id | subject", WHEN, "", "event"),
    signature("teammates", REPORT, "email | username", "", OTHERS),
    signature(
        "accounts",
        REPORT,
        "account name",
        "account owner | account id | billing city | industry | website | type | rating | parent account",
        f"first name | last name | full name | contact name | subject | contact id | team member | {OTHERS}",
    ),
    signature("members", REPORT, "account name | team member", "", OTHERS),
    signature("people", REPORT, "account name", "last name | full name | contact name", f"subject | {OTHERS}"),
    signature("roles", REPORT, "contact id", "contact role | role", "subject"),
    signature(
        "interactions",
        of(REPORT, "activity"),
        "subject | assigned",
        "company / account | account name | contact | related to",
    ),
)
CALL = "call title | call outcome | call notes | call direction | call duration"
MEETING = "meeting name | meeting title | meeting start time | meeting outcome | meeting description"
EMAIL = "email subject | email direction | email send status | email body"
NOTE, TASK = "note body", "task title | task status | task type | task notes"
MESSAGE = "message body | communication body | channel type"
ACTIVITIES = {"call": CALL, "meeting": MEETING, "email": EMAIL, "note": NOTE, "task": TASK, "message": MESSAGE}
INTERNAL = {
    "call": "hs call title | hs call body | hs call direction | hs call disposition",
    "meeting": "hs meeting title | hs meeting start time | hs meeting outcome | hs meeting body",
    "email": "hs email subject | hs email direction | hs email text",
    "note": "hs note body",
    "task": "hs task subject | hs task status | hs task body",
    "message": "hs communication body | hs communication channel type",
}
OF_COMPANIES = "company owner | company domain name | number of employees | annual revenue | industry | website url"
HUBSPOTS = (
    signature("teammates", HUB, "email | user id", "", OTHERS),
    signature("accounts", HUB, "record id | company name", "", f"first name | last name | email | {OTHERS}"),
    signature(
        "accounts", HUB, "company name", f"record id - company | {OF_COMPANIES}", f"first name | last name | {OTHERS}"
    ),
    signature("accounts", HUB_API, "hs object id | name", "domain | industry | website", "email | dealname"),
    signature(
        "people", HUB, "record id", "first name | last name | email", f"company domain name | user id | {OTHERS}"
    ),
    signature(
        "people",
        HUB,
        "email",
        "record id - contact | contact owner | associated company | associated company ids",
        f"company domain name | user id | {OTHERS}",
    ),
    signature("people", HUB_API, "hs object id | email", "firstname | lastname"),
    signature("positions", HUB, "contact id | company id", "", "role | subject"),
    signature("positions", HUB, "record id - contact | record id - company", "", "email | company name"),
    *(signature("interactions", of(HUB, what), "", some, OTHERS) for what, some in ACTIVITIES.items()),
    *(signature("interactions", of(HUB_API, what), "", some) for what, some in INTERNAL.items()),
    signature("interactions", of(HUB, "activity"), "activity type | activity date"),
)
SIGNATURES = SALESFORCES + HUBSPOTS
# columns that no file of ours has: what fits none of the above and has one is not taken for ours by chance
MARKS = words(
    "isdeleted | systemmodstamp | createdbyid | lastmodifiedbyid | createddate | ownerid | accountid | contactid"
)
MARKS |= words(f"record id | hs object id | record id - contact | record id - company | opportunityid | {OTHERS}")
