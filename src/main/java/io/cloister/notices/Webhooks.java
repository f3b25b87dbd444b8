package io.cloister.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.Egress;
import io.cloister.egress.HostBlocked;
import io.cloister.egress.Outgoing;
import io.cloister.egress.Trust;
import io.cloister.notices.NoticeFailed.Problem;
import java.io.IOException;
import java.net.URI;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/**
 * Calls others' addresses, signed as Standard Webhooks 1.0.0 says: HMAC-SHA256 over {@code
 * id.timestamp.body}. Safe for concurrent use.
 */
@Component
public class Webhooks {

  /** What a secret begins with; Base64 follows. */
  public static final String PREFIX = "whsec_";

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Egress egress;
  private final Clock clock;

  Webhooks(Egress egress, Clock clock) {
    this.egress = egress;
    this.clock = clock;
  }

  /**
   * Sends it; returning means that it was answered with success.
   *
   * @param id the same each time it is tried, so that it is known for one
   * @param json UTF-8
   * @param secret as {@code whsec_…}
   * @param trust whom the host must be believed by, over TLS
   * @throws NoticeFailed if it was not
   */
  public void send(String id, String json, URI address, String secret, Trust trust) {
    var time = String.valueOf(clock.instant().getEpochSecond());
    var headers =
        Map.of(
            "Content-Type",
            List.of("application/json"),
            "webhook-id",
            List.of(id),
            "webhook-timestamp",
            List.of(time),
            "webhook-signature",
            List.of("v1," + signature(id + "." + time + "." + json, secret)));
    var call = new Outgoing("POST", address, headers, json.getBytes(UTF_8), PATIENCE, trust);
    try (var answer = egress.send(call)) {
      int status = answer.status();
      if (status < 200 || status > 299) {
        boolean passing = status >= 500 || status == 408 || status == 429;
        throw new NoticeFailed(
            "the webhook was answered with " + status,
            Problem.REFUSED,
            passing,
            String.valueOf(status),
            null);
      }
    } catch (HostBlocked e) {
      throw NoticeFailed.ofWall(e);
    } catch (SSLException e) {
      throw NoticeFailed.ofTls("the webhook's host " + address.getHost(), e);
    } catch (IOException e) {
      // the JDK has no words for a connection that is refused
      var why = e.getMessage() == null ? "nothing answers at its address" : e.getMessage();
      throw new NoticeFailed(
          "the webhook cannot be reached: " + why, Problem.UNREACHABLE, true, e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoticeFailed("the webhook was broken off", Problem.UNREACHABLE, true, null, e);
    }
  }

  /** Whether it can be a secret: 24 to 64 bytes. */
  public static boolean isSecret(String text) {
    try {
      int length = text.startsWith(PREFIX) ? key(text).length : 0;
      return length >= 24 && length <= 64;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] key(String secret) {
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  private static String signature(String content, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }
}
