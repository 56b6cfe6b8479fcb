"""What every test may ask for: a database, a browser, a worker, and the people."""

from importlib.util import find_spec

pytest_plugins = [f"tests.plugins.{name}" for name in ("databases", "places", "servers", "browser", "broker")]
if find_spec("tests.people"):
    pytest_plugins.append("tests.people")
