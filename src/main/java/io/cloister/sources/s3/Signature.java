package io.cloister.sources.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests without a body as AWS Signature Version 4 says, for the service {@code s3}: there
 * the path is encoded once.
 *
 * @param accessKey names whose the secret is
 */
record Signature(String accessKey, String secretKey, String region) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String NOTHING = hash("");

  /**
   * The headers that the request is to have.
   *
   * @param uri encoded; its query sorted by name
   * @param host as the {@code Host} header has it
   * @param more other headers that are to be signed, names in lower case
   */
  Map<String, String> headers(
      String method, URI uri, String host, Map<String, String> more, Instant now) {
    var signed = new TreeMap<>(more);
    signed.put("host", host);
    signed.put("x-amz-content-sha256", NOTHING);
    signed.put("x-amz-date", MOMENT.format(now));
    var names = String.join(";", signed.keySet());
    var request =
        String.join(
            "\n",
            method,
            uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            NOTHING);
    var day = MOMENT.format(now).substring(0, 8);
    var scope = "%s/%s/s3/aws4_request".formatted(day, region);
    var text = String.join("\n", ALGORITHM, MOMENT.format(now), scope, hash(request));
    var key = mac(("AWS4" + secretKey).getBytes(UTF_8), day);
    for (var part : new String[] {region, "s3", "aws4_request"}) {
      key = mac(key, part);
    }
    var headers = new TreeMap<>(signed);
    headers.remove("host");
    headers.put(
        "Authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                ALGORITHM, accessKey, scope, names, HexFormat.of().formatHex(mac(key, text))));
    return headers;
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC", e);
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Without the secret: records print what they hold. */
  @Override
  public String toString() {
    return "Signature[" + accessKey + "]";
  }
}
