"""The tables. Every row says whose it is: keys and foreign keys include the workspace.

`contact_day`, `tie` and `touch` are sums kept beside the interactions they are counted from; days in them are day
numbers (`date.toordinal`), because they are reckoned with. A person of 0 there means the account as a whole.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

# constraints need names, or a later migration cannot alter them
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    model_config = SQLModelConfig(defer_build=True)  # rows are tables, never validated: no validator is built for them
    __table__: ClassVar[Table]


def belongs(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key within one workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], **options)


def found_by(table: str, column: str) -> Index:
    """An index over the rows in which a column is not empty: what depends on a contact is looked for at each undo."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", "workspace_id", column, sqlite_where=there, postgresql_where=there)


def whose() -> Any:
    return Field(foreign_key="workspace.id", index=False)


def key() -> Any:
    return Field(default=None, primary_key=True)


# a table that is its own primary index, without a second copy of the key
DENSE = {"sqlite_with_rowid": False}
# an id that was taken back is never given again: buttons said long ago still name it, and new names have higher ones
UNIQUE_FOREVER = {"sqlite_autoincrement": True}


class Workspace(Row, table=True):
    """`version` counts names added, `epoch` names taken away: by them a process renews what it keeps in memory."""

    __table_args__ = (UniqueConstraint("platform", "external_id"),)
    id: int | None = key()
    platform: str
    external_id: str
    name: str
    version: int
    epoch: int
    ticked_at: datetime | None = None


class Tier(Row, table=True):
    """`cadence` and `limit` in days: how often we mean to be in touch, and how long at most."""

    __tablename__ = "tier"
    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    name: str = Field(primary_key=True)
    cadence: int
    limit: int


class Teammate(Row, table=True):
    """`external_id` is the platform's id of the user. `days` are working days (ISO, "12345"), `hour` when to nudge."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "email"),
        Index("ix_teammate_external", "workspace_id", "external_id"),
        belongs("manager_id", "teammate"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    email: str
    name: str
    external_id: str = ""
    locale: str = ""
    zone: str = ""
    country: str = ""
    hour: int = 9
    manager_id: int | None = None
    admin: bool = False
    active: bool = True
    place: str = ""  # the direct channel, once known
    # what the platform says, for whoever has set nothing themselves
    platform_locale: str = ""
    platform_zone: str = ""


class Account(Row, table=True):
    """`last_activity` is what an import claimed, for accounts without a logged contact."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "key"),
        Index("ix_account_external", "workspace_id", "external_id"),
        Index("ix_account_owner", "workspace_id", "owner_id"),
        Index("ix_account_like", "workspace_id", "tier", "industry"),
        Index("ix_account_parent", "workspace_id", "parent_id"),
        belongs("owner_id", "teammate"),
        belongs("parent_id", "account"),
        UNIQUE_FOREVER,
    )
    id: int | None = key()
    workspace_id: int = whose()
    name: str
    key: str  # the folded name
    tier: str = ""
    owner_id: int | None = None
    domain: str = ""
    external_id: str = ""
    parent_id: int | None = None
    industry: str = ""
    last_activity: date | None = None


class Helper(Row, table=True):
    """The account team beside the owner."""

    __table_args__ = (
        Index("ix_helper_teammate", "workspace_id", "teammate_id"),
        belongs("account_id", "account"),
        belongs("teammate_id", "teammate"),
    )
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)


class Person(Row, table=True):
    """`source` is how we came to know them (meeting, card, referral, import), `purpose` what the data is kept for.

    `birthday` is "03-14" or "1980-03-14", with "lunar " before it where it is kept by the lunar calendar.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_person_external", "workspace_id", "external_id"),
        Index("ix_person_email", "workspace_id", "email"),
        UNIQUE_FOREVER,
    )
    id: int | None = key()
    workspace_id: int = whose()
    name: str
    email: str = ""
    external_id: str = ""
    phone: str = ""
    source: str = ""
    purpose: str = ""
    birthday: str = ""
    likes: str = ""


class Position(Row, table=True):
    """A person's job at an account; `until` is empty while they hold it.

    `rank` is what somebody is (직급: 부장), `duty` what they lead or do (직책: 팀장, CFO), `department` where (부서).
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_position_account", "workspace_id", "account_id"),
        Index("ix_position_person", "workspace_id", "person_id"),
        belongs("person_id", "person"),
        belongs("account_id", "account"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    person_id: int
    account_id: int
    rank: str = ""
    duty: str = ""
    department: str = ""
    role: str = ""  # as last recorded: see Fact
    since: date | None = None
    until: date | None = None


class Name(Row, table=True):
    """All names of accounts and people, aliases too. Ids grow with `workspace.version`, so what is new is found."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_name_ref", "workspace_id", "kind", "ref"),
        UNIQUE_FOREVER,
    )
    id: int | None = key()
    workspace_id: int = whose()
    kind: str  # account, person
    ref: int
    text: str


class Interaction(Row, table=True):
    """`participants` is how many people it reached in all, 0 where nobody counted. `typed` is what was typed, whole.

    `favour` is "ask" or "give" where we asked for or gave something. `visible` says who may read the note: "me", "team"
    (of the account) or "all". `same_as` is the contact of a colleague that tells of the same meeting.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        # with all that counting the kinds of contacts needs, so that no row is looked up for it
        Index("ix_interaction_account", "workspace_id", "account_id", "day", "kind", "same_as"),
        Index("ix_interaction_said", "workspace_id", "author_id", "said", "noted_on"),
        found_by("interaction", "same_as"),
        belongs("account_id", "account"),
        belongs("author_id", "teammate"),
        belongs("same_as", "interaction"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    account_id: int
    author_id: int
    day: date
    kind: str
    note: str
    participants: int = 0
    typed: str = ""
    said: str = ""  # a digest of the words it was logged with: the same again on the same day is asked about
    noted_on: date
    noted_at: datetime
    favour: str = ""
    visible: str = "all"
    same_as: int | None = None


class Met(Row, table=True):
    """Somebody at the customer who was there."""

    __table_args__ = (
        Index("ix_met_person", "workspace_id", "person_id"),
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
        belongs("person_id", "person"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    interaction_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)


class Took(Row, table=True):
    """A teammate who took part."""

    __table_args__ = (
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
        belongs("teammate_id", "teammate"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    interaction_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)


class About(Row, table=True):
    """Somebody at the customer who was spoken of and not there."""

    __table_args__ = (
        Index("ix_about_person", "workspace_id", "person_id"),
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
        belongs("person_id", "person"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    interaction_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)


class Origin(Row, table=True):
    """The row that something of another system has become, by that system's id."""

    __table_args__ = (DENSE,)
    workspace_id: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)  # interaction
    external_id: str = Field(primary_key=True)
    ref: int


class Insight(Row, table=True):
    """What was learned, about a person, an account or both. `kind`: need, problem, idea, opinion, change, competitor.

    `source` is where it comes from, in the author's words; `visible` as for a note.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_insight_account", "workspace_id", "account_id", "day"),
        Index("ix_insight_person", "workspace_id", "person_id", "day"),
        found_by("insight", "interaction_id"),
        belongs("account_id", "account"),
        belongs("person_id", "person"),
        belongs("author_id", "teammate"),
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    account_id: int | None = None
    person_id: int | None = None
    author_id: int
    kind: str
    text: str
    source: str = ""
    day: date
    noted_at: datetime
    visible: str = "all"
    interaction_id: int | None = None


class Unindexed(Row, table=True):
    """The number of a note that was added, changed or taken away and that the index of words does not know of yet.

    Triggers write it (storage.migrations.full_text), on every way that a note can change; see storage.search.
    """

    __table_args__ = (DENSE,)
    workspace_id: int = Field(primary_key=True)
    row: int = Field(primary_key=True, sa_type=BigInteger)


class Fact(Row, table=True):
    """What a teammate recorded of a person, with a shelf life. `kind`: rank, boss, role, attitude, priority.

    `account_id` is the account it is true at. A boss is a person, `value_id`, with their name as the value. `author_id`
    is empty where it was imported. The newest one of each teammate stands; `settled` says that it was chosen over what
    others had recorded before it.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_fact_person", "workspace_id", "person_id", "kind"),
        Index("ix_fact_account", "workspace_id", "account_id", "kind"),
        found_by("fact", "interaction_id"),
        belongs("person_id", "person"),
        belongs("account_id", "account"),
        belongs("value_id", "person"),
        belongs("author_id", "teammate"),
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    person_id: int
    account_id: int
    kind: str
    value: str
    value_id: int | None = None
    author_id: int | None = None
    day: date
    noted_at: datetime
    settled: bool = False
    interaction_id: int | None = None


class Promise(Row, table=True):
    """What we said we would do. `teammate_id` keeps it; `state`: open, kept, broken."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_promise_open", "workspace_id", "state", "teammate_id", "due"),
        Index("ix_promise_account", "workspace_id", "account_id"),
        found_by("promise", "interaction_id"),
        belongs("account_id", "account"),
        belongs("person_id", "person"),
        belongs("teammate_id", "teammate"),
        belongs("interaction_id", "interaction", ondelete="CASCADE"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    account_id: int
    person_id: int | None = None
    teammate_id: int
    text: str
    made_on: date
    due: date | None = None
    state: str = "open"
    settled_on: date | None = None
    interaction_id: int | None = None


class Plan(Row, table=True):
    """An interaction still to come. `state`: open, done, dropped; `interaction_id` is the contact that came of it."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_plan_open", "workspace_id", "state", "day"),
        Index("ix_plan_account", "workspace_id", "account_id", "day"),
        found_by("plan", "interaction_id"),
        found_by("plan", "made_with"),
        belongs("account_id", "account"),
        belongs("teammate_id", "teammate"),
        belongs("interaction_id", "interaction"),
        belongs("made_with", "interaction", ondelete="CASCADE"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    account_id: int
    teammate_id: int
    day: date
    kind: str
    text: str
    made_on: date
    state: str = "open"
    interaction_id: int | None = None
    made_with: int | None = None  # the contact in whose line it was typed


class Invited(Row, table=True):
    """Somebody at the customer whom a plan is with."""

    __table_args__ = (
        belongs("plan_id", "plan", ondelete="CASCADE"),
        belongs("person_id", "person"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    plan_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)


class Handover(Row, table=True):
    """An account that goes from `giver_id` (nobody's where empty) to `taker_id`. `state`: proposed, accepted, declined.

    One that was accepted on the day number `since` is open until the taker has met everybody in `handover_person`.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_handover_state", "workspace_id", "state"),
        Index("ix_handover_account", "workspace_id", "account_id"),
        belongs("account_id", "account"),
        belongs("giver_id", "teammate"),
        belongs("taker_id", "teammate"),
        belongs("author_id", "teammate"),
        UNIQUE_FOREVER,
    )
    id: int | None = key()
    workspace_id: int = whose()
    account_id: int
    giver_id: int | None = None
    taker_id: int
    author_id: int
    proposed_on: date
    since: int | None = None
    state: str = "proposed"


class HandoverPerson(Row, table=True):
    """Somebody at the customer whom the taker has to meet; `known` where they were in touch already."""

    __tablename__ = "handover_person"
    __table_args__ = (
        belongs("handover_id", "handover", ondelete="CASCADE"),
        belongs("person_id", "person"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    handover_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    known: bool = False


class Occasion(Row, table=True):
    """Something in a person's life to congratulate on or console for: promotion, wedding, birth, bereavement."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_occasion_person", "workspace_id", "person_id"),
        Index("ix_occasion_day", "workspace_id", "day"),
        belongs("person_id", "person"),
        belongs("author_id", "teammate"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    person_id: int
    author_id: int
    kind: str
    text: str
    day: date


class Merge(Row, table=True):
    """Two accounts or people that were one. `moved` is what was moved, as JSON, so that it can be taken apart."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        belongs("teammate_id", "teammate"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    kind: str  # account, person
    kept: int
    gone: int
    moved: str
    teammate_id: int
    at: datetime
    undone_at: datetime | None = None


class Hook(Row, table=True):
    """A log on its way to the webhook. state: planned, claimed, sent, failed."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_hook_state", "workspace_id", "state", "due_at"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    key: str
    body: str
    state: str
    due_at: datetime
    lease_until: datetime | None = None
    tries: int = 0
    trouble: str = ""


class ContactDay(Row, table=True):
    """`weight` is 1/√people of the smallest circle that day."""

    __tablename__ = "contact_day"
    __table_args__ = (DENSE,)
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    weight: float


class Tie(Row, table=True):
    """`score` is Σ weight · 2^((day − landmark)/90) over its `days` contact-days; see rules.strength."""

    __table_args__ = (
        Index("ix_tie_best", "workspace_id", "account_id", "person_id", "score"),
        Index("ix_tie_teammate", "workspace_id", "teammate_id"),
        DENSE,
    )
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    score: float
    days: int
    last_day: int


class Touch(Row, table=True):
    """What neglect is judged by: the last contact-day of anybody, the last five gaps ("7,7,14") and the best tie."""

    __table_args__ = (DENSE,)
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    last_day: int
    gaps: str
    best: float


class Snooze(Row, table=True):
    """`times` in a row, with no contact since the day it was said (`since`), so that a third one is refused."""

    __table_args__ = (belongs("account_id", "account"), belongs("teammate_id", "teammate"), DENSE)
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)
    since: date
    until: date
    times: int


class Draft(Row, table=True):
    """Long text that waits for its form, or a line that was asked about at `asked_at` and is not logged yet."""

    __table_args__ = (belongs("teammate_id", "teammate"),)
    id: int | None = key()
    workspace_id: int = whose()
    teammate_id: int
    text: str
    asked_at: datetime | None = None


class Delivery(Row, table=True):
    """What was delivered once already, with its reply as data."""

    workspace_id: int = Field(primary_key=True)
    key: str = Field(primary_key=True)
    reply: str
    at: datetime


class Journal(Row, table=True):
    """One thing somebody did, so that it can be taken back. `kind` is log, owner, tier …"""

    __table_args__ = (UniqueConstraint("workspace_id", "id"), belongs("teammate_id", "teammate"))
    id: int | None = key()
    workspace_id: int = whose()
    teammate_id: int
    kind: str
    interaction_id: int | None = None
    at: datetime
    undone_at: datetime | None = None


class Change(Row, table=True):
    """One row written by a journal's entry: `before` and `after` as JSON, "" where it was not there."""

    __table_args__ = (
        Index("ix_change_journal", "workspace_id", "journal_id"),
        Index("ix_change_row", "workspace_id", "table", "row"),
        belongs("journal_id", "journal"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    journal_id: int
    table: str
    row: int
    before: str
    after: str


class Run(Row, table=True):
    """A run of a job that has been planned: its key is what makes it happen once."""

    workspace_id: int = Field(primary_key=True)
    job: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    at: datetime


class Outbox(Row, table=True):
    """What is to be said unasked. state: planned, claimed, posted, failed.

    `day` is the recipient's own day whose morning it is for, empty where it is for any time.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_outbox_state", "workspace_id", "state", "due_at"),
        Index("ix_outbox_thread", "workspace_id", "place", "thread"),
        belongs("teammate_id", "teammate"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    key: str
    teammate_id: int
    kind: str
    day: date | None = None
    card: str
    state: str
    due_at: datetime
    planned_at: datetime
    lease_until: datetime | None = None
    tries: int = 0
    place: str = ""
    thread: str = ""
    posted_at: datetime | None = None
    trouble: str = ""


class Nudged(Row, table=True):
    """What a teammate was told about an account: not again before a week, or at a new level.

    `subject` is the row of the kind's own that it was about, such as a promise; 0 for the account as a whole.
    """

    __table_args__ = (
        Index("ix_nudged_outbox", "workspace_id", "outbox_id"),
        belongs("account_id", "account"),
        belongs("teammate_id", "teammate"),
    )
    workspace_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    subject: int = Field(default=0, primary_key=True)
    day: date = Field(primary_key=True)
    level: str
    outbox_id: int
