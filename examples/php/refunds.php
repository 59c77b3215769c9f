<?php
// Refunds: a number for each, stored before the platform hears of it and kept over retries (M-RFD-1).
declare(strict_types=1);

final class Refunds
{
    /** Refusals after which sending the same refund again is of no use: parameter, amount, sum, unpaid, unknown payment. */
    private const FINAL = ['1002', '1004', '5003', '5007', '5008', '9093'];

    public function __construct(private Store $store, private Platform $platform, private Orders $orders)
    {
    }

    /** Stores a new refund and returns its number; send comes next. Two equal refunds are two refunds (M-RFD-4). */
    public function start(string $order, string $yuan): string
    {
        [$amount, $date] = [price($yuan), now()];
        $no = newNumber($date);
        $this->store->transaction(function () use ($order, $amount, $date, $no) {
            $paid = $this->orders->order($order);
            $others = $this->store->run("SELECT amount FROM refunds WHERE no_order = ? AND status <> 'FAILED'", $order);
            if ($paid['oid_paybill'] === '' || array_sum(array_column($others, 'amount')) + $amount > $paid['amount']) {
                throw new ShopError(409, 'the order is not paid, or refunds would exceed the payment');
            }
            $this->store->run('INSERT INTO refunds (no, no_order, dt_refund, amount) VALUES (?, ?, ?, ?)', $no, $order, $date, $amount);
        });
        return $no;
    }

    /** Asks the platform for a refund, as often as it takes. After a lost answer it stays REQUESTED, and poll finds out. */
    public function send(string $no): void
    {
        $refund = $this->refund($no);
        $answer = $this->platform->refund($refund, $this->orders->order($refund['no_order']));
        if ($answer && $answer['ret_code'] === '0000') {
            $this->book($answer);
        } elseif (($answer['sign'] ?? '') !== '' && in_array($answer['ret_code'], self::FINAL, true)) {
            $this->store->run("UPDATE refunds SET status = 'FAILED' WHERE no = ? AND status = 'REQUESTED'", $no);
        }
    }

    /** Finds out what became of a refund; one the platform has no record of is sent again, under its number. */
    public function settle(string $no): void
    {
        $answer = $this->platform->queryRefund($this->refund($no));
        if ($answer && $answer['ret_code'] === '0000') {
            $this->book($answer);
        } elseif ($answer && $answer['ret_code'] === '8901') {
            $this->send($no);
        }
    }

    /** The one place where a refund is booked: once, and when it has succeeded (M-RFD-2, M-RFD-3). The fields must have been verified. */
    public function book(array $fields): void
    {
        $this->store->transaction(function () use ($fields) {
            $refund = $this->refund($fields['no_refund'] ?? '');
            if (fen($fields['money_refund'] ?? '') !== $refund['amount']) {
                throw new ShopError(409, "the amount is not that of refund $refund[no]");
            }
            $result = ['2' => 'SUCCESS', '3' => 'FAILED'][$fields['sta_refund'] ?? ''] ?? ''; // 0 and 1: not yet
            if ($result === '' || $refund['status'] === 'SUCCESS') {
                return;
            }
            $date = $fields['settle_date'] ?? '';
            $this->store->run('UPDATE refunds SET status = ?, settle_date = ? WHERE no = ?', $result, $date, $refund['no']);
            if ($result === 'SUCCESS') {
                $this->store->run('UPDATE orders SET refunded = refunded + ? WHERE no = ?', $refund['amount'], $refund['no_order']);
                $this->store->run("UPDATE orders SET status = 'REFUNDED' WHERE no = ? AND refunded >= amount", $refund['no_order']);
            }
        });
    }

    public function poll(): void
    {
        foreach ($this->store->run("SELECT no FROM refunds WHERE status = 'REQUESTED'") as ['no' => $no]) {
            try {
                $this->settle($no);
            } catch (ShopError $error) {
                error_log("poll: refund $no: " . $error->getMessage());
            }
        }
    }

    public function refund(string $no): array
    {
        return $this->store->refund($no) ?? throw new ShopError(404, "there is no refund $no");
    }
}
