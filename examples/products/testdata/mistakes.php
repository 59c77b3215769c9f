<?php
// Mistakes that public clients make at the cashiers, as requests to try: {name: {path, body}} in JSON, or {page} to be shown in a browser.
declare(strict_types=1);

require_once __DIR__ . '/../../php/values.php';
require_once __DIR__ . '/../../php/signature.php';

$keys = new Keys((string) getenv('LLPAY_MERCHANT_KEY'), (string) getenv('LLPAY_PLATFORM_KEY'));

/** An order of these goods; what only one cashier takes, the other one's form leaves out. */
$order = fn (string $no, string $goods, array $more): array => $more + [
    'version' => '1.0', 'oid_partner' => getenv('LLPAY_OID_PARTNER'), 'user_id' => 'u1', 'busi_partner' => '101001', 'no_order' => $no,
    'dt_order' => now(), 'name_goods' => $goods, 'money_order' => '8.20', 'notify_url' => 'http://127.0.0.1:9/notify',
    'risk_item' => json_encode(['frms_ware_category' => '1999', 'user_info_mercht_userno' => 'u1', 'user_info_dt_register' => '20170101000000', 'goods_name' => $goods], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES),
];
$web = fn (string $no, string $goods): array => $order($no, $goods, ['timestamp' => now()]);
$wap = fn (string $no, string $goods): array => $order($no, $goods, ['app_request' => '3']);
$json = fn (array $fields): string => json_encode($fields, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
$reqData = fn (string $text): array => ['path' => '/payment.htm', 'body' => http_build_query(['req_data' => $text])];

/** Signs what stripslashes leaves of the source. */
$stripped = function (array $fields): array {
    $fields['sign_type'] = 'RSA';
    openssl_sign(stripslashes(source($fields)), $signature, file_get_contents(getenv('LLPAY_MERCHANT_KEY')), OPENSSL_ALGO_MD5);
    return $fields + ['sign' => base64_encode($signature)];
};

/** Hidden inputs in quotes of this kind, not escaped. */
$page = function (string $quote, array $fields): array {
    $inputs = array_map(fn ($name, $value) => "<input type=\"hidden\" name=\"$name\" value=$quote$value$quote>", array_keys($fields), $fields);
    return ['page' => '<form method="post" action="' . getenv('LLPAY_BASE_URL') . '/payment/bankgateway.htm">' . implode("\n", $inputs) . '<button>pay</button></form>'];
};

echo json_encode([
    'values in single quotes' => $page("'", $keys->sign($web('1', "Tom's tea"))),
    'values in double quotes, not escaped' => $page('"', $keys->sign($web('2', 'tea'))),
    'null written for a missing field' => ['path' => '/payment/bankgateway.htm', 'body' => http_build_query($keys->sign($web('3', 'tea')) + ['bank_code' => 'null'])],
    'values URL-encoded, the whole decoded' => $reqData(urldecode($json(array_map(urlencode(...), $keys->sign($wap('4', '8" screen')))))),
    'values URL-encoded, never decoded' => $reqData($json(array_map(urlencode(...), $keys->sign($wap('5', '茶'))))),
    'values URL-encoded before signing' => $reqData($json($wap('6', '茶') + $keys->sign(array_map(urlencode(...), $wap('6', '茶'))))),
    'stripslashes over the source' => $reqData($json($stripped($wap('7', 'C:\tea')))),
    'risk_item signed as it stands in the JSON' => $reqData((function () use ($json, $keys, $wap): string {
        $fields = $wap('8', 'tea');
        $escaped = $keys->sign(['risk_item' => addcslashes($fields['risk_item'], '"\\')] + $fields);
        return $json(['risk_item' => $fields['risk_item']] + $escaped);
    })()),
    'no object in req_data' => $reqData('null'),
    'JSON without its form' => ['path' => '/payment.htm', 'body' => $json($keys->sign($wap('9', 'tea')))],
], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
