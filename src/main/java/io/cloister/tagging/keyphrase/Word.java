package io.cloister.tagging.keyphrase;

/**
 * A word of a text.
 *
 * @param start offset of its first UTF-16 code unit
 * @param end offset after its last one
 * @param text as it stands there
 * @param stem what it has in common with its other forms
 * @param opens whether a phrase cannot go on from the word before to this one
 * @param fill whether no phrase may hold it: a stop word or a mere number
 * @param common whether it says something only together with others, as {@code time} or {@code
 *     system}
 */
public record Word(
    int start, int end, String text, String stem, boolean opens, boolean fill, boolean common) {

  /** Whether it is written with a capital. */
  boolean isMarked() {
    return text.codePoints().anyMatch(Character::isUpperCase);
  }
}
