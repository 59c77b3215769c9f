import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A shop at LianLian's H5 cashier, for phones: a page whose form has one field, req_data, which is the signed order in JSON. The result comes
 * back in one field as well, res_data.
 *
 * <pre>
 * javac -encoding UTF-8 -sourcepath ../java:. -d classes Wap.java
 * PORT=3000 java -cp classes Wap
 * </pre>
 *
 * docs/products/wap.md explains it. Keys, Json, Money and Clock are those of the other shop, in examples/java.
 */
public final class Wap {
    private static final String CASHIER = "https://wap.lianlianpay.com/payment.htm";
    private static final String H5 = "3"; // app_request; 1 and 2 are Android and iOS

    private final String shop = System.getenv("SHOP_URL");
    private final String partner = System.getenv("LLPAY_OID_PARTNER");
    private final String base = System.getenv().getOrDefault("LLPAY_BASE_URL", ""); // for tests; "": LianLian itself
    private final Clock clock = new Clock(System.getenv("LLPAY_CLOCK_URL"));
    private final Keys keys;
    private final Map<String, Order> orders = new ConcurrentHashMap<>(); // a shop has a database for this

    private Wap() throws Exception {
        keys = new Keys(System.getenv("LLPAY_MERCHANT_KEY"), System.getenv("LLPAY_PLATFORM_KEY"));
    }

    private static final class Order {
        String no;
        String date;
        String goods;
        String remark;
        long amount;
        String status = "OPEN";
        int deliveries;
    }

    /** What to answer: a page, or JSON. */
    private record Answer(int status, String type, String text) {
        static Answer page(int status, String html) {
            return new Answer(status, "text/html", "<!DOCTYPE html>\n<meta charset=\"utf-8\"><title>Shop</title>\n" + html + "\n");
        }

        static Answer json(int status, Map<String, ?> fields) {
            return new Answer(status, "application/json", Json.write(fields));
        }
    }

    /**
     * The signed order. Signed are the texts themselves; JSON comes after the signature, and is written by a function for JSON, which alone
     * knows what to do with quotes and backslashes (M-WAP-1). risk_item is JSON inside: it is signed as it is before it is written again.
     */
    private String reqData(Order order) {
        Map<String, String> request = new TreeMap<>(Map.of(
                "version", "1.0",
                "oid_partner", partner,
                "user_id", "customer-1", // your shopper
                "app_request", H5,
                "busi_partner", "101001", // 109001 for physical goods
                "no_order", order.no,
                "dt_order", order.date,
                "name_goods", order.goods,
                "money_order", Money.yuan(order.amount)));
        request.putAll(Map.of(
                "notify_url", shop + "/notify",
                "url_return", shop + "/return",
                "risk_item", Json.write(new TreeMap<>(Map.of(
                        "frms_ware_category", "1999",
                        "user_info_mercht_userno", "customer-1",
                        "user_info_dt_register", "20170101000000",
                        "goods_name", order.goods)))));
        if (!order.remark.isEmpty()) {
            request.put("info_order", order.remark);
        }
        return Json.write(keys.sign(request));
    }

    private Answer form(Order order) {
        String action = base.isEmpty() ? CASHIER : base + URI.create(CASHIER).getPath();
        return Answer.page(200, "<h1>" + escaped(order.goods) + ", " + Money.yuan(order.amount) + " 元</h1>\n"
                + "<form method=\"post\" action=\"" + escaped(action) + "\" accept-charset=\"UTF-8\">\n"
                + "<input type=\"hidden\" name=\"req_data\" value=\"" + escaped(reqData(order)) + "\">\n<button>去付款</button>\n</form>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** Books a payment that the platform tells: once, whether the notification or the shopper's browser comes first, and how often. */
    private Order book(String json) {
        Map<String, String> fields = Json.read(json); // raw: no filter for HTML, no + that became a blank (M-WAP-3)
        if (!keys.verify(fields) || !partner.equals(fields.get("oid_partner"))) {
            throw new IllegalArgumentException("the signature does not verify"); // M-WAP-2
        }
        Order order = orders.get(fields.get("no_order"));
        if (order == null || Money.fen(fields.get("money_order")) != order.amount || !order.date.equals(fields.get("dt_order"))
                || !"SUCCESS".equals(fields.get("result_pay"))) {
            throw new IllegalArgumentException("this is not what was ordered");
        }
        synchronized (order) {
            if (!order.status.equals("PAID")) {
                order.status = "PAID";
                order.deliveries++;
            }
        }
        return order;
    }

    /** The order of a number; the address of its first page places it. */
    private Order order(String no, Map<String, String> query) {
        return orders.computeIfAbsent(no, key -> {
            Order order = new Order();
            order.no = no;
            order.amount = Money.price(query.get("amount"));
            order.goods = query.get("goods");
            order.remark = query.getOrDefault("remark", "");
            order.date = clock.now();
            return order;
        });
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String[] path = (exchange.getRequestURI().getPath() + "//").split("/", -1);
        switch (exchange.getRequestMethod() + " " + path[1]) {
            case "POST notify":
                book(body);
                return Answer.json(200, new TreeMap<>(Map.of("ret_code", "0000", "ret_msg", "交易成功")));
            case "POST return":
                return Answer.page(200, "<h1>订单 " + escaped(book(parsed(body).get("res_data")).no) + " 已付款</h1>");
            case "GET return": // the shopper left: neither paid nor failed (M-WAP-4)
                return Answer.page(200, "<h1>尚未付款</h1>");
            case "GET orders":
                Order order = order(path[2], parsed(exchange.getRequestURI().getRawQuery()));
                return path[3].equals("pay") ? form(order) : Answer.json(200, Map.of("status", order.status, "deliveries", order.deliveries));
            default:
                return Answer.json(404, Map.of("message", "there is no such page"));
        }
    }

    /** The fields of a form or of an address. */
    private static Map<String, String> parsed(String form) {
        return Arrays.stream(form == null ? new String[0] : form.split("&")).map(field -> field.split("=", 2)).filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> URLDecoder.decode(field[0], UTF_8), field -> URLDecoder.decode(field[1], UTF_8), (a, b) -> b, HashMap::new));
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (IllegalArgumentException | NullPointerException e) { // not acknowledged: a notification comes again
            System.err.println(exchange.getRequestURI() + ": " + e);
            answer = Answer.json(400, Map.of("message", String.valueOf(e.getMessage())));
        }
        byte[] text = answer.text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type + "; charset=utf-8");
        exchange.sendResponseHeaders(answer.status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", new Wap()::handle);
        server.start();
        System.out.println("ready on " + System.getenv("SHOP_URL"));
    }
}
