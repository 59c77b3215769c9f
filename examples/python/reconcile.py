"""The shop's books against the platform's clearing file."""
from __future__ import annotations

from collections import Counter

from store import Store
from values import ShopError, fen, yuan


def differences(store: Store, date: str, file: str) -> list[str]:
    """Compares payments and refunds of a clearing date (yyyyMMdd) with the text of its file: a sentence for each difference."""
    here, there = Counter(), entries(file)
    # The clearing date decides, never dt_order: what is ordered at 23:59 and paid at 00:01 is in the file of the new day (M-REC-1).
    for order in store.run("SELECT no, amount FROM orders WHERE settle_date = ?", date):
        here[f"payment {order['no']}"] = order["amount"]
    for refund in store.run("SELECT * FROM refunds WHERE settle_date = ? AND status = 'SUCCESS'", date):
        here[f"refund {refund['no']} of order {refund['no_order']}"] = -refund["amount"]
    return [
        f"{name}: {yuan(here[name])} here, {yuan(there[name])} in the file"  # what only one side has is 0 on the other (M-REC-3)
        for name in sorted({*here, *there}) if here[name] != there[name]
    ]


def entries(file: str) -> Counter:
    """Reads a daily detail file of the 2018 edition: what moved, and how many fen."""
    found = Counter()
    for line in file.split("\n"):
        if not line.strip() or line.startswith("商户订单号,"):  # the first line is a title
            continue
        columns = line.split(",", 13)  # the last one, info_order, may hold commas: no csv (M-REC-4)
        if len(columns) < 14:
            raise ShopError(502, f"the clearing file has a line of another edition: {line}")
        refund = columns[8] == "5"  # then column 5 holds the order's number (M-REC-2)
        found[f"refund {columns[0]} of order {columns[4]}" if refund else f"payment {columns[0]}"] += fen(columns[6])
    return found
