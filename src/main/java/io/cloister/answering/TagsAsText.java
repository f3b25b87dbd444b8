package io.cloister.answering;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.ParsedInline;

/**
 * Has a Markdown parser take every {@code <} within a line as itself. Tags are shown as text
 * anyway, and to look for the end of each costs the square of the text's length.
 */
public final class TagsAsText implements InlineContentParserFactory {

  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of('<');
  }

  @Override
  public InlineContentParser create() {
    return state -> {
      var scanner = state.scanner();
      scanner.next();
      return ParsedInline.of(new Text("<"), scanner.position());
    };
  }
}
