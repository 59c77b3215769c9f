import java.util.Map;
import java.util.Set;

/** Refunds. One is stored under its number before the platform hears of it, and asked for under that number until it has ended. */
final class Refunds {
    /** Refusals that end a refund: it can never be carried out. Other codes may pass, so the refund stays open. */
    private static final Set<String> FINAL = Set.of("1002", "1004", "3010", "5003", "5007", "5008", "9093");

    private final Platform platform;
    private final Store store;
    private final Clock clock;

    Refunds(Platform platform, Store store, Clock clock) {
        this.platform = platform;
        this.store = store;
        this.clock = clock;
    }

    /** Stores a new refund and returns its number; settle comes next. Two equal refunds are two refunds (M-RFD-4). */
    String start(String orderNo, String amount) {
        Refund refund = Refund.requested(clock.now(), orderNo, Money.price(amount));
        store.update(state -> {
            Order order = state.orders().get(orderNo);
            if (order == null || order.status() != Order.Status.PAID) {
                throw new Refusal(409, "order " + orderNo + " is not paid, or refunded already");
            }
            long before = state.refunds().values().stream()
                    .filter(r -> r.order().equals(orderNo) && r.status() != Refund.Status.FAILED).mapToLong(Refund::fen).sum();
            if (before + refund.fen() > order.fen()) {
                throw new Refusal(409, "refunds would exceed the payment");
            }
            state.put(refund);
        });
        return refund.no();
    }

    Refund get(String no) {
        Refund refund = store.read().refunds().get(no);
        if (refund == null) {
            throw new Refusal(404, "there is no refund " + no);
        }
        return refund;
    }

    /** Finds out how a refund stands, and asks for it when the platform does not know it: again under its own number (M-RFD-1). */
    void settle(String no) throws Platform.Lost {
        Refund refund = get(no);
        if (refund.status() != Refund.Status.REQUESTED || known(refund)) {
            return;
        }
        Map<String, String> answer = platform.refund(refund, store.read().orders().get(refund.order()));
        if (Platform.accepted(answer)) {
            book(answer);
        } else if (answer.containsKey("sign") && FINAL.contains(answer.get("ret_code")) && !known(refund)) {
            store.update(state -> state.put(refund.failed(answer.get("ret_code") + " " + answer.get("ret_msg"))));
        }
    }

    private boolean known(Refund refund) throws Platform.Lost {
        Map<String, String> answer = platform.queryRefund(refund);
        if (Platform.accepted(answer)) {
            book(answer);
            return true;
        }
        if (!"8901".equals(answer.get("ret_code"))) {
            throw new Platform.Lost("refund " + refund.no() + ": " + answer.get("ret_code") + " " + answer.get("ret_msg"));
        }
        return false;
    }

    /** Brings what an authentic message says about a refund into it, and its success into the order, once (M-RFD-2). */
    void book(Map<String, String> message) {
        store.update(state -> {
            Refund refund = state.refunds().get(message.getOrDefault("no_refund", ""));
            if (refund == null || Money.fen(message.get("money_refund")) != refund.fen()) {
                throw new Refusal(404, "there is no refund " + message.get("no_refund") + " over " + message.get("money_refund"));
            }
            if (refund.status() == Refund.Status.SUCCESS) {
                return;
            }
            switch (message.getOrDefault("sta_refund", "")) {
                case "2" -> {
                    state.put(refund.succeeded(message.getOrDefault("settle_date", "")));
                    state.put(state.orders().get(refund.order()).paidBack(refund.fen()));
                }
                case "3" -> state.put(refund.failed("the platform could not carry it out")); // M-RFD-3
                default -> { } // 0 and 1: under way
            }
        });
    }

    void poll() {
        for (Refund refund : store.read().refunds().values()) {
            try {
                settle(refund.no());
            } catch (Platform.Lost | Refusal | IllegalArgumentException e) {
                System.err.println("refund " + refund.no() + ": " + e.getMessage());
            }
        }
    }
}
