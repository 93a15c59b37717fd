"""The log of the mail this system sends: one row a message, which is also what keeps it from being sent twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailSent(models.Model):
    """One message to one address, on one step of one record's course.

    `kind` says which part of the system sends it, `reference` names the record, `step` the rung of a ladder. The words
    are kept until the message has gone out and then forgotten; its subject stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        UNCLEAR = "unclear", _("Interrupted: it may have been sent")

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=64)
    step = models.CharField(max_length=40, blank=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    queued_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference", "step", "to"], name="mail_once"),
            models.CheckConstraint(
                name="mail_sent_with_its_moment",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.step}"
