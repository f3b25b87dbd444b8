package io.cloister.web.models;

import static io.cloister.ScriptedEndpoint.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.web.Shelf;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Shadows, as an administrator sets and compares them in a browser. */
@Running
class ShadowPagesTests {

  private static final Actor SOMEBODY =
      new Actor(UserId.random(), "somebody", Role.EDITOR, Set.of());

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired ModelGateway models;

  private final String name = "shadows-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("Hello."));
  private AdminBrowser browser;
  private Caller admin;
  private String connection = "";

  @BeforeEach
  void open() {
    browser = new AdminBrowser(product, port, "shadows");
    admin = Caller.admin(port);
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"falcon-7b","kinds":["chat"]},{"name":"owl-1b","kinds":["chat"]}]}
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
    admin.send("PUT", "/api/v1/models/shadows", "[]");
    browser.close();
    endpoint.close();
  }

  @Test
  void setsAShadowComparesItAndTakesItAway() {
    var page = browser.open("/models/shadows");
    page.selectOption("#new-shadow select[name=function]", "draft");
    page.selectOption("#new-shadow select[name=model]", name + "/owl-1b");
    page.fill("#new-shadow input[name=share]", "100");
    page.click("#new-shadow button");
    page.waitForURL("**/models/shadows?done=set");
    assertThat(page.textContent("#draft")).contains(name + "/owl-1b", "after 100 of 100 calls");

    assertThat(models.complete(request(), SOMEBODY)).isInstanceOf(ModelReply.Completed.class);
    await()
        .untilAsserted(() ->
            assertThat(admin.get("/api/v1/models/shadows").body())
                .contains("\"model\":\"" + name + "/owl-1b\",\"shadow\":true,\"calls\":1"));
    page.navigate(browser.address("/models/shadows"));
    assertThat(page.textContent("#draft table"))
        .contains(name + "/falcon-7b", "answered", name + "/owl-1b", "shadow");
    browser.look("/models/shadows");

    page.click("#draft form button");
    page.waitForURL("**/models/shadows?done=removed");
    assertThat(page.locator("#draft").count()).isZero();
  }

  @Test
  void speaksGerman() {
    var person = "shadows-" + UUID.randomUUID().toString().substring(0, 8);
    new Shelf(product).person(person, Role.ADMIN);
    var german = Caller.signedIn(port, person, Shelf.PASSWORD).with("Accept-Language", "de");
    assertThat(german.get("/models/shadows").body())
        .contains("Schattenläufe", "Anteil der Aufrufe in Prozent")
        .doesNotContain("Shadow runs");
  }

  @Test
  void refusesAModelThatIsNotThere() {
    var refused =
        admin.send(
            "PUT",
            "/api/v1/models/shadows",
            "[{\"function\":\"draft\",\"model\":\"gone/model\",\"share\":10}]");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"field\":\"shadows\"", "gone/model");
  }

  private static ModelRequest request() {
    return new ModelRequest(
        ModelFunction.DRAFT, Label.INTERNAL, "Be brief.", "Say hello.", 16, null, null);
  }
}
