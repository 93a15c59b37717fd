"""The base layer's records. Imports neither app."""

from council.models.alerts import AlertCursor, AlertLine, AlertReader, Subscription
from council.models.audit import AuditEvent
from council.models.bulk import BulkFile
from council.models.configuration import Council, ExtraHoliday
from council.models.held import HeldText
from council.models.job import JobWorker
from council.models.mail import MailSent
from council.models.old_address import OldAddress
from council.models.people import Body, Membership, Office, OfficeHolding, Person
from council.models.public_event import PublicEvent
from council.models.register import ReferenceCounter, RegisterEntry, RegisterHead, Snapshot
from council.models.seal import SealedReference, SealRequest
from council.models.search import SearchEntry, SearchGroup, SearchPlace, SearchWord
from council.models.user import RoleGrant, User

__all__ = [
    "AlertCursor",
    "AlertLine",
    "AlertReader",
    "AuditEvent",
    "Body",
    "BulkFile",
    "Council",
    "ExtraHoliday",
    "HeldText",
    "JobWorker",
    "MailSent",
    "Membership",
    "Office",
    "OfficeHolding",
    "OldAddress",
    "Person",
    "PublicEvent",
    "ReferenceCounter",
    "RegisterEntry",
    "RegisterHead",
    "RoleGrant",
    "SealRequest",
    "SealedReference",
    "SearchEntry",
    "SearchGroup",
    "SearchPlace",
    "SearchWord",
    "Snapshot",
    "Subscription",
    "User",
]
