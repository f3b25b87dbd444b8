package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.KEY;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import io.cloister.egress.Authority;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private authority, a client certificate and secret headers, against a real TLS server. */
class ConnectionTlsTests {

  private static final String SECRET = "canary-header-0123456789";

  private static Authority authority;
  private static Authority.Issued own;
  private static Authority.Issued localhost;

  @TempDir Path folder;
  private ModelsOnly models;
  private ScriptedEndpoint endpoint;

  @BeforeAll
  static void issue() throws Exception {
    authority = new Authority();
    own = authority.issue("cloister");
    localhost = authority.issue("localhost");
  }

  @BeforeEach
  void serve() throws Exception {
    models = new ModelsOnly(folder);
    endpoint = authority.serving(localhost, true, ScriptedEndpoint.chat("Hello."));
  }

  @AfterEach
  void close() {
    endpoint.close();
    models.close();
  }

  @Test
  void tellsEachObstacleAndItsNextStepUntilItAnswers() throws Exception {
    var connection = models.connections.create(setting(null, null), ADMIN);
    assertThat(problem(connection)).isEqualTo("unknown-authority");

    var another = new Authority();
    change(connection, new ConnectionSetting.Tls(another.pem(), null, null), null);
    assertThat(problem(connection)).as("of the same name").isEqualTo("unknown-authority");

    change(connection, new ConnectionSetting.Tls(authority.pem(), null, null), null);
    // in TLS 1.3 the server closes after the handshake, at times before its reason is read
    assertThat(problem(connection)).isIn("wants-certificate", "cut-off");

    change(connection, new ConnectionSetting.Tls(null, own.certificate(), own.key()), null);
    models.route(models.connections.find(connection.id(), ADMIN).orElseThrow());
    var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);
    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
  }

  @Test
  void sendsSecretHeadersAndShowsThemToNobody() throws Exception {
    var tls = new ConnectionSetting.Tls(authority.pem(), own.certificate(), own.key());
    var connection = models.connections.create(setting(tls, Map.of("X-Team-Token", SECRET)), ADMIN);
    models.route(connection);

    models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);

    assertThat(endpoint.seen().getFirst().headers())
        .containsEntry("Authorization", "Bearer " + KEY)
        .containsEntry("X-team-token", SECRET);
    assertThat(connection.secretHeaders())
        .containsEntry("X-Team-Token", new Connection.Key(true, "6789"));
    assertThat(connection.toString()).doesNotContain(SECRET, "PRIVATE KEY");
    var key = own.key().lines().skip(1).findFirst().orElseThrow();
    assertThat(models.jdbc.sql("script").query(String.class).list().toString())
        .contains("BEGIN CERTIFICATE")
        .doesNotContain(SECRET, key, KEY);
  }

  @Test
  void anotherAddressTakesEverySecretAway() throws Exception {
    var tls = new ConnectionSetting.Tls(authority.pem(), own.certificate(), own.key());
    var connection = models.connections.create(setting(tls, Map.of("X-Team-Token", SECRET)), ADMIN);

    var moved =
        models
            .connections
            .change(
                connection.id(),
                new ConnectionSetting(
                    null, null, "https://localhost:1/v1", null, null, null, null, null),
                ADMIN)
            .orElseThrow();

    assertThat(moved.key().set()).isFalse();
    assertThat(moved.secretHeaders()).isEmpty();
    assertThat(moved.tls()).isEqualTo(new Connection.Tls(connection.tls().authority(), null));
    assertThat(models.secrets.state(ADMIN).secrets()).isZero();
  }

  @Test
  void aSecretHeaderIsTakenAwayByItself() {
    var connection =
        models.connections.create(setting(null, Map.of("X-One", SECRET, "X-Two", SECRET)), ADMIN);

    var changed = change(connection, null, Map.of("x-one", "", "X-Three", "short"));

    assertThat(changed.secretHeaders())
        .containsOnlyKeys("X-Two", "X-Three")
        .containsEntry("X-Three", new Connection.Key(true, null));
    assertThat(changed.key().set()).isTrue();
  }

  @Test
  void survivesARotationOfTheMasterKey() throws Exception {
    var tls = new ConnectionSetting.Tls(authority.pem(), own.certificate(), own.key());
    models.route(models.connections.create(setting(tls, Map.of("X-Team-Token", SECRET)), ADMIN));

    assertThat(models.secrets.rotate(ADMIN).secrets()).isEqualTo(3);

    assertThat(models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF))
        .isInstanceOf(ModelReply.Completed.class);
  }

  @Test
  void doesNotRepeatASecretHeaderThatTheEndpointRepeats() throws Exception {
    endpoint.script(ScriptedEndpoint.error(400, "bad header " + SECRET + " and " + KEY));
    var tls = new ConnectionSetting.Tls(authority.pem(), own.certificate(), own.key());
    var connection = models.connections.create(setting(tls, Map.of("X-Team-Token", SECRET)), ADMIN);
    models.route(connection);

    var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);

    assertThat(reply.toString() + models.probe.run(connection.id(), false, ADMIN) + models.log())
        .doesNotContain(SECRET, KEY);
  }

  @Test
  void refusesWhatIsNoCertificateOrNotItsKey() throws Exception {
    refused("tls.authority", new ConnectionSetting.Tls("file:/etc/passwd", null, null));
    var expired = Authority.expired().pem();
    refused("tls.authority", new ConnectionSetting.Tls(expired, null, null));
    refused("tls.certificate", new ConnectionSetting.Tls(null, "nothing", own.key()));
    refused("tls.certificateKey", new ConnectionSetting.Tls(null, own.certificate(), null));
    refused("tls.certificateKey", new ConnectionSetting.Tls(null, own.certificate(), "nothing"));
    refused(
        "tls.certificateKey",
        new ConnectionSetting.Tls(null, own.certificate(), authority.issue("other").key()));
    refused("tls.certificate", new ConnectionSetting.Tls(null, null, own.key()));
  }

  @Test
  void takesNoPrivateKeyForACertificate() throws Exception {
    var both = own.certificate() + "\n" + own.key();
    refused("tls.authority", new ConnectionSetting.Tls(both, null, null));
    refused("tls.certificate", new ConnectionSetting.Tls(null, both, own.key()));
    refused("tls.certificate", new ConnectionSetting.Tls(null, own.key() + both, own.key()));
  }

  private void refused(String field, ConnectionSetting.Tls tls) {
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.connections.create(setting(tls, null), ADMIN))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo(field))
        .satisfies(refused ->
            assertThat(refused.toString())
                .doesNotContain(own.key().lines().skip(1).findFirst().orElseThrow()));
  }

  private String problem(Connection connection) {
    var problem = models.probe.run(connection.id(), false, ADMIN).orElseThrow().problem();
    assertThat(problem).isNotNull();
    return problem.code();
  }

  private Connection change(
      Connection connection,
      ConnectionSetting.@Nullable Tls tls,
      @Nullable Map<String, String> headers) {
    var setting =
        new ConnectionSetting(
            null, null, null, null, null, null, null, null, null, headers, tls, null, null);
    return models.connections.change(connection.id(), setting, ADMIN).orElseThrow();
  }

  private ConnectionSetting setting(
      ConnectionSetting.@Nullable Tls tls, @Nullable Map<String, String> secretHeaders) {
    return new ConnectionSetting(
        "secure",
        null,
        "https://localhost:" + endpoint.port() + "/v1",
        KEY,
        Boundary.INSIDE,
        null,
        null,
        List.of(new OfferedModel("scripted", List.of("chat"), 4096, 0, 0, null)),
        null,
        secretHeaders,
        tls,
        null,
        null);
  }
}
