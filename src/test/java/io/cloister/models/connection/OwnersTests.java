package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.KEY;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import io.cloister.models.gateway.TryOuts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection is used for its owner's calls and for nobody else's. */
class OwnersTests {

  private static final String OWN_KEY = "sk-own-canary-9876543210zyxw";
  private static final GroupId GROUP = GroupId.random();
  private static final Actor MEMBER =
      new Actor(new UserId(STAFF.user().value()), "member", Role.STAFF, Set.of(GROUP));

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Ours."));
  private ModelsOnly models;

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

  // --- a group's ------------------------------------------------------------------------------

  @Test
  void aGroupsModelIsNoPartOfTheRouteForOthers() {
    try (var house = ScriptedEndpoint.start(ScriptedEndpoint.chat("The house's."))) {
      var groups = models.connections.create(setting("group", Owner.of(GROUP), false), ADMIN);
      models.route(groups, models.connect("house", house.address(), Boundary.INSIDE));

      assertThat(said(MEMBER)).isEqualTo("Ours.");
      assertThat(said(STAFF)).isEqualTo("The house's.");
      assertThat(said(ADMIN)).as("an administrator is no member").isEqualTo("The house's.");
      assertThat(endpoint.seen()).hasSize(1);
    }
  }

  @Test
  void aRouteOfAGroupsModelAloneIsNoneForOthers() {
    models.route(models.connections.create(setting("group", Owner.of(GROUP), false), ADMIN));

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, MEMBER)).isTrue();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF))
        .isInstanceOf(ModelReply.NoRoute.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void aGroupsModelIsTriedOutByItsMembersOnly() {
    models.connections.create(setting("group", Owner.of(GROUP), false), ADMIN);
    var tries = models.part(TryOuts.class);
    var model = ModelName.of("group/scripted");
    var prompt = new TryOuts.Prompt(Label.PUBLIC, "", "Say it.", 16);
    var memberToo = new Actor(ADMIN.user(), ADMIN.name(), Role.ADMIN, Set.of(GROUP));

    assertThat(tries.models(ADMIN)).doesNotContain(model);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(
            () -> tries.ask(model, prompt, ADMIN, _ -> {}, () -> false, ModelGateway.Watcher.NONE));
    assertThat(endpoint.seen()).isEmpty();

    assertThat(tries.models(memberToo)).contains(model);
    assertThat(tries.ask(model, prompt, memberToo, _ -> {}, () -> false, ModelGateway.Watcher.NONE))
        .isInstanceOf(ModelReply.Completed.class);
  }

  @Test
  void aConnectionGoesToAGroupAndBack() {
    var connection = models.connections.create(setting("house", null, false), ADMIN);
    assertThat(connection.owner()).isEqualTo(Owner.DEPLOYMENT);

    assertThat(changed(connection, Owner.of(GROUP)).owner()).isEqualTo(Owner.of(GROUP));
    assertThat(changed(connection, null).owner()).isEqualTo(Owner.of(GROUP));
    assertThat(changed(connection, Owner.DEPLOYMENT).owner()).isEqualTo(Owner.DEPLOYMENT);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> changed(connection, Owner.of(STAFF.user())));
  }

  // --- a person's -----------------------------------------------------------------------------

  @Test
  void aPersonsKeyIsUsedForThatPersonsCallsOnly() {
    var house = models.connections.create(setting("house", null, true), ADMIN);
    models.route(house);
    openAnswers();
    var own = own(house);

    said(STAFF);
    said(ADMIN);

    assertThat(endpoint.seen())
        .extracting(seen -> seen.headers().get("Authorization"))
        .containsExactly("Bearer " + OWN_KEY, "Bearer " + KEY);
    assertThat(own.name()).isEqualTo("staff:house");
    assertThat(models.log().getLast().connection()).isEqualTo("staff:house");
  }

  @Test
  void nobodyElseSeesAPersonsOwnNorDoesAnAdministrator() {
    var own = own(models.connections.create(setting("house", null, true), ADMIN));

    assertThat(models.connections.list(ADMIN))
        .extracting(Connection::name)
        .doesNotContain(own.name());
    assertThat(models.connections.find(own.id(), ADMIN)).isEmpty();
    assertThat(models.connections.change(own.id(), setting("x", null, true), ADMIN)).isEmpty();
    assertThat(models.connections.delete(own.id(), ADMIN)).isFalse();
    assertThat(models.probe.run(own.id(), false, ADMIN)).isEmpty();
    assertThat(models.probe.runOwn(own.id(), ADMIN)).isEmpty();
    assertThat(models.personal.list(ADMIN)).isEmpty();
    assertThat(models.personal.change(own.id(), wanted("sk-stolen"), ADMIN)).isEmpty();
    assertThat(models.personal.delete(own.id(), ADMIN)).isFalse();
    assertThat(models.connections.usedFor(ADMIN))
        .extracting(Connection::id)
        .doesNotContain(own.id());
    assertThat(models.personal.list(STAFF))
        .singleElement()
        .satisfies(mine -> assertThat(mine.key()).isEqualTo(new Connection.Key(true, "zyxw")));
    assertThat(models.jdbc.sql("script").query(String.class).list().toString())
        .doesNotContain(OWN_KEY);
  }

  @Test
  void isAskedFirstOnlyForWhatAnAdministratorOpened() {
    var house = models.connections.create(setting("house", null, true), ADMIN);
    models.route(house);
    var own = own(house);

    said(STAFF);
    openAnswers();
    said(STAFF);
    models.personal.change(own.id(), new PersonalConnections.Setting(null, null, false), STAFF);
    said(STAFF);

    assertThat(endpoint.seen())
        .extracting(seen -> seen.headers().get("Authorization"))
        .containsExactly("Bearer " + KEY, "Bearer " + OWN_KEY, "Bearer " + KEY);
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.personal.setFunctions(Set.of(), STAFF));
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.personal.setFunctions(Set.of(ModelFunction.EMBED), ADMIN));
  }

  @Test
  void servesAFunctionThatHasNoRouteOfItsOwn() {
    own(models.connections.create(setting("house", null, true), ADMIN));
    openAnswers();

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isTrue();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, ADMIN)).isFalse();
    assertThat(said(STAFF)).isEqualTo("Ours.");
  }

  @Test
  void doesNotTakeADocumentFurtherThanItsLabelAllows() {
    var house = models.connections.create(setting("house", null, true), ADMIN);
    own(house);
    openAnswers();
    models.connections.change(
        house.id(),
        new ConnectionSetting(null, null, null, null, Boundary.PUBLIC, null, null, null),
        ADMIN);

    assertThat(models.gateway.complete(ModelsOnly.request(Label.INTERNAL), STAFF))
        .isInstanceOf(ModelReply.Blocked.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void isNotUsedOnceItsAddressIsClosedOrAnother() {
    var house = models.connections.create(setting("house", null, true), ADMIN);
    var own = own(house);
    openAnswers();

    models.connections.change(house.id(), setting("house", null, false), ADMIN);
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.probe.runOwn(own.id(), STAFF)).isEmpty();
    models.connections.change(house.id(), setting("house", null, true), ADMIN);
    assertThat(said(STAFF)).isEqualTo("Ours.");

    models.connections.change(
        house.id(),
        new ConnectionSetting(null, null, "http://127.0.0.1:1/v1", null, null, null, null, null),
        ADMIN);
    assertThat(models.personal.list(STAFF).getFirst().key().set()).isFalse();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();

    models.connections.delete(house.id(), ADMIN);
    assertThat(models.personal.list(STAFF)).isEmpty();
  }

  @Test
  void needsAnOpenAddressAndAKey() {
    var closed = models.connections.create(setting("closed", null, false), ADMIN);
    var groups = models.connections.create(setting("group", Owner.of(GROUP), true), ADMIN);
    var house = models.connections.create(setting("house", null, true), ADMIN);

    assertThat(models.personal.create(closed.id(), wanted(OWN_KEY), STAFF)).isEmpty();
    assertThat(models.personal.create(groups.id(), wanted(OWN_KEY), STAFF)).isEmpty();
    assertThat(models.personal.create(groups.id(), wanted(OWN_KEY), MEMBER)).isPresent();
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.personal.create(house.id(), wanted(" "), STAFF));
    own(house);
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> own(house))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("name-taken"));
  }

  @Test
  void whoeverLeavesAGroupLosesWhatTheyHadAtItsAddress() {
    var groups = models.connections.create(setting("group", Owner.of(GROUP), true), ADMIN);
    models.route(groups);
    openAnswers();
    var own = models.personal.create(groups.id(), wanted(OWN_KEY), MEMBER).orElseThrow();
    assertThat(said(MEMBER)).isEqualTo("Ours.");

    // STAFF is the same person without the group
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.connections.usedFor(STAFF))
        .extracting(Connection::id)
        .doesNotContain(own.id());
    assertThat(models.probe.runOwn(own.id(), STAFF)).isEmpty();
    assertThat(models.personal.list(STAFF).getFirst().openToPeople()).isFalse();
    assertThat(models.personal.list(MEMBER).getFirst().openToPeople()).isTrue();
    assertThat(models.personal.delete(own.id(), STAFF)).isTrue();
    assertThat(endpoint.seen()).hasSize(1);
  }

  @Test
  void aNameThatIsAnAddressForMailWillDo() {
    var house = models.connections.create(setting("house", null, true), ADMIN);
    var anna = new Actor(STAFF.user(), "anna+ai@house.test", Role.STAFF, Set.of());

    assertThat(models.personal.create(house.id(), wanted(OWN_KEY), anna).orElseThrow().name())
        .isEqualTo("anna+ai@house.test:house");
  }

  private Connection own(Connection template) {
    return models.personal.create(template.id(), wanted(OWN_KEY), STAFF).orElseThrow();
  }

  private void openAnswers() {
    models.personal.setFunctions(Set.of(ModelFunction.ANSWER), ADMIN);
  }

  private static PersonalConnections.Setting wanted(String key) {
    return new PersonalConnections.Setting(key, null, null);
  }

  private String said(Actor actor) {
    var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), actor);
    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
    return ((ModelReply.Completed) reply).text();
  }

  private Connection changed(Connection connection, Owner owner) {
    var setting =
        new ConnectionSetting(
            null, null, null, null, null, null, null, null, null, null, null, owner, null);
    return models.connections.change(connection.id(), setting, ADMIN).orElseThrow();
  }

  private ConnectionSetting setting(String name, Owner owner, boolean open) {
    return new ConnectionSetting(
        name,
        null,
        endpoint.address().toString(),
        KEY,
        Boundary.INSIDE,
        null,
        null,
        List.of(new OfferedModel("scripted", List.of("chat"), 4096, 0, 0, null)),
        null,
        null,
        null,
        owner,
        open);
  }
}
