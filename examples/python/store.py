"""The shop's database. Amounts are fen; dt_order and dt_refund are those of the first request, for ever."""
from __future__ import annotations

import sqlite3
from contextlib import contextmanager

SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
    no TEXT PRIMARY KEY, dt_order TEXT, amount INTEGER, goods TEXT, remark TEXT, pay_type TEXT,
    status TEXT DEFAULT 'WAITING',     -- PAID, REFUNDED; CLOSED by the platform; CANCELLED by the shop
    open INTEGER DEFAULT 1,            -- until the platform has said its last word
    oid_paybill TEXT DEFAULT '',       -- set when the money came
    settle_date TEXT DEFAULT '', refunded INTEGER DEFAULT 0, alarm TEXT DEFAULT ''
);
CREATE TABLE IF NOT EXISTS deliveries (no_order TEXT); -- what the warehouse has to send
CREATE TABLE IF NOT EXISTS refunds (
    no TEXT PRIMARY KEY, no_order TEXT, dt_refund TEXT, amount INTEGER,
    status TEXT DEFAULT 'REQUESTED',   -- SUCCESS, FAILED
    settle_date TEXT DEFAULT ''
);
"""


class Store:
    """A connection to the database, for one thread."""

    fails = False  # a test's: the database has gone read-only (M-NTF-22)

    def __init__(self, file: str):
        # isolation_level None: else the module begins transactions by itself, and too late
        self.db = sqlite3.connect(file, timeout=4, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.executescript(SCHEMA)
        if Store.fails:
            self.db.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        self.db.close()

    def run(self, sql: str, *values: str | int) -> list[dict]:
        """Runs a statement and returns its rows."""
        return [dict(row) for row in self.db.execute(sql, values)]

    def order(self, no: str) -> dict | None:
        return next(iter(self.run("SELECT * FROM orders WHERE no = ?", no)), None)

    def refund(self, no: str) -> dict | None:
        return next(iter(self.run("SELECT * FROM refunds WHERE no = ?", no)), None)

    @contextmanager
    def transaction(self):
        """A change that happens completely or not at all, and no two at the same instant: whoever reads inside it reads what stays
        true until it has written (M-NTF-6). A plain BEGIN would let two read at once, and the second fail."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
