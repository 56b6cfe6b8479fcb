"""Papers that waited for the scanner are looked at again; what it finds is thrown away, and its sender is told."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from commissioning.models import CheckCase, Evidence, EvidenceFile
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow import files
from marketplace.workflow.moves import record_entry

Scan = EvidenceFile.Scan


@transaction.atomic
def scan_one(began: datetime, *, by: Actor) -> str:
    """The paper that has waited longest since it was last tried, once a run; what became of it, or nothing to do."""
    require(bool(by.rule))
    waits = EvidenceFile.objects.filter(scan=Scan.WAITING).exclude(stored_as="")
    untried = waits.filter(Q(scanned_at=None) | Q(scanned_at__lt=began))
    locked = untried.select_for_update(of=("self",), skip_locked=True)
    file = locked.order_by(F("scanned_at").asc(nulls_first=True), "pk").first()
    if file is None:
        return ""
    file.scan, file.scanned_at = _looked_at(file), timezone.now()  # while it waits: when it was last tried
    if file.scan == Scan.INFECTED:
        _throw_away(file, by=by)
    file.save(update_fields=["scan", "scanned_at", "stored_as", "name"])
    if file.scan != Scan.WAITING:
        record_entry(file, f"scan:{file.scan}", by=by)
    return file.scan


def _looked_at(file: EvidenceFile) -> str:
    try:
        return files.scanned(files.read(file.stored_as))
    except OSError:  # it cannot be read today: it waits, and holds nobody else up
        return Scan.WAITING


def _throw_away(file: EvidenceFile, *, by: Actor) -> None:
    stored, file.stored_as, file.name = file.stored_as, "", ""
    transaction.on_commit(lambda: files.drop(stored))
    evidence = Evidence.objects.select_related("enterprise", "sent_by").get(pk=file.evidence_id)
    case = CheckCase.objects.filter(service__enterprise=evidence.enterprise).order_by("opened_at").first()
    if evidence.sent_by and case:
        said = {"enterprise": evidence.enterprise.name, "case": str(case.pk), "what": str(evidence.name)}
        notify(evidence.sent_by, "paper-thrown-away", key=f"paper-thrown-away:{file.pk}", context=said)
