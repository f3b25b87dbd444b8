package io.cloister.answering;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * An answer's Markdown as HTML that can do nothing: no links but those to its own sources, no
 * pictures, no scripts, no styles, whatever a model wrote. Safe for concurrent use.
 */
public final class AnswerHtml {

  private static final Parser PARSER =
      Parser.builder().customInlineContentParserFactory(new TagsAsText()).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
  private static final String[] PLAIN = {
    "p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr"
  };
  private static final PolicyFactory WORDS =
      new HtmlPolicyBuilder()
          .allowElements(PLAIN)
          .allowElements((_, _) -> "p", "h1", "h2", "h3", "h4", "h5", "h6")
          .toFactory();
  // a second time, because marks that were put in may stand across what the model emphasised
  private static final PolicyFactory MARKED =
      new HtmlPolicyBuilder()
          .allowElements(PLAIN)
          .allowElements("a", "span")
          .allowAttributes("class")
          .matching(true, "cite", "unsupported")
          .onElements("a", "span")
          .allowAttributes("href")
          .matching(Pattern.compile("#[a-z0-9-]{1,60}"))
          .onElements("a")
          .allowAttributes("data-why")
          .matching(Pattern.compile("[a-z ]{1,100}"))
          .onElements("span")
          .allowStandardUrlProtocols()
          .toFactory();
  private static final Pattern MARK =
      Pattern.compile("\\s?[\\[【]([^\\]】\\[<>]{0,24}\\d[^\\]】\\[<>]{0,24})[\\]】]");
  // of the private use area: no model's text still has them when it comes here
  private static final char OPEN = '\ue000';
  private static final char CLOSE = '\ue001';
  private static final Pattern ITEM = Pattern.compile("^(?:[-*+]|\\d{1,3}[.)]|#{1,6}|>)\\s+");

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");

  private AnswerHtml() {}

  /**
   * A piece of an answer while it is being written.
   *
   * @param target prefix of the anchors of its sources: {@code target-1}, {@code target-2}…
   * @param known the numbers that there are
   */
  public static String of(String markdown, String target, Set<Integer> known) {
    return linked(words(CheckedText.plain(markdown)), target, known);
  }

  /** A finished answer; sentences that are not supported are in {@code span.unsupported}. */
  public static String of(Answer.Words words, String target) {
    var known =
        words.citations().stream()
            .map(Citation::n)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    var markdown = new StringBuilder();
    for (var sentence : words.sentences()) {
      markdown.append(sentence.gap());
      var text = CheckedText.plain(sentence.text());
      if (sentence.isSupported()) {
        markdown.append(text);
      } else {
        var item = ITEM.matcher(text);
        int from = item.find() ? item.end() : 0;
        markdown.append(text, 0, from).append(OPEN).append(text.substring(from)).append(CLOSE);
      }
    }
    var html = linked(words(markdown.toString().strip()), target, known);
    return MARKED.sanitize(
        html.replace(String.valueOf(OPEN), "<span class=\"unsupported\">")
            .replace(String.valueOf(CLOSE), "</span>"));
  }

  /** An answer made of quotes: nothing in them is taken for Markdown, they stand as they are. */
  public static String ofQuotes(Answer.Words words, String target) {
    var known =
        words.citations().stream()
            .map(Citation::n)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    var markdown = new StringBuilder();
    for (var sentence : words.sentences()) {
      var lines = CheckedText.plain(sentence.text()).strip().replaceAll("\\s*\\n\\s*", "\n");
      markdown.append("\n\n").append(PUNCTUATION.matcher(lines).replaceAll("\\\\$0"));
    }
    return linked(words(markdown.toString().strip()), target, known);
  }

  private static String words(String markdown) {
    var document = PARSER.parse(Shallow.of(markdown));
    document.accept(new Unlinked());
    return WORDS.sanitize(RENDERER.render(document));
  }

  private static String linked(String html, String target, Set<Integer> known) {
    var linked =
        MARK.matcher(html)
            .replaceAll(mark -> {
              var numbers = List.copyOf(CheckedText.marks(mark.group()));
              if (numbers.isEmpty()) {
                return Matcher.quoteReplacement(mark.group());
              }
              var links = new StringBuilder();
              numbers.stream()
                  .filter(known::contains)
                  .forEach(n ->
                      links.append(
                          "<a class=\"cite\" href=\"#%s-%d\">%d</a>".formatted(target, n, n)));
              return Matcher.quoteReplacement(links.toString());
            });
    return MARKED.sanitize(linked);
  }

  /** Leaves of a link its words, and its address as words. */
  private static final class Unlinked extends org.commonmark.node.AbstractVisitor {

    @Override
    public void visit(Link link) {
      visitChildren(link);
      while (link.getFirstChild() != null) {
        link.insertBefore(link.getFirstChild());
      }
      link.unlink();
    }

    @Override
    public void visit(org.commonmark.node.Image image) {
      image.unlink();
    }
  }
}
