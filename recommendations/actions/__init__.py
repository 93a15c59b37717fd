"""The verbs of the recommendations app: each one atomic, each writes its audit row."""

from recommendations.actions.responses import (
    WRITING,
    content_digest,
    publish_response,
    record_approval,
    reread,
    return_response,
    save_response,
    sign_off_response,
    start_response,
    submit_response,
    withdraw_response,
    writers_of,
)
from recommendations.actions.sets import (
    publish_set,
    receive_set,
    record_set,
    revise_set,
    send_set,
    withdraw_set,
)

__all__ = [
    "WRITING",
    "content_digest",
    "publish_response",
    "publish_set",
    "receive_set",
    "record_approval",
    "record_set",
    "reread",
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
