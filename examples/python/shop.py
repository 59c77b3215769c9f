"""A minimal shop on LianLianPay's Direct API: python3 shop.py. docs/integrate/python.md explains it."""
from __future__ import annotations

import html
import json
import logging
import os
import re
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.parse import quote, unquote, urlsplit
from urllib.request import urlopen

from lianlian import LianLian
from notify import notified, returned
from orders import Orders
from reconcile import differences
from refunds import Refunds
from signature import Keys, decode
from store import Store
from values import ShopError, yuan

MOST = 64 << 10  # bytes of a request


class Shop:
    """What one request works with: its body, and a connection to the database."""

    def __init__(self, store: Store, lianlian: LianLian, body: bytes):
        self.store, self.lianlian, self.body = store, lianlian, body
        self.orders = Orders(store, lianlian)
        self.refunds = Refunds(store, lianlian, self.orders)

    def view(self, no: str) -> dict:
        order = self.orders.order(no)
        deliveries = self.store.run("SELECT count(*) AS n FROM deliveries WHERE no_order = ?", no)[0]["n"]
        status = {"orderNo": no, "status": order["status"], "deliveries": deliveries}
        return {**status, "refunded": yuan(order["refunded"]), "alarm": order["alarm"] != ""}

    def checkout(self) -> tuple[int, dict]:
        return self.pay(self.orders.place(decode(self.body)))

    def pay(self, no: str) -> tuple[int, dict]:
        """Answers with a way to pay, or with the reason why there is none: then the order is still there, and can be paid later."""
        try:
            return 200, {"payLoad": self.orders.pay(no), **self.view(no)}
        except ShopError as error:
            return error.status, {"message": str(error), **self.view(no)}

    def refund(self, no: str) -> dict:
        number = self.refunds.start(no, decode(self.body).get("amount", ""))
        self.refunds.send(number)
        return {"refundNo": number, "status": self.refunds.refund(number)["status"]}

    def poll(self) -> None:
        self.orders.poll()
        self.refunds.poll()

    def reconcile(self) -> dict:
        date = decode(self.body).get("date", "")
        name = f"JYMX_{self.lianlian.partner}_{quote(date, safe='')}.txt"
        try:
            with urlopen(f"{os.environ['LLPAY_CLEARING_FILES']}/{name}", timeout=30) as file:
                return {"differences": differences(self.store, date, file.read().decode())}
        except URLError as error:
            raise ShopError(404, f"no clearing file of {date} yet: {error}") from None

    def fail_store(self) -> None:
        Store.fails = decode(self.body).get("on") == "true"


ROUTES = {
    "GET /healthz": lambda shop: None,
    # for the platform, and for browsers that come from it
    "POST /notify": lambda shop: notified(shop.orders, shop.refunds, shop.lianlian, shop.body),
    "POST /return": lambda shop: {"message": returned(shop.orders, shop.lianlian, shop.body)},
    # for shoppers
    "POST /checkout": Shop.checkout,
    "POST /orders/([^/]+)/pay": Shop.pay,
    "GET /orders/([^/]+)": Shop.view,
    # for the shop's own people and its cron jobs: put a login before them
    "POST /orders/([^/]+)/cancel": lambda shop, no: shop.orders.cancel(no),
    "POST /orders/([^/]+)/refund": Shop.refund,
    "POST /refunds/([^/]+)/retry": lambda shop, no: shop.refunds.settle(no),
    "POST /poll": Shop.poll,
    "POST /reconcile": Shop.reconcile,
}
if os.environ.get("SHOP_TEST"):  # for llsim check alone
    ROUTES["POST /test/fail-store"] = Shop.fail_store


class Handler(BaseHTTPRequestHandler):
    """Answers requests, each in a thread and with a connection of its own."""

    database: str
    lianlian: LianLian

    def do_POST(self) -> None:
        request = f"{self.command} {urlsplit(self.path).path}"
        try:
            status, answer = 200, self.dispatch(request) or {"message": "ok"}
            if isinstance(answer, tuple):
                status, answer = answer
        except ShopError as error:
            self.log_error("%s: %s", request, error)
            status, answer = error.status, {"message": str(error)}
        except Exception:  # a broken store, above all: a notification comes again (M-NTF-22)
            logging.exception(request)
            status, answer = 500, {"message": "Something went wrong here. Your order is as it was."}
        self.reply(status, answer, as_page=request == "POST /return")

    do_GET = do_POST

    def dispatch(self, request: str):
        """Finds the route of a request such as POST /orders/1001/pay, and takes it."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST))
        for pattern, act in ROUTES.items():
            match = re.fullmatch(pattern, request)
            if match:
                with closing(Store(self.database)) as store:
                    return act(Shop(store, self.lianlian, body), *map(unquote, match.groups()))
        raise ShopError(404, f"there is no {request}")

    def reply(self, status: int, answer: dict, as_page: bool) -> None:
        kind, text = "application/json", json.dumps(answer, ensure_ascii=False)
        if as_page:
            kind, text = "text/html", f'<!DOCTYPE html><meta charset="utf-8"><title>Your order</title><p>{html.escape(answer["message"])}</p>'
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


def main() -> None:
    env = os.environ
    try:
        keys = Keys(env["LLPAY_MERCHANT_KEY"], env["LLPAY_PLATFORM_KEY"])
        Handler.lianlian = LianLian(env.get("LLPAY_BASE_URL", ""), env["SHOP_URL"], env["LLPAY_OID_PARTNER"], keys)
    except KeyError as error:
        raise SystemExit(f"{error.args[0]} is not set: docs/integrate/python.md says what it is") from None
    except (OSError, ValueError) as error:
        raise SystemExit(f"LLPAY_MERCHANT_KEY and LLPAY_PLATFORM_KEY must name PEM files with keys: {error}") from None
    Handler.database = env.get("DATABASE", "shop.sqlite")
    ThreadingHTTPServer.request_queue_size = 128  # connections that wait: 5 without it
    ThreadingHTTPServer(("127.0.0.1", int(env.get("PORT", "3000"))), Handler).serve_forever()


if __name__ == "__main__":
    main()
