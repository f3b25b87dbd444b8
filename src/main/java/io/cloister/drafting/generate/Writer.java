package io.cloister.drafting.generate;

import io.cloister.answering.Grounding;
import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Template;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Labels;
import io.cloister.models.Embedder;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelRequest;
import io.cloister.models.prompt.Prompts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the sources of a draft for writing its sections. */
@Component
public class Writer {

  private final ModelGateway models;
  private final Prompts prompts;
  private final Grounding grounding;
  private final Embedder embedder;
  private final Labels labels;

  public Writer(
      ModelGateway models, Prompts prompts, Grounding grounding, Embedder embedder, Labels labels) {
    this.models = models;
    this.prompts = prompts;
    this.grounding = grounding;
    this.embedder = embedder;
    this.labels = labels;
  }

  /** Whether a model would be asked for {@code actor}; if not, the sentences are quoted. */
  public boolean hasModel(Actor actor) {
    return models.isRouted(ModelFunction.DRAFT, actor);
  }

  /**
   * Reads what can be quoted; takes a while for many passages.
   *
   * @param label the strictest of the sources as it is now
   */
  public Desk open(Draft draft, Template template, List<SourcePassage> passages, Label label) {
    var vectors = Vectors.in(draft.language(), embedder);
    return new Desk(draft, template, passages, Candidates.in(passages, vectors), vectors, label);
  }

  /** The sources of one draft, ready to be written from. */
  public final class Desk {

    private static final int MOST_GIVEN = 8;
    private static final int MOST_GIVEN_LENGTH = 8_000;
    private static final int TOKENS_A_SENTENCE = 90;

    private final Draft draft;
    private final Template template;
    private final List<SourcePassage> passages;
    private final List<Candidate> candidates;
    private final Vectors vectors;
    private final Label label;
    private final List<DocumentId> documents;

    private Desk(
        Draft draft,
        Template template,
        List<SourcePassage> passages,
        List<Candidate> candidates,
        Vectors vectors,
        Label label) {
      this.draft = draft;
      this.template = template;
      this.passages = passages;
      this.candidates = candidates;
      this.vectors = vectors;
      this.label = label;
      this.documents = draft.sources().stream().map(Draft.SourceVersion::document).toList();
    }

    /**
     * Writes a section.
     *
     * @param asks whether a model is to be asked, rather than sentences quoted
     * @param before the sentences that stand before it
     * @param actor for whom a model is asked
     * @return nothing if it was stopped
     */
    public Optional<Result> write(
        Aim aim,
        boolean asks,
        List<String> before,
        Numbering numbering,
        Actor actor,
        BooleanSupplier isStopped) {
      var goal = Goal.of(aim, vectors);
      if (!asks) {
        return Optional.of(quoted(aim, goal, numbering, new Draft.Notice("no-model", "")));
      }
      var given = given(goal);
      // the better half, for a model that takes no more
      var half = given.subList(0, (given.size() + 1) / 2);
      var whole = request(aim, given, before);
      var request =
          half.size() < given.size() ? whole.orShorter(request(aim, half, before)) : whole;
      var written =
          new Asking(models, grounding)
              .ask(request, given, aim, draft.language(), numbering, actor, isStopped);
      return switch (written) {
        case Written.ByModel by -> Optional.of(new Result(by.blocks(), by.model(), by.notice()));
        case Written.Not not -> Optional.of(quoted(aim, goal, numbering, not.notice()));
        case Written.Stopped _ -> Optional.empty();
      };
    }

    private ModelRequest request(Aim aim, List<SourcePassage> given, List<String> before) {
      var prompt =
          Prompt.of(
              template.prompt(),
              draft.title(),
              draft.language(),
              aim,
              inputs(),
              given,
              String.join("\n", before));
      return prompts
          .request(
              ModelFunction.DRAFT,
              label,
              Map.of("fence", prompt.fence(), "task", prompt.task()),
              200 + aim.plan().sentences() * TOKENS_A_SENTENCE,
              null,
              draft.sources().size() == 1 ? draft.sources().getFirst().document().toString() : null)
          .about(aim.heading(), given.size())
          .labelled(() -> labels.strictest(documents))
          .of(draft.chosenModel());
    }

    private Result quoted(Aim aim, Goal goal, Numbering numbering, Draft.Notice notice) {
      var blocks = new ArrayList<Markup.Block>();
      for (var chosen : Quoting.choose(aim, goal, candidates, numbering.all())) {
        numbering
            .of(chosen.source(), chosen.start(), chosen.text())
            .ifPresent(n -> {
              var text = "%s [%d]".formatted(Markup.escaped(chosen.text()), n);
              blocks.add(new Markup.Block(Markup.Kind.BULLET, 0, List.of(text), text));
            });
      }
      return new Result(blocks, null, notice);
    }

    private List<SourcePassage> given(Goal goal) {
      var given = new ArrayList<SourcePassage>();
      int length = 0;
      var best =
          candidates.stream()
              .sorted(Comparator.comparingDouble(one -> -goal.nearness(one)))
              .map(Candidate::source)
              .distinct()
              .toList();
      for (var passage : best.isEmpty() ? passages : best) {
        int more = passage.passage().text().length();
        if (given.size() < MOST_GIVEN && (given.isEmpty() || length + more <= MOST_GIVEN_LENGTH)) {
          given.add(passage);
          length += more;
        }
      }
      return given;
    }

    private List<Map<String, String>> inputs() {
      return template.inputs().stream()
          .filter(input -> draft.inputs().containsKey(input.name()))
          .map(input ->
              Map.of(
                  "label", input.label().in(draft.language()),
                  "value", draft.inputs().getOrDefault(input.name(), "")))
          .toList();
    }
  }

  /**
   * A section as it was written.
   *
   * @param model that wrote it; null if all its sentences are quotes, each with its one citation
   * @param notice what is to be said about it; null if nothing
   */
  public record Result(
      List<Markup.Block> blocks, @Nullable String model, Draft.@Nullable Notice notice) {

    public Result {
      blocks = List.copyOf(blocks);
    }

    /** How a quote is told from other sentences. */
    public boolean isQuoted() {
      return model == null;
    }
  }
}
