package io.cloister.api.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.collection.Collection;
import io.cloister.web.Shelf;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Several who change the same at the same moment. */
@Running
class AtOnceTests {

  private static final int MANY = 8;

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Tokens tokens;

  private final String name = "at-once-" + UUID.randomUUID();
  private Shelf shelf;
  private Actor chief;
  private Collection place;
  private Caller program;

  @BeforeEach
  void chief() {
    shelf = new Shelf(product);
    chief = shelf.person(name, Role.ADMIN);
    place = shelf.collection(name, chief);
    program = Caller.withToken(port, tokens.issue(chief.user(), "x", null, chief).secret());
  }

  @Test
  void allTagTheSameDocument() throws Exception {
    var document = shelf.ready("One", place, chief, "Words.").document();

    assertAll(
        _ -> "/api/v1/documents/" + document + "/tags",
        i -> "{\"tags\":[\"%s\",\"%s %d\"]}".formatted(name, name, i % 3));
  }

  @Test
  void allGiveANewTagToDifferentDocuments() throws Exception {
    var documents =
        IntStream.range(0, MANY)
            .mapToObj(i -> shelf.ready("Text " + i, place, chief, "Words.").document())
            .toList();

    assertAll(
        i -> "/api/v1/documents/" + documents.get(i) + "/tags",
        _ -> "{\"tags\":[\"%s\"]}".formatted(name));
  }

  @Test
  void allSetHowLongDocumentsAreKept() throws Exception {
    assertAll(
        _ -> "/api/v1/collections/" + place.id() + "/keeping",
        i -> "{\"keepDays\":%d}".formatted(100 + i));
  }

  private void assertAll(IntFunction<String> path, IntFunction<String> body) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, MANY)
              .<Callable<Integer>>mapToObj(
                  i -> () -> program.send("PUT", path.apply(i), body.apply(i)).statusCode())
              .toList();
      assertThat(threads.invokeAll(calls))
          .allSatisfy(call -> assertThat(call.resultNow()).isEqualTo(200));
    }
  }
}
