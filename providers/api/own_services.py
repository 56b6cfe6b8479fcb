"""An enterprise looks after its own services: its people with their session, its systems with its key."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response

from marketplace.accounts.access import require
from marketplace.organisations.authentication import IsKnown
from marketplace.organisations.models import Token
from providers import access, actions
from providers.api import answers, as_form, shapes, taking
from providers.api.schema import OWN, WRITES
from providers.api.schema import answers as told
from providers.models import Service

TAGS = ["My services"]


def _mine(request, pk) -> Service:
    """One of the services that the asker may write; those of others do not exist, a key has to be for writing."""
    found = get_object_or_404(Service.objects.run_by(request.actor).with_details(), pk=pk)
    require(access.can_edit_service(request.actor, found))
    return found


def _read(request, shape, **options) -> dict:
    taken = shape(data=request.data, **options)
    taken.is_valid(raise_exception=True)
    return taken.validated_data


def _answer(request, pk) -> Response:
    return Response(answers.own_service(_mine(request, pk)))


@extend_schema(
    operation_id="list_my_services",
    summary="Every service of mine",
    responses=told(shapes.OwnServices, 401, 403),
    tags=TAGS,
)
@api_view(["GET", "HEAD"])
@permission_classes([IsKnown])
def services(request):
    """Those of my enterprises, or of the organisation whose key this is."""
    require(request.actor.is_signed_in or Token.Scope.SERVICES_WRITE in request.actor.scopes)
    mine = Service.objects.run_by(request.actor).with_enterprise().order_by("pk")
    return Response({"services": [answers.own_in_short(each) for each in mine]})


@extend_schema(
    methods=["GET"],
    operation_id="read_my_service",
    summary="One service of mine",
    responses=told(shapes.OwnService, *OWN[1:]),
    tags=TAGS,
)
@extend_schema(
    methods=["PATCH"],
    operation_id="describe_my_service",
    summary="Change what is said of it",
    description="Send only what changes. What is listed has to stay complete and lawful, or nothing is saved (409).",
    request=taking.Description(partial=True),
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["GET", "HEAD", "PATCH"])
@permission_classes([IsKnown])
def service(request, pk):
    """Read it, or change its description."""
    found = _mine(request, pk)
    if request.method == "PATCH":
        facts = as_form.described(found, _read(request, taking.Description, partial=True))
        if facts:
            actions.describe(found, by=request.actor, **facts)
    return _answer(request, pk)


@extend_schema(
    operation_id="say_room",
    summary="Say whether there is room",
    description="It carries today’s date, and fades after 28 days.",
    request=taking.Room,
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["PUT"])
@permission_classes([IsKnown])
def room(request, pk):
    """Whether there is room for somebody new."""
    found = _mine(request, pk)
    actions.say_room(found, by=request.actor, **as_form.room(found, _read(request, taking.Room)))
    return _answer(request, pk)


@extend_schema(
    operation_id="say_hours",
    summary="Say the hours of the week",
    description="The whole week takes the place of the old one: at most two stretches a day, on half hours.",
    request=taking.Week,
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["PUT"])
@permission_classes([IsKnown])
def hours(request, pk):
    """When it happens, and which of these hours are free."""
    found = _mine(request, pk)
    actions.describe(found, by=request.actor, **as_form.hours(found, _read(request, taking.Week)["hours"]))
    return _answer(request, pk)


@extend_schema(
    operation_id="say_prices",
    summary="Say what it costs",
    description="All prices take the place of the old ones: at most six, in pence.",
    request=taking.Costs,
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["PUT"])
@permission_classes([IsKnown])
def prices(request, pk):
    """What it costs, the main price first."""
    found = _mine(request, pk)
    actions.describe(found, by=request.actor, **as_form.prices(found, _read(request, taking.Costs)["prices"]))
    return _answer(request, pk)


@extend_schema(
    operation_id="pause",
    summary="Take it out of the directory for a while",
    request=None,
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["POST"])
@permission_classes([IsKnown])
def pause(request, pk):
    """Nobody finds it until it is shown again."""
    actions.pause(_mine(request, pk), by=request.actor)
    return _answer(request, pk)


@extend_schema(
    operation_id="resume",
    summary="Show it in the directory again",
    request=None,
    responses=told(shapes.OwnService, *WRITES),
    tags=TAGS,
)
@api_view(["POST"])
@permission_classes([IsKnown])
def resume(request, pk):
    """People can find it again."""
    actions.resume(_mine(request, pk), by=request.actor)
    return _answer(request, pk)
