<?php
// Messages that come from the platform, or say so.
declare(strict_types=1);

/**
 * Takes the body of an asynchronous notification. An error must not be answered with 0000: what is not acknowledged comes again, 30
 * times; what is acknowledged and not stored is lost (M-NTF-1, M-NTF-22).
 */
function notified(Orders $orders, Refunds $refunds, Platform $platform, string $body): array
{
    $fields = decode($body);
    if (!$platform->signed($fields)) {
        throw new ShopError(403, 'the signature does not verify');
    }
    isset($fields['no_refund']) ? $refunds->book($fields) : booked($orders, $fields); // a refund is no payment (M-NTF-19)
    return ['ret_code' => '0000', 'ret_msg' => 'ok'];
}

/**
 * Takes the form the shopper's browser comes back with, across sites and so without a session (M-SYN-5), and returns what to show.
 * Its order is the one in the signed fields, never one from the address (M-SYN-2). It may never come (M-SYN-4).
 */
function returned(Orders $orders, Platform $platform, array $form): string
{
    $fields = array_filter($form, is_string(...));
    if (!$platform->signed($fields)) {
        throw new ShopError(403, 'We cannot read this message. Your order is as it was.'); // M-SYN-1
    }
    booked($orders, $fields);
    return "Thank you. Order $fields[no_order] is " . strtolower($orders->order($fields['no_order'])['status']) . '.';
}

/** Books a payment that was told, not asked for: only successes are. */
function booked(Orders $orders, array $fields): void
{
    if (($fields['result_pay'] ?? '') !== 'SUCCESS') {
        throw new ShopError(409, 'only a success is told'); // M-NTF-9
    }
    $orders->book($fields);
}
