package io.cloister.models.secret;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.SettingRefused;
import io.cloister.secrets.KeyRotation;
import io.cloister.secrets.Sealing;
import io.cloister.secrets.SecretKeeper;
import io.cloister.secrets.SecretsLocked;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sealed with the master key, whether it opens, and another master key for all of it. */
@Service
public class SealedSecrets {

  private static final Logger log = LoggerFactory.getLogger(SealedSecrets.class);

  private final List<SecretKeeper> keepers;
  private final Sealing sealing;
  private final KeyRotation rotation;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  SealedSecrets(
      List<SecretKeeper> keepers,
      Sealing sealing,
      KeyRotation rotation,
      AuditTrail audit,
      PlatformTransactionManager transactions) {
    this.keepers = List.copyOf(keepers);
    this.sealing = sealing;
    this.rotation = rotation;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @param source where the master key is: {@code environment}, {@code credential} or {@code file}
   * @param mark tells it from others and tells nothing about it; null if there is none
   * @param problem why there is none that can be used; null if there is one, or none is needed yet
   * @param secrets how many are sealed
   * @param locked how many of them it does not open
   * @param mayRotate whether it can be replaced here
   */
  public record State(
      String source,
      @Nullable String mark,
      @Nullable String problem,
      int secrets,
      int locked,
      boolean mayRotate) {}

  public State state(Actor actor) {
    actor.require(Role.ADMIN, "see how secrets are sealed");
    return state();
  }

  private State state() {
    var sealed = keepers.stream().map(SecretKeeper::sealed).flatMap(List::stream).toList();
    int locked = (int) sealed.stream().filter(each -> !sealing.isOpen(each)).count();
    var problem = problem();
    return new State(
        rotation.source(),
        problem.isEmpty() ? rotation.mark() : null,
        sealed.isEmpty() && rotation.isPossible() ? null : problem.orElse(null),
        sealed.size(),
        locked,
        rotation.isPossible());
  }

  private Optional<String> problem() {
    try {
      rotation.mark();
      return Optional.empty();
    } catch (SecretsLocked e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes a new master key and takes all secrets over to it. Killed at any moment it loses nothing,
   * and is ended at the next start.
   *
   * @throws SettingRefused if the key is not in a file; nothing was changed
   */
  public State rotate(Actor actor) {
    actor.require(Role.ADMIN, "rotate the master key");
    if (!rotation.isPossible()) {
      throw new SettingRefused(
          "masterKey",
          "master-key-elsewhere",
          "The master key is set from outside (%s), where Cloister cannot replace it"
              .formatted(rotation.source()),
          "Put the new key there, give the present one as the former one, and start Cloister again; see docs/operations.md.");
    }
    try {
      rotation.rotate(this::replaceEach);
    } catch (SecretsLocked e) {
      throw new SettingRefused(
          "masterKey",
          "secrets-locked",
          String.valueOf(e.getMessage()),
          "Put the file of the master key right; see docs/operations.md.");
    }
    var state = state();
    audit.record(
        actor,
        AuditEvent.of("master-key.rotated", "models", "master-key")
            .with("mark", rotation.mark())
            .with("secrets", state.secrets())
            .with("locked", state.locked()));
    return state;
  }

  /** Ends a rotation that was cut off, and says what does not open. */
  @EventListener(ApplicationStartedEvent.class)
  void atTheStart() {
    try {
      if (rotation.isPending()) {
        rotation.resume(this::replaceEach);
        log.info("Secrets are sealed with the master key of now, {}.", rotation.mark());
      }
    } catch (SecretsLocked | DataAccessException | TransactionException e) {
      log.error("Secrets could not be taken over to the master key: {}", e.getMessage());
    }
    var state = state();
    if (state.locked() > 0) {
      log.warn(
          "{} of {} secrets are locked: the master key is missing or another one ({}). Put the former one back, or enter the keys anew; see docs/operations.md.",
          state.locked(),
          state.secrets(),
          state.problem() == null ? "mark " + state.mark() : state.problem());
    }
  }

  private void replaceEach(UnaryOperator<byte[]> anew) {
    transaction.executeWithoutResult(_ -> keepers.forEach(each -> each.replaceEach(anew)));
  }
}
