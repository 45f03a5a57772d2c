"""The tables. Every row says whose it is: keys and foreign keys include the workspace.

`contact_day`, `tie` and `touch` are sums kept beside the interactions they are counted from; days in them are day
numbers (`date.toordinal`), because they are reckoned with. A person of 0 there means the account as a whole.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

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
    __table__: ClassVar[Table]


def belongs(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key within one workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], **options)


def whose() -> Any:
    return Field(foreign_key="workspace.id", index=False)


def key() -> Any:
    return Field(default=None, primary_key=True)


# a table that is its own primary index, without a second copy of the key
DENSE = {"sqlite_with_rowid": False}


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
        belongs("owner_id", "teammate"),
        belongs("parent_id", "account"),
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

    __table_args__ = (belongs("account_id", "account"), belongs("teammate_id", "teammate"))
    workspace_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)


class Person(Row, table=True):
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_person_external", "workspace_id", "external_id"),
        Index("ix_person_email", "workspace_id", "email"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    name: str
    email: str = ""
    external_id: str = ""


class Position(Row, table=True):
    """A person's job at an account; `until` is empty while they hold it."""

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
    title: str = ""  # rank or duty, as on the card
    department: str = ""
    role: str = ""
    since: date | None = None
    until: date | None = None


class Name(Row, table=True):
    """All names of accounts and people, aliases too. Ids grow with `workspace.version`, so what is new is found."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_name_ref", "workspace_id", "kind", "ref"),
    )
    id: int | None = key()
    workspace_id: int = whose()
    kind: str  # account, person
    ref: int
    text: str


class Interaction(Row, table=True):
    """`participants` is how many people it reached in all, 0 where nobody counted. `typed` is what was typed, whole."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_interaction_account", "workspace_id", "account_id", "day"),
        Index("ix_interaction_said", "workspace_id", "author_id", "said", "noted_on"),
        belongs("account_id", "account"),
        belongs("author_id", "teammate"),
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

    __table_args__ = (Index("ix_tie_best", "workspace_id", "account_id", "person_id", "score"), DENSE)
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
    """Long text that waits for its form."""

    __table_args__ = (belongs("teammate_id", "teammate"),)
    id: int | None = key()
    workspace_id: int = whose()
    teammate_id: int
    text: str


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
    """What a teammate was told about an account: not again before a week, or at a new level."""

    __table_args__ = (
        Index("ix_nudged_outbox", "workspace_id", "outbox_id"),
        belongs("account_id", "account"),
        belongs("teammate_id", "teammate"),
    )
    workspace_id: int = Field(primary_key=True)
    teammate_id: int = Field(primary_key=True)
    account_id: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    level: str
    outbox_id: int
