"""Messages that come from the platform, or say so."""
from __future__ import annotations

from urllib.parse import parse_qsl

from lianlian import LianLian
from orders import Orders
from refunds import Refunds
from signature import decode
from values import ShopError


def notified(orders: Orders, refunds: Refunds, lianlian: LianLian, body: bytes) -> dict:
    """Takes the body of an asynchronous notification. An error must not be answered with 0000: what is not acknowledged comes again,
    30 times; what is acknowledged and not stored is lost (M-NTF-1, M-NTF-22)."""
    fields = decode(body)
    if not lianlian.signed(fields):
        raise ShopError(403, "the signature does not verify")
    if "no_refund" in fields:
        refunds.book(fields)  # a refund is no payment (M-NTF-19)
    else:
        booked(orders, fields)
    return {"ret_code": "0000", "ret_msg": "ok"}


def returned(orders: Orders, lianlian: LianLian, body: bytes) -> str:
    """Takes the form the shopper's browser comes back with, across sites and so without a session (M-SYN-5), and returns what to show.
    Its order is the one in the signed fields, never one from the address (M-SYN-2). It may never come (M-SYN-4)."""
    fields = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    if not lianlian.signed(fields):
        raise ShopError(403, "We cannot read this message. Your order is as it was.")  # M-SYN-1
    booked(orders, fields)
    return f"Thank you. Order {fields['no_order']} is {orders.order(fields['no_order'])['status'].lower()}."


def booked(orders: Orders, fields: dict) -> None:
    """Books a payment that was told, not asked for: only successes are."""
    if fields.get("result_pay") != "SUCCESS":
        raise ShopError(409, "only a success is told")  # M-NTF-9
    orders.book(fields)
