"""Orders and what becomes of them: store first, send second; after a lost answer ask, then send the same request again."""
from __future__ import annotations

import logging
import re

from lianlian import LianLian
from store import Store
from values import ShopError, fen, new_number, now, price, printable


class Orders:
    def __init__(self, store: Store, lianlian: LianLian):
        self.store, self.lianlian = store, lianlian

    def place(self, cart: dict) -> str:
        """Stores a new order and returns its number. pay comes next: the notification may be here before the answer is (M-NTF-14)."""
        date = now()
        no = cart.get("no_order") or new_number(date)
        goods, remark = printable(cart.get("goods", ""), 40), printable(cart.get("remark", ""), 255)
        if not goods or cart.get("pay_type") not in ("I", "L") or not re.fullmatch(r"[0-9A-Za-z_-]{1,32}", no):
            raise ShopError(400, "goods needs a text, pay_type I or L, no_order at most 32 letters and digits")
        if self.store.order(no):
            raise ShopError(409, f"there is an order {no}")
        self.store.run(
            "INSERT INTO orders (no, dt_order, amount, goods, remark, pay_type) VALUES (?, ?, ?, ?, ?, ?)",
            no, date, price(cart.get("amount", "")), goods, remark, cart["pay_type"],
        )
        return no

    def pay(self, no: str) -> str:
        """Returns the link to show as a QR code, the first time and every time again: for the same number, date and amount, which the
        platform takes for the same order (M-RET-1, M-RET-2, M-RET-4)."""
        for _ in range(2):
            order = self.order(no)
            if order["status"] != "WAITING":
                raise ShopError(409, f"the order is {order['status']}")
            answer = self.lianlian.create(order)
            if answer and answer["ret_code"] == "0000":
                return answer["payLoad"]
            self.ask(order)  # paid (2007), closed (2006), at the bank (2005, 2008)? The query tells, not the code (M-RET-3, 5, 6)
            if answer:
                raise ShopError(422, f"the payment platform refused: {answer['ret_code']} {answer.get('ret_msg', '')}")  # M-ORD-7
        raise ShopError(503, "the payment platform cannot be reached: try again")

    def ask(self, order: dict) -> str:
        """Queries an order and books what comes of it. A refused or lost query says nothing about the order, 8901 included (M-QRY-3)."""
        answer = self.lianlian.query(order)
        if not answer or answer["ret_code"] != "0000":
            return ""
        self.book(answer)
        return answer.get("result_pay", "")

    def book(self, fields: dict) -> None:
        """The one place where a payment is booked. Notification, return page and query come here, in any number and at any time;
        whoever comes second finds the order paid (M-NTF-5, M-NTF-6, M-SYN-3). The fields must have been verified."""
        with self.store.transaction():
            order = self.order(fields.get("no_order", ""))  # M-NTF-10; the number stays text (M-NTF-18)
            same_date = fields.get("dt_order", "")[:8] == order["dt_order"][:8]
            if not same_date or fen(fields.get("money_order", "")) != order["amount"]:
                raise ShopError(409, f"date or amount is not that of order {order['no']}")  # M-NTF-7
            result = fields.get("result_pay")  # WAITING, PROCESSING and words nobody knows change nothing (M-NTF-9, M-QRY-2)
            if result == "SUCCESS":
                self._paid(order, fields)
            elif result in ("FAILURE", "REFUND"):  # closed (M-RET-6), or paid and paid back without this shop
                self.store.run("UPDATE orders SET open = 0 WHERE no = ?", order["no"])
                self.store.run("UPDATE orders SET status = 'CLOSED' WHERE no = ? AND status = 'WAITING'", order["no"])

    def _paid(self, order: dict, fields: dict) -> None:
        date = fields.get("settle_date") or order["settle_date"]  # the clearing date (M-REC-1): without it the next poll asks
        self.store.run(
            "UPDATE orders SET oid_paybill = ?, settle_date = ?, open = ? WHERE no = ?",
            fields["oid_paybill"], date, int(not date), order["no"],
        )
        if order["status"] == "WAITING":
            self.store.run("UPDATE orders SET status = 'PAID' WHERE no = ?", order["no"])
            self.store.run("INSERT INTO deliveries VALUES (?)", order["no"])  # in the same transaction: the goods leave once
        elif not order["oid_paybill"]:  # M-NTF-21. A repeated success of a later state changes nothing (M-NTF-20)
            alarm = f"money came when the order was {order['status']}: refund it"
            self.store.run("UPDATE orders SET alarm = ? WHERE no = ?", alarm, order["no"])

    def cancel(self, no: str) -> None:
        """Ends an order on the shop's side. The platform cannot be told, so that money may still come."""
        if self.ask(self.order(no)) == "PROCESSING":
            raise ShopError(409, "the order is being paid")  # M-QRY-2
        self.store.run("UPDATE orders SET status = 'CANCELLED' WHERE no = ? AND status = 'WAITING'", no)
        if self.order(no)["status"] != "CANCELLED":
            raise ShopError(409, "the order cannot be cancelled any more")

    def poll(self) -> None:
        """Asks about every order whose end is not known: 30 lost notifications are never sent again (M-NTF-16). Run it every few minutes."""
        for order in self.store.run("SELECT * FROM orders WHERE open"):  # however old: the store may have failed for days
            try:
                self.ask(order)
            except ShopError as error:  # the others are asked about all the same
                logging.warning("poll: order %s: %s", order["no"], error)

    def order(self, no: str) -> dict:
        order = self.store.order(no)
        if not order:
            raise ShopError(404, f"there is no order {no}")
        return order
