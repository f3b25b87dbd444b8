package io.cloister.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On a database without anybody, as at the very first start. */
class SetupTests {

  private static final String PASSWORD = "a-password-of-enough-letters";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private People people;
  private Setup setup;

  @BeforeEach
  void emptyDatabase() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).load().migrate();
    var jdbc = JdbcClient.create(database);
    var clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    var properties =
        new IdentityProperties(
            Duration.ofHours(2),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofDays(90),
            Duration.ofDays(366));
    people = new People(jdbc, new PeopleRows(jdbc), new Passwords(), _ -> {}, clock);
    setup = new Setup(jdbc, people, properties, clock);
  }

  @Test
  void aLinkMakesTheFirstAdministratorOnce() {
    var link = setup.issue().orElseThrow();
    assertThat(setup.isValid(link.secret())).isTrue();

    var person = setup.claim(link.secret(), "Ada", "", PASSWORD);

    assertThat(person.role()).isEqualTo(Role.ADMIN);
    assertThat(person.name()).isEqualTo("ada");
    assertThatThrownBy(() -> setup.claim(link.secret(), "eve", "", PASSWORD))
        .isInstanceOf(AccountConflict.class);
    assertThat(people.find("eve")).isEmpty();
    assertThat(setup.issue()).isEmpty();
  }

  @Test
  void aNewLinkEndsTheOneBefore() {
    var first = setup.issue().orElseThrow();
    setup.issue();

    assertThat(setup.isValid(first.secret())).isFalse();
  }

  @Test
  void aLinkExpires() {
    var link = setup.issue().orElseThrow();
    now = now.plus(Duration.ofHours(25));

    assertThat(setup.isValid(link.secret())).isFalse();
    assertThatThrownBy(() -> setup.claim(link.secret(), "ada", "", PASSWORD))
        .isInstanceOf(AccountConflict.class);
  }

  @Test
  void theAccountOfTheFirstTokenIsTakenOver() {
    people.create(People.FIRST, "", Role.ADMIN, null, null);
    var link = setup.issue().orElseThrow();

    assertThat(setup.claim(link.secret(), "admin", "", PASSWORD).hasPassword()).isTrue();
    assertThat(people.all()).hasSize(1);
  }
}
