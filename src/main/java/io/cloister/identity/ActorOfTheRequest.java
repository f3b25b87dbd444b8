package io.cloister.identity;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

@Component
class ActorOfTheRequest implements CurrentActor {

  @Override
  public Actor get() {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
      return signedIn.actor();
    }
    throw new IllegalStateException("nobody is signed in on this thread");
  }
}
