"""A cache that never stands between a person and signing in."""

from django_redis.cache import RedisCache


class ForgivingCache(RedisCache):
    """While Valkey is down every `add` counts as the first, so that locks and limits let people through."""

    def add(self, *args, **kwargs) -> bool:
        added = super().add(*args, **kwargs)
        return True if added is None else added
