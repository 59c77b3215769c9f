import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs with the merchant's private key and verifies with the platform's public key: RSA, MD5withRSA. */
final class Keys {
    private static final String ALGORITHM = "MD5withRSA";

    private final PrivateKey merchant;
    private final PublicKey platform;

    /** Reads both keys from PEM files. Java knows private keys as PKCS#8 only; the error says how to convert a PKCS#1 key. */
    Keys(String merchantFile, String platformFile) throws IOException, GeneralSecurityException {
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        merchant = rsa.generatePrivate(new PKCS8EncodedKeySpec(decode(merchantFile)));
        platform = rsa.generatePublic(new X509EncodedKeySpec(decode(platformFile)));
    }

    private static byte[] decode(String file) throws IOException {
        String pem = Files.readString(Path.of(file));
        if (pem.contains("BEGIN RSA PRIVATE KEY")) {
            throw new IOException(file + " is PKCS#1: convert it with openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    }

    /**
     * The text that is signed: every field with a value except sign, sorted by name, raw: neither URL-encoded nor escaped (M-ORD-1).
     * Names are ASCII, for which the order of a TreeMap is the order of bytes.
     */
    static String source(Map<String, String> fields) {
        return new TreeMap<>(fields).entrySet().stream()
                .filter(field -> !field.getKey().equals("sign") && !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    /** The message with sign_type and sign. */
    Map<String, String> sign(Map<String, String> fields) {
        Map<String, String> message = new TreeMap<>(fields);
        message.put("sign_type", "RSA");
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initSign(merchant);
            rsa.update(source(message).getBytes(UTF_8)); // getBytes() alone takes the machine's charset
            message.put("sign", Base64.getEncoder().encodeToString(rsa.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return message;
    }

    /** Whether the platform signed all that is in a message, the way that was agreed: a message does not choose (M-NTF-2 to M-NTF-4). */
    boolean verify(Map<String, String> message) {
        if (!"RSA".equals(message.get("sign_type"))) {
            return false;
        }
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initVerify(platform);
            rsa.update(source(message).getBytes(UTF_8));
            return rsa.verify(Base64.getDecoder().decode(message.getOrDefault("sign", ""))); // not the MIME decoder: it skips what is no Base64
        } catch (SignatureException | IllegalArgumentException e) { // wrong length; no Base64
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
