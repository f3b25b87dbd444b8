package io.cloister.ingest;

/** A model was to read or hear a part of a file and did not; asking again may end otherwise. */
final class NotAsked extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * @param passing whether the same may succeed a little later by itself
   */
  NotAsked(String why, boolean passing) {
    super(why);
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
