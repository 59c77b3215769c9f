"""Refunds: a number for each, stored before the platform hears of it and kept over retries (M-RFD-1)."""
from __future__ import annotations

import logging

from lianlian import LianLian
from orders import Orders
from store import Store
from values import ShopError, fen, new_number, now, price

# Refusals after which sending the same refund again is of no use: parameter, amount, sum, unpaid, unknown payment.
FINAL = ("1002", "1004", "5003", "5007", "5008", "9093")


class Refunds:
    def __init__(self, store: Store, lianlian: LianLian, orders: Orders):
        self.store, self.lianlian, self.orders = store, lianlian, orders

    def start(self, no_order: str, yuan: str) -> str:
        """Stores a new refund and returns its number; send comes next. Two equal refunds are two refunds (M-RFD-4)."""
        amount, date = price(yuan), now()
        no = new_number(date)
        with self.store.transaction():
            order = self.orders.order(no_order)
            others = self.store.run("SELECT amount FROM refunds WHERE no_order = ? AND status <> 'FAILED'", no_order)
            if not order["oid_paybill"] or sum(other["amount"] for other in others) + amount > order["amount"]:
                raise ShopError(409, "the order is not paid, or refunds would exceed the payment")
            self.store.run("INSERT INTO refunds (no, no_order, dt_refund, amount) VALUES (?, ?, ?, ?)", no, no_order, date, amount)
        return no

    def send(self, no: str) -> None:
        """Asks the platform for a refund, as often as it takes. After a lost answer it stays REQUESTED, and poll finds out."""
        refund = self.refund(no)
        answer = self.lianlian.refund(refund, self.orders.order(refund["no_order"]))
        if answer and answer["ret_code"] == "0000":
            self.book(answer)
        elif answer and answer.get("sign") and answer["ret_code"] in FINAL:
            self.store.run("UPDATE refunds SET status = 'FAILED' WHERE no = ? AND status = 'REQUESTED'", no)

    def settle(self, no: str) -> None:
        """Finds out what became of a refund; one the platform has no record of is sent again, under its number."""
        answer = self.lianlian.query_refund(self.refund(no))
        if answer and answer["ret_code"] == "0000":
            self.book(answer)
        elif answer and answer["ret_code"] == "8901":
            self.send(no)

    def book(self, fields: dict) -> None:
        """The one place where a refund is booked: once, and when it has succeeded (M-RFD-2, M-RFD-3). The fields must have been
        verified."""
        with self.store.transaction():
            refund = self.refund(fields.get("no_refund", ""))
            if fen(fields.get("money_refund", "")) != refund["amount"]:
                raise ShopError(409, f"the amount is not that of refund {refund['no']}")
            result = {"2": "SUCCESS", "3": "FAILED"}.get(fields.get("sta_refund", ""))  # 0 and 1: not yet
            if not result or refund["status"] == "SUCCESS":
                return
            date = fields.get("settle_date", "")
            self.store.run("UPDATE refunds SET status = ?, settle_date = ? WHERE no = ?", result, date, refund["no"])
            if result == "SUCCESS":
                self.store.run("UPDATE orders SET refunded = refunded + ? WHERE no = ?", refund["amount"], refund["no_order"])
                self.store.run("UPDATE orders SET status = 'REFUNDED' WHERE no = ? AND refunded >= amount", refund["no_order"])

    def poll(self) -> None:
        for refund in self.store.run("SELECT no FROM refunds WHERE status = 'REQUESTED'"):
            try:
                self.settle(refund["no"])
            except ShopError as error:
                logging.warning("poll: refund %s: %s", refund["no"], error)

    def refund(self, no: str) -> dict:
        refund = self.store.refund(no)
        if not refund:
            raise ShopError(404, f"there is no refund {no}")
        return refund
