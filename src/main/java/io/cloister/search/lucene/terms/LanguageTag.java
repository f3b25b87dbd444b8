package io.cloister.search.lucene.terms;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Puts the language before each term. */
public final class LanguageTag extends TokenFilter {

  private final char[] tag;
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  LanguageTag(TokenStream input, String language) {
    super(input);
    tag = tag(language).toCharArray();
  }

  public static String tag(String language) {
    return language + "|";
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    int length = term.length();
    var buffer = term.resizeBuffer(length + tag.length);
    System.arraycopy(buffer, 0, buffer, tag.length, length);
    System.arraycopy(tag, 0, buffer, 0, tag.length);
    term.setLength(length + tag.length);
    return true;
  }
}
