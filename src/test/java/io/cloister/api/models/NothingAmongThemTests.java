package io.cloister.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A null among the elements of a list is told of as any other value that is wrong. */
@Running
class NothingAmongThemTests {

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT|rules|[null]",
        "PUT|rules|[{\"name\":\"r\",\"chain\":[null]}]",
        "PUT|rules|[{\"name\":\"r\",\"function\":\"x\",\"chain\":[\"a/b\"]}]",
        "PUT|personal|{\"functions\":[null]}",
        "PUT|catalogue|{\"model\":\"a/b\",\"description\":\"d\",\"groups\":[null]}",
        "PUT|budgets|[null]",
        "PUT|routes|{\"mode\":\"custom\",\"routes\":[null]}",
        "POST|connections|{\"name\":\"n\",\"baseUrl\":\"http://h/v1\",\"models\":[null]}",
        "POST|connections|{\"name\":\"n\",\"baseUrl\":\"http://h/v1\",\"headers\":{\"X-A\":null}}",
        "POST|connections|{\"name\":\"n\",\"baseUrl\":\"http://h/v1\",\"secretHeaders\":{\"X-A\":null}}",
        "POST|connections|{\"name\":\"n\",\"baseUrl\":\"http://h/v1\",\"models\":[{\"name\":\"m\",\"kinds\":[null]}]}",
      })
  void isRefused(String method, String what, String body) {
    var answer = Caller.admin(port).send(method, "/api/v1/models/" + what, body);

    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
  }
}
