"""Reading the directory: what everybody may read."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from marketplace.workflow.cross_origin import open_to_all
from providers.api import answers, parameters, shapes
from providers.api.schema import answers as told
from providers.filters import SearchFilters
from providers.models import Enterprise, SearchDocument, Service

READ = ["GET", "HEAD"]


class NotOnePlace(ValidationError):
    """The place may be several: they come with the refusal."""

    def __init__(self, wrong: dict, choices: tuple[str, ...]):
        super().__init__(wrong)
        self.more = {"choices": list(choices)} if choices else {}


def _search(given) -> Response:
    asked = SearchFilters(given, queryset=SearchDocument.objects.none())
    if not asked.is_valid():
        wrong = {name or "": [str(each) for each in said] for name, said in asked.errors.items()}
        raise NotOnePlace(wrong, asked.form.choices)
    return Response(answers.results(asked, asked.filter_queryset(asked.queryset)))


@open_to_all
@extend_schema(
    operation_id="find_services",
    summary="Find services, the best and nearest first",
    description="Anybody may ask. Words about health belong in the body of /api/v1/search, not in an address.",
    parameters=parameters.IN_ADDRESS,
    responses=told(shapes.Results, 400, 401),
    tags=["Directory"],
)
@api_view(READ)
def services(request):
    """Who comes to you, or whom you can get to."""
    return _search(parameters.in_address(request.query_params))


@open_to_all
@extend_schema(
    operation_id="search",
    summary="The same search, asked in a body",
    request={"application/json": parameters.IN_BODY},
    responses=told(shapes.Results, 400, 401, 403, 413, 415),
    tags=["Directory"],
)
@api_view(["POST"])
def search(request):
    """The same, with the questions where no log and no history keeps them."""
    return _search(parameters.in_body(request.data))


@open_to_all
@extend_schema(
    operation_id="read_service",
    summary="One listed service",
    responses=told(shapes.PublicService, 401, 404),
    tags=["Directory"],
)
@api_view(READ)
def service(request, pk):
    """What others may have of one listed service; its own people get all of it."""
    found = get_object_or_404(Service.objects.told_to(request.actor).with_details(), pk=pk)
    return Response(answers.public_service(found) if found.is_own else answers.shared_service(found))


@open_to_all
@extend_schema(
    operation_id="read_enterprise",
    summary="One enterprise, and what it has listed",
    responses=told(shapes.PublicEnterprise, 401, 404),
    tags=["Directory"],
)
@api_view(READ)
def enterprise(request, pk):
    """An enterprise that has something listed and shared."""
    found = get_object_or_404(Enterprise.objects.public().with_organisation(), pk=pk)
    listed = list(found.services.told_to(request.actor).with_details().order_by("listed_on", "pk"))
    if not listed:
        raise NotFound
    return Response(answers.enterprise(found, listed))


@open_to_all
@extend_schema(
    operation_id="read_taxonomies",
    summary="The lists of words, and the filters of a search",
    responses=told(shapes.Taxonomies, 401),
    tags=["Directory"],
)
@api_view(READ)
def taxonomies(request):
    """Activities, needs, ways to pay and the rest, each with its name."""
    return Response(answers.taxonomies())
