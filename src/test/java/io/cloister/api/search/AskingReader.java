package io.cloister.api.search;

import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.search.Shelf;
import java.net.URI;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who asks over HTTP with a token, and may read one of two new collections.
 *
 * @param open what they may read
 * @param closed what they may not
 */
record AskingReader(
    int port, String token, JsonMapper json, CollectionId open, CollectionId closed) {

  static AskingReader of(BeanFactory product, int port) {
    var shelf = product.getBean(Shelf.class);
    var open = shelf.collection();
    var closed = shelf.collection();
    var reader = shelf.person(product.getBean(People.class), Role.STAFF);
    var access = List.of(Access.ofUser(reader.user(), Right.READ));
    product.getBean(Collections.class).setAccess(open, access, shelf.librarian());
    var token = product.getBean(Tokens.class).issue(reader.user(), "search test", null, reader);
    return new AskingReader(port, token.secret(), product.getBean(JsonMapper.class), open, closed);
  }

  JsonNode get(String path, String... params) {
    return json.readTree(client().get().uri(address(path, params)).retrieve().body(String.class));
  }

  int status(String path, String... params) {
    return client()
        .get()
        .uri(address(path, params))
        .exchange((_, response) -> response.getStatusCode())
        .value();
  }

  private URI address(String path, String... params) {
    var address = UriComponentsBuilder.fromUriString("http://localhost:" + port + path);
    for (int i = 0; i < params.length; i += 2) {
      address.queryParam(params[i], "{" + i + "}");
    }
    var values = new Object[params.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = params[2 * i + 1];
    }
    return address.encode().buildAndExpand(values).toUri();
  }

  private RestClient client() {
    return RestClient.builder().defaultHeader("Authorization", "Bearer " + token).build();
  }
}
