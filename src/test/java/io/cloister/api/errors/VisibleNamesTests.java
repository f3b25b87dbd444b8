package io.cloister.api.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** A name of which nobody would see anything is refused as an empty one is. */
@Running
class VisibleNamesTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @LocalServerPort int port;
  private Caller admin;

  @BeforeEach
  void program() {
    admin = Caller.admin(port);
  }

  @Test
  void nothingIsMadeUnderSuchAName() {
    var bodies =
        Map.of(
            "/api/v1/collections", "{'name':'%s'}",
            "/api/v1/groups", "{'name':'%s'}",
            "/api/v1/users", "{'name':'%s','role':'staff'}",
            "/api/v1/tokens", "{'name':'%s'}",
            "/api/v1/vocabularies", "{'name':'%s','kind':'closed','terms':[]}",
            "/api/v1/saved-searches", "{'name':'%s','query':{'q':'words'}}");
    bodies.forEach((path, body) -> {
      refused(path, admin.post(path, named(body, "\\u200b\\u0007")), "name");
      assertThat(admin.post(path, named(body, "shown" + UUID.randomUUID())).statusCode())
          .as(path)
          .isEqualTo(201);
    });
  }

  @Test
  void nothingIsGivenSuchAName() {
    var collection = made("/api/v1/collections", "{'name':'%s'}");
    var group = made("/api/v1/groups", "{'name':'%s'}");
    var vocabulary = made("/api/v1/vocabularies", "{'name':'%s','kind':'closed','terms':[]}");
    var term = made("/api/v1/vocabularies/" + vocabulary + "/terms", "{'name':'%s'}");
    var document =
        JSON.readTree(admin.upload("/api/v1/documents", Map.of(), "a.txt", "Words.").body())
            .at("/documents/0/id")
            .asString();

    change("/api/v1/collections/" + collection, "{'name':'%s'}");
    change("/api/v1/groups/" + group, "{'name':'%s'}");
    change("/api/v1/terms/" + term, "{'name':'%s'}");
    change("/api/v1/documents/" + document, "{'title':'%s'}");
    refused(
        "a tag",
        admin.send(
            "PUT",
            "/api/v1/documents/" + document + "/tags",
            named("{'tags':['%s']}", "\\u200b\\u00ad")),
        "tags");
  }

  private String made(String path, String body) {
    var answer = admin.post(path, named(body, "shown" + UUID.randomUUID()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).path("id").asString();
  }

  private void change(String path, String body) {
    var answer = admin.send("PATCH", path, named(body, "\\u200b\\u0007"));
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo("invalid");
  }

  private static void refused(String what, HttpResponse<String> answer, String field) {
    assertThat(answer.statusCode()).as(what + answer.body()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asString()).startsWith(field);
    assertThat(answer.body()).contains("must not be blank");
  }

  private static String named(String body, String name) {
    return body.replace('\'', '"').formatted(name);
  }
}
