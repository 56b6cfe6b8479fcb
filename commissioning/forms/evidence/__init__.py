"""What is asked for each kind of paper."""

from commissioning.forms.evidence.kinds import (
    CqcForm,
    DbsForm,
    DeclarationForm,
    FeeForm,
    FoodForm,
    IdentityForm,
    InsuranceForm,
    RegistrationForm,
    StatementForm,
    TrainingForm,
    VehicleForm,
)
from commissioning.forms.evidence.references import ReferenceForm, plain
from commissioning.forms.evidence.shared import EvidenceForm
from commissioning.models import Evidence
from commissioning.proportionality import BY_SLUG

FORMS: dict[str, type[EvidenceForm]] = {
    Evidence.Kind.INSURANCE: InsuranceForm, Evidence.Kind.DBS: DbsForm, Evidence.Kind.TRAINING: TrainingForm,
    Evidence.Kind.REGISTRATION: RegistrationForm, Evidence.Kind.FEE: FeeForm, Evidence.Kind.VEHICLE: VehicleForm,
    Evidence.Kind.FOOD: FoodForm, Evidence.Kind.IDENTITY: IdentityForm, Evidence.Kind.CQC: CqcForm,
    Evidence.Kind.STATEMENT: StatementForm, Evidence.Kind.DECLARATION: DeclarationForm,
    Evidence.Kind.REFERENCE: ReferenceForm,
}  # fmt: skip


def form_for(what: str) -> type[EvidenceForm]:
    return FORMS.get(BY_SLUG[what].kind, DeclarationForm)


__all__ = ["ReferenceForm", "form_for", "plain"]
