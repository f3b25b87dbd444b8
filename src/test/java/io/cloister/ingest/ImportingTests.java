package io.cloister.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Text documents that come line by line, over HTTP. */
@Running
class ImportingTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @LocalServerPort int port;
  @Autowired Importing importing;
  @Autowired People people;
  @Autowired Groups groups;
  @Autowired Collections collections;

  private Caller admin;
  private String collection;

  @BeforeEach
  void room() {
    admin = Caller.admin(port);
    collection = "import-" + UUID.randomUUID();
    admin.makeCollection(collection);
  }

  @Test
  void importsLinesAndTellsThoseItRejects() {
    var lines =
        """
        {"externalId":"a","title":"A","text":"Alpha text.","collection":"%1$s"}
        this is not json
        {"externalId":"b","title":"B","collection":"%1$s"}
        {"externalId":"c","title":"C","text":"Gamma text.","collection":"no-such-place"}

        {"externalId":"d","title":"","text":"Delta text has no title.","collection":"%1$s"}
        """
            .formatted(collection);

    var first = imported(lines);
    var second = imported(lines);
    var third = imported(lines.replace("Alpha text", "Other text"));

    assertThat(first.get("accepted").asInt()).isEqualTo(2);
    assertThat(first.get("rejected").findValuesAsString("code"))
        .containsExactlyInAnyOrder("malformed", "invalid", "not-found");
    assertThat(first.get("rejected").findValuesAsString("line"))
        .containsExactlyInAnyOrder("2", "3", "4");
    assertThat(second.get("unchanged").asInt()).isEqualTo(2);
    assertThat(third.get("updated").asInt()).isEqualTo(1);
    await()
        .until(() ->
            json(admin.get("/api/v1/documents?status=ready&collection=" + collection))
                    .get("total")
                    .asInt()
                == 2);
    var exported = admin.get("/api/v1/export?collection=" + collection).body();
    assertThat(exported.lines()).hasSize(2);
    assertThat(exported).contains("Other text.", "Delta text has no title.");
  }

  @Test
  void noticesWhenTheImporterLeavesAGroup() throws IOException {
    var chief = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    var name = "leaves-" + UUID.randomUUID();
    var person = people.create(name, "", Role.STAFF, null, chief);
    var group = groups.create(name, chief);
    groups.setMembers(group.id(), Set.of(person.id()), chief);
    var place = collections.find(collection, chief).id();
    collections.setAccess(place, List.of(Access.ofGroup(group.id(), Right.WRITE)), chief);
    var line = "{\"externalId\":\"%%s\",\"text\":\"Words.\",\"collection\":\"%s\"}\n";
    var batch =
        IntStream.range(0, 100)
            .mapToObj(i -> line.formatted(collection).formatted(i))
            .collect(Collectors.joining());
    var last = line.formatted(collection).formatted("late");
    var out =
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(last.getBytes(UTF_8));
          private boolean left;

          @Override
          public int read() throws IOException {
            if (!left) {
              left = true;
              groups.setMembers(group.id(), Set.of(), chief);
            }
            return in.read();
          }
        };

    var outcome =
        importing.run(
            new SequenceInputStream(new ByteArrayInputStream(batch.getBytes(UTF_8)), out),
            () -> people.actor(person.id()));

    assertThat(outcome.accepted()).isEqualTo(100);
    assertThat(outcome.rejected()).extracting(Imported.Rejected::code).contains("not-found");
  }

  @Test
  void rejectsALineThatIsNullAndOneWithATagThatIs() {
    var outcome =
        imported(
            """
            null
            {"externalId":"a","text":"Words.","tags":["one",null],"collection":"%1$s"}
            {"externalId":"b","text":"Other words.","collection":"%1$s"}
            """
                .formatted(collection));

    assertThat(outcome.get("accepted").asInt()).isEqualTo(1);
    assertThat(outcome.get("rejected").findValuesAsString("code"))
        .containsExactlyInAnyOrder("malformed", "invalid");
  }

  @Test
  void keepsTheTitleThatAPersonGaveADocumentWithoutOne() {
    var line = "{\"externalId\":\"a\",\"text\":\"%s\",\"collection\":\"" + collection + "\"}";
    imported(line.formatted("The first words"));
    assertThat(title()).isEqualTo("The first words");

    imported(line.formatted("Other first words"));
    assertThat(title()).isEqualTo("Other first words");

    var address = "/api/v1/documents/" + only().get("id").asString();
    assertThat(admin.send("PATCH", address, "{\"title\":\"Ann's\"}").statusCode()).isEqualTo(200);
    imported(line.formatted("The first words again"));
    assertThat(title()).isEqualTo("Ann's");
  }

  private String title() {
    return only().get("title").asString();
  }

  private JsonNode only() {
    return json(admin.get("/api/v1/documents?collection=" + collection)).at("/items/0");
  }

  private JsonNode imported(String lines) {
    return json(
        admin.send(
            "POST",
            "/api/v1/import",
            BodyPublishers.ofString(lines),
            Map.of("Content-Type", "application/x-ndjson")));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
