import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The shop's database, in one file. Yours is a real one: update is a transaction, the numbers are unique keys. */
final class Store {
    record State(Map<String, Order> orders, Map<String, Refund> refunds) implements Serializable {
        void put(Order order) {
            orders.put(order.no(), order);
        }

        void put(Refund refund) {
            refunds.put(refund.no(), refund);
        }

        boolean hasRefund(Order order) {
            return refunds.values().stream().anyMatch(refund -> refund.order().equals(order.no()));
        }
    }

    /** For tests: every update fails, as on a full disk. */
    volatile boolean broken;

    private final Path file;
    private State state = new State(new TreeMap<>(), new TreeMap<>());

    Store(Path file) throws IOException, ClassNotFoundException {
        this.file = file;
        if (Files.exists(file)) {
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
                state = (State) in.readObject();
            }
        }
    }

    /** What is stored; it never changes under the reader. */
    synchronized State read() {
        return state;
    }

    /** Runs a change alone, and keeps all of it or, when it throws or cannot be written, nothing. A crash leaves one or the other. */
    synchronized void update(Consumer<State> change) {
        State next = new State(new TreeMap<>(state.orders()), new TreeMap<>(state.refunds()));
        change.accept(next);
        try {
            write(next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state = next;
    }

    private void write(State next) throws IOException {
        if (broken) {
            throw new IOException("the store is broken");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(next);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes.toByteArray(), CREATE, TRUNCATE_EXISTING, WRITE, SYNC);
        Files.move(fresh, file, ATOMIC_MOVE);
    }
}
