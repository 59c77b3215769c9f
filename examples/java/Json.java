import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Flat JSON objects, as the platform writes them. A library does as well if it keeps numbers as they were written. */
final class Json {
    private static final Pattern LITERAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|true|false|null");

    private static final int END = -1;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads an object whatever its layout and its fields (M-NTF-11, M-NTF-13). A null counts as an empty text (M-NTF-12), a number or
     * boolean with its literal text: 49.90 is not 49.9 when it is signed. A name that comes twice could be read in two ways: refused.
     */
    static Map<String, String> read(String text) {
        Json json = new Json(text);
        Map<String, String> fields = new TreeMap<>();
        json.expect('{');
        if (!json.accept('}')) {
            do {
                String name = json.string();
                json.expect(':');
                if (fields.put(name, json.value()) != null) {
                    throw json.wrong("another name than " + name);
                }
            } while (json.accept(','));
            json.expect('}');
        }
        if (json.peek() != END) {
            throw json.wrong("nothing");
        }
        return fields;
    }

    private String value() {
        if (peek() == '"') {
            return string();
        }
        int from = at;
        while (at < text.length() && ",} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(from, at);
        if (!LITERAL.matcher(literal).matches()) { // an object or a list, too: messages are flat
            throw wrong("a text, a number, true, false or null");
        }
        return literal.equals("null") ? "" : literal;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) HexFormat.fromHexDigits("" + next() + next() + next() + next());
            default -> throw wrong("an escape");
        };
    }

    private char next() {
        if (at == text.length() || text.charAt(at) < ' ') {
            throw wrong("more of a text");
        }
        return text.charAt(at++);
    }

    /** The next character that is no blank, or END. */
    private int peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw wrong(String.valueOf(c));
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("JSON: character " + at + " should be " + wanted);
    }

    /** Writes an object: a number as a number, a collection as a list of texts, everything else as a text. */
    static String write(Map<String, ?> fields) {
        return fields.entrySet().stream().map(e -> quote(e.getKey()) + ":" + value(e.getValue())).collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(o -> quote(o.toString())).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Number ? value.toString() : quote(value.toString());
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ') {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return out.append('"').toString();
    }
}
