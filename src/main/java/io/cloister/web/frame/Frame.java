package io.cloister.web.frame;

import io.cloister.egress.Walls;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the frame shows around a page; templates read it as {@code @frame}. */
@Component("frame")
public class Frame {

  private final HttpServletRequest request;
  private final ObjectProvider<CurrentActor> current;
  private final ObjectProvider<Walls> walls;

  Frame(
      HttpServletRequest request,
      ObjectProvider<CurrentActor> current,
      ObjectProvider<Walls> walls) {
    this.request = request;
    this.current = current;
    this.walls = walls;
  }

  /** The frame of the request that is being answered. */
  public FrameView view() {
    var asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var path = asked instanceof String original ? original : request.getRequestURI();
    var query = request.getQueryString();
    return new FrameView(
        Route.of(path).orElse(null),
        query == null ? path : path + "?" + query,
        Preferences.of(request),
        actor(),
        sent());
  }

  /** The links to the other pages of a list, whatever kind of number the list counts in. */
  public Pager pager(Number page, Number size, Number total) {
    var address =
        ServletUriComponentsBuilder.fromRequest(request)
            .scheme(null)
            .host(null)
            .port(null)
            .replaceQueryParam("page")
            .build()
            .toUriString();
    return new Pager(
        address + (address.contains("?") ? "&page=" : "?page="),
        page.intValue(),
        size.intValue(),
        total.longValue());
  }

  /** Which hosts outside the house anything was sent to, by all and ever. */
  private List<Walls.Place> sent() {
    var known = walls.getIfAvailable();
    return known == null
        ? List.of()
        : known.places().stream().filter(place -> place.bytesLeft() > 0).toList();
  }

  /** Who is signed in; null on the pages before that, and on an error before anybody was known. */
  private @Nullable Actor actor() {
    var known = current.getIfAvailable();
    if (known == null || request.getUserPrincipal() == null) {
      return null;
    }
    try {
      return known.get();
    } catch (IllegalStateException nobody) {
      return null;
    }
  }
}
