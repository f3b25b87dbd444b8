package io.cloister.search;

/** Hears of the passages that are embedded, and may end it. */
public interface EmbeddingCourse {

  /** Nobody listens, nobody stops it. */
  EmbeddingCourse TO_THE_END =
      new EmbeddingCourse() {
        @Override
        public void embedded() {}

        @Override
        public boolean isStopped() {
          return false;
        }
      };

  /** One more passage has its vector, or will have none. */
  void embedded();

  /** Asked several times a second. */
  boolean isStopped();
}
