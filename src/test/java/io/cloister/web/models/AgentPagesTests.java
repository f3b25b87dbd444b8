package io.cloister.web.models;

import static io.cloister.ScriptedEndpoint.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Prompts and agents, as an administrator sees and changes them in a browser. */
@Running
class AgentPagesTests {

  private static final Actor SOMEBODY =
      new Actor(UserId.random(), "somebody", Role.EDITOR, Set.of());

  private static final String FAMILY = "falcon";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired ModelGateway models;

  private final String name = "agents-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(stream("Hello."));
  private AdminBrowser browser;
  private Caller admin;
  private String connection = "";

  @BeforeEach
  void open() {
    browser = new AdminBrowser(product, port, "agents");
    admin = Caller.admin(port);
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"falcon-7b","kinds":["chat"]}]}
            """
                .formatted(name, endpoint.address()));
    connection = JsonPath.read(made.body(), "$.id");
    admin.send(
        "PUT",
        "/api/v1/models/routes",
        """
        {"mode":"own","tier":"balanced","routes":[{"function":"draft","chain":["%s/falcon-7b"]}]}
        """
            .formatted(name));
  }

  @AfterEach
  void close() {
    admin.delete("/api/v1/models/connections/" + connection);
    admin.send("PUT", "/api/v1/models/agents/drafting", "{\"on\":true}");
    admin.send("PUT", "/api/v1/models/budgets", "[]");
    browser.close();
    endpoint.close();
  }

  @Test
  void editsComparesAndTakesAPromptBack() {
    var page = browser.open("/models/prompts/draft?family=" + FAMILY);
    assertThat(page.inputValue("textarea")).contains("You write parts of documents", "{{task}}");

    page.fill("textarea", "No fence.\n=== user\n{{tusk}}\n");
    page.click("#edit button");
    assertThat(page.textContent(".note-bad")).contains("Line 3", "tusk");
    assertThat(page.inputValue("textarea")).startsWith("No fence.");

    page.fill("textarea", "Write between {{fence}}.\n=== user\n{{task}}\n");
    page.fill("input[name=note]", "shorter for a small model");
    page.click("#edit button");
    assertThat(page.textContent(".note-ok")).contains("next call");
    assertThat(page.textContent("aside")).contains("Version 1", "shorter for a small model");
    assertThat(admin.get("/api/v1/models/prompts/draft?family=" + FAMILY).body())
        .contains("\"prompt\":\"draft.falcon@1\"");

    page.click("aside a:has-text('None of its own')");
    assertThat(page.textContent("#compared")).contains("+", "Write between {{fence}}.");
    browser.look("/models/prompts", "/models/prompts/draft?family=falcon&compare=0");
    page.click("#compared button");
    assertThat(page.textContent(".note-info")).contains(FAMILY);
    assertThat(admin.get("/api/v1/models/prompts/draft?family=" + FAMILY).body())
        .contains("\"used\":false", "\"version\":1");
  }

  @Test
  void tellsOverHttpWhatAnEditLacks() {
    var refused =
        admin.send(
            "PUT",
            "/api/v1/models/prompts/answer",
            "{\"text\":\"{{question}}\\n=== user\\n{{#sources}}\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"field\":\"text\"", "Line 3", "hint");
    assertThat(admin.get("/api/v1/models/prompts/answer/versions/0").body())
        .contains("You answer questions from numbered sources");
    assertThat(admin.get("/api/v1/models/prompts/answer/compare?after=99").statusCode())
        .isEqualTo(404);
  }

  @Test
  void switchesAnAgentOffForGoodUntilItIsSwitchedOn() {
    admin.send(
        "PUT",
        "/api/v1/models/budgets",
        "[{\"scope\":\"function\",\"id\":\"draft\",\"monthlyTokens\":1000000000,\"action\":\"warn\"}]");
    var page = browser.open("/models/agents");
    assertThat(page.textContent("#drafting"))
        .contains(
            name + "/falcon-7b", "Drafts: 0", "draft@shipped-", "A person edits and approves");
    assertThat(models.isRouted(ModelFunction.DRAFT, SOMEBODY)).isTrue();

    page.focus("#drafting button");
    page.keyboard().press("Enter");
    page.waitForURL("**/models/agents?done=off");
    assertThat(page.textContent(".note-ok")).contains("what is built in remains");
    assertThat(models.isRouted(ModelFunction.DRAFT, SOMEBODY)).isFalse();
    assertThat(admin.get("/api/v1/models/agents").body())
        .contains("\"agent\":\"drafting\",\"on\":false");
    browser.look("/models/agents");

    page.click("#drafting button");
    page.waitForURL("**/models/agents?done=on");
    assertThat(models.isRouted(ModelFunction.DRAFT, SOMEBODY)).isTrue();
  }
}
