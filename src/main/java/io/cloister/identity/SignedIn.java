package io.cloister.identity;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A request's actor as the security context holds it, and by what they are known. */
public final class SignedIn extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  /** What the request was known by. */
  public enum Means {
    SESSION,
    TOKEN
  }

  private final transient Actor actor;
  private final Means means;
  private final transient Supplier<Optional<Actor>> again;

  /**
   * @param again asks anew whose token or session it is, with the role and the groups of then
   */
  public SignedIn(Actor actor, Means means, Supplier<Optional<Actor>> again) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + actor.role().name())));
    this.actor = actor;
    this.means = means;
    this.again = again;
    setAuthenticated(true);
  }

  public Actor actor() {
    return actor;
  }

  public Means means() {
    return means;
  }

  /**
   * Who this is now, also long after the request: empty once the session has ended, the token was
   * revoked or has expired, or the account was disabled.
   */
  public Optional<Actor> now() {
    return again.get();
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return actor;
  }

  @Override
  public String getName() {
    return actor.name();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that && actor.equals(that.actor) && means == that.means;
  }

  @Override
  public int hashCode() {
    return actor.hashCode();
  }
}
