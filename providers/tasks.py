"""Wake-ups for what the directory must do in time."""

from celery import shared_task

from providers import searches


@shared_task(name="providers.forget_searches")
def forget_searches() -> int:
    """Searches are forgotten after their day."""
    return searches.forget()
