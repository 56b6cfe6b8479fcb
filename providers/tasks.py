"""Wake-ups for what the directory must do in time."""

from uuid import UUID

from celery import shared_task

from providers import searches
from providers.open_referral import health


@shared_task(name="providers.forget_searches")
def forget_searches() -> int:
    """Searches are forgotten after their day."""
    return searches.forget()


@shared_task(name="providers.check_feed")
def check_feed(run: str = "") -> None:
    """Every listing of the feed is judged each night, some seconds at a time."""
    pk = UUID(run) if run else health.tonight().pk
    if not health.go_on(pk):
        check_feed.delay(str(pk))
