import java.io.Serializable;
import java.util.UUID;

/** A refund under a number of its own, which it keeps however often it is asked for (M-RFD-1). */
record Refund(String no, String date, String order, long fen, Status status, String settleDate, String reason) implements Serializable {

    /** REQUESTED: decided here; the platform may or may not have heard of it, and has not said how it ended. */
    enum Status { REQUESTED, SUCCESS, FAILED }

    static Refund requested(String date, String order, long fen) {
        return new Refund(UUID.randomUUID().toString().replace("-", ""), date, order, fen, Status.REQUESTED, "", "");
    }

    Refund succeeded(String settleDate) {
        return new Refund(no, date, order, fen, Status.SUCCESS, settleDate, "");
    }

    Refund failed(String reason) {
        return new Refund(no, date, order, fen, Status.FAILED, "", reason);
    }
}
