package io.cloister.identity;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs people in by name and password, ever more slowly for those who guess. */
@Component
public class SignIn {

  private final People people;
  private final SignInThrottle throttle;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  SignIn(
      People people,
      SignInThrottle throttle,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.people = people;
    this.throttle = throttle;
    this.transaction = transaction;
    this.events = events;
  }

  /**
   * @param source the address that the attempt comes from
   */
  public SignInOutcome attempt(String name, String password, String source) {
    var account = People.normal(name);
    var wait = throttle.waitFor(account, source);
    if (wait.isPositive()) {
      return new SignInOutcome.TooOften(wait);
    }
    throttle.begun(account, source);
    var person = people.find(account).orElse(null);
    boolean right = people.matches(person, password);
    if (person == null || !right || person.disabled()) {
      // of an unknown name nothing is kept: it may be a password typed into the wrong field
      publish(
          AccountEvent.of(null, "session.refused", "user", person == null ? "?" : person.id())
              .with("source", source));
      return new SignInOutcome.Refused();
    }
    throttle.succeeded(account, source);
    publish(
        AccountEvent.of(person.actor(), "session.began", "user", person.id())
            .with("source", source));
    return new SignInOutcome.Accepted(person);
  }

  /** Whether {@code password} is the person's own; as slow for those who guess as signing in. */
  public boolean confirm(Actor actor, String password, String source) {
    if (throttle.waitFor(actor.name(), source).isPositive()) {
      return false;
    }
    throttle.begun(actor.name(), source);
    boolean right = people.matches(people.find(actor.user()).orElse(null), password);
    if (right) {
      throttle.succeeded(actor.name(), source);
    }
    return right;
  }

  /** Writes down that {@code actor} signed out. */
  public void ended(Actor actor) {
    publish(AccountEvent.of(actor, "session.ended", "user", actor.user()));
  }

  private void publish(AccountEvent event) {
    transaction.executeWithoutResult(_ -> events.publishEvent(event));
  }
}
