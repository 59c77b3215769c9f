import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the shop's books of a clearing date with the platform's file of it (the edition of 2018). Refunds count negative. */
final class Reconciliation {
    private static final int COLUMNS = 14;
    /** What the first line of the file begins with. */
    private static final String TITLE = "商户订单号,";

    private Reconciliation() {
    }

    /** A sentence for each difference: what only one side has, what the file has twice, amounts that differ (M-REC-3). */
    static List<String> differences(String file, Store.State books, String settleDate) {
        List<String> differences = new ArrayList<>();
        Map<String, Long> own = own(books, settleDate);
        for (String line : file.lines().filter(l -> !l.startsWith(TITLE)).toList()) {
            // At most 14 columns: the last one may hold commas (M-REC-4). Without a limit split drops it where it is empty.
            String[] column = line.split(",", COLUMNS);
            if (column.length < COLUMNS) {
                differences.add("this line cannot be read: " + line);
                continue;
            }
            boolean refund = column[8].equals("5"); // its no_order stands in column 5 (M-REC-2)
            String name = refund ? "refund " + column[0] + " of order " + column[4] : "payment " + column[0];
            Long here = own.remove(name);
            if (here == null) {
                differences.add(name + ": " + column[6] + " in the file, nothing here, or the second time");
            } else if (here != Money.fen(column[6])) {
                differences.add(name + ": " + column[6] + " in the file, " + Money.yuan(here) + " here");
            }
        }
        own.forEach((name, fen) -> differences.add(name + ": " + Money.yuan(fen) + " here, nothing in the file"));
        return differences;
    }

    /** The shop's own movements. The platform's clearing date decides, never the order's: 23:59 may be paid at 00:01 (M-REC-1). */
    private static Map<String, Long> own(Store.State books, String settleDate) {
        Map<String, Long> own = new TreeMap<>();
        books.orders().values().stream().filter(o -> o.settleDate().equals(settleDate))
                .forEach(o -> own.put("payment " + o.no(), o.fen()));
        books.refunds().values().stream().filter(r -> r.settleDate().equals(settleDate))
                .forEach(r -> own.put("refund " + r.no() + " of order " + r.order(), -r.fen()));
        return own;
    }
}
