package io.cloister.models.catalogue;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelName;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people may choose by name. */
class CatalogueTests {

  @TempDir Path folder;
  private ModelsOnly models;
  private Connection house;
  private Connection other;

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
    house = models.connect("house", URI.create("http://127.0.0.1:9/v1"), Boundary.INSIDE);
    other = models.connect("other", URI.create("http://127.0.0.1:9/v1"), Boundary.INSIDE);
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void whileItIsEmptyEveryModelMayBeChosen() {
    assertThat(models.catalogue.of(STAFF)).isEmpty();
    assertThat(isOpen(house, STAFF)).isTrue();
  }

  @Test
  void withAnEntryOnlyWhatItNamesMayBeChosen() {
    approve(house, "Short answers.", Set.of());

    assertThat(isOpen(house, STAFF)).isTrue();
    assertThat(isOpen(other, STAFF)).isFalse();
    assertThat(models.catalogue.of(STAFF))
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.name()).hasToString("house/scripted");
          assertThat(listed.entry().description()).isEqualTo("Short answers.");
          assertThat(listed.boundary()).isEqualTo(Boundary.INSIDE);
        });

    approve(house, "Long answers.", Set.of());
    assertThat(models.catalogue.all(ADMIN))
        .singleElement()
        .satisfies(listed -> assertThat(listed.entry().description()).isEqualTo("Long answers."));
    assertThat(models.catalogue.remove(new ModelName("house", "scripted"), ADMIN)).isTrue();
    assertThat(isOpen(other, STAFF)).as("it is empty again").isTrue();
  }

  @Test
  void aModelForAGroupIsForItsMembersOnly() {
    GroupId group = models.groups.create("lawyers", ADMIN).id();
    var member = new Actor(UserId.random(), "member", Role.STAFF, Set.of(group));
    approve(house, "For lawyers.", Set.of(group));

    assertThat(isOpen(house, member)).isTrue();
    assertThat(isOpen(house, STAFF)).isFalse();
    assertThat(isOpen(house, ADMIN)).as("an administrator is no member").isFalse();
    assertThat(models.catalogue.of(STAFF)).isEmpty();
    assertThat(models.catalogue.all(ADMIN)).hasSize(1);
  }

  @Test
  void aModelThatGoesLeavesTheCatalogue() {
    approve(house, "Short answers.", Set.of());

    models.connections.delete(house.id(), ADMIN);

    assertThat(models.catalogue.all(ADMIN)).isEmpty();
    assertThat(isOpen(other, STAFF)).isTrue();
  }

  @Test
  void refusesWhatIsNotThereAndWhoIsNoAdministrator() {
    refused("model", "house/gone", "Words.", null, Set.of());
    refused("description", "house/scripted", " ", null, Set.of());
    refused("quality", "house/scripted", "Words.", "x".repeat(501), Set.of());
    refused("groups", "house/scripted", "Words.", null, Set.of(GroupId.random()));
    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.catalogue.all(STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() ->
            models.catalogue.put(
                new ModelName("house", "scripted"), "Words.", null, Set.of(), STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.catalogue.remove(new ModelName("house", "scripted"), STAFF));
  }

  private void approve(Connection connection, String description, Set<GroupId> groups) {
    models.catalogue.put(
        new ModelName(connection.name(), "scripted"), description, "0.8 on ours", groups, ADMIN);
  }

  private boolean isOpen(Connection connection, Actor actor) {
    return models.catalogue.isOpen(connection, connection.models().getFirst(), actor);
  }

  private void refused(
      String field,
      String model,
      String description,
      @Nullable String quality,
      Set<GroupId> groups) {
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(
            () -> models.catalogue.put(ModelName.of(model), description, quality, groups, ADMIN))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
  }
}
