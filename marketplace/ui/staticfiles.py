"""What of the front-end packages is served: their built files only, and no font that is not ours to use."""

import re

from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCES = ["*.scss", "*.njk", "*.mjs", "*.mjs.map", "all.bundle.*", "leaflet.js*", "leaflet-src.js*", "fonts"]
FOLDERS = ["components", "core", "helpers", "objects", "overrides", "settings", "tools", "utilities", "common", "errors"]
FONT_FACE = re.compile(rb"@font-face\s*\{[^}]*GDS Transport[^}]*\}")


class BuiltFilesFinder(FileSystemFinder):
    """Find the files of STATICFILES_DIRS, without the sources that the packages carry beside them."""

    def list(self, ignore_patterns):
        return super().list([*(ignore_patterns or []), *SOURCES, *FOLDERS, "macros", "custom-properties", "assets"])


class Storage(CompressedManifestStaticFilesStorage):
    """Static files under names that change with their content; GOV.UK's stylesheet goes without GDS Transport."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (  # our own modules only: some packages import files they do not carry
        "js/*.js",
        HashedFilesMixin._js_module_import_aggregation_patterns[1],
    )

    def _save(self, name, content):
        if name.endswith("govuk-frontend.min.css"):
            content = ContentFile(FONT_FACE.sub(b"", content.read()))
        return super()._save(name, content)
