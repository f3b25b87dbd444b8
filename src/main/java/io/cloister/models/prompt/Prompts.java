package io.cloister.models.prompt;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.prompt.PromptRows.Slot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The words with which models are asked, by function and by family of models. What an administrator
 * wrote ({@link PromptEditing}) takes the place of what ships. Safe for concurrent use.
 */
@Service
public class Prompts {

  /** The number of what ships. */
  public static final int SHIPPED = 0;

  private final ShippedPrompts shipped;
  private final PromptRows rows;
  private volatile @Nullable Map<Slot, Active> active;

  Prompts(ShippedPrompts shipped, PromptRows rows) {
    this.shipped = shipped;
    this.rows = rows;
  }

  /** What is used, ready to be filled. */
  record Active(String name, int number, PromptText text) {}

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
            null,
            null,
            null,
            () -> label),
        Family.ANY);
  }

  /** The same request in the words for this model. */
  public ModelRequest forModel(ModelRequest request, ModelName model) {
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
        request.subject(),
        request.chosen(),
        request.attachment(),
        request.labelNow());
  }

  Map<Slot, Active> active() {
    var known = active;
    return known == null ? reload() : known;
  }

  /** Takes over what is used now. */
  synchronized Map<Slot, Active> reload() {
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

  static Blank blank(ModelFunction function) {
    var blank = Blank.of(function.word());
    if (blank == null) {
      throw new IllegalArgumentException(function.word() + " has no prompt");
    }
    return blank;
  }
}
