<?php
// The shop's database. Amounts are fen; dt_order and dt_refund are those of the first request, for ever.
declare(strict_types=1);

final class Store
{
    private const SCHEMA = <<<'SQL'
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
        SQL;

    private PDO $db;

    public function __construct(string $file)
    {
        $this->db = new PDO("sqlite:$file", options: [PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC]);
        $this->db->exec('PRAGMA busy_timeout = 4000; PRAGMA journal_mode = WAL');
        $this->db->exec(self::SCHEMA);
        if (file_exists("$file.fails")) {
            $this->db->exec('PRAGMA query_only = ON'); // a test's: a database that went read-only (M-NTF-22)
        }
    }

    /** Runs a statement and returns its rows. */
    public function run(string $sql, string|int ...$values): array
    {
        $statement = $this->db->prepare($sql);
        $statement->execute($values);
        return $statement->fetchAll();
    }

    public function order(string $no): ?array
    {
        return $this->run('SELECT * FROM orders WHERE no = ?', $no)[0] ?? null;
    }

    public function refund(string $no): ?array
    {
        return $this->run('SELECT * FROM refunds WHERE no = ?', $no)[0] ?? null;
    }

    /**
     * Runs a change completely or not at all, and no two at the same instant: whoever reads inside it reads what stays true until it
     * has written (M-NTF-6). PDO::beginTransaction would let two read at once, and the second fail.
     */
    public function transaction(callable $change): void
    {
        $this->db->exec('BEGIN IMMEDIATE');
        try {
            $change();
            $this->db->exec('COMMIT');
        } catch (Throwable $error) {
            $this->db->exec('ROLLBACK');
            throw $error;
        }
    }
}
