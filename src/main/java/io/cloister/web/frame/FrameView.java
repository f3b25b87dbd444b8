package io.cloister.web.frame;

import io.cloister.egress.Walls;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame around one page.
 *
 * @param route the place of this page; null for a page that belongs to none
 * @param here path and query of this page
 * @param actor who is signed in; null if nobody is
 * @param sent the hosts outside the house that anything was sent to
 */
public record FrameView(
    @Nullable Route route,
    String here,
    Preferences preferences,
    @Nullable Actor actor,
    List<Walls.Place> sent) {

  public FrameView {
    sent = List.copyOf(sent);
  }

  /** How much was sent to all of them together. */
  public long bytesSent() {
    return sent.stream().mapToLong(Walls.Place::bytesLeft).sum();
  }

  public boolean signedIn() {
    return actor != null;
  }

  public boolean administrator() {
    return actor != null && actor.is(Role.ADMIN);
  }

  /** Names the person; empty if nobody is signed in. */
  public String userId() {
    return actor == null ? "" : actor.user().toString();
  }

  public String user() {
    return actor == null ? "" : actor.name();
  }

  /** The places of a section that this person may go to. */
  public List<Route> places(String section) {
    return places().stream().filter(place -> place.section().name().equals(section)).toList();
  }

  /** All places that this person may go to. */
  public List<Route> places() {
    var person = actor;
    return person == null
        ? List.of()
        : Arrays.stream(Route.values()).filter(place -> person.is(place.role())).toList();
  }

  public boolean isHere(Route place) {
    return place == route;
  }

  public boolean isIn(String section) {
    return route != null && route.section().name().equals(section);
  }

  /** Up to two letters for the picture of a person. */
  public String initials() {
    var letters = new StringBuilder();
    for (String word : user().strip().split("[\\s._-]+", 3)) {
      if (!word.isEmpty() && letters.length() < 2) {
        letters.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
      }
    }
    return letters.toString();
  }
}
