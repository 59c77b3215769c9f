"""Money, dates, numbers and texts as LianLian wants them, and the error that carries its HTTP status."""
from __future__ import annotations

import json
import os
import re
import secrets
from datetime import datetime, timedelta, timezone
from urllib.request import urlopen

CHINA = timezone(timedelta(hours=8))


class ShopError(Exception):
    """An error the shop expects. status is the HTTP status of the answer."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


def fen(yuan: str) -> int:
    """Reads yuan as whole fen. Never calculate with floats: int(8.20 * 100) is 819 (M-ORD-3). The platform writes 49.90, and also
    49.9 and 1000.0; clearing files write refunds with a minus sign (M-NTF-17)."""
    parts = re.fullmatch(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?", yuan)
    if not parts:
        raise ShopError(400, f"{yuan} is no amount: write it like 49.90")
    minus, whole, decimals = parts.groups(default="")
    amount = int(whole + decimals.ljust(2, "0"))
    return -amount if minus else amount


def price(yuan: str) -> int:
    """Reads an amount that can be sold or paid back."""
    amount = fen(yuan)
    if not 1 <= amount <= 100_000_000_00:
        raise ShopError(400, f"{yuan} is outside 0.01 to 100000000.00")
    return amount


def yuan(amount: int) -> str:
    """Writes fen as yuan: 820 is 8.20."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"


def now() -> str:
    """The time, yyyyMMddHHmmss in UTC+8 whatever the zone of the host (M-ORD-4). LLPAY_CLOCK_URL is for tests, which move time."""
    time = datetime.now(CHINA)
    if os.environ.get("LLPAY_CLOCK_URL"):
        with urlopen(os.environ["LLPAY_CLOCK_URL"], timeout=3) as answer:
            time = datetime.fromisoformat(json.load(answer)["now"][:19])  # it is told in UTC+8
    return time.strftime("%Y%m%d%H%M%S")


def new_number(date: str) -> str:
    """A number that comes once, from any server in any second (M-ORD-6, M-RFD-1): at most 32 characters."""
    return date[:8] + secrets.token_hex(10)


def printable(text: str, most: int) -> str:
    """Cuts a text to what a field takes, in characters, and drops control characters, which the platform refuses."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text)[:most]
