import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An order at LianLian's production address, with HttpsURLConnection. Nothing in here knows of llsim: system properties say which
 * proxy to use and which certificate authority to trust.
 *
 * <pre>
 * keytool -importcert -noprompt -alias llsim -file "$(llsim proxy ca --path)" -keystore llsim.p12 -storepass changeit
 * java -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=8901 \
 *   -Djavax.net.ssl.trustStore=llsim.p12 -Djavax.net.ssl.trustStorePassword=changeit Client.java KEY.pem NO_ORDER
 * </pre>
 *
 * With -Dhttps.proxyUser=night it names itself to the proxy, as programs do by agreement; Java itself does not look at that property.
 */
public class Client {
    public static void main(String[] args) throws Exception {
        PrivateKey key = privateKey(Files.readString(Path.of(args[0])));
        TreeMap<String, String> order = new TreeMap<>(Map.of(
            "oid_partner", "201304121000001004",
            "user_id", "u1",
            "busi_partner", "101001",
            "no_order", args[1],
            "dt_order", ZonedDateTime.now(ZoneOffset.ofHours(8)).format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss")),
            "name_goods", "月饼",
            "money_order", "49.90",
            "notify_url", "http://127.0.0.1:9/notify",
            "pay_type", "L",
            "sign_type", "RSA"));
        order.put("risk_item", "{\"frms_ware_category\":\"4007\",\"user_info_mercht_userno\":\"u1\",\"user_info_dt_register\":\"20200101120000\",\"goods_name\":\"月饼\"}");
        order.put("sign", sign(order, key));

        HttpURLConnection connection = (HttpURLConnection) new URL("https://wallet.lianlianpay.com/llwalletapi/combinepay.htm").openConnection();
        String user = System.getProperty("https.proxyUser");
        if (user != null) {
            byte[] credentials = (user + ":").getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty("Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json;charset=utf-8");
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(json(order).getBytes(StandardCharsets.UTF_8));
        }
        boolean fine = connection.getResponseCode() == 200;
        try (InputStream answer = fine ? connection.getInputStream() : connection.getErrorStream()) {
            System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
        System.exit(fine ? 0 : 1);
    }

    static PrivateKey privateKey(String pem) throws Exception {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    static String sign(TreeMap<String, String> fields, PrivateKey key) throws Exception {
        String source = fields.entrySet().stream().map(f -> f.getKey() + "=" + f.getValue()).collect(Collectors.joining("&"));
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initSign(key);
        signature.update(source.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    static String json(TreeMap<String, String> fields) {
        return fields.entrySet().stream()
            .map(f -> "\"" + f.getKey() + "\":\"" + f.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    }
}
