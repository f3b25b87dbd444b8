package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.KEY;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.connection.OwnedModels.GROUP;
import static io.cloister.models.connection.OwnedModels.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection of a person is used for that person's calls and for nobody else's. */
class PersonalConnectionsTests {

  private static final String OWN_KEY = "sk-own-canary-9876543210zyxw";

  @TempDir Path folder;
  @AutoClose private OwnedModels owned;
  private ModelsOnly models;

  @BeforeEach
  void open() {
    owned = new OwnedModels(folder);
    models = owned.models;
  }

  @Test
  void aPersonsKeyIsUsedForThatPersonsCallsOnly() {
    var house = owned.create("house", null, true);
    models.route(house);
    openAnswers();
    var own = own(house);

    owned.said(STAFF);
    owned.said(ADMIN);

    assertThat(owned.endpoint.seen())
        .extracting(seen -> seen.headers().get("Authorization"))
        .containsExactly("Bearer " + OWN_KEY, "Bearer " + KEY);
    assertThat(own.name()).isEqualTo("staff:house");
    assertThat(models.log().getLast().connection()).isEqualTo("staff:house");
  }

  @Test
  void nobodyElseSeesAPersonsOwnNorDoesAnAdministrator() {
    var own = own(owned.create("house", null, true));

    assertThat(models.connections.list(ADMIN))
        .extracting(Connection::name)
        .doesNotContain(own.name());
    assertThat(models.connections.find(own.id(), ADMIN)).isEmpty();
    assertThat(models.connections.change(own.id(), owned.setting("x", null, true), ADMIN))
        .isEmpty();
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
    var house = owned.create("house", null, true);
    models.route(house);
    var own = own(house);

    owned.said(STAFF);
    openAnswers();
    owned.said(STAFF);
    models.personal.change(own.id(), new PersonalConnections.Setting(null, null, false), STAFF);
    owned.said(STAFF);

    assertThat(owned.endpoint.seen())
        .extracting(seen -> seen.headers().get("Authorization"))
        .containsExactly("Bearer " + KEY, "Bearer " + OWN_KEY, "Bearer " + KEY);
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.personal.setFunctions(Set.of(), STAFF));
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.personal.setFunctions(Set.of(ModelFunction.EMBED), ADMIN));
  }

  @Test
  void servesAFunctionThatHasNoRouteOfItsOwn() {
    own(owned.create("house", null, true));
    openAnswers();

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isTrue();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, ADMIN)).isFalse();
    assertThat(owned.said(STAFF)).isEqualTo("Ours.");
  }

  @Test
  void doesNotTakeADocumentFurtherThanItsLabelAllows() {
    var house = owned.create("house", null, true);
    own(house);
    openAnswers();
    models.connections.change(
        house.id(),
        new ConnectionSetting(null, null, null, null, Boundary.PUBLIC, null, null, null),
        ADMIN);

    assertThat(models.gateway.complete(ModelsOnly.request(Label.INTERNAL), STAFF))
        .isInstanceOf(ModelReply.Blocked.class);
    assertThat(owned.endpoint.seen()).isEmpty();
  }

  @Test
  void isNotUsedOnceItsAddressIsClosedOrAnother() {
    var house = owned.create("house", null, true);
    var own = own(house);
    openAnswers();

    models.connections.change(house.id(), owned.setting("house", null, false), ADMIN);
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.probe.runOwn(own.id(), STAFF)).isEmpty();
    models.connections.change(house.id(), owned.setting("house", null, true), ADMIN);
    assertThat(owned.said(STAFF)).isEqualTo("Ours.");

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
    var closed = owned.create("closed", null, false);
    var groups = owned.create("group", Owner.of(GROUP), true);
    var house = owned.create("house", null, true);

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
    var groups = owned.create("group", Owner.of(GROUP), true);
    models.route(groups);
    openAnswers();
    var own = models.personal.create(groups.id(), wanted(OWN_KEY), MEMBER).orElseThrow();
    assertThat(owned.said(MEMBER)).isEqualTo("Ours.");

    // STAFF is the same person without the group
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, STAFF)).isFalse();
    assertThat(models.connections.usedFor(STAFF))
        .extracting(Connection::id)
        .doesNotContain(own.id());
    assertThat(models.probe.runOwn(own.id(), STAFF)).isEmpty();
    assertThat(models.personal.list(STAFF).getFirst().openToPeople()).isFalse();
    assertThat(models.personal.list(MEMBER).getFirst().openToPeople()).isTrue();
    assertThat(models.personal.delete(own.id(), STAFF)).isTrue();
    assertThat(owned.endpoint.seen()).hasSize(1);
  }

  @Test
  void aNameThatIsAnAddressForMailWillDo() {
    var house = owned.create("house", null, true);
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
}
