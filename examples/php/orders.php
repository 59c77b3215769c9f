<?php
// Orders and what becomes of them: store first, send second; after a lost answer ask, then send the same request again.
declare(strict_types=1);

final class Orders
{
    public function __construct(private Store $store, private Platform $platform)
    {
    }

    /** Stores a new order and returns its number. pay comes next: the notification may be here before the answer is (M-NTF-14). */
    public function place(array $cart): string
    {
        $date = now();
        $no = ($cart['no_order'] ?? '') ?: newNumber($date);
        [$goods, $remark] = [printable($cart['goods'] ?? '', 40), printable($cart['remark'] ?? '', 255)];
        if ($goods === '' || !in_array($cart['pay_type'] ?? '', ['I', 'L'], true) || !preg_match('/^[\w-]{1,32}$/D', $no)) {
            throw new ShopError(400, 'goods needs a text, pay_type I or L, no_order at most 32 letters and digits');
        }
        if ($this->store->order($no)) {
            throw new ShopError(409, "there is an order $no");
        }
        $this->store->run(
            'INSERT INTO orders (no, dt_order, amount, goods, remark, pay_type) VALUES (?, ?, ?, ?, ?, ?)',
            $no, $date, price($cart['amount'] ?? ''), $goods, $remark, $cart['pay_type'],
        );
        return $no;
    }

    /**
     * Returns the link to show as a QR code, the first time and every time again: for the same number, date and amount, which the
     * platform takes for the same order (M-RET-1, M-RET-2, M-RET-4).
     */
    public function pay(string $no): string
    {
        for ($attempt = 1; $attempt <= 2; $attempt++) {
            $order = $this->order($no);
            if ($order['status'] !== 'WAITING') {
                throw new ShopError(409, "the order is $order[status]");
            }
            $answer = $this->platform->create($order);
            if ($answer && $answer['ret_code'] === '0000') {
                return $answer['payLoad'];
            }
            $this->ask($order); // paid (2007), closed (2006), at the bank (2005, 2008)? The query tells, not the code (M-RET-3, 5, 6)
            if ($answer) {
                throw new ShopError(422, "the payment platform refused: $answer[ret_code] " . ($answer['ret_msg'] ?? '')); // M-ORD-7
            }
        }
        throw new ShopError(503, 'the payment platform cannot be reached: try again');
    }

    /** Queries an order and books what comes of it. A refused or lost query says nothing about the order, 8901 included (M-QRY-3). */
    public function ask(array $order): string
    {
        $answer = $this->platform->query($order);
        if (!$answer || $answer['ret_code'] !== '0000') {
            return '';
        }
        $this->book($answer);
        return $answer['result_pay'] ?? '';
    }

    /**
     * The one place where a payment is booked. Notification, return page and query come here, in any number and at any time; whoever
     * comes second finds the order paid (M-NTF-5, M-NTF-6, M-SYN-3). The fields must have been verified.
     */
    public function book(array $fields): void
    {
        $this->store->transaction(function () use ($fields) {
            $order = $this->order($fields['no_order'] ?? ''); // M-NTF-10; the number stays text (M-NTF-18)
            $sameDate = substr($fields['dt_order'] ?? '', 0, 8) === substr($order['dt_order'], 0, 8);
            if (!$sameDate || fen($fields['money_order'] ?? '') !== $order['amount']) {
                throw new ShopError(409, "date or amount is not that of order $order[no]"); // M-NTF-7
            }
            switch ($fields['result_pay'] ?? '') { // WAITING, PROCESSING and words nobody knows change nothing (M-NTF-9, M-QRY-2)
                case 'SUCCESS':
                    $this->paid($order, $fields);
                    break;
                case 'FAILURE': // closed: it can no longer be paid (M-RET-6)
                case 'REFUND': // paid and paid back without this shop
                    $this->store->run('UPDATE orders SET open = 0 WHERE no = ?', $order['no']);
                    $this->store->run("UPDATE orders SET status = 'CLOSED' WHERE no = ? AND status = 'WAITING'", $order['no']);
            }
        });
    }

    private function paid(array $order, array $fields): void
    {
        $date = ($fields['settle_date'] ?? '') ?: $order['settle_date']; // the clearing date (M-REC-1): without it the next poll asks
        $this->store->run(
            'UPDATE orders SET oid_paybill = ?, settle_date = ?, open = ? WHERE no = ?',
            $fields['oid_paybill'], $date, (int) ($date === ''), $order['no'],
        );
        if ($order['status'] === 'WAITING') {
            $this->store->run("UPDATE orders SET status = 'PAID' WHERE no = ?", $order['no']);
            $this->store->run('INSERT INTO deliveries VALUES (?)', $order['no']); // in the same transaction: the goods leave once
        } elseif ($order['oid_paybill'] === '') { // M-NTF-21. A repeated success of a later state changes nothing (M-NTF-20)
            $alarm = "money came when the order was $order[status]: refund it";
            $this->store->run('UPDATE orders SET alarm = ? WHERE no = ?', $alarm, $order['no']);
        }
    }

    /** Ends an order on the shop's side. The platform cannot be told, so that money may still come. */
    public function cancel(string $no): void
    {
        if ($this->ask($this->order($no)) === 'PROCESSING') {
            throw new ShopError(409, 'the order is being paid'); // M-QRY-2
        }
        $this->store->run("UPDATE orders SET status = 'CANCELLED' WHERE no = ? AND status = 'WAITING'", $no);
        if ($this->order($no)['status'] !== 'CANCELLED') {
            throw new ShopError(409, 'the order cannot be cancelled any more');
        }
    }

    /** Asks about every order whose end is not known: 30 lost notifications are never sent again (M-NTF-16). Run it every few minutes. */
    public function poll(): void
    {
        foreach ($this->store->run('SELECT * FROM orders WHERE open') as $order) { // however old: the store may have failed for days
            try {
                $this->ask($order);
            } catch (ShopError $error) {
                error_log("poll: order $order[no]: " . $error->getMessage()); // the others are asked about all the same
            }
        }
    }

    public function order(string $no): array
    {
        return $this->store->order($no) ?? throw new ShopError(404, "there is no order $no");
    }
}
