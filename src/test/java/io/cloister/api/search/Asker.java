package io.cloister.api.search;

import java.net.URI;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a token who asks over HTTP. */
record Asker(int port, String token, JsonMapper json) {

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
