package io.cloister.sources;

import java.util.Locale;

/** Why a look at a source ended early, or why a file could not be taken. */
public enum SourceProblem {
  NO_FOLDER(
      "The folder is not there any more, or may not be looked at: set another, or have it allowed again."),
  UNREADABLE_FOLDER(
      "A folder could not be read, so nothing counts as gone: give the server's account the right to read it."),
  EMPTY_FOLDER(
      "The folder is empty, as if its disk were not there, so nothing was binned: if that is meant, remove this source."),
  MISSING_FOLDER(
      "A sub-folder is gone with all that was in it, as if its disk were not there, so nothing of it was binned: if that is meant, put its documents into the bin by hand."),
  MAY_NOT_WRITE(
      "Its owner may not write the collection any more: have an administrator who may save this source again."),
  NO_OWNER("Its owner is not there any more: have another administrator save this source again."),
  DISK_FULL("The server's disk is almost full: free space, then it goes on by itself."),
  STOPPED("It was stopped by hand; the next run goes on."),
  TOO_LARGE("The file is larger than the server takes."),
  UNREADABLE_FILE("The file could not be read; it is tried again at the next run."),
  NOT_MOVED(
      "The file was brought in, but the server may not move it away: give its account the right to write the folder.");

  private final String sentence;

  SourceProblem(String sentence) {
    this.sentence = sentence;
  }

  /** Stable and kebab-case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened and what to do next, in English. */
  public String sentence() {
    return sentence;
  }

  static SourceProblem of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
