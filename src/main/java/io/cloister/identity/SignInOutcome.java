package io.cloister.identity;

import java.time.Duration;

/** What came of a name and a password. */
public sealed interface SignInOutcome {

  record Accepted(Person person) implements SignInOutcome {}

  /** Wrong name, wrong password, disabled: nobody is told which. */
  record Refused() implements SignInOutcome {}

  /** Not even looked at: too many failures for this account or from this source. */
  record TooOften(Duration retryAfter) implements SignInOutcome {}
}
