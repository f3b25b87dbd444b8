package io.cloister.search.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All judged cases, asked with the usual settings and with others.
 *
 * @param cases how many were asked
 * @param judged how many of them have a right answer
 * @param usual nDCG@10 with the usual settings, from 0 to 1; null if none has a right answer
 * @param tried nDCG@10 with the others
 * @param moved what the others changed, the most harmful first
 */
public record JudgedRun(
    int cases, int judged, @Nullable Double usual, @Nullable Double tried, List<Moved> moved) {

  public JudgedRun {
    moved = List.copyOf(moved);
  }

  /**
   * A query of which a right answer moved.
   *
   * @param usual its nDCG@10
   * @param steps of its right answers
   */
  public record Moved(int number, String query, double usual, double tried, List<Step> steps) {

    public Moved {
      steps = List.copyOf(steps);
    }
  }

  /**
   * @param before place among the ten best from 1; 0 if it is not among them
   * @param after with the others
   */
  public record Step(String title, int before, int after) {}
}
