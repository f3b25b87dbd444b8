package io.cloister.models.route;

/** How many tokens a prompt may have, before its model has counted them. */
public final class PromptSize {

  // what a message has around its words
  private static final int AROUND = 8;
  private static final int LATIN_A_TOKEN = 3;

  private PromptSize() {}

  /**
   * Rather too many than too few: a token for three characters of Latin script, where four are
   * usual, and one for each other character.
   */
  public static int tokens(String text) {
    int latin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x250) {
        latin++;
      }
    }
    return AROUND + latin / LATIN_A_TOKEN + (text.length() - latin);
  }
}
