"""Those who publish the books of a body are told when the files of a quarter are ready."""

from celery import shared_task

from commissioning import actions
from commissioning.querysets.whose import with_books
from marketplace.accounts.actors import system


@shared_task(name="commissioning.tell_publishers")
def tell_publishers() -> int:
    by = system("books-ready")
    return sum(actions.tell_publishers(body, by=by) for body in with_books())
