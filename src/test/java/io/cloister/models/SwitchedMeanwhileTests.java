package io.cloister.models;

import static io.cloister.models.ModelsOnly.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.models.Agents.Agent;
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
}
