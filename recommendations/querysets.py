"""Which sets are awaiting an answer, due soon, overdue or answered: the one definition of each."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from council.models.published import PublishedQuerySet


def published_answers() -> QuerySet:
    """Full responses the public may read, of the set in the outer query. An interim one never stops the clock."""
    from recommendations.models import CabinetResponse

    return CabinetResponse.objects.published().filter(set=OuterRef("pk"), kind="full").order_by("version")


class RecommendationSetQuerySet(PublishedQuerySet):
    """Deadlines are computed against `on`, never stored."""

    def answered(self) -> RecommendationSetQuerySet:
        """A full response is public."""
        return self.filter(Exists(published_answers()))

    def awaiting(self) -> RecommendationSetQuerySet:
        """No full response is public yet."""
        return self.filter(~Exists(published_answers()))

    def with_clock(self, clock_starts_on: date | None) -> RecommendationSetQuerySet:
        """Sets whose clock is shown: due date known, received on or after the day the council's clocks start."""
        sets = self.filter(due_on__isnull=False)
        return sets.filter(received_on__gte=clock_starts_on) if clock_starts_on else sets

    def overdue(self, on: date, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Awaiting an answer, the last day gone."""
        return self.awaiting().with_clock(clock_starts_on).filter(due_on__lt=on)

    def due_soon(self, on: date, days: int, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Awaiting an answer, the last day today or within `days`."""
        window = (on, on + timedelta(days=days))
        return self.awaiting().with_clock(clock_starts_on).filter(due_on__range=window)

    def with_answered_on(self) -> RecommendationSetQuerySet:
        """Adds `answered_on`: the day the first public full response was approved; None where not recorded."""
        return self.annotate(answered_on=Subquery(published_answers().values("approved_on")[:1]))

    def answered_late(self, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Answered after the last day, both dates known."""
        return self.answered().with_answered_on().with_clock(clock_starts_on).filter(Q(answered_on__gt=F("due_on")))
