"""What of the front-end packages is served: their built files only, and no font that is not ours to use."""

import re

from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

SOURCES = ["*.scss", "*.njk", "*.mjs", "*.mjs.map", "all.bundle.*", "leaflet.js*", "leaflet-src.js*"]
FOLDERS = [
    "components",
    "core",
    "helpers",
    "objects",
    "overrides",
    "settings",
    "tools",
    "utilities",
    "common",
    "errors",
]
FONT_FACE = re.compile(rb"@font-face\s*\{[^}]*GDS Transport[^}]*\}")


class OursToUse(FileSystemStorage):
    """Reads a package's files; GOV.UK's stylesheet comes without GDS Transport."""

    def _open(self, name, mode="rb"):
        opened = super()._open(name, mode)  # type: ignore[misc]
        if not name.endswith("govuk-frontend.min.css"):
            return opened
        with opened:
            return ContentFile(FONT_FACE.sub(b"", opened.read()), name=name)


class BuiltFilesFinder(FileSystemFinder):
    """Find the files of STATICFILES_DIRS, without the sources that the packages carry beside them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for prefix, root in self.locations:
            self.storages[root] = OursToUse(location=root)
            self.storages[root].prefix = prefix

    def list(self, ignore_patterns):
        return super().list([*(ignore_patterns or []), *SOURCES, *FOLDERS, "macros", "custom-properties", "assets"])
