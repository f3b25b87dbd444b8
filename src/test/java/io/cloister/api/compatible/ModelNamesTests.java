package io.cloister.api.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models as programs list and name them. */
@Running
class ModelNamesTests extends ScriptedUpstream {

  @Test
  void listsAndFindsModelsByNameHoweverTheSlashIsWritten() {
    var list = json.readTree(staff.get("/v1/models").body());
    var names = new ArrayList<String>();
    list.path("data").forEach(model -> names.add(model.path("id").asString("")));
    assertThat(names)
        .contains(
            "cloister/ask", "builtin/all-minilm-l6-v2", name + "/scripted", name + "/vectors");

    for (var path : List.of(name + "/scripted", name + "%2Fscripted")) {
      var found = staff.get("/v1/models/" + path);
      assertThat(found.statusCode()).as(path).isEqualTo(200);
      assertThat(json.readTree(found.body()).path("id").asString("")).isEqualTo(name + "/scripted");
    }
    assertThat(staff.get("/v1/models/none").statusCode()).isEqualTo(404);
    var theirs = staff.with("anthropic-version", "2023-06-01").get("/v1/models");
    assertThat(json.readTree(theirs.body()).path("has_more").asBoolean(true)).isFalse();
  }

  @Test
  void answersFromDocumentsUnderANameOfItsOwn() {
    var answer =
        staff.post(
            "/v1/chat/completions",
            "{\"model\":\"cloister/ask\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"How deep is the lake of nowhere?\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var reply = json.readTree(answer.body());
    assertThat(reply.path("choices").path(0).path("message").path("content").asString(""))
        .contains("Nothing in your documents");
    assertThat(reply.path("cloister").path("outcome").asString("")).isEqualTo("not-found");
  }
}
