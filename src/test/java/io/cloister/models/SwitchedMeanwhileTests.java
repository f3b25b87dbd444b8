package io.cloister.models;

import static io.cloister.models.ModelsOnly.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.agent.Agents.Agent;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.log.ModelLogging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** What is switched off is off, also for a call that looked just before it was. */
class SwitchedMeanwhileTests {

  @TempDir Path folder;
  private ModelsOnly models;
  private TransactionTemplate transaction;

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
    transaction = new TransactionTemplate(models.transactions);
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void anAgentThatIsSwitchedOffStaysOff() {
    transaction.executeWithoutResult(_ -> {
      models.agents.turn(Agent.TAGGING, false, ADMIN);
      CompletableFuture.runAsync(() -> models.agents.isOn(Agent.TAGGING)).join();
    });

    assertThat(models.agents.isOn(Agent.TAGGING)).isFalse();
  }

  @Test
  void textThatIsToBeKeptNoMoreIsNotKept() {
    models.logging.set(new ModelLogging.Setting(true, 30, 7), ADMIN);
    transaction.executeWithoutResult(_ -> {
      models.logging.set(new ModelLogging.Setting(false, 30, 7), ADMIN);
      CompletableFuture.runAsync(models.logging::keepsContent).join();
    });

    assertThat(models.logging.keepsContent()).isFalse();
  }

  @Test
  void aKeyThatWasChangedIsUsedNoMore() {
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      var connection = models.connect("one", endpoint.address(), Boundary.INSIDE);
      models.route(connection);
      ask();
      setKey(connection, "sk-other");
      ask();
      transaction.executeWithoutResult(_ -> {
        setKey(connection, "sk-third");
        CompletableFuture.runAsync(this::ask).join();
      });
      ask();

      assertThat(endpoint.seen())
          .extracting(seen -> seen.headers().get("Authorization"))
          .containsExactly(
              "Bearer " + ModelsOnly.KEY, "Bearer sk-other", "Bearer sk-other", "Bearer sk-third");
    }
  }

  @Test
  void aMasterKeyThatWasTakenAwayOpensNothingSoonAfter() throws Exception {
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      models.route(models.connect("one", endpoint.address(), Boundary.INSIDE));
      assertThat(ask().toString()).contains("Hello.");

      Files.delete(folder.resolve("master.key"));

      await().untilAsserted(() -> assertThat(ask().toString()).contains("There is no master key"));
    }
  }

  private ModelReply ask() {
    return models.gateway.complete(ModelsOnly.request(Label.PUBLIC), ModelsOnly.STAFF);
  }

  private void setKey(Connection connection, String key) {
    models.connections.change(
        connection.id(),
        new ConnectionSetting(null, null, null, key, null, null, null, null),
        ADMIN);
  }
}
