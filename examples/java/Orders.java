import java.util.Map;
import java.util.UUID;

/** Orders and what becomes of them. Stored first, sent second; whatever the platform says about a payment is booked in one place. */
final class Orders {
    private final Platform platform;
    private final Store store;
    private final Clock clock;

    Orders(Platform platform, Store store, Clock clock) {
        this.platform = platform;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores a new order and returns its number; pay comes next. It is stored before the platform hears of it, because its notification
     * may come before the answer (M-NTF-14). The number is random: the second of the clock comes twice (M-ORD-6).
     */
    String place(String amount, String goods, String remark, String payType, String no) {
        Order order = Order.placed(no.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : no, clock.now(),
                Money.price(amount), printable(goods, 40), printable(remark, 255), payType);
        if (order.goods().isEmpty() || no.length() > 32) {
            throw new IllegalArgumentException("goods must be given, and no_order have 32 characters at most");
        }
        store.update(state -> {
            if (state.orders().containsKey(order.no())) {
                throw new Refusal(409, "there is an order " + order.no());
            }
            state.put(order);
        });
        return order.no();
    }

    /** Cuts a text to what its field takes, and takes out control characters, which the platform refuses. */
    private static String printable(String text, int most) {
        String clean = text.replaceAll("\\p{Cc}", " ");
        return clean.substring(0, clean.offsetByCodePoints(0, Math.min(most, clean.codePointCount(0, clean.length()))));
    }

    /**
     * Gets a way to pay an order, the first time and every time again, always under its first number, date and amount: so the platform
     * cannot take it for another order (M-RET-1, M-RET-2). Returns the link for the QR code.
     */
    String pay(String no) {
        Order order = payable(no);
        Map<String, String> answer;
        try {
            answer = createPatiently(order);
            if (Platform.accepted(answer)) {
                return answer.get("payLoad");
            }
            ask(order); // what a code says about a payment is not believed but asked for (M-RET-3, M-RET-6)
        } catch (Platform.Lost e) {
            System.err.println("order " + no + ": " + e.getMessage());
            throw new Refusal(503, "the payment platform cannot be reached: try again");
        }
        payable(no);
        throw new Refusal(422, answer.get("ret_code") + " " + answer.get("ret_msg")); // it stays open: 2005 and 2008 mean wait (M-RET-5)
    }

    /** After a lost answer the same request goes out once more: for the platform it is the same order (M-RET-4). */
    private Map<String, String> createPatiently(Order order) throws Platform.Lost {
        try {
            return platform.create(order);
        } catch (Platform.Lost e) {
            System.err.println("order " + order.no() + ": " + e.getMessage());
            return platform.create(order);
        }
    }

    Order get(String no) {
        Order order = store.read().orders().get(no);
        if (order == null) {
            throw new Refusal(404, "there is no order " + no);
        }
        return order;
    }

    private Order payable(String no) {
        Order order = get(no);
        return switch (order.status()) {
            case WAITING -> order;
            case PAID, REFUNDED -> throw new Refusal(409, "the order is paid");
            case CLOSED, CANCELLED -> throw new Refusal(410, "the order has ended: place a new one");
        };
    }

    /** Ends an order on the shop's side, unless the platform knows it as paid. */
    void cancel(String no) throws Platform.Lost {
        ask(payable(no));
        store.update(state -> {
            if (state.orders().get(no).status() == Order.Status.WAITING) {
                state.put(state.orders().get(no).ended(Order.Status.CANCELLED));
            }
        });
    }

    private void ask(Order order) throws Platform.Lost {
        Map<String, String> answer = platform.query(order);
        if (Platform.accepted(answer)) { // a refused question, 8901 too, says nothing about the order (M-QRY-3)
            book(answer);
        }
    }

    /**
     * Brings what an authentic message says about a payment into its order. Notification, return page and query all end here, in any
     * number and at any time; whoever comes second finds the order paid (M-NTF-5, M-NTF-6, M-SYN-3, M-NTF-20).
     */
    void book(Map<String, String> message) {
        String now = clock.now();
        store.update(state -> {
            Order order = state.orders().get(message.get("no_order"));
            if (order == null || !message.getOrDefault("dt_order", "").startsWith(order.date().substring(0, 8))) {
                throw new Refusal(404, "there is no order " + message.get("no_order") + " of " + message.get("dt_order"));
            }
            if (Money.fen(message.get("money_order")) != order.fen()) { // M-NTF-7
                throw new Refusal(409, "order " + order.no() + " is over " + Money.yuan(order.fen()) + ", not " + message.get("money_order"));
            }
            Order after = after(order, message);
            state.put(after);
            if (after.status() == Order.Status.CANCELLED && "SUCCESS".equals(message.get("result_pay")) && !state.hasRefund(order)) {
                state.put(Refund.requested(now, order.no(), order.fen())); // the money came too late; poll sends it back (M-NTF-21)
            }
        });
    }

    private static Order after(Order order, Map<String, String> message) {
        boolean waiting = order.status() == Order.Status.WAITING;
        boolean unpaid = waiting || order.status() == Order.Status.CANCELLED;
        Order after = switch (message.getOrDefault("result_pay", "")) {
            case "SUCCESS" -> waiting || order.status() == Order.Status.CLOSED ? order.paid() : order;
            case "FAILURE" -> unpaid ? order.ended(Order.Status.CLOSED) : order;
            case "REFUND" -> unpaid ? order.ended(Order.Status.REFUNDED) : order; // paid and paid back, without this shop
            default -> order; // WAITING, PROCESSING and words nobody knows are neither paid nor failed (M-QRY-2, M-NTF-9)
        };
        return after.settledOn(message.getOrDefault("settle_date", ""));
    }

    /** Asks for every order whose end is not known: after 30 attempts nobody sends a notification again (M-NTF-16). */
    void poll() {
        for (Order order : store.read().orders().values()) {
            boolean over = order.status() == Order.Status.CLOSED || order.status() == Order.Status.REFUNDED;
            try {
                if (!over && order.settleDate().isEmpty()) {
                    ask(order);
                }
            } catch (Platform.Lost | Refusal | IllegalArgumentException e) { // the others are asked for all the same
                System.err.println("order " + order.no() + ": " + e.getMessage());
            }
        }
    }
}
