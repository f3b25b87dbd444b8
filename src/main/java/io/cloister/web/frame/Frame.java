package io.cloister.web.frame;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the frame shows around a page; templates read it as {@code @frame.view()}. */
@Component("frame")
public class Frame {

  private final HttpServletRequest request;

  Frame(HttpServletRequest request) {
    this.request = request;
  }

  /** The frame of the request that is being answered. */
  public View view() {
    var asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var path = asked instanceof String original ? original : request.getRequestURI();
    var user = Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
    return new View(
        path,
        Route.of(path).orElse(null),
        Preferences.of(request),
        user.orElse(null),
        request.isUserInRole("ADMIN"));
  }

  /** The links to the other pages of a list, whatever kind of number the lists count in. */
  public Pager pager(Number page, Number size, Number total) {
    return new Pager(page.intValue(), size.intValue(), total.longValue());
  }

  /** This page's address, on another page of its list. */
  public String page(Number number) {
    return ServletUriComponentsBuilder.fromRequest(request)
        .scheme(null)
        .host(null)
        .port(null)
        .replaceQueryParam("page", number.intValue())
        .build()
        .toUriString();
  }

  /**
   * @param route the place of this page; null for a page that is none
   * @param user who is signed in; null if nobody is
   */
  public record View(
      String path,
      @Nullable Route route,
      Preferences preferences,
      @Nullable String user,
      boolean administrator) {

    public boolean signedIn() {
      return user != null;
    }

    /** The places of a section that this person may go to. */
    public List<Route> places(String section) {
      return Arrays.stream(Route.values())
          .filter(place -> place.section().name().equals(section) && mayOpen(place))
          .toList();
    }

    /** All places that this person may go to. */
    public List<Route> places() {
      return Arrays.stream(Route.values()).filter(this::mayOpen).toList();
    }

    private boolean mayOpen(Route place) {
      return signedIn() && (administrator || !place.isForAdministrators());
    }

    public boolean isHere(Route place) {
      return place == route;
    }

    public boolean isIn(String section) {
      return route != null && route.section().name().equals(section);
    }

    /** Up to two letters for the picture of a person. */
    public String initials() {
      if (user == null || user.isBlank()) {
        return "";
      }
      var words = user.strip().split("[\\s._-]+", 3);
      var letters = new StringBuilder();
      for (int i = 0; i < Math.min(2, words.length); i++) {
        letters.appendCodePoint(Character.toUpperCase(words[i].codePointAt(0)));
      }
      return letters.toString();
    }
  }
}
