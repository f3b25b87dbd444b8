package io.cloister.models.alert;

import static io.cloister.ScriptedEndpoint.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.ScriptedEndpoint;
import io.cloister.SmallMailServer;
import io.cloister.egress.Authority;
import io.cloister.egress.TlsDoor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A mail server and a webhook behind TLS, and how alerts are sent to them. */
final class AlertHosts implements AutoCloseable {

  static final String ALERTS = "/api/v1/models/alerts";

  private static final String SECRET =
      "whsec_"
          + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  /** By what is told, and how TLS begins. */
  enum Way {
    MAIL_IN_TLS("mail"),
    MAIL_BY_STARTTLS("mail"),
    WEBHOOK("webhook");

    final String channel;

    Way(String channel) {
      this.channel = channel;
    }
  }

  private final Caller admin;
  private final SmallMailServer plain;
  private final TlsDoor door;
  private final SmallMailServer upgraded;
  private final ScriptedEndpoint hook;

  /**
   * @param own the certificate that all of them show
   */
  AlertHosts(Caller admin, Authority authority, Authority.Issued own) throws Exception {
    this.admin = admin;
    plain = SmallMailServer.start();
    door = TlsDoor.before(plain.port(), authority.context(own));
    upgraded = SmallMailServer.secured(authority.context(own));
    hook = authority.serving(own, false, status(204, ""));
  }

  /** What came by STARTTLS. */
  List<SmallMailServer.Letter> upgraded() {
    return upgraded.letters();
  }

  private int mailPort(Way way) {
    return way == Way.MAIL_IN_TLS ? door.port() : upgraded.port();
  }

  private String url() {
    return hook.address().toString().replace("http://127.0.0.1", "https://localhost");
  }

  Map<String, String> form(Way way) {
    if (way == Way.WEBHOOK) {
      return new HashMap<>(Map.of("url", url(), "secret", SECRET));
    }
    var form = new HashMap<>(Map.of("host", "localhost", "port", String.valueOf(mailPort(way))));
    form.putAll(Map.of("tls", tls(way), "language", "en"));
    form.putAll(Map.of("from", "cloister@house.test", "to", "ops@house.test"));
    return form;
  }

  private static String tls(Way way) {
    return way == Way.MAIL_IN_TLS ? "tls" : "starttls";
  }

  String wanted(Way way, String pem) {
    var own = pem.isEmpty() ? "" : ",\"authority\":\"%s\"".formatted(pem.replace("\n", "\\n"));
    return way == Way.WEBHOOK
        ? "{\"webhook\":{\"url\":\"%s\",\"secret\":\"%s\"%s}}".formatted(url(), SECRET, own)
        : """
        {"mail":{"host":"localhost","port":%d,"tls":"%s","from":"cloister@house.test",
         "to":["ops@house.test"]%s}}
        """
            .formatted(mailPort(way), tls(way), own);
  }

  void set(Way way, String pem) {
    var set = admin.send("PUT", ALERTS, wanted(way, pem));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  HttpResponse<String> test(Way way) {
    return admin.post(ALERTS + "/test", "{\"channel\":\"%s\"}".formatted(way.channel));
  }

  void isRefused(Way way) {
    assertThat(test(way).body())
        .contains(
            "\"unknown-authority\"",
            way == Way.WEBHOOK ? "the webhook's host localhost" : "the mail server localhost:",
            "Enter the certificate of that authority (PEM)");
  }

  int arrived() {
    return plain.letters().size() + upgraded.letters().size() + hook.seen().size();
  }

  @Override
  public void close() throws IOException {
    admin.send("PUT", ALERTS, "{}");
    leave();
  }

  /** While they are still set. */
  void leave() throws IOException {
    hook.close();
    upgraded.close();
    door.close();
    plain.close();
  }
}
