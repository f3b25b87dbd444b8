package io.cloister.models.cost;

import io.cloister.models.ledger.Limits;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What may be spent in a calendar month (UTC) on the models, by whom or on what.
 *
 * @param target the id of the connection, user or group, or the word of the function; empty for all
 * @param name what people call the target; empty for all
 * @param monthlyTokens prompts and replies together; null for as many as one likes
 * @param monthlyMicros millionths of the configured currency; null for as much as one likes
 * @param warnAt the share, above 0 to 1, from which it is told
 * @param action what happens to a call that does not fit any more
 */
public record Budget(
    Scope scope,
    String target,
    String name,
    @Nullable Long monthlyTokens,
    @Nullable Long monthlyMicros,
    double warnAt,
    Action action) {

  public Budget {
    Assert.isTrue(scope == Scope.ALL == target.isEmpty(), "a target belongs to all scopes but all");
    Assert.isTrue(warnAt > 0 && warnAt <= 1, "warned at a share above 0 to 1");
    Assert.isTrue(monthlyTokens != null || monthlyMicros != null, "a budget has a limit");
    Assert.isTrue(monthlyTokens == null || monthlyTokens >= 0, "tokens are not negative");
    Assert.isTrue(monthlyMicros == null || monthlyMicros >= 0, "money is not negative");
  }

  /** Whose calls are counted. */
  public enum Scope {
    ALL,
    CONNECTION,
    FUNCTION,
    USER,
    GROUP;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String word) {
      for (var scope : values()) {
        if (scope.word().equals(word)) {
          return Optional.of(scope);
        }
      }
      return Optional.empty();
    }
  }

  /** What happens once it is spent. */
  public enum Action {
    /** It is told, and the call goes on. */
    WARN,
    /** The call is not made. */
    BLOCK,
    /** The route of a lower tier is asked; where there is none the call is not made. */
    DOWNGRADE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Action> of(String word) {
      for (var action : values()) {
        if (action.word().equals(word)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }
  }

  /** What makes it one budget and not another. */
  record Key(Scope scope, String target) {}

  Key key() {
    return new Key(scope, target);
  }

  Limits limits() {
    return new Limits(monthlyTokens, monthlyMicros);
  }

  /** For whoever is told that it is spent: {@code all} or {@code user anna}. */
  public String title() {
    return scope == Scope.ALL ? scope.word() : scope.word() + " " + name;
  }
}
