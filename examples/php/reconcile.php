<?php
// The shop's books against the platform's clearing file.
declare(strict_types=1);

/** Compares payments and refunds of a clearing date (yyyyMMdd) with the text of its file: a sentence for each difference. */
function differences(Store $store, string $date, string $file): array
{
    [$here, $there] = [[], entries($file)];
    // The clearing date decides, never dt_order: what is ordered at 23:59 and paid at 00:01 is in the file of the new day (M-REC-1).
    foreach ($store->run('SELECT no, amount FROM orders WHERE settle_date = ?', $date) as $order) {
        $here["payment $order[no]"] = $order['amount'];
    }
    foreach ($store->run("SELECT * FROM refunds WHERE settle_date = ? AND status = 'SUCCESS'", $date) as $refund) {
        $here["refund $refund[no] of order $refund[no_order]"] = -$refund['amount'];
    }
    $differences = [];
    foreach ($here + $there as $name => $_) { // + keeps what only one side has (M-REC-3)
        [$ours, $theirs] = [$here[$name] ?? 0, $there[$name] ?? 0];
        if ($ours !== $theirs) {
            $differences[] = "$name: " . yuan($ours) . ' here, ' . yuan($theirs) . ' in the file';
        }
    }
    return $differences;
}

/** Reads a daily detail file of the 2018 edition: what moved, and how many fen. */
function entries(string $file): array
{
    $entries = [];
    foreach (preg_split('/\R/', $file, -1, PREG_SPLIT_NO_EMPTY) as $line) {
        if (str_starts_with($line, '商户订单号,')) {
            continue; // the first line is a title
        }
        $columns = explode(',', $line, 14); // the last one, info_order, may hold commas: no fgetcsv (M-REC-4)
        if (count($columns) < 14) {
            throw new ShopError(502, "the clearing file has a line of another edition: $line");
        }
        $refund = $columns[8] === '5'; // then column 5 holds the order's number (M-REC-2)
        $name = $refund ? "refund $columns[0] of order $columns[4]" : "payment $columns[0]";
        $entries[$name] = ($entries[$name] ?? 0) + fen($columns[6]);
    }
    return $entries;
}
