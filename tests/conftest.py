"""What every test may ask for: a database, a browser, a worker, and the people."""

from importlib.util import find_spec

pytest_plugins = ["tests.plugins.databases", "tests.plugins.places", "tests.plugins.servers", "tests.plugins.browser"]
if find_spec("tests.people"):
    pytest_plugins.append("tests.people")
