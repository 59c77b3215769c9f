<?php
// LianLian as the shop talks to it. An answer that cannot be trusted is lost (null): nobody knows whether the platform did what it was asked.
declare(strict_types=1);

final class Platform
{
    private const CREATE = 'https://wallet.lianlianpay.com/llwalletapi/combinepay.htm';
    private const QUERY = 'https://wallet.lianlianpay.com/llwalletapi/orderquery.htm';
    private const REFUND = 'https://traderapi.lianlianpay.com/refund.htm';
    private const REFUND_QUERY = 'https://queryapi.lianlianpay.com/refundquery.htm';
    private const SECONDS = 3; // for an answer

    /** $base stands for all of LianLian's hosts, for tests ('': LianLian itself); $shop is this shop's own address. */
    public function __construct(private string $base, private string $shop, private string $partner, private Keys $keys)
    {
    }

    /** Asks for a way to pay an order. The same order always gives the same request, so it can be sent again (M-RET-1, M-RET-2). */
    public function create(array $order): ?array
    {
        $user = 'customer-1'; // your shopper
        $answer = $this->call(self::CREATE, [
            'user_id' => $user,
            'busi_partner' => '101001', // 109001 for physical goods
            'no_order' => $order['no'],
            'dt_order' => $order['dt_order'],
            'name_goods' => $order['goods'],
            'info_order' => $order['remark'],
            'money_order' => yuan($order['amount']),
            'notify_url' => "$this->shop/notify",
            'return_url' => "$this->shop/return",
            'pay_type' => $order['pay_type'],
            'risk_item' => json_encode([ // nested data travels as a text (M-ORD-2)
                'frms_ware_category' => '1999',
                'user_info_mercht_userno' => $user,
                'user_info_dt_register' => '20170101000000',
                'goods_name' => $order['goods'],
                'frms_client_chnl' => '13',
                'frms_ip_addr' => '127.0.0.1', // your shopper's
            ], JSON_UNESCAPED_UNICODE),
        ]);
        return $answer && ($answer['no_order'] ?? $order['no']) === $order['no'] ? $answer : null;
    }

    /** Asks how an order stands, with its date (M-QRY-1). 1.1 adds why a payment failed, in fields that are not signed (M-QRY-4). */
    public function query(array $order): ?array
    {
        $question = ['no_order' => $order['no'], 'dt_order' => $order['dt_order'], 'query_version' => '1.1'];
        $answer = $this->call(self::QUERY, $question, ['bank_name', 'memo', 'card_no']);
        return $answer && ($answer['no_order'] ?? $order['no']) === $order['no'] ? $answer : null;
    }

    /** Asks for money back. The same refund always gives the same request: it can be sent again (M-RFD-1). */
    public function refund(array $refund, array $order): ?array
    {
        return $this->call(self::REFUND, [
            'no_refund' => $refund['no'],
            'dt_refund' => $refund['dt_refund'],
            'money_refund' => yuan($refund['amount']),
            'no_order' => $order['no'],
            'dt_order' => $order['dt_order'],
            'notify_url' => "$this->shop/notify",
        ]);
    }

    public function queryRefund(array $refund): ?array
    {
        return $this->call(self::REFUND_QUERY, ['no_refund' => $refund['no'], 'dt_refund' => $refund['dt_refund']]);
    }

    /** Tells whether the platform signed the message (M-NTF-2), and for this merchant (M-NTF-8). */
    public function signed(array $fields, array $unsigned = []): bool
    {
        return $this->keys->verify(array_diff_key($fields, array_flip($unsigned))) && ($fields['oid_partner'] ?? '') === $this->partner;
    }

    private function call(string $url, array $request, array $unsigned = []): ?array
    {
        $curl = curl_init($this->base === '' ? $url : preg_replace('~^https://[^/]+~', $this->base, $url));
        curl_setopt_array($curl, [
            CURLOPT_POSTFIELDS => json_encode($this->keys->sign(['oid_partner' => $this->partner] + $request), JSON_THROW_ON_ERROR),
            CURLOPT_HTTPHEADER => ['Content-Type: application/json;charset=utf-8'],
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => self::SECONDS,
        ]);
        $body = curl_exec($curl);
        try {
            $answer = $body !== false && curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200 ? decode($body) : [];
        } catch (ShopError) {
            return null;
        }
        $code = $answer['ret_code'] ?? '';
        $refused = !in_array($code, ['', '0000'], true) && ($answer['sign'] ?? '') === ''; // queries refuse unsigned
        return $refused || $code !== '' && $this->signed($answer, $unsigned) ? $answer : null; // M-ORD-8
    }
}
