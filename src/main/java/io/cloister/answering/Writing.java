package io.cloister.answering;

import io.cloister.identity.Actor;
import io.cloister.library.document.Labels;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.prompt.Prompts;
import io.cloister.search.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has a model write an answer from sources, and checks what it wrote. */
@Component
class Writing {

  // what weak models say in place of the word they were given
  private static final Pattern DOES_NOT_KNOW =
      Pattern.compile(
          "(?:do(?:es)? not|don['’]t|doesn['’]t|cannot|can['’]t|could not|unable to) (?:\\w+ ){0,4}"
              + "(?:contain|mention|provide|include|specify|say|state|answer|find|know|determine)"
              + "|(?:is|are|was|were) not (?:\\w+ ){0,2}(?:mentioned|provided|specified|stated|given|"
              + "available|contained|included|found)|no (?:relevant )?information|not enough "
              + "information|i['’]m not sure|weiß (?:ich )?(?:es )?nicht|keine (?:angaben|angabe|"
              + "informationen?|antwort)|nicht (?:enthalten|erwähnt|angegeben|genannt|beantworte)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final int SHORT = 2;

  private final ModelGateway models;
  private final Prompts prompts;
  private final Grounding grounding;
  private final Readers readers;
  private final Labels labels;

  Writing(
      ModelGateway models, Prompts prompts, Grounding grounding, Readers readers, Labels labels) {
    this.models = models;
    this.prompts = prompts;
    this.grounding = grounding;
    this.readers = readers;
    this.labels = labels;
  }

  boolean isPossible(Actor actor) {
    return models.isRouted(io.cloister.models.ModelFunction.ANSWER, actor);
  }

  /**
   * @param earlier the questions before it in the conversation, the first one first
   * @param sources numbered from 1 in this order; not empty
   */
  Written write(
      Question question, List<String> earlier, List<Hit> sources, Actor actor, Progress progress) {
    progress.status("writing");
    var text = new CheckedText(sources, grounding, language(question, sources), progress);
    var documents = sources.stream().map(source -> source.document().id()).toList();
    var request =
        GroundedPrompt.of(question.text(), earlier, sources, question.language(), prompts)
            .labelled(() -> labels.strictest(documents));
    var stopped = readers.until(progress::isStopped, sources, actor);
    var reply = models.stream(request, actor, text::append, stopped, watcher(progress));
    var sentences = text.finish();
    var words = new Answer.Words(sentences, citations(text, sentences, sources));
    return switch (reply) {
      case ModelReply.Completed done ->
          new Written(answer(done, text.text(), words), done.model(), done.usage());
      case ModelReply.Stopped _ -> Written.of(new Answer.Stopped(words));
      case ModelReply.NoRoute _ -> Written.of(new Answer.NoModel());
      case ModelReply.Blocked blocked -> Written.of(new Answer.Blocked(blocked.rule()));
      case ModelReply.OverBudget spent -> Written.of(new Answer.OverBudget(spent.budget()));
      case ModelReply.Refused refused -> Written.of(broken(words, refused.reason()));
      case ModelReply.Unavailable away -> Written.of(broken(words, away.reason()));
    };
  }

  private static ModelGateway.Watcher watcher(Progress progress) {
    return new ModelGateway.Watcher() {
      @Override
      public void queued(int place) {
        progress.queued(place);
      }

      @Override
      public void shortened() {
        progress.status("shortened");
      }
    };
  }

  private static Answer broken(Answer.Words words, String reason) {
    return words.isEmpty() ? new Answer.Failed(reason) : new Answer.Incomplete(words);
  }

  private static Answer answer(ModelReply.Completed reply, String text, Answer.Words words) {
    if (doesNotKnow(text, words)) {
      return new Answer.NothingFound(List.of());
    }
    if (!reply.complete() || words.isEmpty()) {
      return new Answer.Incomplete(words);
    }
    return words.supported() == words.sentences().size()
        ? new Answer.Answered(words)
        : new Answer.PartlyGrounded(words);
  }

  private static boolean doesNotKnow(String text, Answer.Words words) {
    boolean nothingSaid = words.supported() == 0;
    return nothingSaid
        && (text.contains(GroundedPrompt.NOTHING)
            || (!words.isEmpty()
                && words.sentences().size() <= SHORT
                && DOES_NOT_KNOW.matcher(text).find()));
  }

  /** Each cited source with the stretch of it that says most of what cites it. */
  private static List<Citation> citations(
      CheckedText text, List<CheckedSentence> sentences, List<Hit> sources) {
    var citations = new ArrayList<Citation>();
    for (int n : text.cited()) {
      var claim = new StringBuilder();
      sentences.stream()
          .filter(sentence -> sentence.citations().contains(n))
          .forEach(sentence -> claim.append(sentence.text()).append(' '));
      citations.add(Quotes.best(sources.get(n - 1), claim.toString()).cited(n));
    }
    citations.sort(java.util.Comparator.comparingInt(Citation::n));
    return citations;
  }

  private static String language(Question question, List<Hit> sources) {
    if (question.language() != null) {
      return question.language();
    }
    var language = sources.getFirst().document().current().language();
    return language == null ? "" : language;
  }

  /**
   * @param model null if none answered
   * @param usage null if nothing was counted
   */
  record Written(Answer answer, @Nullable String model, ModelReply.@Nullable Usage usage) {

    static Written of(Answer answer) {
      return new Written(answer, null, null);
    }
  }
}
