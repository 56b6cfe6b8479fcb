"""A status changes only along the model's own table, one person at a time, and always on the trail."""

import threading
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.organisations.models import Invitation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from marketplace.workflow.moves import move
from tests.people import acting

Status = Invitation.Status
ALL = [(before, after) for before in Status for after in Status]
ALLOWED = [(before, after) for before, after in ALL if after in Invitation.MOVES[before]]
REFUSED = [pair for pair in ALL if pair not in ALLOWED]


@pytest.fixture
def invitation(connor, nottingham):
    return Invitation.objects.create(
        organisation=nottingham,
        role=Role.FINANCE,
        email="nia@example.org",
        invited_by=connor,
        token_digest="0" * 64,
        expires_at=timezone.now() + timedelta(days=14),
    )


@pytest.mark.parametrize("before, after", ALLOWED)
def test_a_move_of_the_table_is_made_and_written_down(invitation, connor, before, after):
    Invitation.objects.update(status=before)
    entry = move(invitation, after, by=acting(connor))
    invitation.refresh_from_db()
    assert invitation.status == after
    assert (entry.subject_id, entry.account, entry.what) == (invitation.pk, connor, f"{before}>{after}")


@pytest.mark.parametrize("before, after", REFUSED)
def test_any_other_move_is_refused_and_leaves_no_trace(invitation, connor, before, after):
    Invitation.objects.update(status=before)
    with pytest.raises(RuleBroken, match="cannot be done"):
        move(invitation, after, by=acting(connor))
    invitation.refresh_from_db()
    assert invitation.status == before
    assert not Entry.objects.filter(subject_id=invitation.pk).exists()


def test_what_changes_with_the_status_is_saved_with_it(invitation, connor):
    soon = timezone.now()
    move(invitation, Status.WITHDRAWN, by=acting(connor), expires_at=soon)
    invitation.refresh_from_db()
    assert invitation.expires_at == soon


def test_the_trail_names_the_rule_when_no_person_acted(invitation):
    assert move(invitation, Status.WITHDRAWN, by=system("invitation-not-used")).rule == "invitation-not-used"


def test_the_fresh_row_decides_and_not_what_somebody_read_before(invitation, connor):
    Invitation.objects.update(status=Status.WITHDRAWN)
    assert invitation.status == Status.OPEN, "an old copy"
    with pytest.raises(RuleBroken):
        move(invitation, Status.ACCEPTED, by=acting(connor))


def test_of_two_people_at_the_same_moment_one_succeeds(fresh_db, invitation, connor):
    said: list[str] = []
    ready = threading.Barrier(4)

    def try_to(status: str) -> None:
        mine = Invitation.objects.get(pk=invitation.pk)
        ready.wait()
        try:
            move(mine, status, by=acting(connor))
            said.append(status)
        except RuleBroken:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to, args=[to]) for to in (Status.ACCEPTED, Status.WITHDRAWN) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("refused") == 3
    assert Entry.objects.filter(subject_id=invitation.pk).count() == 1


@pytest.mark.S14
@pytest.mark.parametrize("attack", ["UPDATE workflow_entry SET what = 'nothing'", "DELETE FROM workflow_entry"])
def test_the_site_cannot_change_what_the_trail_says(invitation, connor, attack):
    move(invitation, Status.WITHDRAWN, by=acting(connor))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert Entry.objects.filter(what="open>withdrawn").exists()
