package io.cloister.drafting.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A draft as Markdown; its record stands at the end, in a block of code. */
public final class MarkdownFile {

  /** Anything escaped; or the start of a picture, a link's address, HTML. */
  private static final Pattern ACTIVE =
      Pattern.compile(
          "\\\\.|(?<active>!(?=\\[)|(?<=])[(:]|(?<=])\\[(?!\\d)|<(?=[A-Za-z/!?]))", Pattern.DOTALL);

  private final ExportWords words;

  public MarkdownFile(ExportWords words) {
    this.words = words;
  }

  public void write(Draft draft, OutputStream out) throws IOException {
    var text = new StringBuilder();
    text.append("# ").append(Markup.escaped(draft.title())).append("\n\n");
    words
        .notice(draft)
        .forEach(line -> text.append("> ").append(Markup.escaped(line)).append("  \n"));
    for (var section : draft.sections()) {
      text.append("\n## ").append(Markup.escaped(section.heading())).append("\n\n");
      text.append(body(section)).append("\n");
    }
    text.append("\n## ").append(words.sources()).append("\n\n");
    for (var citation : draft.citations()) {
      text.append(
          "- \\[%d\\] %s: “%s”\n"
              .formatted(
                  citation.n(),
                  Markup.escaped(words.place(citation)),
                  Markup.escaped(citation.quote())));
    }
    text.append("\n### ").append(words.files()).append("\n\n");
    draft
        .sources()
        .forEach(
            source -> text.append("- ").append(Markup.escaped(words.file(source))).append("\n"));
    text.append("\n### ").append(words.provenance()).append("\n\n```\n");
    text.append(
        Provenance.of(draft).entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue().replaceAll("\\s+", " "))
            .collect(Collectors.joining("\n")));
    text.append("\n```\n");
    out.write(text.toString().getBytes(UTF_8));
  }

  private String body(Section section) {
    return section.markdown().isBlank() ? words.nothing() : harmless(section.markdown());
  }

  /** Without what a reader's program would fetch, follow or run: all of it stands there as text. */
  private static String harmless(String markdown) {
    return ACTIVE
        .matcher(markdown)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group("active") == null ? found.group() : "\\" + found.group()));
  }
}
