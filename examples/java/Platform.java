import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** LianLian as the shop calls it. */
final class Platform {
    /** No answer came that can be trusted: the platform may or may not have done what it was asked. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1;

        Lost(String why) {
            super(why);
        }
    }

    private static final int TIMEOUT_SECONDS = 3;

    /** Stands for the shopper who is logged in, and for the shopper's address. */
    private static final String USER = "customer-1";
    private static final String USER_IP = "127.0.0.1";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String files;
    private final String partner;
    private final Keys keys;
    private final String shop;

    /**
     * base stands for all of LianLian's hosts, null means those themselves; files is where clearing files can be had; shop is this shop's
     * own address, as the platform reaches it.
     */
    Platform(String base, String files, String partner, Keys keys, String shop) {
        this.base = base;
        this.files = files;
        this.partner = partner;
        this.keys = keys;
        this.shop = shop;
    }

    /** Places an order, or asks again for a way to pay it: the same order always gives the same request (M-RET-1, M-RET-4). */
    Map<String, String> create(Order order) throws Lost {
        Map<String, String> answer = call("wallet.lianlianpay.com", "/llwalletapi/combinepay.htm", fields(
                "user_id", USER,
                "busi_partner", "101001",
                "no_order", order.no(),
                "dt_order", order.date(),
                "name_goods", order.goods(),
                "info_order", order.remark(),
                "money_order", Money.yuan(order.fen()),
                "notify_url", shop + "/notify",
                "return_url", shop + "/return",
                "pay_type", order.payType(),
                "risk_item", Json.write(Map.of(
                        "frms_ware_category", "1999",
                        "user_info_mercht_userno", USER,
                        "user_info_dt_register", "20170101000000",
                        "goods_name", order.goods(),
                        "frms_client_chnl", "13",
                        "frms_ip_addr", USER_IP))));
        if (accepted(answer) && !order.no().equals(answer.get("no_order"))) {
            throw new Lost("the answer is about order " + answer.get("no_order"));
        }
        return answer;
    }

    /** Asks how an order stands, by date and number. What version 1.1 adds is not signed: to be shown, not to be decided on (M-QRY-4). */
    Map<String, String> query(Order order) throws Lost {
        Map<String, String> question = fields("no_order", order.no(), "dt_order", order.date(), "query_version", "1.1");
        return call("wallet.lianlianpay.com", "/llwalletapi/orderquery.htm", question, "bank_name", "memo", "card_no");
    }

    /** Asks for money back. The same refund always gives the same request. */
    Map<String, String> refund(Refund refund, Order order) throws Lost {
        return call("traderapi.lianlianpay.com", "/refund.htm", fields(
                "no_refund", refund.no(),
                "dt_refund", refund.date(),
                "money_refund", Money.yuan(refund.fen()),
                "no_order", order.no(),
                "dt_order", order.date(),
                "notify_url", shop + "/notify"));
    }

    Map<String, String> queryRefund(Refund refund) throws Lost {
        return call("queryapi.lianlianpay.com", "/refundquery.htm", fields("no_refund", refund.no(), "dt_refund", refund.date()));
    }

    /** The detail file of a clearing date, which is there from 09:00 on the next day. */
    String clearingFile(String settleDate) throws Lost {
        return send(HttpRequest.newBuilder(URI.create(files + "/JYMX_" + partner + "_" + settleDate + ".txt")).build());
    }

    static boolean accepted(Map<String, String> answer) {
        return "0000".equals(answer.get("ret_code"));
    }

    /** Whether the platform signed a message, and for this merchant (M-NTF-8). */
    boolean authentic(Map<String, String> message) {
        return keys.verify(message) && partner.equals(message.get("oid_partner"));
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                fields.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return fields;
    }

    /** An answer is signed, or a refusal: those of queries come bare. Everything else is lost (M-ORD-8). */
    private Map<String, String> call(String host, String path, Map<String, String> request, String... unsigned) throws Lost {
        request.put("oid_partner", partner);
        String text = send(HttpRequest.newBuilder(URI.create((base == null ? "https://" + host : base) + path))
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(keys.sign(request)), UTF_8)).build());
        Map<String, String> answer;
        try {
            answer = Json.read(text);
        } catch (IllegalArgumentException e) {
            throw new Lost(path + ": " + e.getMessage());
        }
        boolean bareRefusal = !answer.containsKey("sign") && answer.containsKey("ret_code") && !accepted(answer);
        Map<String, String> signed = new TreeMap<>(answer);
        for (String name : unsigned) {
            signed.remove(name);
        }
        if (!bareRefusal && !authentic(signed)) {
            throw new Lost(path + ": the answer's signature does not verify");
        }
        return answer;
    }

    private String send(HttpRequest request) throws Lost {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        try {
            // The timeout is ours: HttpRequest.timeout ends with the headers, and a body that never comes would hang for ever.
            HttpResponse<String> response = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new Lost(request.uri() + ": status " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw new Lost(request.uri() + ": " + e);
        }
    }
}
