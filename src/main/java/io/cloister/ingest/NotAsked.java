package io.cloister.ingest;

/** A model was to read or hear a part of a file and did not; asking again may end otherwise. */
final class NotAsked extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** How far it reaches. */
  enum Reach {
    /** This part alone; others may be asked for. */
    PART,
    /** Whatever part is asked for. */
    ALL,
    /** Whatever part is asked for now; the same may succeed a little later by itself. */
    NOW
  }

  private final Reach reach;

  NotAsked(String why, Reach reach) {
    super(why);
    this.reach = reach;
  }

  boolean isPassing() {
    return reach == Reach.NOW;
  }

  /** Whether there is no use in asking for other parts. */
  boolean isLasting() {
    return reach == Reach.ALL;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
