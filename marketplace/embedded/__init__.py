"""PostgreSQL and Valkey out of wheels, for a machine that has neither, and `make run` on top of them."""
