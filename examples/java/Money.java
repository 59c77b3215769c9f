import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Money is whole fen, 1/100 yuan, in a long. Never yuan in a double: 8.20 is none, and 0.29 * 100 is 28.999999999999996 (M-ORD-3). */
final class Money {
    private static final Pattern YUAN = Pattern.compile("-?\\d{1,12}(\\.\\d{1,2})?");
    private static final long MOST = 100_000_000_00L;

    private Money() {
    }

    /** Reads yuan. The platform writes 49.90, 49.9 or 100: they are compared as numbers, not as texts (M-NTF-17). */
    static long fen(String yuan) {
        if (yuan == null || !YUAN.matcher(yuan).matches()) {
            throw new IllegalArgumentException(yuan + " is no amount, write it like 49.90");
        }
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    /** Reads a price that can be asked for, or paid back. */
    static long price(String yuan) {
        long fen = fen(yuan);
        if (fen < 1 || fen > MOST) {
            throw new IllegalArgumentException(yuan + " is outside 0.01 to 100000000.00");
        }
        return fen;
    }

    /** Writes yuan with two decimals, whatever the machine's locale. */
    static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
