<?php

// An order at LianLian's production address, with PHP's curl. Nothing in here knows of llsim: the environment says which proxy to
// use, php.ini which certificate authority to trust.
//
//   HTTPS_PROXY=http://127.0.0.1:8901 php -d curl.cainfo="$(llsim proxy ca --path)" client.php KEY.pem NO_ORDER

declare(strict_types=1);

[, $keyFile, $noOrder] = $argv;

$order = [
    'oid_partner' => '201304121000001004',
    'user_id' => 'u1',
    'busi_partner' => '101001',
    'no_order' => $noOrder,
    'dt_order' => (new DateTimeImmutable('now', new DateTimeZone('Asia/Shanghai')))->format('YmdHis'),
    'name_goods' => '月饼',
    'money_order' => '49.90',
    'notify_url' => 'http://127.0.0.1:9/notify',
    'pay_type' => 'L',
    'risk_item' => json_encode(['frms_ware_category' => '4007', 'user_info_mercht_userno' => 'u1', 'user_info_dt_register' => '20200101120000', 'goods_name' => '月饼'], JSON_UNESCAPED_UNICODE),
    'sign_type' => 'RSA',
];
ksort($order, SORT_STRING);
$source = implode('&', array_map(fn ($name, $value) => "$name=$value", array_keys($order), $order));
openssl_sign($source, $signature, file_get_contents($keyFile), OPENSSL_ALGO_MD5) || exit(1);
$order['sign'] = base64_encode($signature);

$request = curl_init('https://wallet.lianlianpay.com/llwalletapi/combinepay.htm');
curl_setopt_array($request, [
    CURLOPT_POSTFIELDS => json_encode($order, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES),
    CURLOPT_HTTPHEADER => ['Content-Type: application/json;charset=utf-8'],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_FAILONERROR => true,
]);
$answer = curl_exec($request);
if ($answer === false) {
    fwrite(STDERR, curl_error($request) . "\n");
    exit(1);
}
echo $answer, "\n";
