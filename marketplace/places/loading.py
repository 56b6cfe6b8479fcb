"""Loading places: everything in one transaction, so that a load that is killed leaves the old places whole.

The connection is the owner's (MIGRATION_DATABASE_URL): the site's own role may not make or swap tables.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from os import cpu_count

from psycopg import Cursor, sql

from marketplace.places import source
from marketplace.places.names import norm

LOCK = 7_203_141  # any number, the same for every load
PEOPLE_A_POSTCODE = 30  # for parts of cities, which nobody counts: Great Britain has about 38 people a live postcode
BIG_TOWN, BIG_TOWN_AWAY = 40_000, 30_000  # people; metres
ISLAND = "E06000046"  # the Isle of Wight: no town there is told apart by one over the water
SAME_TOWN = 4_000  # metres; a part of a city this near a town of the same name is that town

Progress = Callable[[str, int, int], None]


@dataclass
class Report:
    """What a load did."""

    postcodes: int = 0
    left_out: int = 0
    without_point: int = 0
    outcodes: int = 0
    squares: int = 0
    towns: int = 0
    areas: frozenset[str] = field(default_factory=frozenset)


def already_loaded(cursor: Cursor, areas: frozenset[str]) -> bool:
    """Whether these editions are in place for all these areas (all of Great Britain covers any)."""
    cursor.execute("SELECT areas FROM places_edition WHERE source = %s", [source.edition()])
    row = cursor.fetchone()
    return row is not None and (not row[0] or bool(areas and areas <= set(row[0])))


def load(cursor: Cursor, areas: frozenset[str], at: datetime, progress: Progress) -> Report:
    """Replace every place by what the sources hold. The caller holds the transaction and commits it."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '256MB'")
    report = Report(areas=areas)
    cursor.execute("CREATE TABLE places_postcode_new (LIKE places_postcode INCLUDING DEFAULTS INCLUDING COMMENTS)")
    copy_postcodes(cursor, areas, report, progress)
    steps = [swap_postcodes, load_councils, make_outcodes, make_squares, load_towns, place_towns]
    for number, step in enumerate(steps):
        progress("Towns, councils and squares", number, len(steps))
        step(cursor, report)
    write_edition(cursor, report, at)
    progress("Towns, councils and squares", len(steps), len(steps))
    return report


def copy_postcodes(cursor: Cursor, areas: frozenset[str], report: Report, progress: Progress) -> None:
    """Files are decoded by other processes while PostgreSQL reads, in the order of their letters."""
    files = source.postcode_files()
    if areas:
        files = [file for file in files if file.name[10] in {area[0] for area in areas}]
    workers = max(1, min(4, (cpu_count() or 1)))
    statement = "COPY places_postcode_new (code, easting, northing, district) FROM STDIN"
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool, cursor.copy(statement) as copy:
        progress("Postcodes", 0, len(files))
        for number, decoded in enumerate(pool.map(source.decode, files, [areas] * len(files)), start=1):
            copy.write(decoded.text)
            report.postcodes += decoded.rows
            report.left_out += decoded.left_out
            report.without_point += decoded.without_point
            progress("Postcodes", number, len(files))


def swap_postcodes(cursor: Cursor, report: Report) -> None:
    """The new table takes the old one's name, key and grants; readers wait for no more than the end of this load."""
    cursor.execute("ALTER TABLE places_postcode_new ADD CONSTRAINT places_postcode_new_pkey PRIMARY KEY (code)")
    cursor.execute(
        "SELECT DISTINCT grantee, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = current_schema() AND table_name = 'places_postcode' AND grantee <> current_user"
    )
    for grantee, privilege in cursor.fetchall():
        who = sql.SQL("PUBLIC") if grantee == "PUBLIC" else sql.Identifier(grantee)
        cursor.execute(sql.SQL("GRANT {} ON places_postcode_new TO {}").format(sql.SQL(privilege), who))
    cursor.execute("DROP TABLE places_postcode")
    cursor.execute("ALTER TABLE places_postcode_new RENAME TO places_postcode")
    cursor.execute("ALTER INDEX places_postcode_new_pkey RENAME TO places_postcode_pkey")
    cursor.execute("ANALYZE places_postcode")


def copy_rows(cursor: Cursor, table: str, names: list[str], rows: Iterable[tuple]) -> None:
    """Rows into a table by COPY."""
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def load_councils(cursor: Cursor, report: Report) -> None:
    """Councils and districts are updated in place: other tables point at them. One that is gone stays."""
    rows = source.councils()
    cursor.executemany(
        "INSERT INTO places_council (code, name, area, nation) VALUES (%s, %s, %s, %s) ON CONFLICT (code) "
        "DO UPDATE SET name = EXCLUDED.name, area = EXCLUDED.area, nation = EXCLUDED.nation",
        sorted({(row["council_code"], row["council_name"], row["council_area"], row["nation"]) for row in rows}),
    )
    cursor.executemany(
        "INSERT INTO places_district (code, name, council_id) VALUES (%s, %s, %s) ON CONFLICT (code) "
        "DO UPDATE SET name = EXCLUDED.name, council_id = EXCLUDED.council_id",
        [(row["district_code"], row["district_name"], row["council_code"]) for row in rows],
    )


def make_outcodes(cursor: Cursor, report: Report) -> None:
    """The median of an outcode's points is not moved by the few that stand at a distant sorting office."""
    cursor.execute("DELETE FROM places_outcode")
    cursor.execute("""
        INSERT INTO places_outcode (code, easting, northing, district, postcodes)
        SELECT left(code, -3) COLLATE "default", percentile_disc(0.5) WITHIN GROUP (ORDER BY easting),
               percentile_disc(0.5) WITHIN GROUP (ORDER BY northing), mode() WITHIN GROUP (ORDER BY district), count(*)
        FROM places_postcode WHERE easting IS NOT NULL GROUP BY left(code, -3)
    """)
    report.outcodes = cursor.rowcount


def make_squares(cursor: Cursor, report: Report) -> None:
    """Distinct points in each square of 1 km, then the larger squares from those (each is made of whole ones)."""
    cursor.execute("DELETE FROM places_square")
    cursor.execute("""
        INSERT INTO places_square (side_km, easting, northing, postcodes)
        SELECT 1, easting / 1000 * 1000, northing / 1000 * 1000, count(*)
        FROM (SELECT DISTINCT easting, northing FROM places_postcode WHERE easting IS NOT NULL) AS points
        GROUP BY 2, 3
    """)
    report.squares = cursor.rowcount
    for side in (2, 5, 10):
        cursor.execute(
            """
            INSERT INTO places_square (side_km, easting, northing, postcodes)
            SELECT %(km)s, easting / %(m)s * %(m)s, northing / %(m)s * %(m)s, sum(postcodes)
            FROM places_square WHERE side_km = 1 GROUP BY 2, 3
            """,
            {"km": side, "m": side * 1000},
        )
        report.squares += cursor.rowcount


def load_towns(cursor: Cursor, report: Report) -> None:
    """Towns of the list, then parts of cities, into a table of this transaction that `place_towns` reads."""
    cursor.execute(
        "CREATE TEMPORARY TABLE new_town (name text, norm text, other_names text[], easting int, northing int, "
        "population int) ON COMMIT DROP"
    )
    names = ["name", "norm", "other_names", "easting", "northing", "population"]
    copy_rows(cursor, "new_town", names, source.towns())
    cursor.execute("CREATE INDEX ON new_town (population)")
    for part in source.neighbourhoods():
        cursor.execute(
            """
            INSERT INTO new_town
            SELECT %(name)s, %(norm)s, '{}', easting, northing, points * %(people)s
            FROM (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY easting) AS easting,
                         percentile_disc(0.5) WITHIN GROUP (ORDER BY northing) AS northing,
                         count(DISTINCT (easting, northing)) AS points
                  FROM places_postcode JOIN unnest(%(starts)s::text[], %(sizes)s::int[]) AS mine (start, size)
                    ON code >= start AND code < start || '~' AND length(code) = size) AS middle
            WHERE points > 0 AND NOT EXISTS (
                SELECT FROM new_town AS t WHERE t.norm = %(norm)s
                AND (t.easting - middle.easting)::bigint ^ 2 + (t.northing - middle.northing)::bigint ^ 2 < %(same)s)
            """,
            {
                "name": part.name,
                "norm": norm(part.name),
                "people": PEOPLE_A_POSTCODE,
                "starts": [sector.replace(" ", "") for sector in part.postcodes],
                "sizes": [len(sector.split()[0]) + 3 for sector in part.postcodes],
                "same": SAME_TOWN**2,
            },
        )


def place_towns(cursor: Cursor, report: Report) -> None:
    """Each town gets the district of the nearest postcodes, and a larger town near it to be told apart by.

    A town with no postcode within 5 km, or not of the areas that were asked for, is left out.
    """
    cursor.execute("""
        CREATE TEMPORARY TABLE district_square ON COMMIT DROP AS
        SELECT easting / 1000 AS x, northing / 1000 AS y, mode() WITHIN GROUP (ORDER BY district) AS district
        FROM places_postcode WHERE easting IS NOT NULL AND district <> '' GROUP BY 1, 2;
        CREATE UNIQUE INDEX ON district_square (x, y);
        ANALYZE district_square, new_town;
        DELETE FROM places_town;
    """)
    cursor.execute(
        """
        INSERT INTO places_town (name, norm, other_names, easting, northing, population, district_id, near)
        SELECT t.name, t.norm, t.other_names, t.easting, t.northing, t.population, here.district,
               coalesce(big.name, '')
        FROM new_town AS t
        CROSS JOIN LATERAL (
            SELECT district FROM district_square
            WHERE x BETWEEN t.easting / 1000 - 5 AND t.easting / 1000 + 5
              AND y BETWEEN t.northing / 1000 - 5 AND t.northing / 1000 + 5
            ORDER BY (x * 1000 + 500 - t.easting) ^ 2 + (y * 1000 + 500 - t.northing) ^ 2 LIMIT 1) AS here
        LEFT JOIN LATERAL (
            SELECT b.name FROM new_town AS b
            WHERE b.population >= greatest(%(people)s, 2 * t.population) AND b.norm <> t.norm
              AND here.district <> %(island)s
              AND b.easting BETWEEN t.easting - %(away)s AND t.easting + %(away)s
              AND b.northing BETWEEN t.northing - %(away)s AND t.northing + %(away)s
            ORDER BY (b.easting - t.easting) ^ 2 + (b.northing - t.northing) ^ 2 LIMIT 1) AS big ON true
        ORDER BY t.population DESC, t.name, t.easting
        """,
        {"people": BIG_TOWN, "away": BIG_TOWN_AWAY, "island": ISLAND},
    )
    report.towns = cursor.rowcount


def write_edition(cursor: Cursor, report: Report, at: datetime) -> None:
    """What was loaded, for the next start; fresh figures for the planner."""
    cursor.execute("DELETE FROM places_edition")
    cursor.execute(
        "INSERT INTO places_edition (source, areas, postcodes, northern_irish_towns, loaded_at) "
        "VALUES (%s, %s, %s, %s, %s)",
        [source.edition(), sorted(report.areas), report.postcodes, source.northern_irish_towns(), at],
    )
    cursor.execute("ANALYZE places_outcode, places_square, places_town")
