"""What PostgreSQL keeps of the books even against raw SQL: nothing is rewritten, sums are zero, limits hold.

Balances change only when lines are inserted: the site's own role may not update them, so the function that does runs
with the rights of the tables' owner. It locks accounts in the order of their ids, and waits for three seconds at most.
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION budgets_ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is in the books stays as it was written'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_stays_as_written';
END $$;
CREATE TRIGGER budgets_posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON budgets_posting
FOR EACH STATEMENT EXECUTE FUNCTION budgets_ledger_stays();
CREATE TRIGGER budgets_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON budgets_line
FOR EACH STATEMENT EXECUTE FUNCTION budgets_ledger_stays();
CREATE TRIGGER budgets_account_stays BEFORE DELETE OR TRUNCATE ON budgets_account
FOR EACH STATEMENT EXECUTE FUNCTION budgets_ledger_stays();

CREATE FUNCTION budgets_account_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' AND (NEW.posted <> 0 OR NEW.pending <> 0))
       OR (TG_OP = 'UPDATE' AND (pg_trigger_depth() < 2
           OR to_jsonb(NEW) - 'posted' - 'pending' <> to_jsonb(OLD) - 'posted' - 'pending')) THEN
        RAISE EXCEPTION 'an account changes only by lines'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'account_changes_only_by_lines';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_account_changes BEFORE INSERT OR UPDATE ON budgets_account
FOR EACH ROW EXECUTE FUNCTION budgets_account_changes();
"""
MOVES = """
CREATE FUNCTION budgets_lines_move_money() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '3s' AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT posting_id FROM fresh) f LEFT JOIN budgets_posting p ON p.id = f.posting_id
        WHERE p.id IS NULL
        OR (SELECT count(*) FROM budgets_line l WHERE l.posting_id = f.posting_id) > p.line_count
    ) THEN
        RAISE EXCEPTION 'a posting is written whole'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_is_written_whole';
    END IF;
    PERFORM FROM budgets_account WHERE id IN (
        SELECT f.account_id FROM fresh f JOIN budgets_posting p ON p.id = f.posting_id
        WHERE f.layer = 'posted' OR (f.pence < 0) = (p.settles_id IS NULL)
    ) ORDER BY id FOR NO KEY UPDATE;
    UPDATE budgets_account a SET posted = a.posted + m.posted, pending = a.pending + m.pending
    FROM (
        SELECT f.account_id,
            coalesce(sum(f.pence) FILTER (WHERE f.layer = 'posted'), 0) AS posted,
            coalesce(sum(CASE WHEN p.settles_id IS NULL THEN greatest(-f.pence, 0) ELSE -greatest(f.pence, 0) END)
                FILTER (WHERE f.layer = 'pending'), 0) AS pending
        FROM fresh f JOIN budgets_posting p ON p.id = f.posting_id GROUP BY f.account_id
    ) m
    WHERE a.id = m.account_id AND (m.posted <> 0 OR m.pending <> 0);
    RETURN NULL;
END $$;
CREATE TRIGGER budgets_lines_move_money AFTER INSERT ON budgets_line REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION budgets_lines_move_money();
"""
BALANCES = """
CREATE FUNCTION budgets_settles_well(mine uuid, theirs uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (SELECT settles_id IS NULL FROM budgets_posting WHERE id = theirs)
        AND NOT EXISTS (SELECT FROM budgets_line WHERE posting_id = theirs AND layer = 'posted')
        AND NOT EXISTS (
            (SELECT account_id, -pence FROM budgets_line WHERE posting_id = mine AND layer = 'pending'
             EXCEPT SELECT account_id, pence FROM budgets_line WHERE posting_id = theirs)
            UNION ALL
            (SELECT account_id, pence FROM budgets_line WHERE posting_id = theirs
             EXCEPT SELECT account_id, -pence FROM budgets_line WHERE posting_id = mine AND layer = 'pending'))
        AND NOT EXISTS (
            SELECT FROM budgets_line p
            LEFT JOIN budgets_line r ON r.posting_id = theirs AND r.account_id = p.account_id
            WHERE p.posting_id = mine AND p.layer = 'posted'
            AND (r.id IS NULL OR sign(p.pence) <> sign(r.pence) OR abs(p.pence) > abs(r.pence)));
$$;
CREATE FUNCTION budgets_reverses_well(mine uuid, theirs uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM budgets_line WHERE posting_id = theirs AND layer = 'posted')
        AND NOT EXISTS (SELECT FROM budgets_line WHERE posting_id = mine AND layer <> 'posted')
        AND EXISTS (
            SELECT FROM budgets_posting t JOIN budgets_posting m ON m.id = mine AND m.entry_type = t.entry_type
            WHERE t.id = theirs AND t.reverses_id IS NULL)
        AND NOT EXISTS (
            (SELECT account_id, -pence FROM budgets_line WHERE posting_id = mine
             EXCEPT SELECT account_id, pence FROM budgets_line WHERE posting_id = theirs AND layer = 'posted')
            UNION ALL
            (SELECT account_id, pence FROM budgets_line WHERE posting_id = theirs AND layer = 'posted'
             EXCEPT SELECT account_id, -pence FROM budgets_line WHERE posting_id = mine));
$$;
CREATE FUNCTION budgets_posting_balances() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    lines integer; promises integer; moved bigint; promised bigint; broken text;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE layer = 'pending'),
        coalesce(sum(pence) FILTER (WHERE layer = 'posted'), 0),
        coalesce(sum(pence) FILTER (WHERE layer = 'pending'), 0)
    INTO lines, promises, moved, promised FROM budgets_line WHERE posting_id = NEW.id;
    broken := CASE
        WHEN lines < 2 OR lines <> NEW.line_count THEN 'posting_is_written_whole'
        WHEN moved <> 0 OR promised <> 0 THEN 'posting_sums_to_zero'
        WHEN NEW.settles_id IS NULL AND promises NOT IN (0, lines) THEN 'posting_promises_or_moves'
        WHEN NEW.settles_id IS NOT NULL AND NOT budgets_settles_well(NEW.id, NEW.settles_id)
            THEN 'posting_settles_what_was_promised'
        WHEN NEW.reverses_id IS NOT NULL AND NOT budgets_reverses_well(NEW.id, NEW.reverses_id)
            THEN 'posting_reverses_what_moved'
    END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'posting % breaks a rule of the books: %', NEW.id, broken
            USING ERRCODE = 'check_violation', CONSTRAINT = broken;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER budgets_posting_balances AFTER INSERT ON budgets_posting
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION budgets_posting_balances();
"""
UNDO = """
DROP TRIGGER budgets_posting_balances ON budgets_posting;
DROP FUNCTION budgets_posting_balances();
DROP FUNCTION budgets_reverses_well(uuid, uuid);
DROP FUNCTION budgets_settles_well(uuid, uuid);
DROP TRIGGER budgets_lines_move_money ON budgets_line;
DROP FUNCTION budgets_lines_move_money();
DROP TRIGGER budgets_account_changes ON budgets_account;
DROP FUNCTION budgets_account_changes();
DROP TRIGGER budgets_account_stays ON budgets_account;
DROP TRIGGER budgets_line_stays ON budgets_line;
DROP TRIGGER budgets_posting_stays ON budgets_posting;
DROP FUNCTION budgets_ledger_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0002_ledger")]
    operations = [migrations.RunSQL(STAYS + MOVES + BALANCES, UNDO)]
