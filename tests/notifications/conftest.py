"""GOV.UK Notify as these tests know it."""

import pytest

from tests.notifications.notify_server import KEY, NotifyServer


@pytest.fixture
def notify_server(settings):
    server = NotifyServer()
    settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL = KEY, server.url
    settings.NOTIFY_TEMPLATE_EMAIL = "11111111-0000-4000-8000-000000000001"
    settings.NOTIFY_TEMPLATE_TEXT = "11111111-0000-4000-8000-000000000002"
    settings.NOTIFY_TEMPLATE_LETTER = "11111111-0000-4000-8000-000000000003"
    settings.NOTIFY_CALLBACK_TOKEN = "a token that Notify and we know"
    yield server
    server.shutdown()
    server.server_close()
