import java.io.Serializable;

/**
 * An order. no and date are its name at the platform, kept for ever (M-RET-2); amounts are fen; settleDate is the clearing date of its
 * payment; deliveries counts how often it was fulfilled, which must be once.
 */
record Order(String no, String date, long fen, String goods, String remark, String payType,
             Status status, String settleDate, int deliveries, long refunded) implements Serializable {

    /**
     * CLOSED: the platform has said that it cannot be paid any more. CANCELLED: by the shop; the platform does not know, so that money may
     * still come, which is refunded. REFUNDED is final: a late success must not undo it (M-NTF-20).
     */
    enum Status { WAITING, PAID, REFUNDED, CLOSED, CANCELLED }

    static Order placed(String no, String date, long fen, String goods, String remark, String payType) {
        return new Order(no, date, fen, goods, remark, payType, Status.WAITING, "", 0, 0);
    }

    private Order with(Status status, String settleDate, int deliveries, long refunded) {
        return new Order(no, date, fen, goods, remark, payType, status, settleDate, deliveries, refunded);
    }

    /** Paid and fulfilled. A real shop writes the delivery into its outbox in the same transaction. */
    Order paid() {
        return with(Status.PAID, settleDate, deliveries + 1, refunded);
    }

    Order settledOn(String date) {
        return date.isEmpty() ? this : with(status, date, deliveries, refunded);
    }

    Order ended(Status end) {
        return with(end, settleDate, deliveries, refunded);
    }

    Order paidBack(long amount) {
        return with(refunded + amount == fen ? Status.REFUNDED : status, settleDate, deliveries, refunded + amount);
    }
}
