"""What people looked for in vain in the demonstration: enough to draw bars of, the same at each seeding."""

from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from marketplace.organisations.models import Organisation
from providers.demonstration.areas import LEEDS, NOTTINGHAM, NOTTINGHAMSHIRE
from providers.models import UnmetNeed

WHERE = {  # outcodes of a council, and how many needs stand there
    NOTTINGHAM: (("NG3", "NG5", "NG5", "NG5", "NG6", "NG7", "NG7", "NG8", "NG11"), 46),
    NOTTINGHAMSHIRE: (("NG4", "NG9", "NG9", "NG18", "NG18", "NG19", "NG24", "S80", "S81"), 38),
    LEEDS: (("LS7", "LS8", "LS8", "LS9", "LS11", "LS17"), 21),
}
WHAT = (
    ("waking-night", ("dementia",)),
    ("waking-night", ("older", "dementia")),
    ("driving", ("older",)),
    ("driving", ("physical-disability",)),
    ("getting-up", ("physical-disability",)),
    ("after-school", ("children", "autism")),
    ("after-school", ("children",)),
    ("companionship", ("mental-health",)),
    ("shopping", ("sight-loss",)),
    ("sitting-service", ("carers", "dementia")),
    ("gardening", ("older",)),
    ("life-skills", ("learning-disability",)),
)
TIMES = ((), ("mon-evening", "tue-evening"), ("sat-morning",), ("sun-afternoon",), ("wed-night",))
SOURCES = ("introduction", "introduction", "search", "search", "enquiry")


def count_some() -> None:
    """Spread over the last ten months, more of them lately."""
    councils = Organisation.objects.councils_of(WHERE)
    for code, (outcodes, many) in WHERE.items():
        rng = Random(f"unmet needs of {code}")  # noqa: S311
        UnmetNeed.objects.bulk_create(_need(rng, code, outcodes, n, councils.get(code)) for n in range(many))


def _need(rng: Random, code: str, outcodes: tuple[str, ...], number: int, council: Organisation | None) -> UnmetNeed:
    activity, needs = rng.choice(WHAT)
    source = rng.choice(SOURCES)
    return UnmetNeed(
        key=uuid5(NAMESPACE_URL, f"justright.demo/need/{code}/{number}"),
        source=source,
        activity=activity,
        needs=list(needs),
        times=list(rng.choice(TIMES)),
        outcode=rng.choice(outcodes),
        council_code=code,
        recorded_by=council if source == "introduction" else None,
        recorded_at=timezone.now() - timedelta(days=int(300 * rng.random() ** 2), hours=3),
    )
