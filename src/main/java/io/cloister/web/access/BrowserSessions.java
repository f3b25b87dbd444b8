package io.cloister.web.access;

import io.cloister.identity.Session;
import io.cloister.identity.Sessions;
import io.cloister.identity.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Begins and ends the session of the browser that asks. */
@Component
public class BrowserSessions {

  private final Sessions sessions;

  BrowserSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Begins a new session, whatever cookie the browser had: a planted one is worth nothing. */
  public void begin(UserId owner, HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.of(request).ifPresent(sessions::end);
    forgetWhatIsToBeTold(request);
    var secret =
        sessions.begin(owner, request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
    SessionCookie.set(request, response, secret);
  }

  public void end(HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.of(request).ifPresent(sessions::end);
    forgetWhatIsToBeTold(request);
    SessionCookie.clear(request, response);
  }

  /** The word of what was just done, a new token among it, is for nobody who comes after. */
  private static void forgetWhatIsToBeTold(HttpServletRequest request) {
    var told = request.getSession(false);
    if (told != null) {
      told.invalidate();
    }
  }

  /** The id of the session that the browser is in; empty for a program with a token. */
  public Optional<UUID> current(HttpServletRequest request) {
    return SessionCookie.of(request).flatMap(sessions::live).map(Session::id);
  }
}
