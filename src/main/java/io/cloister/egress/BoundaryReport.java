package io.cloister.egress;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What may leave, what left and what was kept in, signed with the deployment's key, so that whoever
 * has its public half can tell later that nobody changed it. The form is that of RFC 7515 (JWS,
 * flattened), signed with EdDSA as in RFC 8037.
 */
@Component
public class BoundaryReport {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Walls walls;
  private final SigningKey key;
  private final JsonMapper json;
  private final Clock clock;

  BoundaryReport(Walls walls, SigningKey key, JsonMapper json, Clock clock) {
    this.walls = walls;
    this.key = key;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A report and its signature, each base64url.
   *
   * @param header how it is signed and by which key
   */
  public record Signed(String payload, String header, String signature) {}

  /**
   * @param hosts every host that may be reached or was
   * @param blocked what was tried and not sent
   */
  public record Report(
      String product, Instant at, List<Walls.Place> hosts, List<EgressLog.Blocked> blocked) {}

  public Signed sign() {
    var report = new Report("Cloister", clock.instant(), walls.places(), walls.blocked());
    var header = new LinkedHashMap<String, Object>();
    header.put("alg", "EdDSA");
    header.put("kid", key.id());
    header.put("typ", "cloister-boundary-report");
    var head = encoded(header);
    var payload = encoded(report);
    var signature = key.sign((head + "." + payload).getBytes(StandardCharsets.US_ASCII));
    return new Signed(payload, head, ENCODER.encodeToString(signature));
  }

  private String encoded(Object value) {
    return ENCODER.encodeToString(json.writeValueAsBytes(value));
  }

  /** What the report says, if this deployment signed it and nobody changed it. */
  public Optional<JsonNode> verify(Signed signed) {
    try {
      var decoder = Base64.getUrlDecoder();
      var bytes = (signed.header() + "." + signed.payload()).getBytes(StandardCharsets.US_ASCII);
      var header = json.readTree(decoder.decode(signed.header()));
      boolean ours =
          "EdDSA".equals(header.path("alg").asString(""))
              && key.verifies(bytes, decoder.decode(signed.signature()));
      return ours ? Optional.of(json.readTree(decoder.decode(signed.payload()))) : Optional.empty();
    } catch (IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** The public half of the deployment's key, as PEM. */
  public String publicKey() {
    var lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.publicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
  }

  /** The report as the file that is kept. */
  public Map<String, String> file(Signed signed) {
    var file = new LinkedHashMap<String, String>();
    file.put("protected", signed.header());
    file.put("payload", signed.payload());
    file.put("signature", signed.signature());
    return file;
  }
}
