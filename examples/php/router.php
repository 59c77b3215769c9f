<?php
// A minimal shop on LianLianPay's Direct API: PHP_CLI_SERVER_WORKERS=4 php -S 127.0.0.1:3000 router.php
// docs/integrate/php.md explains it.
declare(strict_types=1);

foreach (['values', 'signature', 'platform', 'store', 'orders', 'refunds', 'reconcile', 'notify'] as $file) {
    require_once __DIR__ . "/$file.php";
}

$database = getenv('DATABASE') ?: __DIR__ . '/shop.sqlite';
$partner = (string) getenv('LLPAY_OID_PARTNER');
$store = new Store($database);
$keys = new Keys((string) getenv('LLPAY_MERCHANT_KEY'), (string) getenv('LLPAY_PLATFORM_KEY'));
$platform = new Platform((string) getenv('LLPAY_BASE_URL'), (string) getenv('SHOP_URL'), $partner, $keys);
$orders = new Orders($store, $platform);
$refunds = new Refunds($store, $platform, $orders);

$body = file_get_contents('php://input');
$input = fn (): array => decode($body);

/** An order as its shopper sees it; the rest is for the shop's own people. */
$view = function (string $no) use ($store, $orders): array {
    $order = $orders->order($no);
    $deliveries = $store->run('SELECT count(*) AS n FROM deliveries WHERE no_order = ?', $no)[0]['n'];
    $status = ['orderNo' => $no, 'status' => $order['status'], 'deliveries' => $deliveries];
    return $status + ['refunded' => yuan($order['refunded']), 'alarm' => $order['alarm'] !== ''];
};

/** Answers with a way to pay, or with the reason why there is none: then the order is still there, and can be paid later. */
$offer = function (string $no) use ($orders, $view): array {
    try {
        return ['payLoad' => $orders->pay($no)] + $view($no);
    } catch (ShopError $error) {
        http_response_code($error->getCode());
        return ['message' => $error->getMessage()] + $view($no);
    }
};

$routes = [
    'GET /healthz' => fn () => ['status' => 'ok'],
    // for the platform, and for browsers that come from it
    'POST /notify' => fn () => notified($orders, $refunds, $platform, $body),
    'POST /return' => fn () => ['message' => returned($orders, $platform, $_POST)],
    // for shoppers
    'POST /checkout' => fn () => $offer($orders->place($input())),
    'POST /orders/([^/]+)/pay' => fn (string $no) => $offer($no),
    'GET /orders/([^/]+)' => fn (string $no) => $view($no),
    // for the shop's own people and its cron jobs: put a login before them
    'POST /orders/([^/]+)/cancel' => fn (string $no) => $orders->cancel($no),
    'POST /orders/([^/]+)/refund' => function (string $no) use ($refunds, $input) {
        $refund = $refunds->start($no, $input()['amount'] ?? '');
        $refunds->send($refund);
        return ['refundNo' => $refund, 'status' => $refunds->refund($refund)['status']];
    },
    'POST /refunds/([^/]+)/retry' => fn (string $no) => $refunds->settle($no),
    'POST /poll' => function () use ($orders, $refunds) {
        $orders->poll();
        $refunds->poll();
    },
    'POST /reconcile' => function () use ($store, $partner, $input) {
        $date = $input()['date'] ?? '';
        $file = @file_get_contents(getenv('LLPAY_CLEARING_FILES') . "/JYMX_{$partner}_" . rawurlencode($date) . '.txt');
        if ($file === false) {
            throw new ShopError(404, "no clearing file of $date yet");
        }
        return ['differences' => differences($store, $date, $file)];
    },
];
if (getenv('SHOP_TEST')) { // for llsim check alone
    $routes['POST /test/fail-store'] = fn () => ($input()['on'] ?? '') === 'true' ? touch("$database.fails") : @unlink("$database.fails");
}

/** Finds the route of a request such as POST /orders/1001/pay, and takes it. */
function dispatch(array $routes, string $request): mixed
{
    foreach ($routes as $pattern => $act) {
        if (preg_match("~^$pattern$~D", $request, $match)) {
            return $act(...array_map(rawurldecode(...), array_slice($match, 1)));
        }
    }
    throw new ShopError(404, "there is no $request");
}

$request = $_SERVER['REQUEST_METHOD'] . ' ' . explode('?', $_SERVER['REQUEST_URI'])[0];
try {
    $answer = dispatch($routes, $request);
} catch (ShopError $error) {
    error_log("$request: " . $error->getMessage());
    http_response_code($error->getCode());
    $answer = ['message' => $error->getMessage()];
} catch (Throwable $error) { // a broken store, above all: a notification comes again (M-NTF-22)
    error_log((string) $error);
    http_response_code(500);
    $answer = ['message' => 'Something went wrong here. Your order is as it was.'];
}
if ($request === 'POST /return') {
    header('Content-Type: text/html; charset=utf-8');
    echo '<!DOCTYPE html><meta charset="utf-8"><title>Your order</title><p>', htmlspecialchars($answer['message']), '</p>';
} else {
    header('Content-Type: application/json; charset=utf-8');
    echo json_encode($answer ?? ['message' => 'ok'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
}
