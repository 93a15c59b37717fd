"""The verbs of the recommendations app: each one atomic, each writes its audit row."""

from recommendations.actions.approval import propose_response, publish_response, record_approval, record_decided
from recommendations.actions.drafters import answer_rows, assign_rows, chase_rows
from recommendations.actions.responses import (
    WRITING,
    content_digest,
    reread,
    return_response,
    save_response,
    sign_off_response,
    start_response,
    submit_response,
    withdraw_response,
    writers_of,
)
from recommendations.actions.sets import publish_set, record_set, revise_set, withdraw_set
from recommendations.actions.stages import (
    close_set,
    defer_set,
    monitor_set,
    note_response,
    receive_set,
    record_stages,
    resume_set,
    send_set,
)

__all__ = [
    "WRITING",
    "answer_rows",
    "assign_rows",
    "chase_rows",
    "close_set",
    "content_digest",
    "defer_set",
    "monitor_set",
    "note_response",
    "propose_response",
    "publish_response",
    "publish_set",
    "receive_set",
    "record_approval",
    "record_decided",
    "record_set",
    "record_stages",
    "reread",
    "resume_set",
    "return_response",
    "revise_set",
    "save_response",
    "send_set",
    "sign_off_response",
    "start_response",
    "submit_response",
    "withdraw_response",
    "withdraw_set",
    "writers_of",
]
