package io.cloister.tagging.keyphrase;

import io.cloister.search.WordForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the words of a text, and where a phrase may not go on. */
public final class Words {

  // possessive, because a group that may give back what it took is matched by recursion
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*"
              + "(?:[-\\u2010\\u2011'’&/](?=[\\p{L}\\p{N}])[\\p{L}\\p{M}\\p{N}]+"
              + "|\\.(?=\\p{Lu}(?![\\p{L}\\p{N}]))\\p{Lu}|\\.(?=\\p{N})\\p{N}+)*+(?:\\+\\+|#)?");
  private static final Pattern JOIN = Pattern.compile("[ \\t\\u00a0]*(?:\\R[ \\t\\u00a0]*)?");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  // longer ones are file paths, sums of code, or scripts that part no words
  private static final int LONGEST = 40;

  private Words() {}

  /** The words in order. */
  public static List<Word> of(String text, WordForms forms, PlainWords plain) {
    var words = new ArrayList<Word>();
    var matcher = WORD.matcher(text);
    int before = -1;
    while (matcher.find()) {
      var word = matcher.group();
      boolean joined = before >= 0 && JOIN.matcher(text).region(before, matcher.start()).matches();
      var lower = word.toLowerCase(Locale.ROOT);
      boolean fill =
          word.length() > LONGEST
              || !LETTER.matcher(word).find()
              || forms.isStopWord(lower)
              || plain.generic().contains(lower);
      words.add(
          new Word(
              matcher.start(),
              matcher.end(),
              word,
              forms.stem(lower),
              !joined,
              fill,
              plain.common().contains(lower)));
      before = matcher.end();
    }
    return words;
  }
}
