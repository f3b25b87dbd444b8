package io.cloister.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two administrators who disable each other at the same moment. */
@Running
class LastAdministratorTests {

  @Autowired People people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private final List<UUID> made = new ArrayList<>();
  private List<UUID> others = List.of();

  @Test
  void oneOfTwoWhoDisableEachOtherStays() throws Exception {
    others =
        jdbc.sql("select id from account where role = 'admin' and disabled_at is null")
            .query(UUID.class)
            .list();
    var ann = administrator();
    var bob = administrator();
    others.forEach(id -> set(id, "staff"));
    var disabled = new CountDownLatch(1);
    var first =
        CompletableFuture.runAsync(() ->
            transaction.executeWithoutResult(_ -> {
              people.disable(bob.id(), ann.actor());
              disabled.countDown();
              java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            }));
    disabled.await();

    var second = CompletableFuture.runAsync(() -> people.disable(ann.id(), bob.actor()));

    first.join();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(second::join)
        .withCauseInstanceOf(AccountConflict.class);
    assertThat(people.find(ann.id()).orElseThrow().disabled()).isFalse();
  }

  @AfterEach
  void giveBack() {
    made.forEach(id -> set(id, "staff"));
    others.forEach(id -> set(id, "admin"));
  }

  private void set(UUID id, String role) {
    jdbc.sql("update account set role = ? where id = ?").params(role, id).update();
  }

  private Person administrator() {
    var person = people.create("admin-" + UUID.randomUUID(), "", Role.ADMIN, null, null);
    made.add(person.id().value());
    return person;
  }
}
