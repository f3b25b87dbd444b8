package io.cloister.answering.ground;

/**
 * A word, number or identifier as it stands, and the form in which it is compared.
 *
 * @param text as it stands
 * @param key in lower case, in the compatibility form, without marks of possession
 * @param start offset of its first code unit
 */
public record Token(String text, String key, int start) {

  public int end() {
    return start + text.length();
  }

  public boolean isCapitalised() {
    int first = text.codePointAt(0);
    return Character.isUpperCase(first) || Character.isTitleCase(first);
  }

  /** Whether it mixes letters with digits or joins, or is all capitals: to be taken literally. */
  public boolean isIdentifier() {
    boolean letter = text.codePoints().anyMatch(Character::isLetter);
    boolean digit = text.codePoints().anyMatch(Character::isDigit);
    boolean joined = text.indexOf('_') >= 0 || text.indexOf('@') >= 0 || text.indexOf('/') >= 0;
    boolean shouted =
        text.length() > 1
            && text.codePoints().filter(Character::isLetter).count() > 1
            && text.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
    return letter && (digit || joined || shouted);
  }

  /**
   * Whether its script has no capitals and no blanks between words, so that it is a pair of signs.
   */
  public boolean isPair() {
    return Words.isUnspaced(text.codePointAt(0));
  }
}
