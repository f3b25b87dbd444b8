package io.cloister.drafting.generate;

import io.cloister.answering.Grounding;
import io.cloister.drafting.Citation;
import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.identity.Actor;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Sentences;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Has a model write a section, and binds what it cites to the sources' own words. */
final class Asking {

  private final ModelGateway models;
  private final Grounding grounding;

  Asking(ModelGateway models, Grounding grounding) {
    this.models = models;
    this.grounding = grounding;
  }

  Written ask(
      ModelRequest request,
      List<SourcePassage> given,
      Aim aim,
      String language,
      Numbering numbering,
      Actor actor,
      BooleanSupplier isStopped) {
    return switch (models.stream(request, actor, _ -> {}, isStopped)) {
      case ModelReply.Completed reply -> {
        var blocks = blocks(reply, given, aim, language, numbering);
        yield blocks.isEmpty()
            ? not("empty", "")
            : new Written.ByModel(
                blocks, reply.model(), reply.complete() ? null : new Draft.Notice("cut-off", ""));
      }
      case ModelReply.Refused refused -> not("refused", refused.reason());
      case ModelReply.Unavailable unavailable -> not("unavailable", unavailable.reason());
      case ModelReply.OverBudget over -> not("over-budget", over.budget());
      case ModelReply.Blocked blocked -> not("blocked", blocked.rule());
      case ModelReply.NoRoute _ -> not("no-model", "");
      case ModelReply.Stopped _ -> new Written.Stopped();
    };
  }

  private static Written.Not not(String code, String detail) {
    return new Written.Not(new Draft.Notice(code, detail));
  }

  private List<Markup.Block> blocks(
      ModelReply.Completed reply,
      List<SourcePassage> given,
      Aim aim,
      String language,
      Numbering numbering) {
    var blocks = new ArrayList<Markup.Block>();
    int left = aim.plan().sentences() * 3; // a model that does not stop is stopped here
    for (var block : Markup.blocks(unwrapped(reply.text()))) {
      if (block.kind() == Markup.Kind.HEADING && saysTheSame(block.text(), aim.heading())) {
        continue;
      }
      if (block.kind() == Markup.Kind.HEADING) {
        blocks.add(plain(block, Markup.escaped(Markup.plain(block.text())), List.of()));
      } else if (block.kind() != Markup.Kind.TABLE_HEAD && block.kind() != Markup.Kind.TABLE_ROW) {
        var sentences = new ArrayList<String>();
        for (var sentence : block.sentences()) {
          var bound = bound(sentence, given, language, numbering);
          if (!bound.isBlank() && left-- > 0) {
            sentences.add(bound);
          }
        }
        if (!sentences.isEmpty()) {
          blocks.add(plain(block, String.join(" ", sentences), sentences));
        }
      }
    }
    boolean says = blocks.stream().anyMatch(block -> !block.sentences().isEmpty());
    return says ? blocks : List.of();
  }

  private static Markup.Block plain(Markup.Block like, String text, List<String> sentences) {
    var kind = like.kind() == Markup.Kind.CODE ? Markup.Kind.PARAGRAPH : like.kind();
    return new Markup.Block(kind, like.level(), sentences, text);
  }

  // what a model writes is untrusted: its links, pictures and tags become plain words here
  private String bound(
      String sentence, List<SourcePassage> given, String language, Numbering numbering) {
    var words = Markup.unmarked(sentence);
    if (words.chars().noneMatch(Character::isLetterOrDigit)) {
      return "";
    }
    var text = new StringBuilder(Markup.escaped(words));
    Markup.marks(sentence).stream()
        .filter(local -> local >= 1 && local <= given.size())
        .map(local -> quoteFor(words, given.get(local - 1), language, numbering))
        .flatMapToInt(OptionalInt::stream)
        .distinct()
        .forEach(n -> text.append(" [").append(n).append(']'));
    return text.toString();
  }

  private OptionalInt quoteFor(
      String words, SourcePassage source, String language, Numbering numbering) {
    var passage = source.passage();
    return Sentences.of(passage.text()).stream()
        .max(
            Comparator.comparingDouble(
                sentence -> grounding.coverage(words, sentence.text(), language)))
        .map(sentence ->
            numbering.of(source, passage.start() + sentence.start(), cut(sentence.text())))
        .orElse(OptionalInt.empty());
  }

  private static String cut(String text) {
    if (text.length() <= Citation.LONGEST_QUOTE) {
      return text;
    }
    int end = text.lastIndexOf(' ', Citation.LONGEST_QUOTE);
    return end > 0 ? text.substring(0, end) : Excerpt.of(text, Citation.LONGEST_QUOTE);
  }

  private static String unwrapped(String reply) {
    return reply
        .strip()
        .replaceFirst("^(?s)<think>.*?</think>\\s*", "")
        .replaceFirst("^```(?:markdown|md)?\\s*\\n", "")
        .replaceFirst("\\n```\\s*$", "")
        .replaceAll("!?\\[([^\\]\\n]*)]\\([^)\\n]*\\)", "$1"); // links, before they are taken apart
  }

  private static boolean saysTheSame(String one, String other) {
    return letters(one).equals(letters(other));
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
