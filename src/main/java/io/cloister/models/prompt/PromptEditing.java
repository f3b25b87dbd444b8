package io.cloister.models.prompt;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import io.cloister.models.prompt.PromptRows.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the prompts anew, compares their versions and takes an earlier one again. */
@Service
public class PromptEditing {

  public static final int LONGEST_NOTE = 200;

  private final Prompts prompts;
  private final ShippedPrompts shipped;
  private final PromptRows rows;
  private final AuditTrail audit;
  private final Clock clock;
  private final TransactionTemplate inTransaction;

  PromptEditing(
      Prompts prompts,
      ShippedPrompts shipped,
      PromptRows rows,
      AuditTrail audit,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.prompts = prompts;
    this.shipped = shipped;
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
    this.inTransaction = new TransactionTemplate(transactions);
  }

  /**
   * An edit.
   *
   * @param number from 1
   */
  public record Version(int number, String note, Instant at, String by) {}

  /**
   * What a prompt is filled with.
   *
   * @param needed whether a prompt that leaves it out is refused
   */
  public record Gap(String name, boolean needed) {}

  /**
   * What became of a line.
   *
   * @param kind {@code same}, {@code removed} or {@code added}
   */
  public record Line(String kind, String text) {}

  /**
   * A prompt for a function and a family of models.
   *
   * @param family empty for models of any family that has none of its own
   * @param number which version is used; {@link Prompts#SHIPPED} for what ships
   * @param isUsed false if it is one of a family that was given up, so that its models are asked as
   *     any others
   * @param text of the version that is used; of the last one if none is
   */
  public record Prompt(
      ModelFunction function,
      String family,
      int number,
      boolean isUsed,
      boolean ships,
      String name,
      String text,
      List<Gap> gaps,
      List<Version> versions) {}

  /** All prompts that ship or were ever written, by function and family. */
  public List<Prompt> list(Actor actor) {
    actor.require(Role.ADMIN, "see the prompts of models");
    var keys = new TreeSet<Slot>(Comparator.comparing(Slot::function).thenComparing(Slot::family));
    keys.addAll(shipped.all().keySet());
    keys.addAll(rows.known());
    return keys.stream().map(this::prompt).toList();
  }

  /**
   * @return empty if the function has no prompt; a family without words of its own has those of any
   */
  public Optional<Prompt> find(ModelFunction function, String family, Actor actor) {
    actor.require(Role.ADMIN, "see the prompts of models");
    return Blank.of(function.word()) == null || !isFamily(family)
        ? Optional.empty()
        : Optional.of(prompt(new Slot(function, family)));
  }

  private Prompt prompt(Slot key) {
    var versions = rows.versions(key);
    var used = prompts.active().get(key);
    boolean ships = shipped.find(key) != null;
    var shown = used;
    if (shown == null) {
      shown = prompts.active().get(new Slot(key.function(), Family.ANY));
    }
    if (shown == null) {
      throw new IllegalArgumentException("there is no prompt for " + key.function().word());
    }
    return new Prompt(
        key.function(),
        key.family(),
        used == null ? Prompts.SHIPPED : used.number(),
        used != null,
        ships,
        shown.name(),
        shown.text().text(),
        Prompts.blank(key.function()).gaps().stream()
            .map(gap -> new Gap(gap.name(), gap.needed()))
            .toList(),
        versions);
  }

  /**
   * The words of a version.
   *
   * @param number {@link Prompts#SHIPPED} for what ships, which for a family without is that for
   *     any
   */
  public Optional<String> text(ModelFunction function, String family, int number, Actor actor) {
    actor.require(Role.ADMIN, "see the prompts of models");
    var key = new Slot(function, family);
    if (number != Prompts.SHIPPED) {
      return rows.text(key, number);
    }
    var text = shipped.find(key);
    return Optional.ofNullable(text == null ? shipped.find(new Slot(function, Family.ANY)) : text)
        .map(PromptText::text);
  }

  /** What became of each line between two versions; empty if one of them is not there. */
  public Optional<List<Line>> compare(
      ModelFunction function, String family, int before, int after, Actor actor) {
    return text(function, family, before, actor)
        .flatMap(one ->
            text(function, family, after, actor)
                .map(two ->
                    LineDiff.of(one, two).stream()
                        .map(line -> new Line(line.kind().word(), line.text()))
                        .toList()));
  }

  /**
   * Takes these words from the next call on.
   *
   * @throws SettingRefused if they cannot be filled; it names the line
   */
  public synchronized Prompt write(
      ModelFunction function, String family, String text, String note, Actor actor) {
    actor.require(Role.ADMIN, "change the prompts of models");
    var key = key(function, family);
    PromptText prompt;
    try {
      prompt = PromptText.of(text, Prompts.blank(function));
    } catch (PromptRefused e) {
      throw refused("text", "Line %d: %s".formatted(e.line(), e.getMessage()));
    }
    var used = prompts.active().get(key);
    if (used != null && used.text().text().equals(prompt.text())) {
      return prompt(key);
    }
    var kept = note.strip().substring(0, Math.min(note.strip().length(), LONGEST_NOTE));
    inTransaction.executeWithoutResult(_ -> {
      int number = rows.add(key, prompt.text(), kept, clock.instant(), actor.name());
      rows.use(key, number);
      changed("prompt.written", key, number, actor);
    });
    prompts.reload();
    return prompt(key);
  }

  /**
   * Takes an earlier version again.
   *
   * @param number {@link Prompts#SHIPPED} for what ships; for a family without, its models are then
   *     asked as any others
   */
  public synchronized Prompt use(ModelFunction function, String family, int number, Actor actor) {
    actor.require(Role.ADMIN, "change the prompts of models");
    var key = key(function, family);
    if (number != Prompts.SHIPPED) {
      var text =
          rows.text(key, number)
              .orElseThrow(() -> refused("version", "There is no version " + number));
      try {
        PromptText.of(text, Prompts.blank(function)); // which an update may know otherwise
      } catch (PromptRefused e) {
        throw refused("version", "Line %d: %s".formatted(e.line(), e.getMessage()));
      }
    }
    inTransaction.executeWithoutResult(_ -> {
      rows.use(key, number);
      changed("prompt.taken-again", key, number, actor);
    });
    prompts.reload();
    return prompt(key);
  }

  private void changed(String what, Slot key, int number, Actor actor) {
    audit.record(
        actor,
        AuditEvent.of(what, "prompt", key.function().word())
            .with("family", key.family())
            .with("version", number));
  }

  private static Slot key(ModelFunction function, String family) {
    if (!isFamily(family)) {
      throw refused("family", "'%s' is no name of a family".formatted(family));
    }
    if (Blank.of(function.word()) == null) {
      throw refused("function", function.word() + " has no prompt");
    }
    return new Slot(function, family);
  }

  private static boolean isFamily(String family) {
    return family.isEmpty() || Family.WORD.matcher(family).matches();
  }

  private static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field,
        "invalid",
        why,
        "Nothing was changed. Name the gaps as {{question}}, use only those listed, and close every section.");
  }
}
