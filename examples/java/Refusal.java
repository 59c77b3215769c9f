/** What the shop does not do, with the HTTP status and the sentence that tell its caller. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }
}
