"""Which sets, and which duties within them, are awaiting an answer, due soon, overdue or answered: one definition each.

A set is divided by who has to answer: its own addressee, for the recommendations without a duty, and every `Duty`.
The set is answered when each of them has given a full answer that is public, and awaiting while one has not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from council.models.guard import GuardedQuerySet
from council.models.published import PublishedQuerySet

FAR = Value(date.max, output_field=DateField())
LONG_AGO = Value(date.min, output_field=DateField())


def published_answers(**of: Any) -> QuerySet:
    """Full responses the public may read, first version first.

    An interim one never stops the clock, and one that was only proposed is no answer.
    """
    from recommendations.models import CabinetResponse

    return CabinetResponse.objects.published().filter(kind="full", **of).order_by("version")


def own_answers() -> QuerySet:
    """Answers of the set's own addressee, for the set of the outer query."""
    return published_answers(set=OuterRef("pk"), duty=None)


class DutyQuerySet(GuardedQuerySet):
    """Duties of further addressees, against the clock of their own due date."""

    def answered(self) -> DutyQuerySet:
        """Their full response is public."""
        return self.filter(Exists(published_answers(duty=OuterRef("pk"))))

    def awaiting(self) -> DutyQuerySet:
        """No full response of theirs is public yet."""
        return self.filter(~Exists(published_answers(duty=OuterRef("pk"))))

    def with_clock(self, clock_starts_on: date | None) -> DutyQuerySet:
        """Those whose clock is shown, by the same rule as a set's."""
        duties = self.filter(due_on__isnull=False)
        if not clock_starts_on:
            return duties
        as_the_set = Q(received_on=None, set__received_on__gte=clock_starts_on)
        return duties.filter(as_the_set | Q(received_on__gte=clock_starts_on))

    def with_answered_on(self) -> DutyQuerySet:
        """Adds `answered_on`, the day the first public full response was approved, and `is_answered`."""
        answers = published_answers(duty=OuterRef("pk"))
        return self.annotate(answered_on=Subquery(answers.values("approved_on")[:1]), is_answered=Exists(answers))

    def answered_late(self, clock_starts_on: date | None = None) -> DutyQuerySet:
        """Answered after the last day, both dates known."""
        return self.answered().with_answered_on().with_clock(clock_starts_on).filter(answered_on__gt=F("due_on"))


def _duties() -> DutyQuerySet:
    from recommendations.models import Duty

    return Duty.objects.filter(set=OuterRef("pk")).order_by()


def has_own_part() -> Exists:
    """Whether the set's own addressee has anything to answer."""
    from recommendations.models import Recommendation

    return Exists(Recommendation.objects.filter(set=OuterRef("pk"), duty=None).order_by())


def own_is_timed(clock_starts_on: date | None) -> Q:
    """The set's own addressee has a due date that is shown."""
    since = Q(received_on__gte=clock_starts_on) if clock_starts_on else Q()
    return Q(has_own_part(), since, due_on__isnull=False)


def own_is_open() -> Q:
    """The set's own addressee has something to answer and has not."""
    return Q(has_own_part(), ~Exists(own_answers()))


class RecommendationSetQuerySet(PublishedQuerySet):
    """Deadlines are computed against `on`, never stored."""

    def answered(self) -> RecommendationSetQuerySet:
        """Everybody who has to answer has given a full response that is public."""
        return self.filter(~own_is_open(), ~Exists(_duties().awaiting()))

    def awaiting(self) -> RecommendationSetQuerySet:
        """Somebody has not answered in full yet."""
        return self.filter(own_is_open() | Q(Exists(_duties().awaiting())))

    def with_clock(self, clock_starts_on: date | None) -> RecommendationSetQuerySet:
        """Sets with a clock that is shown: a due date, received on or after the day the council's clocks start."""
        return self.filter(own_is_timed(clock_starts_on) | Q(Exists(_duties().with_clock(clock_starts_on))))

    def with_open_due_on(self, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Adds `open_due_on`: the first last day shown of those that have not answered; None where there is none."""
        own = Case(When(own_is_open() & own_is_timed(clock_starts_on), then=F("due_on")))
        first = (
            _duties().awaiting().with_clock(clock_starts_on).values("set").annotate(first=Min("due_on")).values("first")
        )
        least = Least(Coalesce(own, FAR), Coalesce(Subquery(first), FAR))
        return self.annotate(least_due_on=least).annotate(
            open_due_on=Case(When(least_due_on__lt=FAR, then=F("least_due_on")), output_field=DateField())
        )

    def overdue(self, on: date, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Awaiting an answer, the last day of one who has to give it gone."""
        return self.with_open_due_on(clock_starts_on).filter(open_due_on__lt=on)

    def due_soon(self, on: date, days: int, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Awaiting an answer, the next last day today or within `days`, none gone."""
        window = (on, on + timedelta(days=days))
        return self.with_open_due_on(clock_starts_on).filter(open_due_on__range=window)

    def with_answered_on(self) -> RecommendationSetQuerySet:
        """Adds `answered_on`: the day the first public full response was approved; None where not recorded.

        Where several have to answer it is the day the last of them did, and None until then.
        """
        from recommendations.models import Duty

        own = Subquery(own_answers().values("approved_on")[:1])
        answered = Duty.objects.filter(set=OuterRef("pk")).order_by().with_answered_on()
        last = answered.values("set").annotate(last=Max("answered_on")).values("last")
        unknown = Exists(answered.filter(answered_on=None))
        last_of_all = Greatest(Coalesce(own, LONG_AGO), Coalesce(Subquery(last), LONG_AGO))
        return self.annotate(own_answered_on=own).annotate(
            answered_on=Case(
                When(~Exists(_duties()), then=F("own_answered_on")),
                When(Q(unknown) | Q(has_own_part(), own_answered_on=None), then=None),
                default=last_of_all,
                output_field=DateField(),
            )
        )

    def answered_late(self, clock_starts_on: date | None = None) -> RecommendationSetQuerySet:
        """Answered, and one of the answers came after its last day, both dates known."""
        own = own_is_timed(clock_starts_on) & Q(own_answered_on__gt=F("due_on"))
        sets = self.answered().with_answered_on()
        return sets.filter(own | Q(Exists(_duties().answered_late(clock_starts_on))))


def awaited_parts(clock_starts_on: date | None) -> tuple[RecommendationSetQuerySet, DutyQuerySet]:
    """What is waited for, with a due date that is shown: public sets for their own addressee's part, and duties."""
    from recommendations.models import Duty, RecommendationSet

    public: Any = RecommendationSet.objects.published()
    own = public.filter(own_is_open(), due_on__isnull=False)
    own = own.filter(received_on__gte=clock_starts_on) if clock_starts_on else own
    return own, Duty.objects.filter(set__in=public).awaiting().with_clock(clock_starts_on)
