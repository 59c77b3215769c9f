<?php
// Money, dates, numbers and texts as LianLian wants them, and the error that carries its HTTP status.
declare(strict_types=1);

/** An error the shop expects. Its code is the HTTP status of the answer. */
final class ShopError extends RuntimeException
{
    public function __construct(int $status, string $message)
    {
        parent::__construct($message, $status);
    }
}

/**
 * Reads yuan as whole fen. Never calculate with floats: (int) (8.20 * 100) is 819 (M-ORD-3). The platform writes 49.90, and also 49.9
 * and 1000.0; clearing files write refunds with a minus sign (M-NTF-17).
 */
function fen(string $yuan): int
{
    if (!preg_match('/^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/D', $yuan, $m)) {
        throw new ShopError(400, "$yuan is no amount: write it like 49.90");
    }
    $fen = (int) ($m[2] . str_pad($m[3] ?? '', 2, '0'));
    return $m[1] === '-' ? -$fen : $fen;
}

/** Reads an amount that can be sold or paid back. */
function price(string $yuan): int
{
    $fen = fen($yuan);
    return $fen >= 1 && $fen <= 100_000_000_00 ? $fen : throw new ShopError(400, "$yuan is outside 0.01 to 100000000.00");
}

/** Writes fen as yuan: 820 is 8.20. */
function yuan(int $fen): string
{
    return sprintf('%s%d.%02d', $fen < 0 ? '-' : '', intdiv(abs($fen), 100), abs($fen) % 100);
}

/** The time, yyyyMMddHHmmss in UTC+8 whatever the zone of the host (M-ORD-4). LLPAY_CLOCK_URL is for tests, which move time. */
function now(): string
{
    $url = getenv('LLPAY_CLOCK_URL');
    $time = new DateTimeImmutable($url ? json_decode(file_get_contents($url), true)['now'] : 'now');
    return $time->setTimezone(new DateTimeZone('Asia/Shanghai'))->format('YmdHis');
}

/** A number that comes once, from any server in any second (M-ORD-6, M-RFD-1): at most 32 characters. */
function newNumber(string $date): string
{
    return substr($date, 0, 8) . bin2hex(random_bytes(10));
}

/** Cuts a text to what a field takes, in characters, and drops control characters, which the platform refuses. */
function printable(string $text, int $most): string
{
    return iconv_substr(preg_replace('/\p{Cc}/u', ' ', $text) ?? throw new ShopError(400, 'the text is no UTF-8'), 0, $most, 'UTF-8');
}
