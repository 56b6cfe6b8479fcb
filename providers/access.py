"""Who may do what to an enterprise and its services."""

from django.db.models import Q

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds, holds_key
from marketplace.organisations.models import STAFF_ROLES, Membership, Organisation, Role, Token
from marketplace.workflow.models import PrivateLink
from providers.models import (
    Enquiry,
    Enterprise,
    Follower,
    Interest,
    Keeper,
    PostedNeed,
    SavedSearch,
    Service,
    Story,
)
from providers.querysets.keeping import PROFESSIONAL

STORY_LINK, NEED_LINK, FOLLOW_LINK = "story", "posted-need", "enquiry"  # purposes of private links
STILL_RIGHT = "still-right"  # the purpose of a link with which somebody keeps a listing true
STOP_NEWS = "stop-news"  # and of one with which somebody stops to be told who is new
NOT_CONFIRMED = "not-confirmed"  # the rule under which the site hides what nobody confirms
HAS_TAPS = (Service.Status.LISTED, Service.Status.PAUSED)


def can_edit(actor: Actor, enterprise: Enterprise) -> bool:
    """Its owner, its workers, and the supporter who fills in for the owner."""
    if actor.account is not None and enterprise.supporter_id == actor.account.pk:
        return True
    return holds(actor, Role.OWNER, Role.WORKER, organisation=enterprise.organisation)


def can_edit_service(actor: Actor, service: Service) -> bool:
    """Whoever writes for its enterprise, and the enterprise's own key for that."""
    enterprise = service.enterprise
    return can_edit(actor, enterprise) or holds_key(actor, Token.Scope.SERVICES_WRITE, enterprise.organisation)


def keeper_of(actor: Actor, service: Service) -> Actor | None:
    """The person to whom the private link was sent with which the actor acts, while it is for this very listing."""
    if actor.link is None or service.status not in HAS_TAPS:
        return None
    links = PrivateLink.objects.live().filter(pk=actor.link, purpose=STILL_RIGHT)
    keepers = Keeper.objects.filter(pk__in=links.values("subject_id"), service=service, account__is_active=True)
    keeper = keepers.select_related("account").first()
    return Actor(account=keeper.account) if keeper else None


def can_say_room(actor: Actor, service: Service) -> bool:
    """Whoever writes for the enterprise; and the link that was sent to one of them, while they still do."""
    if keeper := keeper_of(actor, service):
        return can_edit(keeper, service.enterprise)
    return can_edit_service(actor, service)


def can_pause(actor: Actor, service: Service) -> bool:
    """Its owner, the owner's own link, and the key that the owner gave another system; a key says nothing else."""
    enterprise = service.enterprise
    if keeper := keeper_of(actor, service):
        return can_speak_for(keeper, enterprise)
    return can_speak_for(actor, enterprise) or holds_key(actor, Token.Scope.SERVICES_WRITE, enterprise.organisation)


def can_set_rhythm(actor: Actor, account: User) -> bool:
    """Somebody's rhythm is their own: signed in, or by a link that was sent to them."""
    if actor.link is None:
        return actor.account is not None and actor.account.pk == account.pk
    links = PrivateLink.objects.live().filter(pk=actor.link, purpose=STILL_RIGHT)
    return Keeper.objects.filter(pk__in=links.values("subject_id"), account=account).exists()


def can_follow_for(actor: Actor, organisation: Organisation) -> bool:
    """Whoever finds help for others as their work follows areas for the body they do it for."""
    is_body = organisation.kind in (Organisation.Kind.COUNCIL, Organisation.Kind.NHS)
    return is_body and holds(actor, *PROFESSIONAL, organisation=organisation)


def can_change_search(actor: Actor, search: SavedSearch) -> bool:
    """Whose it is; an area belongs to everybody who works for its body."""
    if search.organisation is not None:
        return can_follow_for(actor, search.organisation)
    return actor.account is not None and actor.account.pk == search.account_id


def can_stop(actor: Actor, follower: Follower) -> bool:
    """The person who is told, signed in or by the link in a message to them."""
    if actor.link is None:
        return actor.account is not None and actor.account.pk == follower.account_id
    links = PrivateLink.objects.live().filter(pk=actor.link, purpose=STOP_NEWS)
    return links.filter(subject_id=follower.pk).exists()


def bodies_of(actor: Actor):
    """The councils and NHS bodies for which the actor finds help for others."""
    if actor.account is None:
        return Organisation.objects.none()
    works = actor.account.memberships.live().in_role(*PROFESSIONAL)
    kinds = (Organisation.Kind.COUNCIL, Organisation.Kind.NHS)
    return Organisation.objects.filter(pk__in=works.values("organisation"), kind__in=kinds)


def can_speak_for(actor: Actor, enterprise: Enterprise) -> bool:
    """Only its owner sends it to be listed, pauses it or closes it: a supporter's words wait for the owner's yes."""
    return holds(actor, Role.OWNER, organisation=enterprise.organisation)


def can_decide(actor: Actor, service: Service) -> bool:
    """A commissioner of the council where it is; the operator where no council has joined. Never one's own."""
    if can_edit(actor, service.enterprise):
        return False
    council = Organisation.objects.council_of(service.council_code)
    if council is None:
        return holds(actor, Role.OPERATOR)
    return holds(actor, Role.COMMISSIONER, organisation=council)


CHECKS_RUN_OUT, CHECKS_RENEWED, CHECKS_COUNTED = "checks-run-out", "checks-renewed", "checks-counted"
CHECK_RULES = frozenset({CHECKS_RUN_OUT, CHECKS_RENEWED, CHECKS_COUNTED})


def can_record_checks(actor: Actor, service: Service, council: Organisation | None = None) -> bool:
    """Whoever decides about it, a commissioner of the council that saw it, or one of the site's rules for checks."""
    if actor.rule:
        return actor.rule in CHECK_RULES
    is_own = can_edit(actor, service.enterprise)
    saw_it = council is not None and holds(actor, Role.COMMISSIONER, organisation=council)
    return not is_own and (saw_it or can_decide(actor, service))


def can_review(actor: Actor) -> bool:
    """Commissioners of a council that has joined, and operators, have a list of what waits."""
    return holds(actor, Role.OPERATOR) or councils_of(actor).exists()


def has_interest(actor: Actor, enterprise: Enterprise) -> bool:
    """Whoever owns or works in it, or whose household does: they introduce nobody there, and answer nothing for it."""
    return Enterprise.objects.close_to(actor).filter(pk=enterprise.pk).exists()


def can_count_unmet(actor: Actor) -> bool:
    """Commissioners of a council that has joined, and only of their own."""
    return councils_of(actor).exists()


def can_end_interest(actor: Actor, interest: Interest) -> bool:
    """Only whoever declared it."""
    return actor.account is not None and actor.account.pk == interest.account_id


DOWNLOADING = (Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP, Role.ADVISER, Role.COMMISSIONER, Role.OPERATOR)


def can_download(actor: Actor) -> bool:
    """Whoever finds help for others as their work takes a result with them as a spreadsheet."""
    return holds(actor, *DOWNLOADING)


def councils_of(actor: Actor):
    """The councils for which the actor decides."""
    if actor.account is None:
        return Organisation.objects.none()
    deciding = actor.account.memberships.live().in_role(Role.COMMISSIONER)
    return Organisation.objects.councils().filter(pk__in=deciding.values("organisation"))


# --- Enquiries -------------------------------------------------------------------------------------------------------
DESK = (Role.ADVISER, Role.SOCIAL_WORKER, Role.LINK_WORKER)
INTRODUCING = (Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP)
FOLLOW = FOLLOW_LINK
CONFIRM = "enquiry-confirm"


def desk(actor: Actor, service: Service) -> Membership | None:
    """The membership by which the actor takes down what came by phone or on paper: of the council where it is, or of
    the operator; never for an enterprise that they or their household own or work in."""
    if actor.account is None or not actor.account.is_active or has_interest(actor, service.enterprise):
        return None
    here = Q(role__in=DESK, organisation__kind=Organisation.Kind.COUNCIL)
    here &= Q(organisation__council_code=service.council_code or "-")
    return actor.account.memberships.live().filter(here | Q(role=Role.OPERATOR)).order_by("since_on", "pk").first()


def desk_of(actor: Actor, enquiry: Enquiry) -> Membership | None:
    """The membership by which the actor takes down what becomes of this one: never of somebody whom a professional
    introduces, unless the actor introduces them."""
    if enquiry.introduced_by_id is not None and not _introduced(actor, enquiry):
        return None
    return desk(actor, enquiry.service)


def works_in(actor: Actor, enterprise: Enterprise) -> bool:
    """Its owner and its workers: they answer, a supporter does not."""
    return holds(actor, Role.OWNER, Role.WORKER, organisation=enterprise.organisation)


def can_introduce(actor: Actor, organisation: Organisation, service: Service) -> bool:
    """A professional for the body they work for, or its rule that passes on; never to an enterprise close to them."""
    if actor.rule:
        return True
    return holds(actor, *INTRODUCING, organisation=organisation) and not _is_close(actor, service.enterprise)


def _is_close(actor: Actor, enterprise: Enterprise) -> bool:
    return can_edit(actor, enterprise) or has_interest(actor, enterprise)


def is_asker(actor: Actor, enquiry: Enquiry) -> bool:
    """Whoever asked, by their account or by the private link; and the professional who introduced them."""
    if actor.rule:
        return True
    if actor.link is not None:
        return PrivateLink.objects.of(enquiry, FOLLOW).live().filter(pk=actor.link).exists()
    if actor.account is None or not actor.account.is_active:
        return False
    return enquiry.account_id == actor.account.pk or _introduced(actor, enquiry)


def _introduced(actor: Actor, enquiry: Enquiry) -> bool:
    body = enquiry.introduced_by
    return (
        body is not None and enquiry.entered_by_id == actor.person.pk and holds(actor, *INTRODUCING, organisation=body)
    )


def can_confirm(actor: Actor, enquiry: Enquiry) -> bool:
    """Whoever opens the link that went to the contact, types its code, or rang them; the system by its rule."""
    if actor.link is not None:
        return PrivateLink.objects.of(enquiry, CONFIRM).live().filter(pk=actor.link).exists()
    return bool(actor.rule) or desk_of(actor, enquiry) is not None


def is_asked(actor: Actor, enquiry: Enquiry) -> bool:
    """The enterprise that was asked."""
    return works_in(actor, enquiry.service.enterprise)


def can_answer(actor: Actor, enquiry: Enquiry) -> bool:
    """The enterprise, or somebody at the desk whom it rang."""
    return is_asked(actor, enquiry) or desk_of(actor, enquiry) is not None


def can_follow(actor: Actor, enquiry: Enquiry) -> bool:
    """Either side, or the desk on the word of one of them."""
    return is_asker(actor, enquiry) or can_answer(actor, enquiry)


def can_use_desk(actor: Actor) -> bool:
    """Whoever takes down enquiries for a council, or for the operator, has a list of them."""
    return holds(actor, Role.OPERATOR, *DESK)


# --- Stories, and needs that people post -----------------------------------------------------------------------------
def was_close(actor: Actor, enterprise: Enterprise) -> bool:
    """Whoever is or was close to it, or their household, does not speak as somebody whom it helped."""
    if actor.account is None:
        return False
    is_theirs = actor.account.memberships.filter(organisation=enterprise.organisation).exists()
    return is_theirs or _is_close(actor, enterprise)


def holds_link(actor: Actor, subject: Enquiry | PostedNeed, *purposes: str) -> bool:
    """Whether the private link with which the actor came still lets somebody in to this very record."""
    if actor.link is None:
        return False
    return any(PrivateLink.objects.of(subject, each).live().filter(pk=actor.link).exists() for each in purposes)


def asked_it(actor: Actor, enquiry: Enquiry) -> bool:
    """Whoever asked, with their account or by their private link; a professional who asked for them is not."""
    if actor.account is not None and enquiry.entered_by_id == actor.account.pk:
        return False
    is_introduced = enquiry.introduced_by_id is not None  # then the link goes to whoever introduces
    if not is_introduced and holds_link(actor, enquiry, STORY_LINK, FOLLOW_LINK):
        return True
    if actor.account is None or enquiry.account_id != actor.account.pk:
        return False
    return not (is_introduced and holds(actor, *STAFF_ROLES))


def can_tell(actor: Actor, enquiry: Enquiry) -> bool:
    """Whoever was helped themselves, and has nothing to win or lose by it."""
    enterprise = enquiry.service.enterprise
    asker = Actor(account=enquiry.account) if enquiry.account else actor
    return asked_it(actor, enquiry) and not was_close(actor, enterprise) and not was_close(asker, enterprise)


def can_moderate(actor: Actor, story: Story) -> bool:
    """Whoever decides about the listing; never about a story of their own."""
    account = actor.account
    if account is not None and account.pk in (story.enquiry.account_id, story.enquiry.entered_by_id):
        return False
    return can_decide(actor, story.service) and not was_close(actor, story.service.enterprise)


def posted_it(actor: Actor, need: PostedNeed) -> bool:
    """Whoever posted it, with their account or by their private link."""
    if actor.account is not None and need.account_id == actor.account.pk:
        return True
    return holds_link(actor, need, NEED_LINK)


def can_answer_need(actor: Actor, need: PostedNeed, service: Service) -> bool:
    """The owner and workers of an enterprise, for a service of theirs that fits the need and is checked for it."""
    works = holds(actor, Role.OWNER, Role.WORKER, organisation=service.enterprise.organisation)
    return works and not posted_it(actor, need) and need.fitting_services().filter(pk=service.pk).exists()
