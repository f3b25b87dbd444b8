package io.cloister.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** What a guess costs the server, and what it tells the guesser. */
class SignInWorkTests {

  private static final String PASSWORD = "a-password-of-enough-letters";
  private static final String WRONG = "another-one-of-enough-letters";

  private final Counted comparisons = new Counted();
  private SignIn signIn;

  @BeforeEach
  void people() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).load().migrate();
    var jdbc = JdbcClient.create(database);
    var clock = Clock.systemUTC();
    var people = new People(jdbc, new PeopleRows(jdbc), new Passwords(comparisons), _ -> {}, clock);
    var admin = people.create("admin", "", Role.ADMIN, PASSWORD, null).actor();
    people.create("known", "", Role.STAFF, PASSWORD, null);
    people.create("by-token", "", Role.STAFF, null, null);
    people.disable(people.create("gone", "", Role.STAFF, PASSWORD, null).id(), admin);
    signIn =
        new SignIn(
            people,
            new SignInThrottle(clock),
            new TransactionTemplate(new JdbcTransactionManager(database)),
            _ -> {});
  }

  @Test
  void takesOneComparisonOfTheSameStrengthWhoeverIsNamed() {
    for (var name : List.of("known", "by-token", "gone", "nobody", "", "x".repeat(5_000))) {
      int before = comparisons.made.get();

      assertThat(signIn.attempt(name, WRONG, "source")).isInstanceOf(SignInOutcome.Refused.class);

      assertThat(comparisons.made.get() - before).as(name).isEqualTo(1);
      assertThat(comparisons.last).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
  }

  @Test
  void refusesADisabledAccountAlsoWithItsPassword() {
    assertThat(signIn.attempt("gone", PASSWORD, "s")).isInstanceOf(SignInOutcome.Refused.class);
    assertThat(signIn.attempt("known", PASSWORD, "s")).isInstanceOf(SignInOutcome.Accepted.class);
  }

  /** The real one, and how often it was asked. */
  private static final class Counted implements PasswordEncoder {

    final AtomicInteger made = new AtomicInteger();
    volatile String last = "";
    private final PasswordEncoder real = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

    @Override
    public String encode(CharSequence password) {
      return real.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      made.incrementAndGet();
      last = hash;
      return real.matches(password, hash);
    }
  }
}
