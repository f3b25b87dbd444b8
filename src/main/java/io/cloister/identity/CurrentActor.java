package io.cloister.identity;

/** The actor of the request being served on this thread. */
public interface CurrentActor {

  /**
   * @throws IllegalStateException if nobody is signed in
   */
  Actor get();
}
