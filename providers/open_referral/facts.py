"""The entities of Open Referral UK 3.0, field by field; `shapes` says how to read a line."""

ATTRIBUTE = {
    "id!": "uuid", "link_id": "uuid", "link_type": "text", "taxonomy_term_id": "uuid",
    "taxonomy_term": "taxonomy_term",
}  # fmt: skip
TERM = {
    "id!": "uuid", "name!": "text", "description!": "text", "parent_id": "uuid", "taxonomy": "text",
    "taxonomy_id": "uuid", "term_uri": "uri", "term": "text",
}  # fmt: skip
TAXONOMY = {
    "id!": "uuid", "name!": "text", "description!": "text", "uri": "uri", "version": "text",
    "taxonomy_terms": "[taxonomy_term]",
}  # fmt: skip
SCHEDULE = {
    "id!": "uuid", "service_id": "uuid", "service_at_location_id": "uuid", "valid_from": "text", "valid_to": "text",
    "dtstart": "text", "freq": "WEEKLY | MONTHLY", "interval": "number", "byday": "text", "bymonthday": "text",
    "description": "text", "opens_at": "text", "closes_at": "text", "schedule_link": "uri", "attending_type": "text",
    "notes": "text",
}  # fmt: skip
COST_OPTION = {
    "id!": "uuid", "service_id": "uuid", "valid_from": "text", "valid_to": "text", "option": "text",
    "amount": "number", "amount_description": "text",
}  # fmt: skip
SERVICE_AREA = {
    "id!": "uuid", "service_id": "uuid", "name": "text", "extent": "text", "extent_type": "text", "uri": "text",
    "service_area": "text",
}  # fmt: skip
LANGUAGE = {"id!": "uuid", "service_id": "uuid", "phone_id": "uuid"}
FUNDING = {"id!": "uuid", "service_id": "uuid", "source": "text"}
CONTACT = {"id!": "uuid", "service_id": "uuid", "name": "text", "title": "text", "attributes": "[attribute]"}
PHONE = {"id!": "uuid", "contact_id": "uuid", "number!": "text", "description": "text", "languages": "[language]"}

ADDRESS = {
    "id!": "uuid", "location_id": "uuid", "attention": "text", "address_1!": "text", "city!": "text", "region": "text",
    "state_province!": "text", "postal_code!": "text", "country!": "text",
    "address_type!": "physical | postal | virtual", "attributes": "[attribute]",
}  # fmt: skip
ACCESSIBILITY = {
    "id!": "uuid", "location_id": "uuid", "description": "text", "details": "text", "url": "uri",
    "attributes": "[attribute]", "accessibility": "text",
}  # fmt: skip
LOCATION = {
    "id!": "uuid", "location_type!": "physical | postal | virtual", "name": "text", "description": "text",
    "latitude": "number", "longitude": "number", "external_identifier": "text", "external_identifier_type": "text",
    "addresses": "[address]", "accessibility": "[accessibility]", "attributes": "[attribute]",
}  # fmt: skip
SERVICE_AT_LOCATION = {"id!": "uuid", "service_id": "uuid", "location_id": "uuid", "location": "location"}

IDENTIFIER = {
    "id!": "uuid", "organization_id": "uuid", "identifier_scheme": "text", "identifier_type!": "text",
    "identifier!": "text", "attributes": "[attribute]",
}  # fmt: skip
ORGANIZATION = {
    "id!": "uuid", "name!": "text", "description!": "text", "email": "email", "website": "uri", "logo": "text",
    "uri": "uri", "parent_organization_id": "uuid", "organization_identifiers": "[organization_identifier]",
    "attributes": "[attribute]",
}  # fmt: skip
SERVICE = {
    "id!": "uuid", "organization_id": "uuid", "name!": "text", "description": "text", "url": "uri", "email": "email",
    "status!": "active | inactive | defunct | temporarily closed", "fees": "text", "accreditations": "text",
    "minimum_age": "number", "maximum_age": "number", "assured_date": "text", "assurer_email": "email",
    "alert": "text", "last_modified": "date-time", "schedules": "[schedule]", "service_areas": "[service_area]",
    "service_at_locations": "[service_at_location]", "languages": "[language]", "organization": "organization",
    "funding": "[funding]", "cost_options": "[cost_option]", "contacts": "[contact]", "attributes": "[attribute]",
}  # fmt: skip

PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer", "size": "integer",
    "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip


def _listed(fields: dict[str, str], **nested: str) -> dict[str, str]:
    """An entity as a list holds it: with one-to-one fields only."""
    return {name: shape for name, shape in fields.items() if not shape.startswith("[")} | nested


SHAPES = {
    "api_details": {"version!": "text", "profile!": "uri", "openapi_url!": "uri"},
    "attribute": ATTRIBUTE, "taxonomy": TAXONOMY, "taxonomy_term": TERM, "schedule": SCHEDULE,
    "cost_option": COST_OPTION, "service_area": SERVICE_AREA, "language": LANGUAGE, "funding": FUNDING,
    "contact": CONTACT, "phone": PHONE, "address": ADDRESS, "accessibility": ACCESSIBILITY, "location": LOCATION,
    "service_at_location": SERVICE_AT_LOCATION, "organization_identifier": IDENTIFIER, "organization": ORGANIZATION,
    "service": SERVICE,
    "listed_organization": _listed(ORGANIZATION),
    "listed_service": _listed(SERVICE, organization="listed_organization"),
    "listed_location": _listed(LOCATION),
    "listed_service_at_location": _listed(
        SERVICE_AT_LOCATION, location="listed_location", service="listed_service"
    ),
    "service_list": PAGE | {"contents": "[listed_service]"},
    "organization_list": PAGE | {"contents": "[listed_organization]"},
    "service_at_location_list": PAGE | {"contents": "[listed_service_at_location]"},
    "taxonomy_list": PAGE | {"contents": "[taxonomy]"},
    "taxonomy_term_list": PAGE | {"contents": "[taxonomy_term]"},
}  # fmt: skip
