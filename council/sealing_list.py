"""Where the words of a published record are kept: the list that sealing works through.

Every model with a text, a JSON or a file column stands here in one of the tables; `tests/site/test_sealing_list.py`
fails on one that does not. Choose for a new model:

RECORDS   it is published at its own moment: sealing it, or what it hangs on, replaces its words
PARTS     its rows belong to such a record: the lookups to it; their words go with the record's
ELSEWHERE words of records come by the way: `council/sealing.py` has a function for it
NO_WORDS  it holds no word of a record, with the reason in a few words

In RECORDS and PARTS every text column goes, but those with choices and those named as staying.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Keeps:
    """How a model keeps words.

    `of`: lookups from a part to the records it belongs to; of a record, what it hangs on beside its public parents.
    `stays`: columns that say nothing, or that addresses and constraints need. `versions`: columns that rows of one and
    the same record share, where a version is a row. `files`: text columns that name a stored file (file columns do by
    themselves, and digests a rendering).
    """

    of: tuple[str, ...] = ()
    stays: frozenset[str] = frozenset()
    versions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def _stays(*names: str, of: tuple[str, ...] = (), files: tuple[str, ...] = ()) -> Keeps:
    return Keeps(of, frozenset(names), files=files)


RECORDS: dict[str, Keeps] = {
    "meetings.Meeting": _stays("place"),
    "meetings.AgendaItem": _stays("slug", "agenda_number", "minute_number", of=("supplement",)),
    "meetings.ItemOutcome": Keeps(),
    "meetings.ItemMinutes": Keeps(),
    "meetings.Issue": _stays("reference"),
    "meetings.Document": _stays("reference", "format", of=("supplement",)),
    "meetings.Attendance": Keeps(),
    "meetings.ItemProceedings": Keeps(),
    "meetings.Decision": _stays("reference"),
    "meetings.CallIn": Keeps(),
    "meetings.CallInStep": Keeps(),
    "meetings.MeetingNotice": Keeps(),
    "meetings.AgendaSupplement": Keeps(),
    "meetings.PlanEntry": _stays("reference"),
    "meetings.Notice": Keeps(),
    "meetings.Representation": Keeps(),
    "meetings.PlanEdition": _stays("reference", of=("entries", "notices")),
    "recommendations.RecommendationSet": _stays("reference"),
    "recommendations.CabinetResponse": Keeps(("proposes",), versions=("set", "duty", "kind")),
    "recommendations.ProgressUpdate": Keeps(),
    "recommendations.CommitteeReview": Keeps(),
    "recommendations.LeadChange": Keeps(),
}

PARTS: dict[str, Keeps] = {
    "meetings.ReportRecommendation": Keeps(("item",)),
    "meetings.ItemContact": Keeps(("item",)),
    "meetings.MemberAttendance": Keeps(("attendance",)),
    "meetings.OtherAttendance": Keeps(("attendance",)),
    "meetings.Declaration": Keeps(("attendance", "proceedings")),
    "meetings.RecordedVote": Keeps(("proceedings",)),
    "meetings.MemberVote": Keeps(("vote__proceedings",)),
    "meetings.Speaker": Keeps(("proceedings",)),
    "meetings.DocumentFile": _stays("format", of=("document",), files=("file",)),
    "meetings.DocumentPage": Keeps(("of__document",)),
    "recommendations.Recommendation": _stays("label", of=("set",)),
    "recommendations.Duty": Keeps(("set",)),
    "recommendations.ResponseItem": Keeps(of=("response",)),
    "recommendations.Action": Keeps(("response_item__response",)),
    "recommendations.UpdateEvidence": Keeps(("update",)),
    "recommendations.UpdateLink": _stays("token_hash", of=("recommendation__set", "update")),
}

# Made from several records: deleted with any of them, to be made again. `of` leads to the records it is made of.
AROUND: dict[str, Keeps] = {
    "meetings.AgendaPack": Keeps(
        ("meeting", "meeting__items", "meeting__documents", "meeting__supplements", "meeting__items__documents")
    ),
}

# The private folder in which uploads wait while their form is not right yet.
STAGED = "staged"

ELSEWHERE: dict[str, str] = {
    "council.Snapshot": "deleted, with its salt",
    "council.PublicEvent": "deleted",
    "council.AuditEvent": "emptied: who did what and when stays",
    "council.HeldText": "deleted where it was typed for the record or holds words of it",
    "council.MailSent": "deleted where it names the record or holds words of it",
    "council.OldAddress": "deleted where it is made from words of the record",
    "council.SearchEntry": "went when it was withdrawn; what SQLite's index had merged of it is written anew",
    "council.SearchGroup": "went with the last entry that named its wards or its office",
    "council.SearchWord": "went with the last entry in which the word stood",
    "django_tasks_database.DBTaskResult": "deleted where it names the record or holds words of it",
    "sessions.Session": "messages that hold words of it are taken out",
}

NO_WORDS: dict[str, str] = {
    "auth.Group": "not used",
    "auth.Permission": "names of models",
    "contenttypes.ContentType": "names of models",
    "council.AlertLine": "codes: the words of a message are made when it goes out, and not kept",
    "council.AlertReader": "an address",
    "council.Body": "names of bodies",
    "council.BulkFile": "a digest and numbers; its file is deleted as soon as anything is withdrawn",
    "council.Council": "settings",
    "council.ExtraHoliday": "names of holidays",
    "council.JobWorker": "numbers of processes",
    "council.Membership": "who sits on a body",
    "council.Office": "names of offices",
    "council.OfficeHolding": "who held an office",
    "council.Person": "names of people in office",
    "council.ReferenceCounter": "names of series",
    "council.RegisterEntry": "codes, posts and digests: it is made to stay",
    "council.RegisterHead": "a fingerprint",
    "council.RoleGrant": "roles",
    "council.SearchPlace": "numbers; on PostgreSQL with the stems of public words, which went with the entry",
    "council.SealRequest": "why a record is to be sealed, which must not repeat its words",
    "council.SealedReference": "codes",
    "council.Subscription": "codes, names of wards, and what somebody searches for in their own words",
    "meetings.StandingItem": "settings",
    "recommendations.ReminderStep": "settings",
    "council.User": "people who sign in",
}
