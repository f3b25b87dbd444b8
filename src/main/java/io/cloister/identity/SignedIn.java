package io.cloister.identity;

import java.util.List;
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

  public SignedIn(Actor actor, Means means) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + actor.role().name())));
    this.actor = actor;
    this.means = means;
    setAuthenticated(true);
  }

  public Actor actor() {
    return actor;
  }

  public Means means() {
    return means;
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
