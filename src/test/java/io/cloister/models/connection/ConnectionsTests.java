package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.KEY;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.route.Routing;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTests {

  private static final URI ADDRESS = URI.create("http://127.0.0.1:9/v1");

  @TempDir Path folder;
  private ModelsOnly models;

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void neverGivesAKeyBack() throws Exception {
    var connection = models.connect("local", ADDRESS, Boundary.INSIDE);

    assertThat(connection.key()).isEqualTo(new Connection.Key(true, "cdef"));
    assertThat(connection.toString()).doesNotContain(KEY);
    var dump = models.jdbc.sql("script").query(String.class).list().toString();
    assertThat(dump).contains("local").doesNotContain(KEY, "canary");
    assertThat(Files.readString(folder.resolve("master.key"))).doesNotContain(KEY);
  }

  @Test
  void takesTheKeyAwayWithItsAddress() {
    var connection = models.connect("local", ADDRESS, Boundary.INSIDE);

    assertThat(change(connection, "local", "http://127.0.0.1:9/v1/", null).key().set())
        .as("a slash at the end is no other address")
        .isTrue();
    assertThat(change(connection, null, "http://127.0.0.1:10/v1", null).key().set()).isFalse();
    assertThat(change(connection, null, "http://127.0.0.1:11/v1", "sk-new").key().set()).isTrue();
    assertThat(change(connection, null, null, "").key().set()).isFalse();
  }

  @Test
  void aKeyMovedToAnotherRowDoesNotOpen() {
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      models.connect("one", endpoint.address(), Boundary.INSIDE);
      var two = models.connect("two", endpoint.address(), Boundary.INSIDE, "sk-other", "scripted");
      models
          .jdbc
          .sql(
              "update model_connection set sealed_key = (select sealed_key from model_connection"
                  + " where name = 'one') where name = 'two'")
          .update();
      models.route(two);

      var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);

      assertThat(reply.toString()).contains("Unavailable", "enter it anew");
      assertThat(endpoint.seen()).isEmpty();
    }
  }

  @Test
  void saysThatTheMasterKeyIsAnotherOneAndSendsNothing() throws Exception {
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      models.route(models.connect("one", endpoint.address(), Boundary.INSIDE));
      Files.writeString(folder.resolve("master.key"), "ab".repeat(32));

      var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);

      assertThat(reply.toString()).contains("master key is not the one");
      assertThat(endpoint.seen()).isEmpty();
      assertThat(models.log().getFirst().detail()).isEqualTo("secrets-locked");
    }
  }

  @Test
  void tellsHowManyKeysTheMasterKeyDoesNotOpen() throws Exception {
    assertThat(models.secrets.state(ADMIN).problem()).as("none is needed yet").isNull();
    models.connect("one", ADDRESS, Boundary.INSIDE);
    models.connect("keyless", ADDRESS, Boundary.INSIDE, null, "scripted");
    assertThat(models.secrets.state(ADMIN).secrets()).isEqualTo(1);
    assertThat(models.secrets.state(ADMIN).locked()).isZero();

    Files.writeString(folder.resolve("master.key"), "ab".repeat(32));
    assertThat(models.secrets.state(ADMIN).locked()).isEqualTo(1);
    assertThat(models.secrets.state(ADMIN).problem()).isNull();

    Files.delete(folder.resolve("master.key"));
    assertThat(models.secrets.state(ADMIN).locked()).isEqualTo(1);
    assertThat(models.secrets.state(ADMIN).problem()).contains("no master key");
  }

  @Test
  void goesOnAskingWithItsKeyAfterARotation() {
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      models.route(models.connect("one", endpoint.address(), Boundary.INSIDE));
      var before = models.secrets.state(ADMIN).mark();

      assertThat(models.secrets.rotate(ADMIN).mark()).isNotEqualTo(before);
      models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);

      assertThat(endpoint.seen().getFirst().headers())
          .containsEntry("Authorization", "Bearer " + KEY);
    }
  }

  @Test
  void isForAdministratorsOnly() {
    var connection = models.connect("local", ADDRESS, Boundary.INSIDE);
    var setting = new ConnectionSetting("x", null, "http://h/v1", null, null, null, null, null);

    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.connections.list(STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.connections.create(setting, STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.connections.change(connection.id(), setting, STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.connections.delete(connection.id(), STAFF));
    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.secrets.rotate(STAFF));
    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.secrets.state(STAFF));
    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.routes.get(STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.invocations.list(InvocationFilter.ALL, 0, 1, STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.probe.run(connection.id(), false, STAFF));
  }

  @Test
  void refusesWhatCannotBe() {
    models.connect("local", ADDRESS, Boundary.INSIDE);

    refused("name-taken", setting("local", "http://h/v1", null, null));
    refused("name-taken", setting("builtin", "http://h/v1", null, null));
    refused("invalid", setting("a/b", "http://h/v1", null, null));
    refused("invalid", setting("", "http://h/v1", null, null));
    refused("invalid", setting("x", "ftp://h/v1", null, null));
    refused("invalid", setting("x", "http://user:word@h/v1", null, null));
    refused("invalid", setting("x", "http://0177.0.0.1/v1", null, null));
    refused("invalid", setting("x", "http://h/v1", "two words", null));
    refused("invalid", setting("x", "http://h/v1", null, Map.of("Authorization", "Bearer x")));
    refused("invalid", setting("x", "http://h/v1", null, Map.of("X-Api-Key", "x")));
    refused("invalid", setting("x", "http://h/v1", null, Map.of("X-A", "a\r\nB: c")));
  }

  @Test
  void aKindHasItsUsualAddress() {
    assertThat(based("anthropic", "")).isEqualTo("https://api.anthropic.com/v1");
    assertThat(based("anthropic", null)).isEqualTo("https://api.anthropic.com/v1");
    assertThat(based("ollama", "")).isEqualTo("http://localhost:11434");
    refused("invalid", kind("azure-openai", ""));
    refused("kind-unsupported", kind("builtin", "http://h/v1"));
    refused("kind-unsupported", kind("telepathy", "http://h/v1"));
  }

  @Test
  void takesAnAddressAsItStandsOnAProvidersPage() {
    assertThat(based("openai-compatible", " http://h/v1/chat/completions/ "))
        .isEqualTo("http://h/v1");
    assertThat(based("anthropic", "https://h/v1/messages")).isEqualTo("https://h/v1");
    assertThat(based("anthropic", "https://api.anthropic.com/"))
        .isEqualTo("https://api.anthropic.com/v1");
    assertThat(based("ollama", "http://h:11434/v1/")).isEqualTo("http://h:11434");
    assertThat(based("ollama", "http://h:11434/api/chat")).isEqualTo("http://h:11434");
    assertThat(
            based(
                "azure-openai",
                "https://n.openai.azure.com/openai/deployments/gpt/chat/completions"
                    + "?api-version=2024-10-21"))
        .isEqualTo("https://n.openai.azure.com/openai/deployments/gpt?api-version=2024-10-21");
    refused("invalid", kind("azure-openai", "https://n.openai.azure.com/openai?x=1"));
    refused("invalid", kind("openai", "https://h/v1?api-version=2024-10-21"));
  }

  private String based(String kind, @org.jspecify.annotations.Nullable String url) {
    var made = models.connections.create(kind(kind, url), ADMIN);
    assertThat(made.kind().word()).isEqualTo(kind);
    return String.valueOf(made.baseUrl());
  }

  private static ConnectionSetting kind(
      String kind, @org.jspecify.annotations.Nullable String url) {
    var name = "for-" + java.util.UUID.randomUUID();
    return new ConnectionSetting(name, kind, url, null, null, null, null, null);
  }

  @Test
  void theBuiltInOneIsThereAndStays() {
    var builtin = models.connections.list(ADMIN).getFirst();

    assertThat(builtin.isBuiltin()).isTrue();
    assertThat(builtin.boundary()).isEqualTo(Boundary.INSIDE);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.connections.delete(builtin.id(), ADMIN));
  }

  @Test
  void aConnectionLeavesTheRoutesWithItsModels() {
    var one = models.connect("one", ADDRESS, Boundary.INSIDE);
    var two = models.connect("two", ADDRESS, Boundary.INSIDE);
    models.route(one, two);

    models.connections.delete(one.id(), ADMIN);

    assertThat(models.routes.get(ADMIN).routes())
        .filteredOn(route -> route.function() == ModelFunction.ANSWER)
        .singleElement()
        .satisfies(
            route -> assertThat(route.chain()).containsExactly(new ModelName("two", "scripted")));
  }

  @Test
  void refusesARouteToWhatIsNotThere() {
    var route =
        new Routing.FunctionRoute(
            ModelFunction.ANSWER, null, null, List.of(new ModelName("gone", "x")));

    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() ->
            models.routes.replace(
                new Routing(Routing.Mode.OWN, Routing.Tier.BALANCED, List.of(route)), ADMIN))
        .withMessageContaining("gone/x");
  }

  private Connection change(Connection connection, String name, String url, String key) {
    return models
        .connections
        .change(
            connection.id(),
            new ConnectionSetting(name, null, url, key, null, null, null, null),
            ADMIN)
        .orElseThrow();
  }

  private static ConnectionSetting setting(
      String name, String url, String key, Map<String, String> headers) {
    return new ConnectionSetting(name, null, url, key, null, null, headers, null);
  }

  private void refused(String code, ConnectionSetting setting) {
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.connections.create(setting, ADMIN))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
