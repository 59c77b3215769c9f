<?php
// A shop at LianLian's web cashier: a page whose form opens the cashier, the way back, the notification.
//
//   php -S 127.0.0.1:3000 web.php
//
// docs/products/web.md explains it. What messages and values have in common with the other shop is in examples/php.
declare(strict_types=1);

require_once __DIR__ . '/../php/values.php';
require_once __DIR__ . '/../php/signature.php';

const CASHIER = 'https://cashier.lianlianpay.com/payment/bankgateway.htm';

/** The signed fields of an order's form. */
function cashierForm(Keys $keys, array $order): array
{
    $shop = getenv('SHOP_URL');
    return $keys->sign([
        'version' => '1.0',
        'oid_partner' => getenv('LLPAY_OID_PARTNER'),
        'user_id' => 'customer-1', // your shopper
        'timestamp' => now(), // at most 30 minutes off when the form arrives: it is of the page, dt_order of the order
        'busi_partner' => '101001', // 109001 for physical goods
        'no_order' => $order['no'],
        'dt_order' => $order['date'],
        'name_goods' => $order['goods'],
        'info_order' => $order['remark'], // empty: sign() leaves it out
        'money_order' => $order['amount'],
        'notify_url' => "$shop/notify",
        'url_return' => "$shop/return",
        'risk_item' => json_encode([ // nested data travels as a text
            'frms_ware_category' => '1999',
            'user_info_mercht_userno' => 'customer-1',
            'user_info_dt_register' => '20170101000000',
            'goods_name' => $order['goods'],
        ], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR),
    ]);
}

/**
 * The page that leads to the cashier. The browser undoes the escaping and posts exactly what was signed (M-WEB-1): double quotes around
 * each value and ENT_QUOTES, since an apostrophe ends a value in single quotes.
 */
function formPage(Keys $keys, array $order): string
{
    $text = fn (string $value): string => htmlspecialchars($value, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
    $base = (string) getenv('LLPAY_BASE_URL'); // for tests; '': LianLian itself
    $action = $base === '' ? CASHIER : $base . parse_url(CASHIER, PHP_URL_PATH);
    $inputs = '';
    foreach (cashierForm($keys, $order) as $name => $value) {
        $inputs .= "<input type=\"hidden\" name=\"$name\" value=\"{$text($value)}\">\n";
    }
    return "<h1>{$text($order['goods'])}, {$text($order['amount'])} 元</h1>\n"
        . "<form method=\"post\" action=\"{$text($action)}\" accept-charset=\"UTF-8\">\n$inputs<button>去付款</button>\n</form>";
}

/** Gives an order to a function and keeps what it returns; meanwhile nobody else has it. A shop has a database for this. */
function order(string $no, callable $change): array
{
    $path = getenv('SHOP_DIR') . '/' . bin2hex($no) . '.json';
    $file = fopen($path, 'c+');
    flock($file, LOCK_EX);
    $kept = stream_get_contents($file);
    $order = $change($kept === '' ? null : json_decode($kept, true, flags: JSON_THROW_ON_ERROR));
    rewind($file);
    ftruncate($file, 0);
    fwrite($file, json_encode($order, JSON_THROW_ON_ERROR));
    fclose($file);
    return $order;
}

/**
 * Books a payment that the platform tells, by notification or in the shopper's browser. Both are signed alike, and both may come, more
 * than once and in any order: the goods go out once. An empty info_order takes no part in the signature (M-WEB-3).
 */
function book(Keys $keys, array $fields): array
{
    if (!$keys->verify($fields) || $fields['oid_partner'] !== getenv('LLPAY_OID_PARTNER')) {
        throw new ShopError(403, 'the signature does not verify');
    }
    if (($fields['result_pay'] ?? '') !== 'SUCCESS') {
        throw new ShopError(409, 'only a success is told');
    }
    return order($fields['no_order'], function (?array $order) use ($fields): array {
        if ($order === null || fen($fields['money_order']) !== fen($order['amount']) || $fields['dt_order'] !== $order['date']) {
            throw new ShopError(409, 'this is not what was ordered');
        }
        return $order['status'] === 'PAID' ? $order : ['status' => 'PAID', 'deliveries' => $order['deliveries'] + 1] + $order;
    });
}

/** The order of a number; the address of its first page places it: amount, goods, remark. */
function placed(string $no): array
{
    return order($no, fn (?array $order) => $order ?? [
        'no' => $no, 'amount' => yuan(price($_GET['amount'])), 'goods' => printable($_GET['goods'], 40),
        'remark' => printable($_GET['remark'] ?? '', 255), 'date' => now(), 'status' => 'OPEN', 'deliveries' => 0,
    ]);
}

[, $what, $no, $step] = explode('/', parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) . '///');
$no = rawurldecode($no);
$request = trim("$_SERVER[REQUEST_METHOD] $what $step");
try {
    $keys = new Keys((string) getenv('LLPAY_MERCHANT_KEY'), (string) getenv('LLPAY_PLATFORM_KEY'));
    $answer = match ($request) {
        'GET orders' => placed($no),
        'GET orders pay' => formPage($keys, placed($no)),
        'GET return' => '<h1>尚未付款</h1>', // the shopper left: neither paid nor failed
        'POST return' => '<h1>订单 ' . htmlspecialchars(book($keys, array_filter($_POST, is_string(...)))['no']) . ' 已付款</h1>',
        'POST notify' => ['ret_code' => book($keys, decode(file_get_contents('php://input'))) ? '0000' : '', 'ret_msg' => '交易成功'],
        default => throw new ShopError(404, "there is no $request"),
    };
} catch (ShopError $error) { // not acknowledged: it comes again
    error_log("$request: " . $error->getMessage());
    http_response_code($error->getCode());
    $answer = ['message' => $error->getMessage()];
}
header('Content-Type: ' . (is_string($answer) ? 'text/html' : 'application/json') . '; charset=utf-8');
echo is_string($answer) ? "<!DOCTYPE html>\n<meta charset=\"utf-8\"><title>Shop</title>\n$answer\n" : json_encode($answer, JSON_UNESCAPED_UNICODE);
