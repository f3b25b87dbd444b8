package io.cloister.models;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.PromptRows.Slot;
import io.cloister.models.prompt.Blank;
import io.cloister.models.prompt.Family;
import io.cloister.models.prompt.LineDiff;
import io.cloister.models.prompt.PromptRefused;
import io.cloister.models.prompt.PromptText;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The words with which models are asked, by function and by family of models. What an administrator
 * wrote takes the place of what ships, and any earlier version can be taken again.
 */
@Service
public class Prompts {

  /** The number of what ships. */
  public static final int SHIPPED = 0;

  public static final int LONGEST_NOTE = 200;

  private final ShippedPrompts shipped;
  private final PromptRows rows;
  private final AuditTrail audit;
  private final Clock clock;
  private final TransactionTemplate inTransaction;
  private volatile @Nullable Map<Slot, Active> active;

  Prompts(
      ShippedPrompts shipped,
      PromptRows rows,
      AuditTrail audit,
      Clock clock,
      PlatformTransactionManager transactions) {
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
   * @param number which version is used; {@link #SHIPPED} for what ships
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

  /** What is used, ready to be filled. */
  private record Active(String name, int number, PromptText text) {}

  // --- asking with them ---------------------------------------------------------------------

  /**
   * A request in the words of this function's prompt; models of a family with words of its own are
   * asked in those.
   *
   * @param values what the gaps are filled with: texts, truths, lists and maps of them
   */
  public ModelRequest request(
      ModelFunction function,
      Label label,
      Map<String, Object> values,
      int maxTokens,
      @Nullable Map<String, Object> jsonSchema,
      @Nullable String document) {
    return worded(
        new ModelRequest(
            function,
            label,
            "",
            "",
            maxTokens,
            jsonSchema,
            document,
            new ModelRequest.Prompted("", values),
            null,
            null),
        Family.ANY);
  }

  /** The same request in the words for this model. */
  ModelRequest forModel(ModelRequest request, ModelName model) {
    return worded(request, Family.of(model.model()));
  }

  private ModelRequest worded(ModelRequest request, String family) {
    var prompted = request.prompted();
    if (prompted == null) {
      return request;
    }
    var all = active();
    var prompt = all.get(new Slot(request.function(), family));
    if (prompt == null) {
      prompt = all.get(new Slot(request.function(), Family.ANY));
    }
    if (prompt == null) {
      throw new IllegalArgumentException("there is no prompt for " + request.function().word());
    }
    if (prompt.name().equals(prompted.name())) {
      return request;
    }
    var words = prompt.text().fill(prompted.values());
    return new ModelRequest(
        request.function(),
        request.label(),
        words.system(),
        words.user(),
        request.maxTokens(),
        request.jsonSchema(),
        request.document(),
        new ModelRequest.Prompted(prompt.name(), prompted.values()),
        request.shorter() == null ? null : worded(request.shorter(), family),
        request.subject());
  }

  private Map<Slot, Active> active() {
    var known = active;
    return known == null ? reload() : known;
  }

  private synchronized Map<Slot, Active> reload() {
    var all = new HashMap<Slot, Active>();
    shipped
        .all()
        .forEach((key, text) -> all.put(key, new Active(name(key, SHIPPED, text), SHIPPED, text)));
    rows.used()
        .forEach((key, number) -> {
          var text = PromptText.of(rows.text(key, number).orElseThrow(), blank(key.function()));
          all.put(key, new Active(name(key, number, text), number, text));
        });
    active = all;
    return all;
  }

  /** As it stands in the log: what ships is told by its words, for it changes with the product. */
  private static String name(Slot key, int number, PromptText text) {
    var what =
        key.family().isEmpty() ? key.function().word() : key.function().word() + "." + key.family();
    return what + "@" + (number == SHIPPED ? "shipped-" + text.fingerprint() : number);
  }

  /** What the log calls the prompt that models of no family of their own are asked with. */
  public String nameOf(ModelFunction function) {
    var prompt = active().get(new Slot(function, Family.ANY));
    return prompt == null ? "" : prompt.name();
  }

  // --- changing them ------------------------------------------------------------------------

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
    var used = active().get(key);
    boolean ships = shipped.find(key) != null;
    var shown = used;
    if (shown == null) {
      shown = active().get(new Slot(key.function(), Family.ANY));
    }
    if (shown == null) {
      throw new IllegalArgumentException("there is no prompt for " + key.function().word());
    }
    return new Prompt(
        key.function(),
        key.family(),
        used == null ? SHIPPED : used.number(),
        used != null,
        ships,
        shown.name(),
        shown.text().text(),
        blank(key.function()).gaps().stream()
            .map(gap -> new Gap(gap.name(), gap.needed()))
            .toList(),
        versions);
  }

  /**
   * The words of a version.
   *
   * @param number {@link #SHIPPED} for what ships, which for a family without is that for any
   */
  public Optional<String> text(ModelFunction function, String family, int number, Actor actor) {
    actor.require(Role.ADMIN, "see the prompts of models");
    var key = new Slot(function, family);
    if (number != SHIPPED) {
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
      prompt = PromptText.of(text, blank(function));
    } catch (PromptRefused e) {
      throw refused("text", "Line %d: %s".formatted(e.line(), e.getMessage()));
    }
    var used = active().get(key);
    if (used != null && used.text().text().equals(prompt.text())) {
      return prompt(key);
    }
    var kept = note.strip().substring(0, Math.min(note.strip().length(), LONGEST_NOTE));
    inTransaction.executeWithoutResult(_ -> {
      int number = rows.add(key, prompt.text(), kept, clock.instant(), actor.name());
      rows.use(key, number);
      changed("prompt.written", key, number, actor);
    });
    reload();
    return prompt(key);
  }

  /**
   * Takes an earlier version again.
   *
   * @param number {@link #SHIPPED} for what ships; for a family without, its models are then asked
   *     as any others
   */
  public synchronized Prompt use(ModelFunction function, String family, int number, Actor actor) {
    actor.require(Role.ADMIN, "change the prompts of models");
    var key = key(function, family);
    if (number != SHIPPED) {
      var text =
          rows.text(key, number)
              .orElseThrow(() -> refused("version", "There is no version " + number));
      try {
        PromptText.of(text, blank(function)); // which an update may know otherwise
      } catch (PromptRefused e) {
        throw refused("version", "Line %d: %s".formatted(e.line(), e.getMessage()));
      }
    }
    inTransaction.executeWithoutResult(_ -> {
      rows.use(key, number);
      changed("prompt.taken-again", key, number, actor);
    });
    reload();
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

  private static Blank blank(ModelFunction function) {
    var blank = Blank.of(function.word());
    if (blank == null) {
      throw new IllegalArgumentException(function.word() + " has no prompt");
    }
    return blank;
  }

  private static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field,
        "invalid",
        why,
        "Nothing was changed. Name the gaps as {{question}}, use only those listed, and close every section.");
  }
}
