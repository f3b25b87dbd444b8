package io.cloister.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two administrators with the same page open. */
@Running
class FormsAtOnceTests {

  private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([0-9a-f]+)\"");

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired People people;
  @Autowired Groups groups;

  @Test
  void aFormDoesNotUndoWhatAnotherSavedMeanwhile() {
    var admin = Caller.signedIn(port, "admin", Running.PASSWORD);
    var by = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    var person = new Shelf(product).person("forms-" + UUID.randomUUID(), Role.STAFF);
    var group = groups.create("Forms " + UUID.randomUUID(), by);
    groups.setGroupsOf(person.user(), java.util.Set.of(group.id()), by);
    var user = "/admin/users/" + person.user();
    var team = "/admin/groups/" + group.id();
    var userShown = shown(admin, user);
    var teamShown = shown(admin, team);

    var leaves = Map.of("displayName", "A", "role", "staff", "shown", userShown);
    assertThat(admin.submit(user, user + "/change", leaves).statusCode()).isIn(302, 303);

    var late =
        Map.of(
            "displayName",
            "B",
            "role",
            "staff",
            "shown",
            userShown,
            "group",
            group.id().toString());
    assertThat(admin.submit(user, user + "/change", late).statusCode()).isEqualTo(409);
    var back = Map.of("name", group.name(), "shown", teamShown, "member", person.user().toString());
    assertThat(admin.submit(team, team + "/change", back).statusCode()).isEqualTo(409);
    assertThat(people.find(person.user()).orElseThrow())
        .satisfies(now -> {
          assertThat(now.groups()).isEmpty();
          assertThat(now.displayName()).isEqualTo("A");
        });
  }

  @Test
  void aNameThatIsTooLongIsToldAsSuch() {
    var admin = Caller.signedIn(port, "admin", Running.PASSWORD);
    var person = new Shelf(product).person("long-" + UUID.randomUUID(), Role.STAFF);
    var user = "/admin/users/" + person.user();

    var answer =
        admin.submit(
            user, user + "/change", Map.of("displayName", "x".repeat(300), "role", "staff"));

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(people.find(person.user()).orElseThrow().displayName()).doesNotContain("xx");
  }

  private static String shown(Caller admin, String page) {
    var found = SHOWN.matcher(admin.get(page).body());
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }
}
