import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time as the platform writes it: yyyyMMddHHmmss in UTC+8, whatever the machine's zone is (M-ORD-4). */
final class Clock {
    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

    /** Where tests that move the time tell it; in production null, and the time is the machine's. */
    private final String url;

    Clock(String url) {
        this.url = url;
    }

    String now() {
        return WIRE.format(url == null ? Instant.now() : told());
    }

    private Instant told() {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return OffsetDateTime.parse(Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get("now")).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
