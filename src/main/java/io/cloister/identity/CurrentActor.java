package io.cloister.identity;

/** The actor of the request being served on this thread. */
public interface CurrentActor {

  /**
   * @throws IllegalStateException if nobody is signed in
   */
  Actor get();

  /**
   * The actor, who has this role.
   *
   * @throws NotAllowed if theirs is lower
   */
  default Actor require(Role needed, String action) {
    var actor = get();
    actor.require(needed, action);
    return actor;
  }
}
