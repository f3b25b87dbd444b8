package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.connection.OwnedModels.GROUP;
import static io.cloister.models.connection.OwnedModels.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import io.cloister.models.gateway.TryOuts;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection of a group is used for the calls of its members and for nobody else's. */
class GroupsConnectionTests {

  @TempDir Path folder;
  @AutoClose private OwnedModels owned;
  private ModelsOnly models;

  @BeforeEach
  void open() {
    owned = new OwnedModels(folder);
    models = owned.models;
  }

  @Test
  void aGroupsModelIsNoPartOfTheRouteForOthers() {
    try (var house = ScriptedEndpoint.start(ScriptedEndpoint.chat("The house's."))) {
      var groups = owned.create("group", Owner.of(GROUP), false);
      models.route(groups, models.connect("house", house.address(), Boundary.INSIDE));

      assertThat(owned.said(MEMBER)).isEqualTo("Ours.");
      assertThat(owned.said(STAFF)).isEqualTo("The house's.");
      assertThat(owned.said(ADMIN)).as("an administrator is no member").isEqualTo("The house's.");
      assertThat(owned.endpoint.seen()).hasSize(1);
    }
  }

  @Test
  void aRouteOfAGroupsModelAloneIsNoneForOthers() {
    models.route(owned.create("group", Owner.of(GROUP), false));

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, MEMBER)).isTrue();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF))
        .isInstanceOf(ModelReply.NoRoute.class);
    assertThat(owned.endpoint.seen()).isEmpty();
  }

  @Test
  void aGroupsModelIsTriedOutByItsMembersOnly() {
    owned.create("group", Owner.of(GROUP), false);
    var tries = models.part(TryOuts.class);
    var model = ModelName.of("group/scripted");
    var prompt = new TryOuts.Prompt(Label.PUBLIC, "", "Say it.", 16);
    var memberToo = new Actor(ADMIN.user(), ADMIN.name(), Role.ADMIN, Set.of(GROUP));

    assertThat(tries.models(ADMIN)).doesNotContain(model);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(
            () -> tries.ask(model, prompt, ADMIN, _ -> {}, () -> false, ModelGateway.Watcher.NONE));
    assertThat(owned.endpoint.seen()).isEmpty();

    assertThat(tries.models(memberToo)).contains(model);
    assertThat(tries.ask(model, prompt, memberToo, _ -> {}, () -> false, ModelGateway.Watcher.NONE))
        .isInstanceOf(ModelReply.Completed.class);
  }

  @Test
  void aConnectionGoesToAGroupAndBack() {
    var connection = owned.create("house", null, false);
    assertThat(connection.owner()).isEqualTo(Owner.DEPLOYMENT);

    assertThat(changed(connection, Owner.of(GROUP)).owner()).isEqualTo(Owner.of(GROUP));
    assertThat(changed(connection, null).owner()).isEqualTo(Owner.of(GROUP));
    assertThat(changed(connection, Owner.DEPLOYMENT).owner()).isEqualTo(Owner.DEPLOYMENT);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> changed(connection, Owner.of(STAFF.user())));
  }

  private Connection changed(Connection connection, Owner owner) {
    var setting =
        new ConnectionSetting(
            null, null, null, null, null, null, null, null, null, null, null, owner, null);
    return models.connections.change(connection.id(), setting, ADMIN).orElseThrow();
  }
}
