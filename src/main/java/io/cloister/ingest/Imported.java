package io.cloister.ingest;

import java.util.List;

/**
 * What became of the lines of an import.
 *
 * @param accepted how many documents are new
 * @param updated how many were there and have changed
 * @param unchanged how many were there just so
 */
public record Imported(int accepted, int updated, int unchanged, List<Rejected> rejected) {

  public Imported {
    rejected = List.copyOf(rejected);
  }

  /**
   * A line that was not taken.
   *
   * @param line from 1
   * @param code stable and kebab-case
   */
  public record Rejected(int line, String code, String detail) {}
}
