"""A shop at LianLian's unified cashier: the server creates a bill, the shopper's browser goes to its page.

    PORT=3000 python3 unified.py

docs/products/unified.md explains it. What messages and values have in common with the other shop is in examples/python.
"""
from __future__ import annotations

import html
import json
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent / "python"))

from lianlian import LianLian  # noqa: E402
from signature import Keys, decode  # noqa: E402
from values import ShopError, fen, now, price, printable, yuan  # noqa: E402

CREATE = "https://payserverapi.lianlianpay.com/v1/paycreatebill"
WEB = "2"  # flag_chnl; 3 for H5


class Unified(LianLian):
    def create_bill(self, order: dict) -> dict | None:
        """Asks for a page that takes the payment, for 30 minutes. The same order can be sent again, and gives a new page (M-UNI-1);
        all but the time is the same then (M-UNI-2). None: the answer is lost, or not LianLian's (M-UNI-3)."""
        risk = {
            "frms_ware_category": "1999",
            "user_info_mercht_userno": "customer-1",
            "user_info_dt_register": "20170101000000",
            "goods_name": order["goods"],
        }
        answer = self._call(CREATE, {
            "api_version": "1.0",
            "time_stamp": now(),
            "user_id": "customer-1",  # your shopper
            "busi_partner": "101001",  # 109001 for physical goods
            "no_order": order["no"],
            "dt_order": order["date"],
            "name_goods": order["goods"],
            "money_order": yuan(order["amount"]),
            "notify_url": f"{self.shop}/notify",
            "url_return": f"{self.shop}/return",  # without it the page has no way back
            "flag_pay_product": "0",  # cards
            "flag_chnl": WEB,
            "risk_item": json.dumps(risk, ensure_ascii=False),
        })
        return answer if answer and answer.get("no_order", order["no"]) == order["no"] else None


class Shop:
    def __init__(self):
        keys = Keys(os.environ["LLPAY_MERCHANT_KEY"], os.environ["LLPAY_PLATFORM_KEY"])
        self.platform = Unified(os.environ.get("LLPAY_BASE_URL", ""), os.environ["SHOP_URL"], os.environ["LLPAY_OID_PARTNER"], keys)
        self.orders: dict[str, dict] = {}  # a shop has a database for this
        self.lock = threading.Lock()

    def order(self, no: str, query: dict) -> dict:
        """The order of a number; the address of its first page places it."""
        with self.lock:
            if no not in self.orders:
                self.orders[no] = {"no": no, "amount": price(query["amount"]), "goods": printable(query["goods"], 40),
                                   "date": now(), "status": "OPEN", "deliveries": 0}
            return self.orders[no]

    def pay(self, order: dict) -> str:
        """The address of the page to pay at."""
        answer = self.platform.create_bill(order)
        if answer is None:
            raise ShopError(503, "no answer that can be trusted: try again")
        if answer["ret_code"] != "0000":
            raise ShopError(422, f"{answer['ret_msg']} ({answer['ret_code']})")
        return answer["gateway_url"]

    def book(self, fields: dict[str, str]) -> dict:
        """Books a payment that LianLian tells, by notification or in the shopper's browser: once, whatever comes and how often."""
        if not self.platform.signed(fields):
            raise ShopError(403, "the signature does not verify")
        with self.lock:
            order = self.orders.get(fields["no_order"])
            if not order or fen(fields["money_order"]) != order["amount"] or fields["dt_order"] != order["date"]:
                raise ShopError(409, "this is not what was ordered")
            if fields.get("result_pay") != "SUCCESS":
                raise ShopError(409, "only a success is told")
            if order["status"] != "PAID":
                order.update(status="PAID", deliveries=order["deliveries"] + 1)
            return order


class Handler(BaseHTTPRequestHandler):
    shop: Shop

    def answer(self):
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        _, what, no, *step = (address.path + "//").split("/")
        try:
            if (self.command, what) == ("POST", "notify"):
                self.shop.book(decode(body))
                return self.send(200, {"ret_code": "0000", "ret_msg": "交易成功"})
            if what == "return":
                if self.command == "GET":  # the shopper left: neither paid nor failed
                    return self.send(200, "<h1>尚未付款</h1>")
                order = self.shop.book(dict(parse_qsl(body.decode(), keep_blank_values=True)))
                return self.send(200, f"<h1>订单 {html.escape(order['no'])} 已付款</h1>")
            order = self.shop.order(no, dict(parse_qsl(address.query)))
            if self.command == "POST":
                return self.send(303, "", self.shop.pay(order))
            if step[0] == "pay":
                action = html.escape(f"/orders/{no}/pay")
                return self.send(200, f'<h1>{html.escape(order["goods"])}</h1><form method="post" action="{action}"><button>去付款</button></form>')
            self.send(200, {"status": order["status"], "deliveries": order["deliveries"]})
        except ShopError as error:
            print(self.path, error, file=sys.stderr)
            self.send(error.status, {"message": str(error)})

    do_GET = do_POST = answer

    def send(self, status: int, content: dict | str, location: str = ""):
        page = isinstance(content, str)
        text = f'<!DOCTYPE html><meta charset="utf-8"><title>Shop</title>{content}' if page else json.dumps(content, ensure_ascii=False)
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", f"{'text/html' if page else 'application/json'}; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())


def main():
    Handler.shop = Shop()
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print("ready on", os.environ["SHOP_URL"], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
