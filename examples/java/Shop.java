import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A minimal shop on LianLianPay's Direct API: its web side. docs/integrate/java.md explains it, run.sh starts it. */
final class Shop {
    private static final int MOST_BYTES = 64 << 10;
    private static final int THREADS = 32; // notifications come in parallel

    private record Answer(int status, String type, String body) {
        static Answer json(int status, Map<String, ?> fields) {
            return new Answer(status, "application/json;charset=utf-8", Json.write(fields));
        }

        static Answer page(int status, String title) {
            return new Answer(status, "text/html;charset=utf-8", "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Your order</title>\n<h1>" + title + "</h1>\n");
        }
    }

    private final Platform platform;
    private final Store store;
    private final Orders orders;
    private final Refunds refunds;
    private final boolean underTest;

    private Shop(Platform platform, Store store, Clock clock, boolean underTest) {
        this.platform = platform;
        this.store = store;
        this.orders = new Orders(platform, store, clock);
        this.refunds = new Refunds(platform, store, clock);
        this.underTest = underTest;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else answers on a connection that is kept are 40 ms late
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(env("PORT"))), 0);
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        Platform platform = new Platform(System.getenv("LLPAY_BASE_URL"), System.getenv("LLPAY_FILES_URL"), env("LLPAY_OID_PARTNER"),
                new Keys(env("LLPAY_MERCHANT_KEY"), env("LLPAY_PLATFORM_KEY")), System.getenv().getOrDefault("SHOP_URL", here));
        String clock = System.getenv("LLPAY_CLOCK_URL");
        Shop shop = new Shop(platform, new Store(Path.of(env("SHOP_DIR"), "shop.data")), new Clock(clock), clock != null);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", shop::handle);
        server.start();
        System.out.println("shop ready on " + here);
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the environment variable " + name + " is not set: docs/integrate/java.md lists them");
        }
        return value;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
            return route(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), new String(body, UTF_8));
        } catch (Refusal e) {
            return Answer.json(e.status, Map.of("message", e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Answer.json(400, Map.of("message", e.getMessage()));
        } catch (Platform.Lost e) {
            return Answer.json(503, Map.of("message", e.getMessage()));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            return Answer.json(500, Map.of("message", "this did not work: try again"));
        }
    }

    /** Everything but /checkout, /notify and /return belongs behind a login of yours. */
    private Answer route(String method, String path, String body) throws Platform.Lost {
        String[] part = path.split("/"); // "", "orders", number, "pay"
        String no = part.length > 2 ? part[2] : "";
        String pattern = part.length > 2 ? "/" + part[1] + "/{no}" + (part.length > 3 ? "/" + part[3] : "") : path;
        return switch (method + " " + pattern) {
            case "GET /healthz" -> Answer.json(200, Map.of());
            case "POST /checkout" -> checkout(Json.read(body));
            case "GET /orders/{no}" -> show(no, Map.of());
            case "POST /orders/{no}/pay" -> show(no, Map.of("payLoad", orders.pay(no)));
            case "POST /orders/{no}/cancel" -> cancel(no);
            case "POST /orders/{no}/refund" -> settle(refunds.start(no, Json.read(body).get("amount")));
            case "POST /refunds/{no}/retry" -> settle(no);
            case "POST /notify" -> notified(body);
            case "POST /return" -> returned(body);
            case "POST /poll" -> poll(); // every few minutes, from cron
            case "POST /reconcile" -> reconcile(Json.read(body).getOrDefault("date", ""));
            case "POST /fail-store" -> failStore(Json.read(body).getOrDefault("on", ""));
            default -> throw new Refusal(404, "there is no " + method + " " + path);
        };
    }

    private Answer checkout(Map<String, String> cart) {
        String no = orders.place(cart.get("amount"), cart.getOrDefault("goods", ""), cart.getOrDefault("remark", ""),
                cart.getOrDefault("pay_type", "L"), cart.getOrDefault("no_order", ""));
        try {
            return show(no, Map.of("payLoad", orders.pay(no)));
        } catch (Refusal e) { // the order is there, and can be paid under its number (M-ORD-7)
            return Answer.json(e.status, Map.of("orderNo", no, "message", e.getMessage()));
        }
    }

    private Answer show(String no, Map<String, ?> more) {
        Order order = orders.get(no);
        Map<String, Object> view = new TreeMap<>(Map.of("orderNo", no, "status", order.status(), "amount", Money.yuan(order.fen()),
                "deliveries", order.deliveries(), "refunded", Money.yuan(order.refunded())));
        view.putAll(more);
        return Answer.json(200, view);
    }

    private Answer cancel(String no) throws Platform.Lost {
        orders.cancel(no);
        return show(no, Map.of());
    }

    private Answer settle(String no) {
        int status = 200;
        try {
            refunds.settle(no);
        } catch (Platform.Lost e) { // the refund is kept, and poll finds out
            System.err.println(e.getMessage());
            status = 202;
        }
        Refund refund = refunds.get(no);
        return Answer.json(status, Map.of("refundNo", no, "status", refund.status(), "reason", refund.reason()));
    }

    /** Takes a notification, whatever its content type. Only what is stored is acknowledged, the rest comes again (M-NTF-1, M-NTF-22). */
    private Answer notified(String body) {
        try {
            Map<String, String> message = Json.read(body);
            authenticate(message);
            if (message.containsKey("no_refund")) { // whatever address it came to, a refund is no payment (M-NTF-19)
                refunds.book(message);
            } else {
                orders.book(message);
            }
            return Answer.json(200, Map.of("ret_code", "0000", "ret_msg", "ok"));
        } catch (Refusal | IllegalArgumentException e) {
            System.err.println("notification not taken: " + e.getMessage()); // somebody should look at these
            return Answer.json(400, Map.of("ret_code", "9999", "ret_msg", "not taken"));
        }
    }

    /** Takes the shopper's browser back. The signed order counts, not one from the address or a session; it may never come (M-SYN-1 to 5). */
    private Answer returned(String body) {
        Map<String, String> message = new TreeMap<>();
        for (String pair : body.split("&")) {
            String[] field = pair.split("=", 2);
            message.put(URLDecoder.decode(field[0], UTF_8), field.length > 1 ? URLDecoder.decode(field[1], UTF_8) : "");
        }
        try {
            authenticate(message);
            orders.book(message);
        } catch (Refusal | IllegalArgumentException e) {
            return Answer.page(400, "We cannot read this message. Your order is as it was.");
        }
        boolean waiting = orders.get(message.get("no_order")).status() == Order.Status.WAITING;
        return Answer.page(200, waiting ? "Thank you. Your payment is being confirmed." : "Thank you. Your order is paid.");
    }

    private void authenticate(Map<String, String> message) {
        if (!platform.authentic(message)) {
            throw new Refusal(403, "its signature does not verify, or it is for another merchant");
        }
    }

    private Answer poll() {
        orders.poll();
        refunds.poll();
        return Answer.json(200, Map.of());
    }

    private Answer reconcile(String settleDate) throws Platform.Lost {
        return Answer.json(200, Map.of("differences", Reconciliation.differences(platform.clearingFile(settleDate), store.read(), settleDate)));
    }

    private Answer failStore(String on) {
        if (!underTest) {
            throw new Refusal(404, "the store fails in tests alone");
        }
        store.broken = on.equals("true");
        return Answer.json(200, Map.of());
    }
}
