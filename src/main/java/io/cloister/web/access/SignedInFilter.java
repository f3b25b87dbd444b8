package io.cloister.web.access;

import io.cloister.identity.Sessions;
import io.cloister.identity.SignedIn;
import io.cloister.identity.SignedIn.Means;
import io.cloister.identity.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is asking, afresh from the database for every request. */
final class SignedInFilter extends OncePerRequestFilter {

  private final Tokens tokens;
  private final @Nullable Sessions sessions;
  private final SecurityContextRepository contexts;

  /**
   * @param sessions null where a browser's session is worth nothing
   */
  SignedInFilter(Tokens tokens, @Nullable Sessions sessions, SecurityContextRepository contexts) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.contexts = contexts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Transport.isPrivate(request)) {
      known(request)
          .ifPresent(signedIn -> {
            var context = new SecurityContextImpl(signedIn);
            SecurityContextHolder.setContext(context);
            // for the dispatches that follow, asynchronous or to the error page
            contexts.saveContext(context, request, response);
          });
    }
    chain.doFilter(request, response);
  }

  private Optional<SignedIn> known(HttpServletRequest request) {
    var token = Credentials.token(request);
    if (token != null) {
      return tokens
          .actor(token)
          .map(actor -> new SignedIn(actor, Means.TOKEN, () -> tokens.actor(token)));
    }
    if (sessions == null) {
      return Optional.empty();
    }
    var cookie = SessionCookie.of(request);
    return cookie
        .flatMap(sessions::actor)
        .map(actor -> new SignedIn(actor, Means.SESSION, () -> cookie.flatMap(sessions::peek)));
  }
}
