"""Writing many new rows at once, several times as fast as INSERT; whatever is not new is an error."""

from collections.abc import Sequence

import psycopg
from django.db import connection, models


def insert_many(rows: Sequence[models.Model]) -> None:
    """Rows of one model, in one COPY; their keys are given, as all of ours are."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    into = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def insert_large(row: models.Model) -> None:
    """One new row with many bytes in it: sent as they are, and not as text that is several times as long."""
    meta = row._meta
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in meta.concrete_fields)
    marks = ", ".join("%b" if isinstance(field, models.BinaryField) else "%s" for field in meta.concrete_fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in meta.concrete_fields]
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})".encode(), values)
