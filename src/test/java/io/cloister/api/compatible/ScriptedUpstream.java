package io.cloister.api.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.ScriptedEndpoint;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program of somebody's, and a connection of its own whose endpoint is scripted. */
abstract class ScriptedUpstream {

  static final String SECRET = "sk-canary-of-the-endpoint-0123";

  @LocalServerPort int port;
  @Autowired JsonMapper json;
  @Autowired Tokens tokens;
  @Autowired People people;

  final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  final String name = "c-" + UUID.randomUUID().toString().substring(0, 8);
  Caller admin;
  Caller staff;
  Actor administrator;

  @BeforeEach
  void connect() {
    admin = Caller.admin(port);
    connect(name, "inside");
    administrator = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    var person = people.create(name, name, Role.STAFF, null, administrator);
    staff = Caller.withToken(port, tokens.issue(person.id(), "t", null, administrator).secret());
  }

  final void connect(String connection, String boundary) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","apiKey":"%s","boundary":"%s","models":[
            {"name":"scripted","kinds":["chat"]},{"name":"vectors","kinds":["embedding"]}]}
            """
                .formatted(connection, endpoint.address(), SECRET, boundary));
    assertThat(made.statusCode()).isEqualTo(201);
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  final HttpResponse<String> ask(String fields) {
    return staff.post(
        "/v1/chat/completions", "{\"model\":\"%s/scripted\",%s}".formatted(name, fields));
  }

  /** The log's lines of this test's connection, the latest first. */
  final List<JsonNode> logged() {
    return lines().stream()
        .filter(line -> line.path("connection").asString("").equals(name))
        .toList();
  }

  private List<JsonNode> lines() {
    var lines = new ArrayList<JsonNode>();
    json.readTree(admin.get("/api/v1/models/invocations?size=50").body())
        .path("items")
        .forEach(lines::add);
    return lines;
  }
}
