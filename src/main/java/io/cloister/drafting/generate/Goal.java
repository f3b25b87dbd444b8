package io.cloister.drafting.generate;

import org.jspecify.annotations.Nullable;

/** What a section seeks, as vectors. */
record Goal(float[] seeks, float @Nullable [] topic) {

  static Goal of(Aim aim, Vectors vectors) {
    return new Goal(
        vectors.of(aim.seeks()), aim.topic().isBlank() ? null : vectors.of(aim.topic()));
  }

  /** How much a sentence has to do with what is sought, from -1 to 1. */
  double nearness(Candidate candidate) {
    double near = Vectors.cosine(seeks, candidate.vector());
    return topic == null ? near : (near + Vectors.cosine(topic, candidate.vector())) / 2;
  }
}
